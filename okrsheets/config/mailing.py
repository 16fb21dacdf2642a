"""`[mail]`: from whom mails come, and by which way they go out."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from okrsheets.config.audience import AUDIENCE_KEYS, audience, team_mails
from okrsheets.config.checks import Check, Checker, Table, number, text, texts
from okrsheets.config.settings import MailConfig
from okrsheets.model import MailAddress, parse_address
from okrsheets.secrets import LOOPBACK

__all__ = ["MAIL_KEYS", "ONLY_FOR", "mailing"]

_TRANSPORTS = ("smtp", "sendmail", "folder")
_SECURITIES = {"starttls": 587, "tls": 465, "none": 25}
_THREADS = ("cycle", "none")
_LONGEST_LINK = 200  # with an address in it, it has to fit a line of a mail
_RECIPIENT = "{recipient}"
ONLY_FOR = {
    "smtp": (
        *("host", "port", "security", "ca_file", "timeout"),
        *("user", "password_file", "password_command", "token_command"),
    ),
    "sendmail": ("command",),
    "folder": ("folder",),
}
"""The keys of `[mail]` that only one transport knows."""


def mailing(checker: Checker, document: Table, *, people: Mapping[str, tuple[str, ...]]) -> MailConfig | None:
    """What is said of mails and teams; None where nothing is said of the first."""
    teams = team_mails(checker, document)
    if "mail" not in document:
        return None
    said = checker.section("mail", document, MAIL_KEYS | AUDIENCE_KEYS)
    if "from" not in said:
        raise checker.fail("mail", "does not say from whom", 'add from = "OKRs <okrs@example.com>"')
    transport = said.setdefault("transport", _transport_meant(said))
    for other, keys in ONLY_FOR.items():
        for key in keys:
            if key in said and other != transport:
                what = f'is for transport = "{other}", and "{transport}" is in use'
                raise checker.fail(f"mail.{key}", what, "take it out, or set the transport")
    if transport == "smtp":
        said = _smtp(checker, said)
    sender = said.pop("from")
    who = {key: said.pop(key) for key in AUDIENCE_KEYS if key in said}
    who.setdefault("domains", (sender.domain,))
    return MailConfig(sender, **said, audience=audience(checker, who, people=people, teams=teams))


def _transport_meant(said: Table) -> str:
    """The transport that a config without the key means: that of which it says something."""
    return next((name for name, keys in ONLY_FOR.items() if any(key in said for key in keys)), "smtp")


def _smtp(checker: Checker, said: dict[str, Any]) -> dict[str, Any]:
    """What is said of a server, with the port that goes with its security; contradictions are refused."""
    if "host" not in said:
        raise checker.fail("mail", "names no server", 'add host = "smtp.example.com"')
    security = said.setdefault("security", "starttls")
    said.setdefault("port", _SECURITIES[security])
    secrets = [key for key in ("password_file", "password_command", "token_command") if key in said]
    if len(secrets) > 1:
        raise checker.fail(f"mail.{secrets[1]}", f"stands beside {secrets[0]}", "keep one of them")
    if secrets and "user" not in said:
        raise checker.fail(f"mail.{secrets[0]}", "is for nobody", 'add user = "okrs@example.com"')
    if "user" in said and security == "none" and said["host"] not in LOOPBACK:
        cure = 'set security = "starttls" or "tls"'
        raise checker.fail("mail.user", "would log in where everybody on the way reads the password", cure)
    return said


def _address(checker: Checker, key: str, value: Any) -> MailAddress:
    found = parse_address(text(checker, key, value))
    if found is None:
        raise checker.fail(key, f'"{value}" is no mail address', 'write it as "OKRs <okrs@example.com>"')
    return found


def _known(what: str, *words: str) -> Check:
    def check(checker: Checker, key: str, value: Any) -> str:
        return checker.known_word(key, value, words, what)

    return check


def _port(checker: Checker, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65535:
        raise checker.fail(key, "is no port", "write a whole number, as 587")
    return value


def _more_than_none(checker: Checker, key: str, value: Any) -> float:
    if number(checker, key, value) == 0:
        raise checker.fail(key, "is nothing", "write a number above 0")
    return float(value)


def _command(checker: Checker, key: str, value: Any) -> tuple[str, ...]:
    """A program and its arguments; no shell will see them."""
    try:
        words = tuple(shlex.split(value)) if isinstance(value, str) else texts(checker, key, value)
    except ValueError as error:
        raise checker.fail(key, f"cannot be split into words ({error})", 'write ["program", "-i"]') from error
    if not words:
        raise checker.fail(key, "names no program", 'write it as "/usr/sbin/sendmail -i"')
    return words


def _unsubscribe(checker: Checker, key: str, value: Any) -> str:
    said = text(checker, key, value)
    plain = said.isascii() and said.isprintable() and not set(said) & set(' <>"\\^`|')
    if not said.startswith("https://") or not plain or len(said) > _LONGEST_LINK:
        raise checker.fail(key, "is no https address", 'write it as "https://..."; a mailto: is always there')
    if _RECIPIENT not in said:  # RFC 8058: what is posted there does not say whom it is about
        raise checker.fail(
            key, "does not say whom it is about", f"put {_RECIPIENT} where the address belongs"
        )
    return said


MAIL_KEYS: dict[str, Check] = {
    "from": _address,
    "reply_to": _address,
    "transport": _known("transport", *_TRANSPORTS),
    "host": text,
    "port": _port,
    "security": _known("security", *_SECURITIES),
    "user": text,
    "password_file": text,
    "password_command": text,
    "token_command": text,
    "ca_file": text,
    "timeout": _more_than_none,
    "command": _command,
    "folder": text,
    "per_minute": _more_than_none,
    "unsubscribe": _unsubscribe,
    "thread": _known("way to thread mails", *_THREADS),
}
"""The keys of `[mail]` that say from whom mails come, and how they go out."""
