"""Tables side by side: whether what stands behind a blank column is another, or goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from okrsheets.model import Field, Level
from okrsheets.reading.tables.header_rows import Heading
from okrsheets.reading.tables.lines import Lines
from okrsheets.tuples import NamedTuple

__all__ = ["side_by_side"]

_TITLES = {Field.OBJECTIVE, Field.TITLE}
_MOST_ROWS = 40
_WIDEST_STEP = 2  # from row to row: a blank one may part objectives


class _Slot(NamedTuple):
    """What a heading means first, and of which key result."""

    field: Field
    level: Level | None
    number: int | None


def side_by_side(lines: Lines, row: int, headings: Sequence[Heading]) -> list[tuple[Heading, ...]]:
    """The headings of one row, parted where a second table stands beside the first."""
    tables: list[list[Heading]] = []
    for n, heading in enumerate(headings):
        if not tables or (
            heading.column - tables[-1][-1].column > 1
            and _begins_anew(lines, row, tables[-1], _run(headings, start=n))
        ):
            tables.append([])
        tables[-1].append(heading)
    return [tuple(table) for table in tables]


def _run(headings: Sequence[Heading], *, start: int) -> list[Heading]:
    """The headings from one on up to the next blank column."""
    end = start + 1
    while end < len(headings) and headings[end].column <= headings[end - 1].column + 1:
        end += 1
    return [*headings[start:end]]


def _begins_anew(lines: Lines, row: int, before: Sequence[Heading], run: Sequence[Heading]) -> bool:
    """Whether headings behind a blank column repeat what the table before it has, or name a subject.

    Key results behind an objective's other key results go on with its row, and so does what is said of
    several. A part without titles, before or behind the blank column, goes on with the other where it has
    words on the same rows; one that begins with more of the same key result always does.
    """
    if run[0].reading.number is not None and run[0].reading.number == before[-1].reading.number:
        return False
    aim = next((h.text for h in before if h.reading.means(Field.OBJECTIVE)), None)
    if aim is not None and any(h.text == aim for h in run):
        return True
    had, slots = _slots(before), _slots(run)
    has_titles = any(slot.field in _TITLES for slot in slots)
    has_key_results = any(slot.field is Field.KEY_RESULT for slot in slots)
    if has_key_results and not has_titles and any(h.reading.means(Field.OBJECTIVE) for h in before):
        return False
    if any(h.reading.subject for h in run):
        return True
    several = sum(slot.field is Field.KEY_RESULT for slot in had) > 1
    if not set(slots) & set(had) or (several and not has_titles):
        return False
    if has_titles and any(slot.field in _TITLES for slot in had):
        return True
    ends = (h.column for h in before if any(slot.field is Field.KEY_RESULT for slot in _slots([h])))
    edge = max(ends, default=0)
    behind = {h.text for h in before if h.column > edge}
    return any(h.text in behind for h in run) or not _share_rows(lines, row, before, run)


def _slots(headings: Sequence[Heading]) -> list[_Slot]:
    """What headings mean; those such as "Goal" aside, which may be objectives or targets."""
    return [
        _Slot(first.field, first.level, heading.reading.number)
        for heading in headings
        for first in heading.reading.meanings[:1]
        if first.field is not Field.OBJECTIVE or not heading.reading.means(Field.TARGET)
    ]


def _share_rows(lines: Lines, header: int, before: Sequence[Heading], run: Sequence[Heading]) -> bool:
    """Whether the rows below two parts of a header, up to two blank ones, are those of one table: hardly
    any has words in the smaller part alone, and a quarter or more in both.
    """
    parts = [range(part[0].column, part[-1].column + 1) for part in (before, run)]
    near = lines.rows_between(header, header + 1 + _MOST_ROWS)
    steps = takewhile(
        lambda step: step[1] - step[0] <= _WIDEST_STEP, zip((header, *near), near, strict=False)
    )
    filled = [[any(column in lines.by_row[row] for column in part) for part in parts] for _, row in steps]
    both = sum(map(all, filled))
    fewest = min(sum(part) for part in zip(*filled, strict=True)) if filled else 0
    return both * 10 >= fewest * 9 and both * 4 >= sum(map(any, filled))
