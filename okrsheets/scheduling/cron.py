"""A line for a crontab."""

from __future__ import annotations

import shlex

from okrsheets.errors import UsageError
from okrsheets.scheduling.plan import Schedule, when_words

__all__ = ["cron_text"]

MOST = 990  # letters: cron cuts off a command that is longer


def cron_text(schedule: Schedule) -> str:
    """The line, with what cron does not do."""
    command = " ".join(map(_word, schedule.command))
    if len(command.encode("utf-8", "surrogateescape")) > MOST:
        what = f"the command is longer than the {MOST} bytes that cron takes"
        raise UsageError(schedule.config, what, "put the config and its workbooks nearer to the root")
    days = "1-5" if schedule.weekdays else "*"
    return f"""\
# {schedule.name}: {when_words(schedule)}.
# Put this line into the crontab of the user who may write the workbooks: crontab -e
# The time is that of this machine; CRON_TZ is not known to every cron.
# -q prints nothing unless there is trouble, and cron mails what is printed to the owner of the crontab, or to
# MAILTO="you@example.com"
# Of a night on which the machine was off nothing starts; the next run says that one is missing.
# cron sets no PATH worth the name: a ..._command in the config needs the full path of its program.
{schedule.at.minute} {schedule.at.hour} * * {days} {command}
"""


def _word(text: str) -> str:
    """A word for the shell, in which cron finds no % of its own.

    cron takes an unescaped % for the end of the command, even in quotes, and takes a backslash before one
    away; two backslashes before it would be a backslash each and the % bare again, so they are kept apart.

    >>> print(_word("a b"), _word("50%"), _word("50% done"), _word("a\\\\%b"))
    'a b' 50\\% '50\\% done' 'a\\''\\%b'
    """
    return shlex.quote(text).replace("\\%", "\\''%").replace("%", "\\%")
