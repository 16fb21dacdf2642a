"""Whole cases: a workbook in which OKRs are laid out, and the OKRs that must be read in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

from okrsheets.grid import Sheet, Workbook, column_letters, text_of
from tests.reading.generator import aside, shared, single
from tests.reading.generator.blocks import Block
from tests.reading.generator.dice import Dice
from tests.reading.generator.plans import Habits, Plan, draw_habits, draw_plan, title_sources
from tests.reading.generator.tabs import draw_tab
from tests.reading.generator.titles import LANGUAGES

__all__ = ["LAYOUTS", "Case", "draw_case", "laid_out"]

LayOut: TypeAlias = Callable[[Dice, Habits, Plan], Block]


class _Way(NamedTuple):
    """How a layout lays out a plan, and the numbers of objectives and key results it can take."""

    lay_out: LayOut
    objectives: tuple[int, int] = (1, 6)
    key_results: tuple[int, int] = (0, 5)


LAYOUTS: Mapping[str, _Way] = {
    "flat": _Way(shared.flat),
    "grouped": _Way(shared.grouped),
    "typed rows": _Way(single.typed_rows),
    "outline": _Way(single.outline, key_results=(1, 5)),
    "staircase": _Way(single.staircase),
    "sections": _Way(single.sections, key_results=(1, 5)),
    "key results only": _Way(single.key_results_only, key_results=(1, 5)),
    "objectives only": _Way(single.objectives_only),
    "wide": _Way(aside.wide),
    "transposed": _Way(aside.transposed, key_results=(1, 5)),
    "forms": _Way(aside.forms, key_results=(1, 5)),
    "lists in cells": _Way(aside.listed, key_results=(2, 5)),
}


class Case(NamedTuple):
    """A workbook and the objectives in it, in any order."""

    layout: str
    workbook: Workbook
    truth: Plan

    def __repr__(self) -> str:
        tabs = "\n".join(map(drawn, self.workbook.sheets))
        return f"a {self.layout} workbook\n{tabs}\nthat says\n" + "\n".join(map(repr, self.truth))


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
    """A workbook with OKRs in one layout."""
    way = LAYOUTS[layout]
    habits = draw_habits(dice, LANGUAGES)
    names = title_sources(dice, habits.language)
    plan = draw_plan(dice, habits, objectives=way.objectives, key_results=way.key_results, names=names)
    blocks = [way.lay_out(dice, habits, plan)]
    sheet = draw_tab(dice, "OKRs", blocks, language=habits.language)
    truth = tuple(item for block in blocks for item in block.truth)
    return Case(layout, Workbook("Plan.xlsx", "Plan.xlsx", "r1", (sheet,)), truth)


@st.composite
def laid_out(draw: st.DrawFn, layout: str) -> Case:
    """Cases of one layout, for hypothesis."""
    return draw_case(Dice(lambda least, most: draw(st.integers(least, most))), layout)
