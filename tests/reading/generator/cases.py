"""Whole cases: a workbook in which OKRs are laid out, and the OKRs that must be read in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

from okrsheets.grid import Sheet, Workbook, column_letters, text_of
from tests.reading.generator import aside, joined, shared, single, spoken
from tests.reading.generator.blocks import Block, spaced
from tests.reading.generator.dice import Dice
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import Habits, Plan, draw_habits, draw_plan, title_sources
from tests.reading.generator.tabs import draw_tab
from tests.reading.generator.titles import LANGUAGES

__all__ = ["LAYOUTS", "Case", "draw_case", "laid_out"]

LayOut: TypeAlias = Callable[[Dice, Habits, Plan], Block]


class _Way(NamedTuple):
    """How a layout lays out a plan, and the numbers of objectives and key results it can take.

    `again` says that a tab may hold two such tables: where each has a header of its own.
    """

    lay_out: LayOut
    objectives: tuple[int, int] = (1, 6)
    key_results: tuple[int, int] = (0, 5)
    again: bool = False


_WAYS: Mapping[str, _Way] = {
    "flat": _Way(shared.flat, again=True),
    "grouped": _Way(shared.grouped, again=True),
    "typed rows": _Way(single.typed_rows, again=True),
    "outline": _Way(single.outline, key_results=(1, 5), again=True),
    "staircase": _Way(single.staircase, again=True),
    "sections": _Way(single.sections, key_results=(1, 5)),
    "key results only": _Way(single.key_results_only, key_results=(1, 5)),
    "objectives only": _Way(single.objectives_only, again=True),
    "wide": _Way(aside.wide, again=True),
    "transposed": _Way(aside.transposed, key_results=(1, 5)),
    "forms": _Way(aside.forms, key_results=(1, 5)),
    "lists in cells": _Way(aside.listed, key_results=(2, 5), again=True),
    "text cell": _Way(spoken.text_cell, key_results=(1, 5)),
    "lines": _Way(spoken.lines, objectives=(2, 6), key_results=(1, 5)),
}
_RELATIONAL = {"relational tabs": False, "relational files": True}
"""Layouts of two tables, and whether each has a file of its own."""

LAYOUTS = (*_WAYS, *_RELATIONAL)


class Case(NamedTuple):
    """Workbooks and the objectives in them, in any order."""

    layout: str
    workbooks: tuple[Workbook, ...]
    truth: Plan

    def __repr__(self) -> str:
        tabs = "\n".join(drawn(sheet) for workbook in self.workbooks for sheet in workbook.sheets)
        return f"{self.layout}\n{tabs}\nthat says\n" + "\n".join(map(repr, self.truth))


def drawn(sheet: Sheet) -> str:
    """A tab as lines of its cells, for a person who looks at a failure."""
    lines = [f"tab {sheet.name!r}, merges {[m.a1 for m in sheet.merges]}, hidden {sorted(sheet.hidden_rows)}"]
    for row in sorted({row for row, _ in sheet.cells}):
        cells = [
            f"{column_letters(column)}: {text_of(cell.value)!r}{'*' * cell.look.bold}"
            for (r, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0])
            if r == row
        ]
        lines.append(f"{row:4} | " + " | ".join(cells))
    return "\n".join(lines)


def draw_case(dice: Dice, layout: str) -> Case:
    """Workbooks with OKRs in one layout."""
    habits = draw_habits(dice, LANGUAGES)
    names = title_sources(dice, habits.language)
    if layout in _RELATIONAL:
        # One id alone under the word for an objective may be a short title.
        plan = draw_plan(dice, habits, key_results=(2, 5), names=names)
        tables = joined.relational(dice, habits, plan)
        return _related(dice, habits, tables, layout)
    way = _WAYS[layout]
    blocks = []
    for _ in range(1 + (way.again and dice.says(20))):
        plan = draw_plan(dice, habits, objectives=way.objectives, key_results=way.key_results, names=names)
        blocks.append(spaced(dice, way.lay_out(dice, habits, plan)))
    sheet = draw_tab(dice, "OKRs", blocks, language=habits.language)
    truth = tuple(item for block in blocks for item in block.truth)
    return Case(layout, (_workbook("Plan", sheet),), truth)


def _related(dice: Dice, habits: Habits, blocks: Sequence[Block], layout: str) -> Case:
    """Tables that make sense together alone, each on a tab named for what it holds or in its own file."""
    headings = WORDS[habits.language].headings
    names = [headings[field][-1] for field in ("objective", "key_result")]
    own_file = _RELATIONAL[layout]
    sheets = [
        draw_tab(dice, "Sheet1" if own_file else name, [spaced(dice, block)], language=habits.language)
        for name, block in zip(names, blocks, strict=True)
    ]
    truth = tuple(item for block in blocks for item in block.truth)
    if own_file:
        return Case(layout, tuple(map(_workbook, names, sheets)), truth)
    return Case(layout, (_workbook("Plan", *sheets),), truth)


def _workbook(name: str, *sheets: Sheet) -> Workbook:
    return Workbook(f"{name}.xlsx", f"{name}.xlsx", "r1", sheets)


@st.composite
def laid_out(draw: st.DrawFn, layout: str) -> Case:
    """Cases of one layout, for hypothesis."""
    return draw_case(Dice(lambda least, most: draw(st.integers(least, most))), layout)
