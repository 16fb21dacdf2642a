"""Layouts with one column of titles: typed rows, outline, sections, key results only, objectives only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from okrsheets.grid import Cell, Look
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
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import Habits, Item, Plan, named, restricted

__all__ = ["key_results_only", "objectives_only", "outline", "sections", "typed_rows"]

_VALUES = {"owner", "baseline", "current", "target", "due", "weight", "progress", "status", "confidence"}


def typed_rows(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """Objectives and key results in one column, told apart by a type column, by ids, or by numbering."""
    # Without a key result nothing but words can say that a row "1." or "O1" is an objective.
    ways = (
        ("type", "labels", "id", "numbers") if any(item.key_results for item in plan) else ("type", "labels")
    )
    way = dice.one(ways)
    fields = _fields(dice, None)
    # "1" and "1.1" beside a "Title" may as well be the parts of a project: there the heading says OKR.
    spoken = way == "type" or (way == "id" and not habits.ids.startswith("1"))
    title = dice.one(("title", "both")) if spoken else "both"
    columns = [_column(dice, habits, name) for name in (*([way] * (way in ("type", "id"))), title, *fields)]
    if way == "type" and dice.says(40):
        columns.insert(1, _column(dice, habits, "id"))
    if way in ("labels", "numbers"):
        plan = _numbered(habits, plan, words=way == "labels")
    elif dice.says(30):
        columns = dice.order(columns)
    return _one_column(dice, habits, plan, columns)


def outline(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """An objective's row is bold, filled, less indented, or has nothing but its title; key results follow."""
    way = dice.one(("bold", "fill", "indent", "blanks"))
    fields = _fields(dice, None)
    columns = [_column(dice, habits, name) for name in ("both", *fields)]
    if way == "blanks":
        plan = tuple(_bare(item, habits) for item in plan)
    looks = {
        "bold": (Look(bold=True), Look()),
        "fill": (Look(fill="D9EAD3"), Look()),
        "indent": (Look(), Look(indent=1)),
        "blanks": (Look(), Look()),
    }[way]
    return _one_column(dice, habits, plan, columns, looks=looks)


