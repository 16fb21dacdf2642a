"""Whose credentials Google is asked with: found, read and made, and never shown."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import Any

import google.auth
from google.auth import api_key
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import credentials as people
from google.oauth2 import service_account

from okrsheets.adapters.gsheets.access import GoogleAccess
from okrsheets.errors import AccessError
from okrsheets.secrets import SecretPlace, whole_secret
from okrsheets.tuples import NamedTuple

__all__ = ["SCOPE", "Login", "log_in"]

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
_KEY_CURE = "download the JSON key of the service account anew"


class Login(NamedTuple):
    """Credentials, the address that a sheet must be shared with (None where it is not known), where
    they are set, and of what `kind` they are. Those that `only_read` open what is shared with everybody.
    """

    credentials: Credentials
    address: str | None
    setting: str
    kind: str
    only_read: bool = False


def log_in(access: GoogleAccess) -> Login:
    """The credentials that a person set, else those of the machine. Raises AccessError."""
    if access.credentials is not None:
        return _with_key(access.credentials)
    if access.api_key is not None:
        key = whole_secret(access.api_key, AccessError).strip()
        if not key or not key.isascii() or any(sign.isspace() for sign in key):
            raise AccessError(access.api_key.name, "holds no API key", "copy the key from the Cloud console")
        made = api_key.Credentials(key)  # type: ignore[no-untyped-call]  # google-auth has no types for it
        return Login(made, None, access.api_key.name, "an API key", only_read=True)
    if access.defaults:
        return _default()
    what = "need credentials, and none are set"
    cure = "set OKRSHEETS_GOOGLE_CREDENTIALS to the JSON key of a service account (docs/google.md)"
    raise AccessError("Google Sheets", what, cure)


def _with_key(place: SecretPlace) -> Login:
    text = whole_secret(place, AccessError)
    try:
        info = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AccessError(place.name, "holds no JSON", _KEY_CURE) from error
    if not isinstance(info, dict):
        raise AccessError(place.name, "holds no credentials", _KEY_CURE)
    if info.keys() & {"installed", "web"}:
        what = "is the client of an app, with which nobody has signed in yet"
        raise AccessError(place.name, what, "use the key of a service account, or what signing in wrote")
    try:
        return _made(place, info)
    except (ValueError, TypeError, KeyError, GoogleAuthError) as error:
        # what the library says may hold a part of the secret
        raise AccessError(place.name, "is no complete key of a kind that Google takes", _KEY_CURE) from error


def _made(place: SecretPlace, info: Mapping[str, Any]) -> Login:
    kind = info.get("type")
    if kind == "service_account":
        robot = service_account.Credentials.from_service_account_info(info, scopes=[SCOPE])  # type: ignore[no-untyped-call]  # as above
        return Login(robot, str(info["client_email"]), place.name, "the key of a service account")
    if kind == "authorized_user":
        person = people.Credentials.from_authorized_user_info(info, scopes=[SCOPE])  # type: ignore[no-untyped-call]  # as above
        return Login(person, info.get("account") or None, place.name, "what a person's signing in wrote")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of keys from strangers; this one a person set
        other, _ = google.auth.load_credentials_from_dict(dict(info), scopes=[SCOPE])  # type: ignore[no-untyped-call]  # as above
    address = getattr(other, "service_account_email", None)
    return Login(other, address, place.name, f"credentials of the kind {kind}")


def _default() -> Login:
    place = "Google's application default credentials"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of people's own credentials, which are meant here
            found, _ = google.auth.default(scopes=[SCOPE])
    except (GoogleAuthError, OSError, ValueError) as error:
        cure = "make them anew, or set OKRSHEETS_GOOGLE_CREDENTIALS (docs/google.md)"
        raise AccessError(place, "cannot be used", cure) from error
    address = getattr(found, "service_account_email", None)
    known = address if address and "@" in address else None
    return Login(found, known, place, "what this machine has for its programs")
