"""Who sends mail, from which host and at what time, and whether it is sent where nobody asked for it."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrsheets.run import Wanted
    from okrsheets.run.mailing import Postman

__all__ = ["HOST", "moment_of", "postman_of", "postman_wanted", "this_host"]

HOST = "OKRSHEETS_HOST"
"""The variable of the environment that names this host."""


def this_host() -> str:
    """The name of this host, or that which the environment gives it: in a container each run has another."""
    import platform

    return os.environ.get(HOST, "").strip() or platform.node()


def moment_of(today: date) -> datetime:
    """Now, on the day that --today asks for."""
    now = datetime.now().astimezone()
    return now if today == now.date() else datetime.combine(today, now.time()).astimezone()


def postman_of(asked: Wanted, *, insists: bool = False) -> Postman:
    """Who sends mail here and now."""
    import gc

    from okrsheets.run.mailing import Postman

    gc.enable()  # it is off for short runs, and each mail leaves circles behind that would add up
    return Postman(asked.config, this_host(), moment_of(asked.today), os.environ, insists=insists)


def postman_wanted(asked: Wanted, *, mail: bool | None) -> Postman | None:
    """Who mails what is due after a sync, and None where nobody does.

    That is where it is not wanted, or nobody said and somebody looks on, or it is no sync of all. Raises
    ConfigError and UsageError where it is wanted and cannot be.
    """
    if mail is False or (mail is None and (asked.config.mail is None or not _is_unattended())):
        return None
    from okrsheets.errors import UsageError
    from okrsheets.run.posting import mail_config

    mail_config(asked.config)
    if not (asked.arguments and asked.config.sources):
        return postman_of(asked, insists=mail is True)
    if mail:
        raise UsageError("--mail", "tells of all that the config names", "leave the SOURCE away")
    return None


def _is_unattended() -> bool:
    """Whether nobody looks on: none of our streams is a terminal."""
    return not any(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
