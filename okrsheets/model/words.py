"""The words of the field: directions, statuses, kinds, fields of a sheet, cycles."""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum

from okrsheets.tuples import NamedTuple

__all__ = [
    "CLOSE_AFTER",
    "AlignmentKind",
    "Ambition",
    "Cycle",
    "CyclePhase",
    "Direction",
    "Field",
    "Level",
    "Measure",
    "Status",
    "folded",
]


class Direction(Enum):
    """Which way a key result is meant to move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class Measure(Enum):
    """What kind of figure a key result is; says whether a missing baseline may be taken as 0."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    RATING = "rating"
    DURATION = "duration"
    YES_NO = "yes/no"


class Ambition(Enum):
    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Status(Enum):
    """Judged against time; the last two are closed words that only a person says."""

    NOT_STARTED = "not started"
    TOO_EARLY = "too early"
    ON_TRACK = "on track"
    BEHIND = "behind"
    AT_RISK = "at risk"
    DONE = "done"
    UNKNOWN = "unknown"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class AlignmentKind(Enum):
    """Straightforward carries progress, directional shows support, a dependency is neither."""

    STRAIGHTFORWARD = "straightforward"
    DIRECTIONAL = "directional"
    DEPENDENCY = "dependency"


class Level(Enum):
    """Whose a column is, where rows are shared by an objective and a key result."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key result"


class Field(StrEnum):
    """What a column means; the value is its word in `inspect` and in the config."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    ID = "id"
    TYPE = "type"
    TITLE = "title"
    DESCRIPTION = "description"
    OWNER = "owner"
    TEAM = "team"
    CYCLE = "cycle"
    START = "start"
    DUE = "due"
    UPDATED = "updated"
    BASELINE = "baseline"
    CURRENT = "current"
    TARGET = "target"
    UNIT = "unit"
    DIRECTION = "direction"
    AGGREGATION = "aggregation"
    WEIGHT = "weight"
    PROGRESS = "progress"
    STATUS = "status"
    CONFIDENCE = "confidence"
    SCORE = "score"
    SCORING = "scoring"
    AMBITION = "ambition"
    PRIORITY = "priority"
    PARENT = "parent"
    CONTRIBUTES_TO = "contributes_to"
    SUPPORTS = "supports"
    DEPENDS_ON = "depends_on"
    ACCEPTED = "accepted"
    RISK_OWNER = "risk_owner"
    ACK = "ack"
    NOTE = "note"
    CHECK_IN = "check_in"
    PLAN = "plan"


class CyclePhase(Enum):
    """Where a day stands to a cycle. Open lasts until `close_after` days past its end."""

    NOT_BEGUN = "not begun"
    OPEN = "open"
    CLOSED = "closed"


CLOSE_AFTER = 21
"""Days after its last day for which a cycle is still open, unless the config says otherwise."""


class Cycle(NamedTuple):
    """A time box; both days belong to it. The label is canonical: `2026-Q4`, `2026-H2`, `2026`.

    One that is `closed` was closed by somebody, whatever the day is.
    """

    label: str
    start: date
    end: date
    closed: bool = False

    def phase(self, today: date, *, close_after: int = CLOSE_AFTER) -> CyclePhase:
        """Where `today` stands; `close_after` in days.

        >>> Cycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)).phase(date(2027, 1, 21)).value
        'open'
        """
        if self.closed:
            return CyclePhase.CLOSED
        if today < self.start:
            return CyclePhase.NOT_BEGUN
        return CyclePhase.OPEN if (today - self.end).days <= close_after else CyclePhase.CLOSED

    def holds(self, other: Cycle) -> bool:
        """Whether the other cycle lies inside this one (a quarter inside its year)."""
        return self.start <= other.start and other.end <= self.end

    def is_apart_from(self, other: Cycle) -> bool:
        """Whether neither cycle lies inside the other."""
        return not (self.holds(other) or other.holds(self))


def folded(name: str) -> str:
    """A name without regard to case and blanks: by it a team or a person is the same everywhere.

    >>> folded(" Sales  EAST")
    'sales east'
    """
    return " ".join(name.casefold().split())
