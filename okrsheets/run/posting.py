"""The way out for mails: what `[mail]` and the environment say, made into a transport."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config, MailConfig
from okrsheets.errors import ConfigError, MailAccessError
from okrsheets.model import Mail, Parcel
from okrsheets.secrets import SecretKind, SecretPlace, secret_line

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery, Transport
    from okrsheets.mail.transports.login import Login
    from okrsheets.state import Outbox

__all__ = ["VARIABLES", "composer_of", "login_variable", "mail_config", "sender_by", "transport_of"]

_PREFIX = "OKRSHEETS_MAIL_"
_TOKEN = "TOKEN_COMMAND"
VARIABLES = {
    f"{_PREFIX}PASSWORD": SecretKind.TEXT,
    f"{_PREFIX}PASSWORD_FILE": SecretKind.FILE,
    f"{_PREFIX}PASSWORD_COMMAND": SecretKind.COMMAND,
    f"{_PREFIX}{_TOKEN}": SecretKind.COMMAND,
}
"""The variables of the environment that come before the keys of `[mail]`, and what they hold."""


def mail_config(config: Config) -> MailConfig:
    """What `[mail]` says. Raises ConfigError where it says nothing."""
    if config.mail is None:
        place = str(config.path or "okrsheets.toml")
        raise ConfigError(place, "says nothing of mails", "add [mail] with from and host (docs/mail.md)")
    return config.mail


def composer_of(settings: MailConfig, *, now: datetime) -> Callable[[Mail], Parcel]:
    """What makes of a mail the parcel that goes out, dated now."""
    from okrsheets.mail.composing import Sender, compose

    sender = Sender(settings.sender, settings.reply_to, settings.unsubscribe)
    return partial(compose, sender=sender, when=now)


def sender_by(
    config: Config, environ: Mapping[str, str], *, now: datetime, pause: Callable[[float], None] = time.sleep
) -> Callable[[Outbox], Delivery]:
    """What sends all that is due in an outbox, by the way that the config says. Raises ConfigError."""
    from okrsheets.mail.delivering import deliver

    transport = transport_of(config, environ)
    pace = mail_config(config).per_minute
    between = partial(pause, 60 / pace) if pace else None
    return lambda outbox: deliver(outbox, transport, now=now, between=between)


def transport_of(config: Config, environ: Mapping[str, str]) -> Transport:
    """The way out; nothing is opened yet. Raises ConfigError where there is none."""
    settings = mail_config(config)
    if settings.transport == "folder":
        from okrsheets.mail.transports.folder import FolderTransport

        return FolderTransport(_path(config, settings.folder))
    sender = f"{settings.sender.address.rpartition('@')[0]}@{settings.sender.ascii_domain}"
    if settings.transport == "sendmail":
        from okrsheets.mail.transports.sendmail import SendmailTransport

        return SendmailTransport(settings.command, sender=sender, timeout=settings.timeout)
    from okrsheets.mail.transports.smtp import Security, SmtpServer, SmtpTransport

    server = SmtpServer(
        settings.host,
        settings.port,
        sender,
        Security(settings.security),
        _login(config, settings, environ),
        str(_path(config, settings.ca_file)) if settings.ca_file else None,
        settings.timeout,
    )
    return SmtpTransport(server)


def _login(config: Config, settings: MailConfig, environ: Mapping[str, str]) -> Login | None:
    """Who logs in, and with what; None where nobody does."""
    if settings.user is None:
        return None
    from okrsheets.mail.transports.login import Login

    place = login_variable(environ) or _from_config(config, settings)
    if place is None:
        cure = f"set {_PREFIX}PASSWORD, or password_file, password_command or token_command beside it"
        raise ConfigError(f"{config.path}: mail.user", "has no password", cure)
    is_token = place.name in (f"{_PREFIX}{_TOKEN}", "[mail] token_command")
    return Login(settings.user, partial(secret_line, place, MailAccessError), place.name, is_token=is_token)


def login_variable(environ: Mapping[str, str]) -> SecretPlace | None:
    """The variable of the environment that holds what is logged in with, or says where it is."""
    for name, kind in VARIABLES.items():
        if said := environ.get(name, ""):
            return SecretPlace(name, kind, said)
    return None


def _from_config(config: Config, settings: MailConfig) -> SecretPlace | None:
    if settings.password_file is not None:
        file = str(_path(config, settings.password_file))
        return SecretPlace("[mail] password_file", SecretKind.FILE, file)
    for key in ("password_command", "token_command"):
        if (said := getattr(settings, key)) is not None:
            return SecretPlace(f"[mail] {key}", SecretKind.COMMAND, said)
    return None


def _path(config: Config, said: str) -> Path:
    """A path of the config: from the file that says it, or from home."""
    path = Path(said)
    try:
        return config.root / path.expanduser()
    except RuntimeError:  # there is no home
        return config.root / path
