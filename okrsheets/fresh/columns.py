"""The columns of a tab of OKRs: heading, width, what may be entered, and what is said there."""

from __future__ import annotations

from collections.abc import Sequence, Set

from okrsheets.tuples import NamedTuple

__all__ = ["COLUMNS", "FURTHER", "KEY_RESULT", "OBJECTIVE", "Column", "letter_of", "with_further"]

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


FURTHER = (
    Column("unit", "Unit", 12, "What is counted, such as customers, days or €.", "center"),
    Column("direction", "Direction", 12, "Increase, decrease, or maintain: to be held where it is."),
    Column("weight", "Weight", 10, "How much it counts in its objective, beside the others there.", "center"),
    Column("ambition", "Ambition", 14, "Committed: to be reached whole. Aspirational: to be aimed at."),
    Column("depends on", "Depends on", 17, "The ID or title of what must be done first, or who has to help."),
)
"""Columns that stand before the note where something is to be said in them."""


def letter_of(name: str, columns: Sequence[Column] = COLUMNS) -> str:
    """The letter of a column: the table begins in column A.

    >>> letter_of("title")
    'C'
    """
    return next(chr(65 + at) for at, column in enumerate(columns) if column.name == name)


def with_further(names: Set[str]) -> tuple[Column, ...]:
    """The usual columns, with the further ones of these names before the note, which is wide."""
    note = COLUMNS[-1]._replace(width=64)
    return (*COLUMNS[:-1], *(column for column in FURTHER if column.name in names), note)
