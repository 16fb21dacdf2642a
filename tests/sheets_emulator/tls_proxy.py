"""A proxy that answers for Google's hosts with an emulator: for programs in a process of their own.

Run the program, unchanged, with the variables of `TlsProxy.environment`: they make it trust the proxy's
throw-away certificates.
"""

from __future__ import annotations

import datetime as dt
import socketserver
import ssl
import tempfile
import threading
from pathlib import Path
from types import TracebackType

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from .background import LOOPBACK, Background
from .server import Server

__all__ = ["TlsProxy"]

DAYS = 30


class TlsProxy(Background):
    """Serves CONNECT requests for `*.googleapis.com` as long as the `with` block runs, and refuses others."""

    def __init__(self, server: Server) -> None:
        self.hosts: list[str] = []  # that were asked for, in order
        self._folder = tempfile.TemporaryDirectory()
        self._authority = _Authority(Path(self._folder.name))
        self._lock = threading.Lock()
        super().__init__(_Listener((LOOPBACK, 0), _connection(self, server)))

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables of a program that is to go through it."""
        authority = str(self._authority.file)
        return {
            "HTTPS_PROXY": self.url,
            "https_proxy": self.url,
            "NO_PROXY": LOOPBACK,
            "REQUESTS_CA_BUNDLE": authority,
            "SSL_CERT_FILE": authority,
        }

    def context(self, host: str) -> ssl.SSLContext:
        """The certificate for a host."""
        with self._lock:
            self.hosts.append(host)
            return self._authority.context(host)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._folder.cleanup()


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def _connection(proxy: TlsProxy, server: Server) -> type[socketserver.StreamRequestHandler]:
    class Connection(socketserver.StreamRequestHandler):
        """One tunnel, which ends in the emulator."""

        def handle(self) -> None:
            method, target, _ = self.rfile.readline().decode("latin-1").split()
            while self.rfile.readline().strip():
                pass
            host = target.rpartition(":")[0]
            if method != "CONNECT" or not host.endswith(".googleapis.com"):
                self.wfile.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
                return
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            try:
                with proxy.context(host).wrap_socket(self.connection, server_side=True) as stream:
                    server.handler(stream, self.client_address, self.server)
            except (ConnectionError, ssl.SSLError, ValueError):
                return  # the client has gone

    return Connection


class _Authority:
    """Makes certificates that nobody trusts but who is told to."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "authority.pem"
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Emulator of Google Sheets")])
        own = _certificate(self._name, self._name, self._key.public_key(), host=None).sign(
            self._key, hashes.SHA256()
        )
        self.file.write_bytes(own.public_bytes(Encoding.PEM))
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context(self, host: str) -> ssl.SSLContext:
        """A server's side of TLS for a host."""
        if host not in self._contexts:
            key = ec.generate_private_key(ec.SECP256R1())
            subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
            builder = _certificate(subject, self._name, key.public_key(), host=host)
            file = self._folder / f"{host}.pem"
            secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            file.write_bytes(secret + builder.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(file)
            self._contexts[host] = context
        return self._contexts[host]


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, host: str | None
) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=DAYS))
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )
    if host is not None:
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        builder = builder.add_extension(names, critical=False)
    return builder
