"""Layouts in which key results stand side by side, down beside labels, or in one cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from okrsheets.grid import Cell, CellRange
from tests.reading.generator.blocks import (
    KEY_RESULT,
    OBJECTIVE,
    Block,
    Column,
    Line,
    draw_fields,
    fields_of,
    value_of,
)
from tests.reading.generator.dice import Dice
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import FIGURES, Habits, Item, Plan, restricted

__all__ = ["forms", "listed", "transposed", "wide"]


def wide(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One row per objective, its key results side by side in groups of columns.

    The groups are told by numbers, or by headings that come again; then the objective's own columns
    stand before them, as nobody could tell a second "Owner" behind the last group from its own. What a
    group is called may stand above its columns in a row of its own, which parts it from what is behind.
    """
    count = max([2, *(len(item.key_results) for item in plan)])
    own = [_column(habits, field, OBJECTIVE) for field in _fields(dice, OBJECTIVE)]
    each = [_column(habits, field, KEY_RESULT) for field in ("key_result", *_fields(dice, KEY_RESULT))]
    stacked = dice.says(40)
    numbered = dice.says(70)
    behind = own[dice.number(0, len(own)) :] if numbered or stacked else []
    groups = [
        [(_of_key_result(habits, column, n) if numbered and not stacked else column, n) for column in each]
        for n in range(1, count + 1)
    ]
    in_order = list(zip(*groups, strict=True)) if not stacked and dice.says(25) else groups
    placed = [(_column(habits, OBJECTIVE, OBJECTIVE), 0)]
    placed += [(column, 0) for column in own if column not in behind]
    placed += [one for part in in_order for one in part]
    placed += [(column, 0) for column in behind]
    columns = [column for column, _ in placed]
    lines: list[Line] = [{n: Cell(column.heading) for n, column in enumerate(columns, 1)}]
    merges: list[CellRange] = []
    if stacked:
        lines, merges = _in_two_rows(dice, habits, placed, numbered=numbered)
    for item in plan:
        owners = (item, *item.key_results)
        lines.append(
            _line(dice, habits, columns, [owners[at] if at < len(owners) else None for _, at in placed])
        )
    return Block.of(lines, _due_with_objective(_truth(plan, columns), columns), merges)


def _in_two_rows(
    dice: Dice, habits: Habits, placed: Sequence[tuple[Column, int]], *, numbered: bool
) -> tuple[list[Line], list[CellRange]]:
    """The header of a wide table in two rows: what a group is called over its columns, merged or in the
    first of them alone; what is the objective's in the upper row, merged down or not, or in the lower.
    """
    words = WORDS[habits.language]
    merged = dice.says(50)
    height = dice.one(("upper", "merged", "lower"))
    called = dice.one((words.labels[1], words.headings["key_result"][0]))
    sizes = Counter(at for _, at in placed if at)
    titles = [words.headings["key_result"][0], *words.headings["title"]]
    if any(column.field in (*FIGURES, "progress") for column, at in placed if at):
        titles += [words.what, ""]
    title = dice.one(titles)
    upper: dict[int, Cell] = {}
    lower: dict[int, Cell] = {}
    merges: list[CellRange] = []
    for n, (column, at) in enumerate(placed, 1):
        if not at:
            (lower if height == "lower" else upper)[n] = Cell(column.heading)
            merges += [CellRange(1, n, 2, n)] if height == "merged" else []
            continue
        text = title if column.field == "key_result" else column.heading
        lower |= {n: Cell(text)} if text else {}
        if column.field == "key_result":
            upper[n] = Cell(f"{called} {at}" if numbered else called)
            merges += [CellRange(1, n, 1, n + sizes[at] - 1)] if merged and sizes[at] > 1 else []
    return [upper, lower], merges


def _due_with_objective(plan: Plan, columns: Sequence[Column]) -> Plan:
    """The plan, each key result due with its objective where it has no date of its own."""
    if "due" in fields_of(columns, KEY_RESULT):
        return plan
    return tuple(
        item._replace(key_results=tuple(kr._replace(due=item.due) for kr in item.key_results))
        for item in plan
    )


