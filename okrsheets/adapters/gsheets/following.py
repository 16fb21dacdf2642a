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


def follow(before: Cells, after: Cells, *, hidden: Set[Place], ours: Set[int]) -> Moves:
    """Where the rows and columns of a tab are after someone may have moved them.

    At the `hidden` places of the tab as it is now stands what was written since, whatever was there; `ours`
    are columns of ours, which tell nothing of rows. Rows and columns are known by what stands in them: those
    that are alike keep their order, and one that holds nothing has no fate of its own but follows the one
    before it.
    """
    known = {place: _face(entered) for place, entered in before.items()}
    found = {place: _face(entered) for place, entered in after.items() if place not in hidden}
    last_row, last_column = map(max, zip((0, 0), *before, *after, *hidden, strict=True))
    new = _contents(found, hidden, last_column)
    columns = _columns(_contents(known, (), last_column), new)
    telling = {old: now for old, now in columns.items() if old not in ours}
    clear = {old: now for old, now in telling.items() if 2 * new[now].veils <= new[now].holds.total()}
    telling = clear or telling
    old_rows = _by_row(known, {old: old for old in telling})
    new_rows = _by_row(found, {now: old for old, now in telling.items()})
    rows = _rows(old_rows, new_rows, veiled={row for row, column in hidden if column in telling.values()})
    rest = {old: old for old in columns if old not in telling}
    old_rest = _without(_by_row(known, rest), old_rows)
    new_rest = _without(_by_row(found, {columns[old]: old for old in rest}), new_rows)
    rows |= _rows(old_rest, new_rest, veiled=frozenset())  # of rows that hold nothing but what is ours
    blank = set(range(1, last_row + 1)) - {row for row, line in new_rows.items() if line} - set(rows.values())
    _follow_on(rows, range(1, last_row + 1), blank, but={row for row, line in old_rows.items() if line})
    return Moves(rows, columns)


def _without(rows: Mapping[int, _Line], others: Mapping[int, _Line]) -> dict[int, _Line]:
    return {row: line for row, line in rows.items() if not others.get(row)}


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


class _Column(NamedTuple):
    """What a column holds, and how many of its cells are hidden below what was written since."""

    holds: Counter[object]
    veils: int

    def alike(self, old: _Column) -> float:
        """How much of what an old column held is here, or may be; two that hold nothing tell nothing."""
        whole = old.holds.total()
        if not whole:
            return 0.0
        same = (old.holds & self.holds).total()
        return (same + min(self.veils, whole - same) / 2) / max(whole, self.holds.total())


def _columns(old: Mapping[int, _Column], new: Mapping[int, _Column]) -> dict[int, int]:
    """Old column -> new column: first in order, as columns come and go, then those carried elsewhere."""
    moved: dict[int, int] = {}
    free = set(new)
    for before, after in _in_order(old, new):
        if new[after].alike(old[before]) >= _ALIKE:
            moved[before] = after
            free.discard(after)
    lost = [column for column in old if old[column].holds and column not in moved]
    seen = {
        column: new[column]._replace(veils=0) for column in free
    }  # out of order, what may be is too little
    if len(lost) * len(free) <= _MOST_PAIRS:
        pairs = sorted(((seen[b].alike(old[a]), -abs(a - b), a, b) for a in lost for b in free), reverse=True)
        for alike, _, before, after in pairs:
            if alike >= _ALIKE and before not in moved and after in free:
                moved[before] = after
                free.discard(after)
    for column in lost:  # whatever people made of it, it stands where it stood
        if column not in moved and column in free:
            moved[column] = column
            free.discard(column)
    _follow_on(moved, old, free)
    return moved


def _contents(cells: Mapping[Place, object], hidden: Collection[Place], last: int) -> dict[int, _Column]:
    contents: dict[int, Counter[object]] = {column: Counter() for column in range(1, last + 1)}
    for (_, column), face in cells.items():
        contents[column][face] += 1
    veils = Counter(column for _, column in hidden)
    return {column: _Column(holds, veils[column]) for column, holds in contents.items()}


def _in_order(old: Mapping[int, _Column], new: Mapping[int, _Column]) -> list[tuple[int, int]]:
    """The pairs of columns, in order on both sides, that have most in common."""
    last = max(old, default=0)
    if last > _MOST_COLUMNS:
        return [(column, column) for column in range(1, last + 1)]
    best = [[0.0] * (last + 2) for _ in range(last + 2)]
    paired = [[0.0] * (last + 1) for _ in range(last + 1)]
    for a in range(last, 0, -1):
        for b in range(last, 0, -1):
            stay = 1e-6 if a == b else 0.0
            paired[a][b] = best[a + 1][b + 1] + new[b].alike(old[a]) + stay
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


def _follow_on(
    moved: dict[int, int], lines: Collection[int], free: set[int], *, but: Set[int] = frozenset()
) -> None:
    """Lines that hold nothing go with the line before them, where nothing else has gone there."""
    shift = 0
    for line in sorted(lines):
        if line in moved:
            shift = moved[line] - line
        elif line + shift in free and line not in but:
            moved[line] = line + shift
            free.discard(line + shift)


def _rows(old: Mapping[int, _Line], new: Mapping[int, _Line], *, veiled: Set[int]) -> dict[int, int]:
    """Old row -> new row; where much is hidden may be one that is lost."""
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
    for there in sorted(veiled - set(moved.values())):
        left = [row for row in lost if row not in moved and there in _near(row, moved)]
        if left:
            moved[min(left, key=lambda row: (abs(row - there), row))] = there
    return moved


def _near(row: int, moved: Mapping[int, int]) -> set[int]:
    """Where a row may be: where it was, or beside where the row before it or after it has gone."""
    before = max((other for other in moved if other < row), default=row)
    after = min((other for other in moved if other > row), default=row)
    return {row, *(row + moved.get(other, other) - other for other in (before, after))}


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
