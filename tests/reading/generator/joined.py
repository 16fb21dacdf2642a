"""The relational layout: objectives in one table, and in another key results that name them."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.grid import Cell
from tests.reading.generator.blocks import (
    KEY_RESULT,
    OBJECTIVE,
    Block,
    Column,
    Line,
    draw_fields,
    fields_of,
    head,
    plain_heading,
    value_of,
)
from tests.reading.generator.dice import Dice
from tests.reading.generator.headings import heading
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import Habits, Item, Plan, restricted
from tests.reading.generator.shared import ITS_OWN_LEVEL

__all__ = ["relational"]


def relational(dice: Dice, habits: Habits, plan: Plan) -> tuple[Block, Block]:
    """The table of the objectives, and that of the key results; what both tell stands with the first.

    A key result names its objective by its id or by its title.
    """
    by_id = dice.says(60)
    tops = _columns(dice, habits, OBJECTIVE, with_id=by_id or dice.says(30))
    # Beside an objective's words what stands left of the key results may be the objective's.
    measures = _columns(dice, habits, KEY_RESULT, with_id=dice.says(60), in_order=not by_id)
    if not by_id:
        measures = [_told_apart(dice, habits, plan, column) for column in measures]
    measures.insert(dice.number(0, 1), Column("named", None, _heading_of_names(dice, habits, by_id=by_id)))
    of_objectives, of_key_results = fields_of(tops, OBJECTIVE), fields_of(measures, KEY_RESULT)
    truth = tuple(
        restricted(
            item, of_objectives, key_results=[restricted(one, of_key_results) for one in item.key_results]
        )
        for item in plan
    )
    above = [_line(dice, habits, item, tops) for item in plan]
    below = [
        _line(dice, habits, one, measures, name=item.id if by_id else item.title)
        for item in plan
        for one in item.key_results
    ]
    return (
        Block.of([head(dice, habits, tops), *above], truth),
        Block.of([head(dice, habits, measures), *dice.order(below)], ()),
    )


def _columns(
    dice: Dice, habits: Habits, level: str, *, with_id: bool, in_order: bool = False
) -> list[Column]:
    title = "objective" if level == OBJECTIVE else "key_result"
    fields = [title, *draw_fields(dice, level)]
    columns = [Column(name, level, plain_heading(dice, habits, name)) for name in fields]
    columns = dice.order(columns) if dice.says(30) and not in_order else columns
    if with_id:
        columns.insert(0, Column("id", level, plain_heading(dice, habits, "id")))
    return columns


def _told_apart(dice: Dice, habits: Habits, plan: Plan, column: Column) -> Column:
    """The column, its heading saying that it is the key results' where its cells seem to be the objective's.

    Beside the words of an objective what is the same for all of its key results, and another for those of
    the next, may be said of it: of two who lay out such rows, each may mean the other thing.
    """
    name = "owners" if column.field == "owner" else column.field
    if name not in Item._fields or column.field in ITS_OWN_LEVEL:
        return column
    blocks = [{getattr(measure, name) for measure in item.key_results} for item in plan]
    said = [block for block in blocks if block - {None, ()}]
    if any(len(block) > 1 for block in said) or len(set().union(*said)) < 2:
        return column
    return column._replace(heading=heading(dice, habits.language, column.field, level=KEY_RESULT))


def _heading_of_names(dice: Dice, habits: Habits, *, by_id: bool) -> str:
    """The heading over what names the objectives: "Objective ID", or the plain word for an objective.

    Plain numbers under "Objetivo" or "Ziel" may as well be targets.
    """
    words = WORDS[habits.language]
    plain = words.headings["objective"][0]
    of_ids = words.of_objective.format(words.headings["id"][0])
    if by_id and habits.ids.startswith("1"):
        return of_ids
    return dice.one((of_ids, plain)) if by_id else plain


def _line(
    dice: Dice, habits: Habits, item: Item, columns: Sequence[Column], *, name: str | None = None
) -> Line:
    line = {}
    for number, column in enumerate(columns, 1):
        if column.field == "named":
            line[number] = Cell(name)
            continue
        field = "title" if column.field in ("objective", "key_result") else column.field
        cell = value_of(dice, habits, column._replace(field=field), item, columns)
        if cell is not None:
            line[number] = cell
    return line