def staircase(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """An outline whose key results stand one column further right than their objectives."""
    columns = [_column(dice, habits, name) for name in ("objective", "key_result", *_fields(dice, None))]
    groups = []
    for item in plan:
        rows = [_line(dice, habits, item, columns, title="objective")]
        rows += [_line(dice, habits, one, columns, title="key_result") for one in item.key_results]
        groups.append(rows)
    lines = [head(dice, habits, columns), *chain(*parted(groups, blank=dice.says(20)))]
    lines += total(dice, habits, columns, plan)
    return Block.of(lines, _truth(plan, columns))


def sections(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """A small table per objective under a line "Objective: ..."."""
    columns = [_column(dice, habits, name) for name in ("key_result", *_fields(dice, KEY_RESULT))]
    beside, blank = dice.says(40), dice.says(40)
    label = WORDS[habits.language].labels[0]
    numbered = dice.says(50)
    header = head(dice, habits, columns)
    lines: list[Line] = []
    truth = []
    for n, item in enumerate(plan, 1):
        name = f"{label} {n}" if numbered else label
        title = item.title if beside else f"{name}: {item.title}"
        lines += [{}] * bool(lines)
        lines.append({1: Cell(name), 2: Cell(title)} if beside else {1: Cell(title, look=Look(bold=True))})
        lines += [{}] * blank
        lines.append(header)
        lines += [_line(dice, habits, one, columns, title="key_result") for one in item.key_results]
        truth.append(Item(title, key_results=item.key_results))
    return Block.of(lines, _truth(truth, columns))


def key_results_only(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """A table that has no column of objectives."""
    measures = tuple(one for item in plan for one in item.key_results)
    fields = _fields(dice, KEY_RESULT)
    columns = dice.order([_column(dice, habits, name) for name in ("key_result", *fields)])
    lines = [head(dice, habits, columns)]
    lines += [_line(dice, habits, one, columns, title="key_result") for one in measures]
    lines += total(dice, habits, columns, plan)
    return Block.of(lines, _truth([Item(None, key_results=measures)], columns))


def objectives_only(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """A table that has no column of key results.

    Each row has a value: where some have none they may as well be objectives above key results.
    """
    fields = ["status", *(name for name in draw_fields(dice, OBJECTIVE) if name != "status")]
    status = WORDS[habits.language].statuses[0]
    plan = tuple(item._replace(status=item.status or status) for item in plan)
    columns = [Column(name, OBJECTIVE, plain_heading(dice, habits, name)) for name in ("objective", *fields)]
    columns = dice.order(columns)
    tops = tuple(item._replace(key_results=()) for item in plan)
    lines = [head(dice, habits, columns)]
    lines += [_line(dice, habits, one, columns, title="objective") for one in tops]
    return Block.of(lines, _truth(tops, columns))


def _fields(dice: Dice, level: str | None) -> list[str]:
    """Some fields, one that holds a value among them: a column of titles and one of notes is no table."""
    found = draw_fields(dice, level)
    return found if _VALUES.intersection(found) else ["target", *found]


def _column(dice: Dice, habits: Habits, field: str) -> Column:
    return Column(field, None, plain_heading(dice, habits, field))


def _bare(item: Item, habits: Habits) -> Item:
    """An objective with its title and nothing else, its key results with a value in every column."""
    sure = 0.9 if habits.confidences == "words" else 1.0
    filled = tuple(
        one._replace(
            owners=one.owners or named(habits, "Kim Lee"),
            baseline=one.baseline if one.baseline is not None else 0,
            current=one.current if one.current is not None else 0,
            target=one.target if one.target is not None else 1,
            due=one.due or date(2026, 6, 30),
            weight=one.weight or 1,
            progress=one.progress or 0.5,
            status=one.status or "OK",
            confidence=sure if one.confidence is None else one.confidence,
        )
        for one in item.key_results
    )
    return Item(item.title, key_results=filled)


def _numbered(habits: Habits, plan: Plan, *, words: bool) -> Plan:
    """The OKRs with a numbering at the beginning of their titles."""
    top, below = WORDS[habits.language].labels
    found = []
    for n, item in enumerate(plan, 1):
        own = tuple(
            one._replace(title=f"{below} {k}: {one.title}" if words else f"{n}.{k} {one.title}")
            for k, one in enumerate(item.key_results, 1)
        )
        title = f"{top} {n}: {item.title}" if words else f"{n}. {item.title}"
        found.append(item._replace(title=title, key_results=own))
    return tuple(found)


def _one_column(
    dice: Dice,
    habits: Habits,
    plan: Plan,
    columns: Sequence[Column],
    *,
    looks: tuple[Look, Look] = (Look(), Look()),
) -> Block:
    types = WORDS[habits.language].types
    title = next(column.field for column in columns if column.field in ("title", "both"))
    groups = []
    for item in plan:
        rows = []
        for level, one in enumerate((item, *item.key_results)):
            line = dict(_line(dice, habits, one, columns, title=title))
            for number, column in enumerate(columns, 1):
                if column.field == "type":
                    line[number] = Cell(types[bool(level)])
                elif column.field == title:
                    line[number] = line[number]._replace(look=looks[bool(level)])
            rows.append(line)
        groups.append(rows)
    lines = [head(dice, habits, columns), *chain(*parted(groups, blank=dice.says(20)))]
    lines += total(dice, habits, columns, plan)
    return Block.of(lines, _truth(plan, columns))


def _line(dice: Dice, habits: Habits, item: Item, columns: Sequence[Column], *, title: str) -> Line:
    line = {}
    for number, column in enumerate(columns, 1):
        if column.field == title:
            line[number] = Cell(item.title)
        elif column.field not in ("type", "objective", "key_result"):
            cell = value_of(dice, habits, column, item, columns)
            if cell is not None:
                line[number] = cell
    return line


def _truth(plan: Sequence[Item], columns: Sequence[Column]) -> Plan:
    tops, measures = fields_of(columns, OBJECTIVE), fields_of(columns, KEY_RESULT)
    return tuple(
        restricted(item, tops, key_results=[restricted(one, measures) for one in item.key_results])
        for item in plan
    )
