"""Where the rows and columns of a tab went while people inserted, deleted, sorted and moved them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Set
from typing import TypeAlias

from okrsheets.adapters.gsheets.answers import Place
from okrsheets.adapters.gsheets.contents import Cells, Entered
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Moves", "follow"]

_DIGITS = pattern(r"\d+")
_ALIKE = 0.5  # of what a row or column holds must still be there for it to be the same one
_MOST_COLUMNS = 400  # that are looked for elsewhere; in wider tabs each stays or is gone
_MOST_PAIRS = 250_000  # of rows that are compared by what they have in common

_Line: TypeAlias = Mapping[int, object]


class Moves(NamedTuple):
    """Old number -> new number, of the rows and the columns that are still there."""

    rows: Mapping[int, int]
    columns: Mapping[int, int]

    def place(self, place: Place) -> Place | None:
        """Where a cell is now; None where its row or column is gone."""
        row, column = self.rows.get(place[0]), self.columns.get(place[1])
        return None if row is None or column is None else (row, column)

    def back(self) -> Moves:
        """The same seen from the end: new number -> old number."""
        return Moves(
            {new: old for old, new in self.rows.items()}, {new: old for old, new in self.columns.items()}
        )


def follow(before: Cells, after: Cells, *, written: Set[Place], ours: Set[int]) -> Moves:
    """Where the rows and columns of a tab are after someone may have moved them.

    `written` are places that were written in between, which tell nothing; `ours` are columns of ours, which
    tell nothing of rows. Rows and columns are known by what stands in them: those that are alike keep their
    order, and one that holds nothing has no fate of its own but follows the one before it.
    """
    known = {place: _face(entered) for place, entered in before.items() if place not in written}
    found = {place: _face(entered) for place, entered in after.items() if place not in written}
    last = max((column for _, column in (*before, *after, *written)), default=0)
    columns = _columns(known, found, last)
    rows = _rows(
        _by_row(known, {column: column for column in columns if column not in ours}),
        _by_row(found, {new: old for old, new in columns.items() if old not in ours}),
        last=max((row for row, _ in (*before, *after, *written)), default=0),
    )
    return Moves(rows, columns)


def _face(entered: Entered) -> object:
    """What stands for a cell's content: a formula without its numbers, which move as its cells do."""
    if entered.kind == "formulaValue":
        return "=" + _DIGITS.sub("", str(entered.value))
    return entered.value


def _by_row(cells: Mapping[Place, object], columns: Mapping[int, int]) -> dict[int, dict[int, object]]:
    rows: dict[int, dict[int, object]] = defaultdict(dict)
    for (row, column), face in cells.items():
        if column in columns:
            rows[row][columns[column]] = face
    return rows


def _columns(known: Mapping[Place, object], found: Mapping[Place, object], last: int) -> dict[int, int]:
    """Old column -> new column: first in order, as columns come and go, then those carried elsewhere."""
    old, new = _contents(known, last), _contents(found, last)
    moved: dict[int, int] = {}
    free = set(new)
    for before, after in _in_order(old, new, last):
        if _overlap(old[before], new[after]) >= _ALIKE:
            moved[before] = after
            free.discard(after)
    lost = [column for column in old if old[column] and column not in moved] if last <= _MOST_COLUMNS else []
    pairs = sorted(
        ((_overlap(old[a], new[b]), -abs(a - b), a, b) for a in lost for b in free),
        reverse=True,
    )
    for alike, _, before, after in pairs:
        if alike >= _ALIKE and before not in moved and after in free:
            moved[before] = after
            free.discard(after)
    for column in old:  # whatever people made of it, it stands where it stood
        if old[column] and column not in moved and column in free:
            moved[column] = column
            free.discard(column)
    _follow_on(moved, old, free)
    return moved


def _contents(cells: Mapping[Place, object], last: int) -> dict[int, Counter[object]]:
    contents: dict[int, Counter[object]] = {column: Counter() for column in range(1, last + 1)}
    for (_, column), face in cells.items():
        contents[column][face] += 1
    return contents


def _overlap(one: Counter[object], other: Counter[object]) -> float:
    """How much of what two columns hold is the same; two that hold nothing are alike as to that."""
    if not one and not other:
        return 0.0
    return (one & other).total() / max(one.total(), other.total())


def _in_order(
    old: Mapping[int, Counter[object]], new: Mapping[int, Counter[object]], last: int
) -> list[tuple[int, int]]:
    """The pairs of columns, in order on both sides, that have most in common."""
    if last > _MOST_COLUMNS:
        return [(column, column) for column in range(1, last + 1)]
    best = [[0.0] * (last + 2) for _ in range(last + 2)]
    paired = [[0.0] * (last + 1) for _ in range(last + 1)]
    for a in range(last, 0, -1):
        for b in range(last, 0, -1):
            stay = 1e-6 if a == b else 0.0
            paired[a][b] = best[a + 1][b + 1] + _overlap(old[a], new[b]) + stay
            best[a][b] = max(paired[a][b], best[a + 1][b], best[a][b + 1])
    pairs, a, b = [], 1, 1
    while a <= last and b <= last:
        if best[a][b] == paired[a][b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _follow_on(moved: dict[int, int], lines: Collection[int], free: set[int]) -> None:
    """Lines that hold nothing go with the line before them, where nothing else has gone there."""
    shift = 0
    for line in sorted(lines):
        if line in moved:
            shift = moved[line] - line
        elif line + shift in free:
            moved[line] = line + shift
            free.discard(line + shift)


def _rows(
    old: Mapping[int, dict[int, object]], new: Mapping[int, dict[int, object]], *, last: int
) -> dict[int, int]:
    """Old row -> new row."""
    moved = {row: row for row, line in old.items() if line and new.get(row) == line}
    free = {row for row, line in new.items() if line} - moved.keys()
    alike: dict[frozenset[tuple[int, object]], list[int]] = defaultdict(list)
    for row in sorted(free, reverse=True):
        alike[frozenset(new[row].items())].append(row)
    lost = []
    for row in sorted(row for row, line in old.items() if line and row not in moved):
        same = alike.get(frozenset(old[row].items()))
        if same:
            moved[row] = same.pop()
            free.discard(moved[row])
        else:
            lost.append(row)
    if len(lost) * len(free) <= _MOST_PAIRS:
        _match_changed(moved, lost, free, old, new)
    blank = {row for row in range(1, last + 1) if not new.get(row)}
    _follow_on(moved, [*moved, *(row for row in range(1, last + 1) if not old.get(row))], blank)
    return moved


def _match_changed(
    moved: dict[int, int],
    lost: Collection[int],
    free: set[int],
    old: Mapping[int, _Line],
    new: Mapping[int, _Line],
) -> None:
    """Rows in which someone changed a cell: each is the one that still has most of it."""
    pairs = sorted(
        ((_in_common(old[a], new[b]), -abs(a - b), -a, -b) for a in lost for b in free), reverse=True
    )
    for alike, _, a, b in pairs:
        if alike >= _ALIKE and -a not in moved and -b in free:
            moved[-a] = -b
            free.discard(-b)


def _in_common(one: _Line, other: _Line) -> float:
    """The share of what stands in two rows that is the same; words tell more than numbers."""
    whole = same = 0
    for column in one.keys() | other.keys():
        mine, theirs = one.get(column), other.get(column)
        weight = 2 if isinstance(mine, str) or isinstance(theirs, str) else 1
        whole += weight
        same += weight if mine == theirs else 0
    return same / whole if whole else 0.0
