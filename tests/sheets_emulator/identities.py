"""Who calls: service accounts and people, their tokens, and what their scopes allow."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from .exchange import Answer, Request
from .refusals import anonymous, bad_key, key_writes, narrow_scope, unauthenticated

__all__ = ["ANYONE", "OWNER", "Caller", "Identities"]

OWNER = "owner@emulator.iam.gserviceaccount.com"
ANYONE = "anyone"  # a caller without a name: an API key sees what is shared with everybody
LIFETIME = 3600
_SCOPES = "https://www.googleapis.com/auth/"
_SHEETS_WRITE = frozenset({"spreadsheets", "drive", "drive.file"})
_SHEETS_READ = _SHEETS_WRITE | {"spreadsheets.readonly", "drive.readonly"}
_DRIVE_WRITE = frozenset({"drive", "drive.file"})
_DRIVE_READ = _DRIVE_WRITE | {"drive.readonly", "drive.metadata.readonly", "drive.metadata"}
_OLD_SHEETS = "https://spreadsheets.google.com/feeds"  # the scope of the API before this one, still honoured
_ALLOWED = {"read": _SHEETS_READ, "write": _SHEETS_WRITE}


@dataclass(frozen=True, slots=True)
class Caller:
    """One who calls; scopes that are None allow everything."""

    email: str
    scopes: frozenset[str] | None = None

    def check_scope(self, kind: str, method: str) -> None:
        """Refuse a call that the scopes of the token do not hold, and a change by nobody in particular."""
        if self.email == ANYONE and (kind == "write" or (kind == "drive" and method != "GET")):
            raise key_writes("drive" if kind == "drive" else "sheets")
        if self.scopes is None:
            return
        drive = _DRIVE_READ if method == "GET" else _DRIVE_WRITE
        wanted = {_SCOPES + name for name in (_ALLOWED.get(kind) or drive)}
        if kind in _ALLOWED:
            wanted.add(_OLD_SHEETS)
        if not wanted & self.scopes:
            raise narrow_scope("sheets" if kind in _ALLOWED else "drive")


@dataclass(frozen=True, slots=True)
class _Token:
    caller: Caller
    until: float


class Identities:
    """Gives out tokens and knows them again."""

    def __init__(self, *, open_access: bool) -> None:
        self.open_access = open_access
        self.refused: dict[str, str] = {}  # account -> why it gets no token
        self.refresh_tokens: dict[str, str] = {}  # refresh token -> account
        self.keys: set[str] = set()  # API keys that are valid; none: all are
        self._tokens: dict[str, _Token] = {}
        self._number = 0

    def grant(self, email: str, *, now: float, scopes: frozenset[str] | None = None) -> str:
        """A new token for an account, good for an hour."""
        self._number += 1
        token = f"ya29.emulator-{self._number}"
        self._tokens[token] = _Token(Caller(email, scopes), now + LIFETIME)
        return token

    def revoke(self, email: str, *, why: str = "") -> None:
        """End the tokens of an account; with a reason it gets no more of them either."""
        self._tokens = {name: token for name, token in self._tokens.items() if token.caller.email != email}
        if why:
            self.refused[email] = why

    def caller(self, request: Request, *, now: float) -> Caller:
        """Who sent a request; no token or a stale one is refused, an API key is nobody in particular."""
        if self.open_access:
            return Caller(OWNER)
        words = request.headers.get("authorization", "").split(" ")
        if len(words) == 2 and words[0] == "Bearer":
            known = self._tokens.get(words[1])
            if known is None or known.until <= now:
                raise unauthenticated()
            return known.caller
        if key := request.parameter("key") or request.headers.get("x-goog-api-key", ""):
            if self.keys and key not in self.keys:
                raise bad_key()
            return Caller(ANYONE)
        raise anonymous()

    def token_answer(self, raw: bytes, *, now: float) -> Answer:
        """What the token endpoint answers to a service account's assertion or a person's refresh token."""
        form = {name: values[-1] for name, values in parse_qs(raw.decode("utf-8", "replace")).items()}
        if "assertion" in form:
            claims = _claims(form["assertion"])
            email = claims.get("iss")
            if email is None:
                return _no_grant("Invalid JWT: Failed audience check.")
            scopes = frozenset(claims.get("scope", "").split())
        else:
            email = self.refresh_tokens.get(form.get("refresh_token", ""))
            if email is None and not self.open_access:
                return _no_grant("Token has been expired or revoked.")
            email, scopes = email or OWNER, frozenset(form.get("scope", "").split())
        if email in self.refused:
            return _no_grant(self.refused[email])
        token = self.grant(email, now=now, scopes=scopes or None)
        return Answer(200, {"access_token": token, "expires_in": LIFETIME - 1, "token_type": "Bearer"})


def _claims(assertion: str) -> Mapping[str, str]:
    """What a signed assertion says; the signature is not checked."""
    parts = assertion.split(".")
    if len(parts) != 3:
        return {}
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (binascii.Error, ValueError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _no_grant(why: str) -> Answer:
    return Answer(400, {"error": "invalid_grant", "error_description": why})
