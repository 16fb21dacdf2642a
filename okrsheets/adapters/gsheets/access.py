"""What a person said of how Google is asked: whose credentials, at which address, with how much patience."""

from __future__ import annotations

from okrsheets.secrets import SecretPlace
from okrsheets.tuples import NamedTuple

__all__ = ["GoogleAccess"]


class GoogleAccess(NamedTuple):
    """Credentials (of a service account or an authorised user) come before an API key, which only reads.

    `defaults` tells that the machine may have credentials of its own for where neither is set. `endpoint`
    stands in for Google's address; `patience` is for how many seconds a call is tried again.
    """

    credentials: SecretPlace | None = None
    api_key: SecretPlace | None = None
    defaults: bool = False
    endpoint: str | None = None
    patience: float = 180.0
