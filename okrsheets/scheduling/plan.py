"""When and how `sync` is to be run, and what may not stand in a schedule."""

from __future__ import annotations

from datetime import time, timedelta

from okrsheets.errors import UsageError
from okrsheets.tuples import NamedTuple

__all__ = ["Schedule", "refuse_outside", "refuse_unprintable", "utc_days", "utc_time", "when_words"]


class Schedule(NamedTuple):
    """A run of sync by the clock.

    `program` is the okrsheets in use, with what must stand before its arguments; `config` is its
    okrsheets.toml in full, `config_here` within the `repository` or folder that holds everything. `folders`
    are those that sync writes into. `at` is a time where this machine is, whose `zone` has that name in the
    time zone database (None: unknown), these `zone_words`, and is `offset` before UTC now. `user` runs it.
    `state_here` and `reports_here` are folders as `config_here`.
    """

    name: str
    program: tuple[str, ...]
    config: str
    at: time
    weekdays: bool
    zone: str | None
    zone_words: str
    offset: timedelta
    user: str
    folders: tuple[str, ...]
    config_here: str
    state_here: str
    reports_here: str
    version: str

    @property
    def command(self) -> tuple[str, ...]:
        """The program with all its arguments."""
        return (*self.program, "sync", "-q", "--config", self.config)


def when_words(schedule: Schedule) -> str:
    """When it runs: `on weekdays at 05:17, Europe/Berlin (UTC+01:00)`."""
    days = "on weekdays" if schedule.weekdays else "every day"
    return f"{days} at {schedule.at:%H:%M}, {schedule.zone_words}"


def utc_time(schedule: Schedule) -> time:
    """The same time in UTC, as long as the clocks are not changed."""
    return time(*divmod(_utc_minutes(schedule) % (24 * 60), 60))


def utc_days(schedule: Schedule) -> str:
    """The same days in UTC, as cron counts them from Sunday: where it is a day earlier or later there."""
    if not schedule.weekdays:
        return "*"
    shift = _utc_minutes(schedule) // (24 * 60)
    return f"{1 + shift}-{5 + shift}"


def _utc_minutes(schedule: Schedule) -> int:
    here = schedule.at.hour * 60 + schedule.at.minute
    return here - int(schedule.offset.total_seconds()) // 60


def refuse_outside(schedule: Schedule) -> None:
    """Raises UsageError where something lies outside of the folder that is taken to another machine."""
    for place in (schedule.state_here, schedule.reports_here):
        if place.startswith(("/", "\\")) or place[1:2] == ":":
            what = "lies outside of the folder of the config, which is all that there is on the other machine"
            raise UsageError(place, what, "set [state] path and [report] out within it")


def refuse_unprintable(schedule: Schedule) -> None:
    """Raises UsageError where a path has a sign that stands in no line of text."""
    for text in (*schedule.command, *schedule.folders):
        if not text.isprintable():
            shown = text.encode("unicode_escape").decode()
            what = "has a line break or another sign in its name that no schedule can hold"
            raise UsageError(shown, what, "rename it")
