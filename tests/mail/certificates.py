"""A certificate for this machine that nobody trusts but who is told to."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from okrsheets.tuples import NamedTuple

__all__ = ["Certificate", "certificate"]


class Certificate(NamedTuple):
    """The server's side of TLS, and the file that a client has to trust."""

    context: ssl.SSLContext
    file: Path


def certificate(folder: Path, *, host: str = "127.0.0.1") -> Certificate:
    """A certificate that says to be that of a host, by its number or name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A mail server of the tests")])
    is_number = host.replace(".", "").isdecimal()
    whose = x509.IPAddress(ipaddress.ip_address(host)) if is_number else x509.DNSName(host)
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([whose]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, secret = folder / "authority.pem", folder / "server.pem"
    public.write_bytes(made.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    secret.write_bytes(private + public.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(secret)
    return Certificate(context, public)
