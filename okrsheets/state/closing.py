"""The cycles that were closed, in the state's tables, and how their OKRs ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from okrsheets.model import ClosedCycle, Cycle, FinalScore, Status

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["CLOSING_TABLES", "closed_cycles", "closed_labels", "forget_closed", "keep_closed"]

CLOSING_TABLES = """
CREATE TABLE closed_cycle (
    label TEXT PRIMARY KEY, begins TEXT NOT NULL, ends TEXT NOT NULL, day TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE score (
    cycle TEXT NOT NULL, place INTEGER NOT NULL, okr TEXT NOT NULL, title TEXT, team TEXT, objective TEXT,
    score REAL, status TEXT NOT NULL, PRIMARY KEY (cycle, place)
) WITHOUT ROWID;
"""


def closed_cycles(connection: Connection, *, until: date) -> Iterator[ClosedCycle]:
    """The cycles that were closed by the end of a day, the first to end first."""
    question = "SELECT label, begins, ends, day FROM closed_cycle WHERE day <= ? ORDER BY ends, begins, label"
    for label, begins, ends, day in connection.execute(question, (until.isoformat(),)).fetchall():
        cycle = Cycle(label, date.fromisoformat(begins), date.fromisoformat(ends), closed=True)
        rows = connection.execute(
            "SELECT okr, title, team, objective, score, status FROM score WHERE cycle = ? ORDER BY place",
            (label,),
        )
        scores = tuple(
            FinalScore(key, title, team, objective, score, Status(status))
            for key, title, team, objective, score, status in rows
        )
        yield ClosedCycle(cycle, date.fromisoformat(day), scores)


def closed_labels(connection: Connection, *, until: date) -> frozenset[str]:
    """The labels of the cycles that were closed by the end of a day."""
    rows = connection.execute("SELECT label FROM closed_cycle WHERE day <= ?", (until.isoformat(),))
    return frozenset(label for (label,) in rows)


def keep_closed(connection: Connection, closed: ClosedCycle) -> None:
    """Put a closed cycle into the tables, in place of what was known of it."""
    cycle = closed.cycle
    forget_closed(connection, cycle.label)
    connection.execute(
        "INSERT INTO closed_cycle VALUES (?, ?, ?, ?)",
        (cycle.label, cycle.start.isoformat(), cycle.end.isoformat(), closed.day.isoformat()),
    )
    connection.executemany(
        "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(cycle.label, place, *each[:-1], each.status.value) for place, each in enumerate(closed.scores)],
    )


def forget_closed(connection: Connection, label: str) -> None:
    """Take a cycle and its scores out of the tables."""
    connection.execute("DELETE FROM closed_cycle WHERE label = ?", (label,))
    connection.execute("DELETE FROM score WHERE cycle = ?", (label,))