def transposed(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """Labels down a column, and each objective in a column of its own beside them."""
    own, each = _fields(dice, OBJECTIVE), _fields(dice, KEY_RESULT)
    count = max(len(item.key_results) for item in plan)
    numbered = dice.says(60) or count < 2
    placed = _labels(habits, own, each, count, numbered=numbered)
    columns = [column for column, _ in placed]
    lines: list[Line] = []
    for column, at in placed:
        line = {1: Cell(column.heading)}
        for n, item in enumerate(plan, 2):
            owners = (item, *item.key_results)
            owner = owners[at] if at < len(owners) else None
            said = _line(dice, habits, columns, [owner if one is column else None for one in columns])
            line |= dict.fromkeys((n,), next(iter(said.values()))) if said else {}
        lines.append(line)
    return Block.of(lines, _truth(plan, columns))


def forms(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One form below the other: each field of an objective and its key results beside its label."""
    own, each = _fields(dice, OBJECTIVE), _fields(dice, KEY_RESULT)
    colon, blank = dice.one(("", ":", ": ")), dice.says(60)
    numbered = dice.says(60) or max(len(item.key_results) for item in plan) < 2
    lines: list[Line] = []
    told: list[Column] = []
    for item in plan:
        lines += [{}] if lines and blank else []
        placed = _labels(habits, own, each, len(item.key_results), numbered=numbered)
        columns = [column for column, _ in placed]
        owners = (item, *item.key_results)
        cells = _line(dice, habits, columns, [owners[at] for _, at in placed])
        for n, column in enumerate(columns, 1):
            beside = {2: cells[n]} if n in cells else {}
            lines.append({1: Cell(f"{column.heading}{colon}"), **beside})
        told += columns
    return Block.of(lines, _truth(plan, told))


def _labels(
    habits: Habits, own: Sequence[str], each: Sequence[str], count: int, *, numbered: bool
) -> list[tuple[Column, int]]:
    """The labels of an objective with so many key results, and of which of them each is (0: its own)."""
    found = [(_column(habits, field, OBJECTIVE), 0) for field in (OBJECTIVE, *own)]
    for n in range(1, count + 1):
        for field in ("key_result", *each):
            column = _column(habits, field, KEY_RESULT)
            told = numbered or field == "key_result"
            found.append((_of_key_result(habits, column, n) if told else column, n))
    return found


def listed(dice: Dice, habits: Habits, plan: Plan) -> Block:
    """One row per objective, all its key results in one cell: numbered or with bullets, one to a line.

    Its owners stand in one line: line by line they could be those of the key results.
    """
    habits = habits._replace(people="; ") if habits.people == "\n" else habits
    mark = dice.one(("- {1}", "• {1}", "{0}. {1}", "{0}) {1}", "KR{0}: {1}"))
    columns = [_column(habits, OBJECTIVE, OBJECTIVE), _column(habits, "key_result", KEY_RESULT)]
    columns[1:1] = [_column(habits, field, OBJECTIVE) for field in _fields(dice, OBJECTIVE)]
    lines: list[Line] = [{n: Cell(column.heading) for n, column in enumerate(columns, 1)}]
    truth: list[Item] = []
    for item in plan:
        said = [mark.format(n, kr.title) for n, kr in enumerate(item.key_results, 1)]
        line = _line(dice, habits, columns, [item] * len(columns))
        at = next(n for n, column in enumerate(columns, 1) if column.field == "key_result")
        lines.append(
            {**line, at: Cell("\n".join(said))} if said else {n: c for n, c in line.items() if n != at}
        )
        # A bullet is no part of a title; one that stands alone lists nothing.
        kept = [text.lstrip("-• ") for text in said] if len(said) > 1 else said
        truth.append(
            restricted(
                item,
                fields_of(columns, OBJECTIVE),
                key_results=[
                    restricted(kr, frozenset())._replace(title=text)
                    for kr, text in zip(item.key_results, kept, strict=True)
                ],
            )
        )
    return Block.of(lines, tuple(truth))


def _fields(dice: Dice, level: str) -> list[str]:
    """Some fields of a level; an OKR's own, and no words that could be anything."""
    return [field for field in draw_fields(dice, level) if field not in ("note", "extra", "parent")]


def _column(habits: Habits, field: str, level: str) -> Column:
    return Column(field, level, WORDS[habits.language].headings[field][0])


def _of_key_result(habits: Habits, column: Column, number: int) -> Column:
    """The column with a heading that says of which key result it is: "KR 2", "KR 2 target"."""
    plain = "" if column.field == "key_result" else f" {column.heading}"
    return column._replace(heading=f"{WORDS[habits.language].labels[1]} {number}{plain}")


def _line(
    dice: Dice, habits: Habits, columns: Sequence[Column], owners: Sequence[Item | None]
) -> dict[int, Cell]:
    """The cells of columns, each of its own owner; those that are blank left out."""
    found = {}
    for n, (column, owner) in enumerate(zip(columns, owners, strict=True), 1):
        field = "title" if column.field in (OBJECTIVE, "key_result") else column.field
        if owner is None:
            continue
        cell = value_of(dice, habits, column._replace(field=field), owner, columns)
        if cell is not None:
            found[n] = cell
    return found


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
