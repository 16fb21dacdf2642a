"""Troubles with Google as the errors that people see: what is wrong, and what helps."""

from __future__ import annotations

from okrsheets.adapters.gsheets.credentials import SCOPE, Login
from okrsheets.adapters.gsheets.trouble import Trouble, TroubleKind
from okrsheets.errors import (
    AccessError,
    NotAWorkbookError,
    SourceError,
    SourceNotFoundError,
    SourceTooLargeError,
    UnavailableError,
)

__all__ = ["share_cure", "unread", "what_and_cure"]

_CONSOLE = "https://console.cloud.google.com/apis/library/sheets.googleapis.com"
_LATER = "run it again later"
_NETWORK = "check the connection and the proxy"

_KINDS: dict[TroubleKind, tuple[type[SourceError], str, str]] = {
    TroubleKind.QUOTA: (
        UnavailableError,
        "the calls that Google allows in a minute are used up, and have been for minutes",
        "run it again later, or at another minute than other programs with the same credentials",
    ),
    TroubleKind.DOWN: (UnavailableError, "Google cannot serve it at the moment", _LATER),
    TroubleKind.NO_ROAD: (UnavailableError, "Google cannot be reached", _NETWORK),
    TroubleKind.CUT: (UnavailableError, "the connection to Google ends before its answer does", _NETWORK),
    TroubleKind.SLOW: (UnavailableError, "Google does not answer in time", _LATER),
    TroubleKind.NOT_JSON: (
        UnavailableError,
        "something else than Google answers, with a page in place of data",
        "check the proxy, or sign in to the network",
    ),
    TroubleKind.UNTRUSTED: (
        UnavailableError,
        "the connection to Google is not to be trusted",
        "check the proxy and its certificate",
    ),
    TroubleKind.TOO_LONG: (
        SourceTooLargeError,
        "holds more than is read at once",
        "keep the OKRs in a sheet of their own",
    ),
    TroubleKind.SWITCHED_OFF: (
        AccessError,
        "the Google Sheets API is not switched on in the project of the credentials",
        f"switch it on at {_CONSOLE}, and wait a few minutes",
    ),
    TroubleKind.NOT_FOUND: (
        SourceNotFoundError,
        "there is no such spreadsheet, or it is in the bin",
        "check the link, or take it out of the bin",
    ),
    TroubleKind.NO_SHEET: (
        NotAWorkbookError,
        "is no Google sheet but another file in Drive, such as an .xlsx",
        "open it there and save it as Google Sheets, or download it and read the file",
    ),
}


def unread(source: str, trouble: Trouble, login: Login) -> SourceError:
    """The error of a spreadsheet that could not be read."""
    error, what, cure = what_and_cure(trouble, login)
    return error(source, what, cure)


def what_and_cure(trouble: Trouble, login: Login) -> tuple[type[SourceError], str, str]:
    """What a trouble is called, and what helps."""
    if trouble.kind in _KINDS:
        error, what, cure = _KINDS[trouble.kind]
        return error, what, cure
    why = f" ({trouble.detail})" if trouble.detail else ""
    if trouble.kind is TroubleKind.SIGN_IN:
        what = f"the credentials of {login.setting} have ended or are not accepted{why}"
        return AccessError, what, "sign in again, or make a new key"
    if trouble.kind is TroubleKind.SCOPE:
        what = f"the credentials of {login.setting} were not given for sheets"
        return AccessError, what, f"sign in again with the scope {SCOPE}"
    if trouble.kind is TroubleKind.NO_PERMISSION:
        whom = login.address or "the account of the credentials"
        whom = "everybody who has the link" if login.only_read else whom
        return AccessError, f"is not shared with {whom}", share_cure(login)
    return SourceError, f"Google refuses it{why}", "see whether the sheet opens in a browser"


def share_cure(login: Login, *, for_writing: bool = False) -> str:
    """With whom to share a sheet so that it can be written, or at least read."""
    if login.only_read:
        return "share it so, or use credentials in place of an API key"
    role = "as an editor" if for_writing else "as an editor if it is to be written"
    return f"share it with {login.address or 'that account'}, {role}"
