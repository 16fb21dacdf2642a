"""Logging in with a mail server: with a password, or with a token as Microsoft and Google give them out."""

from __future__ import annotations

import smtplib
from base64 import b64encode
from collections.abc import Callable

from okrsheets.errors import MailAccessError, MailUnavailableError
from okrsheets.mail.transports.words import one_line
from okrsheets.tuples import NamedTuple

__all__ = ["Login", "log_in"]

_DONE, _GO_ON = 235, 334


class Login(NamedTuple):
    """Who logs in; `secret` gives the password, or a token (XOAUTH2), each time that one is needed.

    `setting` is where a person says what the secret is. What `secret` gives is never shown.
    """

    user: str
    secret: Callable[[], str]
    setting: str
    is_token: bool = False


def log_in(line: smtplib.SMTP, login: Login, *, place: str) -> None:
    """Log in by a connection. Raises MailError where the server does not let us, and what smtplib raises."""
    offered = line.esmtp_features.get("auth", "").upper().split()
    way = next((way for way in (_TOKEN_WAYS if login.is_token else _WAYS) if way in offered), None)
    if way is None:
        what = f"offers no login that we know ({' '.join(offered) or 'none at all'})"
        raise MailAccessError(place, one_line(what), "check port and security, or take [mail] user out")
    secret = login.secret().strip("\r\n")
    code, said = {**_WAYS, **_TOKEN_WAYS}[way](line, login.user, secret)
    words = _without(one_line(said), secret)
    if code // 100 == 4:
        raise MailUnavailableError(place, f"cannot log anybody in now ({code} {words})", "try again later")
    if code != _DONE:
        what = f"does not accept the login of {one_line(login.user)} ({code} {words})"
        raise MailAccessError(place, what, f"check [mail] user and {login.setting}")


def _plain(line: smtplib.SMTP, user: str, secret: str) -> tuple[int, bytes]:
    return line.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{secret}"))


def _login(line: smtplib.SMTP, user: str, secret: str) -> tuple[int, bytes]:
    code, said = line.docmd("AUTH", "LOGIN")
    for answer in (user, secret):
        if code == _GO_ON:
            code, said = line.docmd(_base64(answer))
    return code, said


def _xoauth2(line: smtplib.SMTP, user: str, secret: str) -> tuple[int, bytes]:
    words = f"user={user}\x01auth=Bearer {secret.strip()}\x01\x01"
    code, said = line.docmd("AUTH", "XOAUTH2 " + _base64(words))
    if code == _GO_ON:  # what is wrong, as JSON; the refusal comes after an empty line
        code, said = line.docmd("")
    return code, said


_Way = Callable[[smtplib.SMTP, str, str], tuple[int, bytes]]
_WAYS: dict[str, _Way] = {"PLAIN": _plain, "LOGIN": _login}
_TOKEN_WAYS: dict[str, _Way] = {"XOAUTH2": _xoauth2}


def _base64(words: str) -> str:
    return b64encode(words.encode()).decode("ascii")


def _without(said: str, secret: str) -> str:
    """What a server said, in case it says the secret."""
    return said.replace(secret, "...").replace(_base64(secret), "...") if secret else said
