"""The runs of sync as the state keeps them: each as it began and ended, and whether some were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from sqlite3 import Connection

__all__ = ["RUN_COLUMNS", "Missed", "Run", "keep_run", "missed_runs", "read_runs"]

RUN_COLUMNS = """
ALTER TABLE run ADD COLUMN id TEXT;
ALTER TABLE run ADD COLUMN code INTEGER;
ALTER TABLE run ADD COLUMN seconds REAL;
ALTER TABLE run ADD COLUMN wrote INTEGER;
"""

_OUTCOME = 300  # letters: a hundred sources that fail are told elsewhere
_LOOKED_AT = 21  # days with a run: three weeks of nights
_KNOWN = 4  # gaps from which on there is something usual about them
_WEEKEND = 5


class Run(NamedTuple):
    """One run of sync: `at` is when it began, `day` the day that it judged by.

    `outcome` is "done", or what failed; it and the exit `code` are None of a run that is at work, or was
    cut off. `wrote` counts cells. Runs of earlier versions have no `id`, no code, seconds or count.
    """

    id: str | None
    at: datetime
    day: date
    outcome: str | None = None
    code: int | None = None
    seconds: float | None = None
    wrote: int | None = None

    @property
    def ended(self) -> bool:
        """Whether it came to its end, well or not."""
        return self.outcome is not None


class Missed(NamedTuple):
    """That there was no run for longer than runs are usually apart; both are in days."""

    last: date
    days: int
    usual: int


def keep_run(connection: Connection, run: Run) -> None:
    """Put a run into the table, in place of what is known of it there."""
    said = " ".join((run.outcome or "").split())
    said = said if len(said) <= _OUTCOME else f"{said[: _OUTCOME - 1]}…"
    seconds = None if run.seconds is None else round(run.seconds, 2)
    ended = (said, run.code, seconds, run.wrote)
    known = connection.execute(
        "UPDATE run SET outcome = ?, code = ?, seconds = ?, wrote = ? WHERE id = ?", (*ended, run.id)
    )
    if not known.rowcount:
        connection.execute(
            "INSERT INTO run (at, day, id, outcome, code, seconds, wrote) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (run.at.isoformat(timespec="seconds"), run.day.isoformat(), run.id, *ended),
        )


def read_runs(connection: Connection, *, last: int | None = _LOOKED_AT) -> tuple[Run, ...]:
    """The last so many runs, or all of them, oldest first."""
    columns = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info('run')")}
    if not columns:
        return ()
    # a file that an earlier version made and that is only being read lacks some
    wanted = ", ".join(name if name in columns else "NULL" for name in ("id", "code", "seconds", "wrote"))
    rows = connection.execute(
        f"SELECT at, day, outcome, {wanted} FROM run ORDER BY number DESC LIMIT ?",
        (-1 if last is None else last,),
    ).fetchall()
    return tuple(
        Run(
            run_id, datetime.fromisoformat(at), date.fromisoformat(day), outcome or None, code, seconds, wrote
        )
        for at, day, outcome, run_id, code, seconds, wrote in reversed(rows)
    )


def missed_runs(runs: Sequence[Run], *, today: date) -> Missed | None:
    """Whether a run should have been since the last one; None also where runs follow no rhythm yet.

    Three of four gaps between days with runs are no longer than the usual one; a second one of that
    length without a run is one too much. Where no run was on a weekend, weekends do not count.

    >>> nights = [Run(None, datetime(2026, 11, day, 5), date(2026, 11, day), "done") for day in range(2, 8)]
    >>> missed_runs(nights, today=date(2026, 11, 8))
    >>> missed_runs(nights, today=date(2026, 11, 12))
    Missed(last=datetime.date(2026, 11, 7), days=5, usual=1)
    """
    days = sorted({run.day for run in runs if run.ended and run.day < today})[-_LOOKED_AT:]
    if len(days) <= _KNOWN:
        return None
    weekends = any(day.weekday() >= _WEEKEND for day in (*days, today))
    gaps = sorted(_apart(first, second, weekends=weekends) for first, second in pairwise(days))
    usual = gaps[len(gaps) * 3 // 4]
    if _apart(days[-1], today, weekends=weekends) < 2 * usual:
        return None
    return Missed(days[-1], (today - days[-1]).days, usual)


def _apart(first: date, second: date, *, weekends: bool) -> int:
    """How many days later the second is."""
    days = (first + timedelta(n) for n in range(1, (second - first).days + 1))
    return sum(weekends or day.weekday() < _WEEKEND for day in days)
