"""The columns of a tab of OKRs: heading, width, what may be entered, and what is said there."""

from __future__ import annotations

from okrsheets.tuples import NamedTuple

__all__ = ["COLUMNS", "KEY_RESULT", "OBJECTIVE", "Column", "letter_of"]

OBJECTIVE, KEY_RESULT = "Objective", "Key result"


class Column(NamedTuple):
    """A column; `says` is shown beside a cell of it that is chosen."""

    name: str
    heading: str
    width: float
    says: str
    align: str = "left"


COLUMNS = (
    Column("id", "ID", 9, "The short name by which other rows speak of this one. Keep it once it is used."),
    Column("type", "Type", 13, "An objective, or a key result of the objective above it."),
    Column(
        "title",
        "Objective or key result",
        54,
        "Objective: where you want to be, in a sentence people remember. "
        "Key result: what will have changed, and by how much.",
    ),
    Column("owner", "Owner", 19, "One person who tells how it stands. The tab People offers the names."),
    Column("start", "Start", 10, "Where you were when the cycle began, such as 5 or 60 %.", "center"),
    Column("now", "Now", 10, "Where you are today. This is the cell to update.", "center"),
    Column("target", "Target", 10, "Where you want to be when the cycle ends.", "center"),
    Column("status", "Status", 13, "How it stands in your own eyes."),
    Column("confidence", "Confidence", 14, "How sure you are to reach the target: High, Medium or Low."),
    Column("updated", "Updated", 14, "The day of this update, such as 2027-02-15.", "center"),
    Column(
        "aligned to",
        "Aligned to",
        17,
        "The ID or title of what this serves. On a key result its progress counts there; "
        "on an objective it shows the direction.",
    ),
    Column("note", "Note", 40, "What happened, what is in the way, who can help."),
)


def letter_of(name: str) -> str:
    """The letter of a column: the table begins in column A.

    >>> letter_of("title")
    'C'
    """
    return next(chr(65 + at) for at, column in enumerate(COLUMNS) if column.name == name)
