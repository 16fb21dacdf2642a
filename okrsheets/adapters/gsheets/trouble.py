"""What can go wrong with a call of Google, told from its answer or from what the libraries raise."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ProxyError

from okrsheets.tuples import NamedTuple

__all__ = ["NotJsonError", "TooLongError", "Trouble", "TroubleError", "TroubleKind", "trouble_of"]

_LONGEST_DETAIL = 200
_NOT_SENT = (ConnectTimeoutError, NewConnectionError, ProxyError)
_RATES = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "sharingRateLimitExceeded"})
_DOWN = frozenset({408, 500, 502, 503, 504})


class TroubleKind(Enum):
    """What went wrong."""

    QUOTA = "the calls of a minute are used up"
    DOWN = "Google could not serve the call"
    NO_ROAD = "no connection was made"
    CUT = "the connection ended before the whole answer was there"
    SLOW = "no answer came in time"
    NOT_JSON = "something else than Google answered"
    UNTRUSTED = "the connection is not trusted"
    TOO_LONG = "the answer is longer than is read"
    SIGN_IN = "the credentials are not accepted"
    SCOPE = "the credentials were not given for sheets"
    SWITCHED_OFF = "the API is not switched on"
    NO_PERMISSION = "the spreadsheet is not shared"
    NOT_FOUND = "there is no such spreadsheet"
    NO_SHEET = "the file is none of Google Sheets"
    PROTECTED = "a range is protected"
    REFUSED = "Google refuses the call"


AGAIN = frozenset({TroubleKind.QUOTA, TroubleKind.NO_ROAD})
"""Nothing was done, and it may go better the next time."""
UNSURE = frozenset({TroubleKind.DOWN, TroubleKind.CUT, TroubleKind.SLOW, TroubleKind.NOT_JSON})
"""Whether anything was done is not known."""


class Trouble(NamedTuple):
    """One call that went wrong; `detail` is Google's own word on it, `wait` for how long it asks to wait."""

    kind: TroubleKind
    detail: str = ""
    wait: float | None = None

    @property
    def unsure(self) -> bool:
        """Whether what was asked for may have been done all the same."""
        return self.kind in UNSURE or self.kind is TroubleKind.TOO_LONG

    def may_pass(self, *, repeatable: bool) -> bool:
        """Whether the call is worth another try; one that changes something is not made twice unknowingly."""
        return self.kind in AGAIN or (repeatable and self.kind in UNSURE)


class TroubleError(Exception):
    """A call that went wrong for good."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(f"{trouble.kind.value}: {trouble.detail}")


class NotJsonError(Exception):
    """What came is no answer of the API, though it says that all went well."""


class TooLongError(Exception):
    """More came than is read."""


def trouble_of(error: Exception) -> Trouble | None:
    """What an error of a call says; None for one that has nothing to do with calling."""
    if isinstance(error, APIError):
        return _answered(error.response)
    if isinstance(error, NotJsonError):
        return Trouble(TroubleKind.NOT_JSON)
    if isinstance(error, TooLongError):
        return Trouble(TroubleKind.TOO_LONG)
    if isinstance(error, GoogleAuthError):
        return _not_signed_in(error)
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble(TroubleKind.UNTRUSTED)
    if isinstance(error, requests.exceptions.ReadTimeout):
        return Trouble(TroubleKind.SLOW)
    if isinstance(error, requests.exceptions.ConnectionError | requests.exceptions.ConnectTimeout):
        return Trouble(TroubleKind.NO_ROAD if _was_not_sent(error) else TroubleKind.CUT)
    if isinstance(error, requests.exceptions.RequestException):
        return Trouble(TroubleKind.CUT)
    return None


def _was_not_sent(error: requests.exceptions.RequestException) -> bool:
    """Whether the connection was never made, so that Google cannot have heard of the call."""
    reason = error.args[0] if error.args else None
    return isinstance(getattr(reason, "reason", reason), _NOT_SENT)


def _not_signed_in(error: GoogleAuthError) -> Trouble:
    if isinstance(error.__cause__, requests.exceptions.SSLError):
        return Trouble(TroubleKind.UNTRUSTED)
    if isinstance(error, TransportError):
        return Trouble(TroubleKind.NO_ROAD)
    if isinstance(error, RefreshError) and error.retryable:
        return Trouble(TroubleKind.NO_ROAD)
    detail = error.args[0] if error.args and isinstance(error.args[0], str) else ""
    return Trouble(TroubleKind.SIGN_IN, _one_line(detail))


def _answered(response: requests.Response) -> Trouble:
    status, error = response.status_code, _error_in(response)
    detail = _one_line(str(error.get("message", "")))
    reasons = {str(one.get("reason")) for one in _dicts(error.get("errors"))}
    reasons |= {str(one.get("reason")) for one in _dicts(error.get("details"))}
    if status == 429 or (status == 403 and reasons & _RATES):
        return Trouble(TroubleKind.QUOTA, detail, _asked_wait(response))
    if status in _DOWN:
        return Trouble(TroubleKind.DOWN, detail, _asked_wait(response))
    return Trouble(_kind(status, error, reasons), detail)


def _kind(status: int, error: dict[str, Any], reasons: set[str]) -> TroubleKind:
    message = str(error.get("message", "")).casefold()
    if not error:
        return TroubleKind.NOT_JSON
    if status == 401 or "API_KEY_INVALID" in reasons:
        return TroubleKind.SIGN_IN
    if status == 403:
        if "SERVICE_DISABLED" in reasons or "accessNotConfigured" in reasons:
            return TroubleKind.SWITCHED_OFF
        if "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in reasons or "insufficient authentication scopes" in message:
            return TroubleKind.SCOPE
        return TroubleKind.NO_PERMISSION
    if status == 404:
        return TroubleKind.NOT_FOUND
    if "not supported for this document" in message:
        return TroubleKind.NO_SHEET
    if "protected cell or object" in message:
        return TroubleKind.PROTECTED
    return TroubleKind.REFUSED


def _error_in(response: requests.Response) -> dict[str, Any]:
    """The error in an answer; empty where it is none of the API's."""
    try:
        body = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _dicts(items: object) -> list[dict[str, Any]]:
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _asked_wait(response: requests.Response) -> float | None:
    """The seconds in `Retry-After`; Google's 429 has none, proxies send it."""
    said = response.headers.get("Retry-After", "").strip()
    return float(said) if said.isdecimal() and len(said) < 6 else None


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_DETAIL else f"{line[: _LONGEST_DETAIL - 1]}…"
