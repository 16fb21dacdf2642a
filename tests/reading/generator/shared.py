"""Layouts in which an objective and a key result share a row: flat and grouped."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.grid import CellRange
from tests.reading.generator.blocks import (
    KEY_RESULT,
    OBJECTIVE,
    Block,
    Column,
    Line,
    draw_fields,
    fields_of,
    head,
    parted,
    plain_heading,
    total,
    value_of,
)
from tests.reading.generator.dice import Dice
from tests.reading.generator.headings import heading
from tests.reading.generator.plans import FIGURES, Habits, Item, Plan, restricted

__all__ = ["ITS_OWN_LEVEL", "flat", "grouped"]

ITS_OWN_LEVEL = {*FIGURES, "unit", "key_result", "note", "extra", "objective", "parent"}
"""Fields of which one level alone has a column, or none."""


def flat(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One row per key result, the objective's words repeated on each; columns in any order."""
    columns = _parent_left(dice.order(_columns(dice, habits)))
    return _laid_out(dice, habits, plan, columns, style="repeated")


def grouped(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One row per key result, the objective said once: merged down, or blank below.

    Its title stands left of its key results': with the objective on their right nobody could tell
    which rows a title speaks for.
    """
    columns = _columns(dice, habits)
    if dice.says(30):
        columns = dice.order(columns)
        ends = [n for n, column in enumerate(columns) if column.field in ("objective", "key_result")]
        first, second = (columns[n] for n in ends)
        if first.field != "objective":
            columns[ends[0]], columns[ends[1]] = second, first
        columns = _parent_left(columns)
    return _laid_out(dice, habits, plan, columns, style=dice.one(("merged", "blank")))


def _parent_left(columns: list[Column]) -> list[Column]:
    """The columns, an objective's parent left of the key results: on their right it may be theirs as well."""
    rest = [column for column in columns if column.field != "parent"]
    at = next(n for n, column in enumerate(rest) if column.field == "key_result")
    return rest[:at] + [column for column in columns if column.field == "parent"] + rest[at:]


def _columns(dice: Dice, habits: Habits) -> list[Column]:
    """The columns of both levels, the objective's first; their headings yet without a level."""

    def column(field: str, level: str) -> Column:
        return Column(field, level, plain_heading(dice, habits, field))

    with_ids = dice.says(25)
    found = [column("objective", OBJECTIVE)]
    found += [column(field, OBJECTIVE) for field in draw_fields(dice, OBJECTIVE)]
    found += [column("key_result", KEY_RESULT)]
    found += [column(field, KEY_RESULT) for field in draw_fields(dice, KEY_RESULT)]
    if with_ids:
        for level, title in ((OBJECTIVE, "objective"), (KEY_RESULT, "key_result")):
            at = next(n for n, one in enumerate(found) if one.field == title)
            found.insert(at, column("id", level))
    return found


def _laid_out(dice: Dice, habits: Habits, plan: Plan, columns: list[Column], *, style: str) -> Block:
    columns = [_told_apart(dice, habits, plan, columns, n, style=style) for n in range(len(columns))]
    groups = [_rows(dice, habits, item, columns, repeated=style == "repeated") for item in plan]
    lines: list[Line] = [head(dice, habits, columns)]
    merges = []
    for line_group in parted(groups, blank=dice.says(20)):
        top, bottom = len(lines) + 1, len(lines) + len(line_group)
        if style == "merged" and bottom > top:
            numbers = (number for number, column in enumerate(columns, 1) if column.level == OBJECTIVE)
            merges += [CellRange(top, number, bottom, number) for number in numbers]
        lines += line_group
    lines += total(dice, habits, columns, plan)
    return Block.of(lines, _truth(plan, columns), merges)


def _rows(dice: Dice, habits: Habits, item: Item, columns: Sequence[Column], *, repeated: bool) -> list[Line]:
    """The rows of an objective: one for each of its key results, or one on its own."""
    rows: list[Line] = []
    for n, measure in enumerate(item.key_results or (None,)):
        line = {}
        for number, column in enumerate(columns, 1):
            owner = item if column.level == OBJECTIVE else measure
            if owner is None or (n and column.level == OBJECTIVE and not repeated):
                continue
            field = "title" if column.field in ("objective", "key_result") else column.field
            cell = value_of(dice, habits, column._replace(field=field), owner, columns)
            if cell is not None:
                line[number] = cell
        rows.append(line)
    return rows


def _truth(plan: Plan, columns: Sequence[Column]) -> Plan:
    of_objective, of_key_result = fields_of(columns, OBJECTIVE), fields_of(columns, KEY_RESULT)
    return tuple(
        restricted(
            item,
            of_objective,
            key_results=[restricted(measure, of_key_result) for measure in item.key_results],
        )
        for item in plan
    )


def _told_apart(
    dice: Dice, habits: Habits, plan: Plan, columns: Sequence[Column], n: int, *, style: str
) -> Column:
    """The column, its heading saying whose it is unless its cells and its place tell.

    Two columns with the same heading are told apart only by the titles that stand between them.
    """
    column = columns[n]
    if column.field in ITS_OWN_LEVEL:
        return column
    edge = next(k for k, one in enumerate(columns) if one.field == "key_result")
    twins = [one for one in columns if one.field == column.field and one.level != column.level]
    left = n < edge
    clear = not twins or (_in_order(columns) and left is (column.level == OBJECTIVE))
    tells = _is_plainly_an_objectives if column.level == OBJECTIVE else _is_plainly_a_key_results
    if column.field != "id" and clear and tells(plan, column.field, left=left, style=style) and dice.says(60):
        return column
    return column._replace(heading=heading(dice, habits.language, column.field, level=column.level))


def _in_order(columns: Sequence[Column]) -> bool:
    """Whether each level's columns stand together, the objective's first."""
    mine = [column.level == OBJECTIVE for column in columns]
    return mine == sorted(mine, reverse=True)


def _is_plainly_an_objectives(plan: Plan, field: str, *, left: bool, style: str) -> bool:
    """Whether its cells are merged like the objective's, or filled on its first rows alone.

    What is repeated in each row, or stands in tables of one row per objective, may be both's.
    """
    if style == "repeated":
        return False
    tall = [item for item in plan if len(item.key_results) > 1]
    name = "owners" if field == "owner" else field
    return left and any(getattr(item, name) not in (None, ()) for item in tall)


def _is_plainly_a_key_results(plan: Plan, field: str, *, left: bool, style: str) -> bool:
    """Whether its cells differ below the first row of some objective, or nothing speaks against its side."""
    name = "owners" if field == "owner" else field
    blocks = [[getattr(kr, name) for kr in item.key_results] for item in plan if len(item.key_results) > 1]
    said = [[value for value in block[1:] if value not in (None, ())] for block in blocks]
    return any(len({*block}) > 1 for block in blocks) and any(said)
