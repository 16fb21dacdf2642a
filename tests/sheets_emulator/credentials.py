"""Credentials to try with: a service account's key that gets its tokens from the emulator."""

from __future__ import annotations

from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from .wire import Message

__all__ = ["service_account_key"]


def service_account_key(email: str, *, url: str) -> Message:
    """What Google's key file holds, with the emulator at `url` in place of Google's token address."""
    return {
        "type": "service_account",
        "project_id": email.partition("@")[2].partition(".")[0],
        "private_key_id": "0",
        "private_key": _private_key(),
        "client_email": email,
        "client_id": "0",
        "token_uri": f"{url}/token",
    }


@cache
def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
