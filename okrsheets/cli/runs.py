"""The runs of sync that are remembered: for people, and as JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from okrsheets.cli.talk import count, paint
from okrsheets.cli.widths import fill, one_line, room_of

if TYPE_CHECKING:
    from okrsheets.state import Run

__all__ = ["run_lines", "run_rows", "run_words", "runs_document"]

_HEADINGS = ("run", "at", "day", "code", "seconds", "wrote", "outcome")
_CUT_OFF = "did not come to its end"
_AT_WORK = "is at work"


def run_lines(runs: Sequence[Run], *, syncing: bool) -> Iterator[str]:
    """A line for each run, oldest first: when, how long, its exit code, what came of it, its id."""
    if not runs:
        return
    last = runs[-1]
    rows = [(_when(run), run_words(run, syncing=syncing and run is last), run.id or "") for run in runs]
    rooms = [max(room_of(row[at]) for row in rows) for at in (0, 1)]
    for run, (when, words, run_id) in zip(runs, rows, strict=True):
        good = run.code in (0, None) and run.ended
        told = fill(words, rooms[1])
        yield f"{fill(when, rooms[0])}  {told if good else paint(told, 'red')}  {run_id}".rstrip()


def _when(run: Run) -> str:
    judged = "" if run.day == run.at.date() else f" for {run.day.isoformat()}"
    return f"{run.at:%Y-%m-%d %H:%M %z}{judged}"


def run_words(run: Run, *, syncing: bool = False) -> str:
    """What came of a run; `syncing`: it is the one at work now."""
    if not run.ended:
        return _AT_WORK if syncing else _CUT_OFF
    code = "" if run.code in (0, None) else f"exit code {run.code}: "
    wrote = f", wrote {count(run.wrote, 'cell')}" if run.wrote else ""
    took = "" if run.seconds is None else f" after {run.seconds:.1f} s"
    return one_line(f"{code}{run.outcome}{wrote}{took}")


def run_rows(runs: Sequence[Run]) -> Iterator[Sequence[str]]:
    """The same as rows of a table, under their headings."""
    yield _HEADINGS
    for run in _plain(runs):
        yield tuple("" if value is None else str(value) for value in run.values())


def runs_document(runs: Sequence[Run]) -> dict[str, Any]:
    """The same as a JSON document."""
    from okrsheets.reporting.documents import SCHEMA

    return {"schema": SCHEMA, "runs": [*_plain(runs)]}


def _plain(runs: Sequence[Run]) -> Iterator[dict[str, Any]]:
    for run in runs:
        values = (
            run.id,
            run.at.isoformat(),
            run.day.isoformat(),
            run.code,
            run.seconds,
            run.wrote,
            run.outcome,
        )
        yield dict(zip(_HEADINGS, values, strict=True))
