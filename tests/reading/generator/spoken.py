"""Layouts in which words say what they are: an objective with its key results in one cell, and lines."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.grid import Cell
from tests.reading.generator.blocks import (
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
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import Habits, Item, Plan, restricted

__all__ = ["lines", "text_cell"]

_NO_FIELDS: frozenset[str] = frozenset()


def text_cell(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One row per objective, its title and its key results in one cell: "Objective: ...; KR1: ..."

    Its owners stand in one line: line by line they could be those of the key results.
    """
    habits = habits._replace(people="; ") if habits.people == "\n" else habits
    parting = dice.one(("\n", "; ", "\n- "))
    fields = [name for name in draw_fields(dice, OBJECTIVE) if name != "parent"]
    columns = [Column(name, OBJECTIVE, plain_heading(dice, habits, name)) for name in ("both", *fields)]
    if dice.says(30):
        columns = dice.order(columns)
    plan = _said(dice, habits, plan)
    rows: list[Line] = []
    for item in plan:
        line = {}
        for number, column in enumerate(columns, 1):
            if column.field == "both":
                line[number] = Cell(parting.join(_lines_of(habits, item)))
            elif (cell := value_of(dice, habits, column, item, columns)) is not None:
                line[number] = cell
        rows.append(line)
    return Block.of([head(dice, habits, columns), *rows], _truth(plan, fields_of(columns, OBJECTIVE)))


def lines(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """Nothing but lines: "Objective 1: ..." and below it "KR1: ...", with bullets or not."""
    bullet, blank = dice.one(("", "- ", "• ")), dice.says(50)
    further = dice.says(30)
    plan = _said(dice, habits, plan)
    rows: list[Line] = []
    for item in plan:
        rows += [{}] if rows and blank else []
        first, *others = _lines_of(habits, item)
        rows.append({1: Cell(first)})
        rows += [{1 + further: Cell(f"{bullet}{text}")} for text in others]
    return Block.of(rows, _truth(plan, _NO_FIELDS))


def _said(dice: Dice, habits: Habits, plan: Plan) -> Plan:
    """The OKRs with their numbers in their titles; an objective's may have none."""
    top, below = WORDS[habits.language].labels
    numbered, blank = dice.says(60), dice.one(("", " "))
    return tuple(
        item._replace(
            title=f"{top} {n}: {item.title}" if numbered else item.title,
            key_results=tuple(
                one._replace(title=f"{below}{blank}{k}: {one.title}")
                for k, one in enumerate(item.key_results, 1)
            ),
        )
        for n, item in enumerate(plan, 1)
    )


def _lines_of(habits: Habits, item: Item) -> list[str]:
    """What is written of an objective and its key results; one without a number has its word before it."""
    top = WORDS[habits.language].labels[0]
    title = item.title or ""
    return [
        title if title.startswith(f"{top} ") else f"{top}: {title}",
        *(one.title or "" for one in item.key_results),
    ]


def _truth(plan: Sequence[Item], fields: frozenset[str]) -> Plan:
    """What a person reads: who owns a row, and until when, is said of all that its cell says."""
    tops = [restricted(item, fields) for item in plan]
    return tuple(
        top._replace(
            key_results=tuple(
                restricted(one, _NO_FIELDS)._replace(owners=top.owners, due=top.due)
                for one in item.key_results
            )
        )
        for top, item in zip(tops, plan, strict=True)
    )
