"""Whose each column is, where an objective and a key result share a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrsheets.grid import CellRange, Value
from okrsheets.model import Field, Level
from okrsheets.reading.overrides import TOLD
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.marks import level_in_id
from okrsheets.tuples import NamedTuple

__all__ = ["Block", "level_of_ids", "with_levels"]

_KEY_RESULTS_OWN = {
    Field.KEY_RESULT,
    Field.BASELINE,
    Field.CURRENT,
    Field.TARGET,
    Field.UNIT,
    Field.DIRECTION,
    Field.SCORING,
    Field.CHECK_IN,
    Field.PLAN,
}
_INHERITED = {Field.OWNER, Field.TEAM, Field.CYCLE, Field.START, Field.DUE}
"""Fields whose cell on a key result's row speaks for the key result even where it is the objective's."""

_EITHERS = {
    Field.STATUS,
    Field.CONFIDENCE,
    Field.WEIGHT,
    Field.DUE,
    Field.START,
    Field.UPDATED,
    Field.AMBITION,
    Field.PRIORITY,
}
"""Fields that objectives and key results may each have a column of, side by side in one table."""


class Block(NamedTuple):
    """The rows of one objective in a table whose rows it shares with its key results.

    `repeated` says that every one of them says the objective; then none of them is its first. `apart`
    says that the objective has a row of its own above them.
    """

    rows: tuple[int, ...]
    span: CellRange | None
    repeated: bool
    apart: bool = False


def with_levels(lines: Lines, columns: Sequence[Column], blocks: Sequence[Block]) -> tuple[Column, ...]:
    """The columns, each with a level and the reason for it.

    In this order: words of the heading, merges equal to the objective's, values that change with the
    objective alone, cells filled only where the objective begins, values that differ within an
    objective, the side of the key-result column. Where objectives have rows of their own, no cell is shared.
    """
    edge = next((c.number for c in columns if c.field is Field.KEY_RESULT), 0)
    sharing = [block for block in blocks if not block.apart]
    both = _ids_told_apart(_on_both_sides(columns, edge))
    apart = not sharing or (len(sharing) < len(blocks) and not any(block.rows for block in sharing))
    return tuple(_with_level(lines, column, sharing, edge, apart=apart) for column in both)


def _ids_told_apart(columns: Iterable[Column]) -> list[Column]:
    """The columns; of two with ids, one of which says whose they are, the other is the other level's."""
    found = list(columns)
    ids = [n for n, column in enumerate(found) if column.field is Field.ID]
    said = {found[n].level for n in ids}
    if len(ids) != 2 or len(said) != 2 or None not in said:
        return found
    other = Level.OBJECTIVE if Level.KEY_RESULT in said else Level.KEY_RESULT
    return [c._replace(level=other) if n in ids and c.level is None else c for n, c in enumerate(found)]


def _on_both_sides(columns: Sequence[Column], edge: int) -> Iterator[Column]:
    """The columns; a heading that stands left and right of the key results is read on both sides.

    "Objective | Status | Key result | Status": one is the objective's, the other the key result's.
    """
    sides = {(c.field, c.number < edge) for c in columns if c.field is not None and c.level is None}
    for column in columns:
        offers = (m for m in column.meanings if m.field in _EITHERS and m.level is None)
        best = next(offers, None) if column.field is None else None
        left = column.number < edge
        if (
            best is None
            or (column.told is not None and column.told.ignored)
            or (best.field, left) in sides
            or (best.field, not left) not in sides
        ):
            yield column
            continue
        sides.add((best.field, left))
        yield column._replace(field=best.field, confidence=best.confidence, because=best.because)


def _with_level(lines: Lines, column: Column, blocks: Sequence[Block], edge: int, *, apart: bool) -> Column:
    def found(level: Level, because: str, *, inherited: bool = False) -> Column:
        inherited = inherited and level is Level.OBJECTIVE and column.field in _INHERITED
        return column._replace(
            level=level, because=f"{column.because}; {level.value}'s: {because}", inherited=inherited
        )

    if column.field is None:
        return column
    if column.field is Field.OBJECTIVE:
        return found(Level.OBJECTIVE, "its title")
    if column.level is not None:
        told = column.told is not None and column.told.level is not None
        return found(column.level, TOLD if told else "the heading says so")
    if column.field in _KEY_RESULTS_OWN:
        return found(Level.KEY_RESULT, f"a {column.field.value.replace('_', ' ')} is always one")
    if apart:
        return found(Level.KEY_RESULT, "each row speaks of the one OKR on it")
    several = [block for block in blocks if len(block.rows) > 1]
    if lines.spans and any(
        block.span
        and (own := lines.spans.get((block.rows[0], column.number)))
        and _same_rows(own, block.span)
        for block in several
    ):
        return found(Level.OBJECTIVE, "merged over the same rows as the objective")
    values = [[*map(_compared, lines.values(block.rows, column.number))] for block in several]
    said = [block for block in values if any(value is not None for value in block)]
    full = [block for block in said if None not in block]
    if len(full) == len(said) >= 2 and all(len(set(block)) == 1 for block in full):
        if len({block[0] for block in full}) > 1:
            return found(Level.OBJECTIVE, "the same in every row of an objective", inherited=True)
    elif not any(block.repeated for block in several) and _begins(values, left=column.number < edge):
        return found(Level.OBJECTIVE, "filled only where an objective begins")
    rows = [row for block in blocks for row in block.rows]
    level = level_of_ids(lines, column.number, rows) if column.field is Field.ID else None
    if level is not Level.OBJECTIVE and any(len(set(block)) > 1 for block in values):
        return found(Level.KEY_RESULT, "differs within an objective")
    if level is not None:
        return found(level, "its ids say so")
    if column.field is Field.CYCLE:
        return found(Level.OBJECTIVE, "differs within no objective", inherited=True)
    left = column.number < edge
    return found(
        Level.OBJECTIVE if left else Level.KEY_RESULT,
        f"stands {'left' if left else 'right'} of the key results",
        inherited=True,
    )


def level_of_ids(lines: Lines, number: int, rows: Sequence[int]) -> Level | None:
    """Whose the ids of a column are by their letters, as "KR-1", or as they count objectives of several
    rows: 1, 1, 2, 3. None where neither says it.
    """
    texts = lines.texts(rows, number)
    found = {level_in_id(text) for text in texts if text}
    if found == {None} and _count_several(texts):
        return Level.OBJECTIVE
    return found.pop() if len(found) == 1 else None


def _count_several(texts: Sequence[str]) -> bool:
    """Whether texts count on from one, and some come again or leave the rows below them blank."""
    said = [text for text in texts if text]
    counts = [text for n, text in enumerate(said) if not n or text != said[n - 1]]
    return 1 < len(counts) < len(texts) and counts == [str(n) for n in range(1, len(counts) + 1)]


def _begins(blocks: Sequence[Sequence[Value]], *, left: bool) -> bool:
    """Whether only first rows are filled: several of them, or any on the objective's side."""
    if any(value is not None for block in blocks for value in block[1:]):
        return False
    filled = sum(block[0] is not None for block in blocks)
    return filled > 1 or (left and filled > 0)


def _compared(value: Value) -> Value:
    """A value as it is compared: a name may be written with other capitals and blanks."""
    return " ".join(value.casefold().split()) or None if isinstance(value, str) else value


def _same_rows(one: CellRange, other: CellRange) -> bool:
    return (one.top, one.bottom) == (other.top, other.bottom)
