"""The history of OKRs in a terminal: one line each, or all moments of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from okrsheets.cli.talk import paint, paint_status, share
from okrsheets.cli.widths import cut, fill, one_line, room_of
from okrsheets.grid import text_of
from okrsheets.model import Measure, Moment, Past, Said, Status, differences, whole_percent

__all__ = ["moment_lines", "past_lines", "sparkline"]

_BARS = "▁▂▃▄▅▆▇█"
_STEPS = 13  # a quarter in weeks
_TITLE = 48
_AMOUNTS = frozenset({"baseline", "current", "target"})
_SHARES = frozenset({"confidence", "stated_progress", "progress", "weight"})
_NAMES = {"stated_progress": "said progress", "stated_status": "said"}


def past_lines(pasts: Sequence[Past], *, today: date) -> Iterator[str]:
    """The OKRs by team and cycle, each with its progress over time and where it stands."""
    order = sorted(pasts, key=_place)
    for (cycle, team), members in groupby(order, key=lambda past: _place(past)[:2]):
        yield paint(", ".join(filter(None, (one_line(team), cycle))) or "OKRs", bold=True)
        for past in members:
            yield _line(past, today=today)


def _place(past: Past) -> tuple[str, str, str, str]:
    return (past.cycle.label if past.cycle else "", past.team or "", past.objective or past.key, past.key)


def _line(past: Past, *, today: date) -> str:
    indent = "  " if past.objective is None else "    "
    title = past.last.title or "(key results without an objective)"
    apart = past.id if past.id and not title.casefold().startswith(past.id.casefold()) else ""
    name = fill(one_line(f"{apart} {title}".strip()), _TITLE + 4 - len(indent))
    first, last = past.moments[0].progress, past.last.progress
    way = f"{share(first):>5} -> {share(last):>5}"
    status = past.last.status
    word = paint_status(status, status.value) if status else ""
    return f"{indent}{name}  {sparkline(past, today=today)}  {way}  {word}".rstrip()


def sparkline(past: Past, *, today: date) -> str:
    """The progress of an OKR from when it was first seen to today; a blank where it is unknown."""
    days = (today - past.since).days
    steps = min(_STEPS, max(days, 0) + 1)
    points = [past.since + timedelta(round(days * n / max(steps - 1, 1))) for n in range(steps)]
    moments = (past.on(day) for day in points)
    return "".join(_bar(None if moment is None else moment.progress) for moment in moments).ljust(_STEPS)


def _bar(progress: float | None) -> str:
    if progress is None:
        return " "
    return _BARS[round(min(max(progress, 0.0), 1.0) * (len(_BARS) - 1))]


def moment_lines(past: Past, *, today: date) -> Iterator[str]:
    """All that is remembered of one OKR, day by day."""
    title = one_line(past.last.title or "(key results without an objective)")
    yield paint(title, bold=True)
    yield f"{past.key}, seen since {past.since.isoformat()}"
    yield f"progress  {sparkline(past, today=today).rstrip()}".rstrip()
    yield ""
    rows = [["day", "current", "progress", "status", "what changed"]]
    before: Moment | None = None
    for moment in past.moments:
        status = moment.status.value if moment.status else ""
        current = _said("current", moment.current, past)
        rows.append(
            [moment.day.isoformat(), current, share(moment.progress), status, _changes(before, moment, past)]
        )
        before = moment
    if past.objective is None:
        rows = [[row[0], *row[2:]] for row in rows]
    widths = [max(room_of(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [fill(cell, width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[-1]]).rstrip()


def _changes(before: Moment | None, now: Moment, past: Past) -> str:
    """What became another thing, apart from what has a column of its own."""
    if before is None:
        return "first seen"
    apart = ("current", "progress", "status")
    return "; ".join(
        f"{_NAMES.get(name, name)} {_said(name, getattr(before, name), past)} -> {_said(name, value, past)}"
        for name, value in differences(before, now).items()
        if name not in apart
    )


def _said(name: str, value: Said, past: Past) -> str:
    """A value as people write it."""
    if value is None:
        return "?"
    if isinstance(value, Status):
        return value.value
    if isinstance(value, str):
        return f'"{cut(one_line(value), _TITLE)}"'
    if isinstance(value, date):
        return value.isoformat()
    percent = name in _SHARES or (name in _AMOUNTS and past.measure is Measure.PERCENT)
    return f"{whole_percent(value)} %" if percent and name != "weight" else text_of(float(value))
