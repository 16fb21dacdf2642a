"""Who may get mail, and how often, as a company decides it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from okrsheets.tuples import NamedTuple

__all__ = ["WEEKDAYS", "Audience", "Cadence", "Rhythm", "TeamMail"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Rhythm(Enum):
    """What makes a digest due."""

    DAILY = "daily"
    WEEKLY = "weekly"
    CYCLE_END = "at the end of a cycle"
    WHEN_NEEDED = "when needed"


class Cadence(NamedTuple):
    """How often somebody gets their digest; `weekday` counts from 0, Monday, and is that of a weekly one."""

    rhythm: Rhythm = Rhythm.WEEKLY
    weekday: int = 0

    @property
    def words(self) -> str:
        """As the config writes it.

        >>> Cadence(Rhythm.WEEKLY, 4).words
        'weekly on friday'
        """
        day = f" on {WEEKDAYS[self.weekday]}" if self.rhythm is Rhythm.WEEKLY else ""
        return f"{self.rhythm.value}{day}"


class TeamMail(NamedTuple):
    """Where a team's mail goes, and who leads it: names of people, or addresses."""

    mail: tuple[str, ...] = ()
    lead: str | None = None


_NOBODY: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NO_TEAMS: Mapping[str, TeamMail] = MappingProxyType({})
_NO_CADENCES: Mapping[str, Cadence] = MappingProxyType({})


class Audience(NamedTuple):
    """Whom mail may reach, and how often.

    `people` are names with addresses and other names. An address in a sheet is mailed if its domain is one
    of `domains`. `leaders` are told of the whole, those in `never` of nothing: names of people, or addresses,
    as the keys of `cadences` are, which stand before `cadence`. `send_empty`: also where there is nothing to
    tell. `reminders`: owners are reminded of updates that do not come.
    """

    people: Mapping[str, tuple[str, ...]] = _NOBODY
    domains: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    teams: Mapping[str, TeamMail] = _NO_TEAMS
    cadence: Cadence = Cadence()
    cadences: Mapping[str, Cadence] = _NO_CADENCES
    send_empty: bool = False
    reminders: bool = False
