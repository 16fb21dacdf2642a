"""A tab: tables anywhere on it, with titles, notes, totals and other things around them."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.grid import Cell, CellRange, Look, Sheet
from tests.reading.generator.blocks import Block
from tests.reading.generator.dice import Dice
from tests.reading.generator.languages import WORDS

__all__ = ["draw_tab"]


def draw_tab(dice: Dice, name: str, blocks: Sequence[Block], *, language: str) -> Sheet:
    """A tab that holds these blocks below each other, what people put around them, and nothing else."""
    words = WORDS[language]
    cells: dict[tuple[int, int], Cell] = {}
    merges: list[CellRange] = []
    row, left = dice.number(1, 9), dice.number(1, 5)
    hidden: set[int] = set()
    for n, block in enumerate(blocks):
        if n:
            row += dice.number(2, 5)
        if dice.says(40):
            cells[row, left] = Cell(dice.one(words.banners), look=Look(bold=dice.says(50)))
            if dice.says(40) and block.width > 1:
                merges.append(CellRange(row, left, row, left + block.width - 1))
            row += 1 + dice.number(0, 2)
        _put(cells, merges, block, row=row, left=left)
        if dice.says(10):
            hidden.add(row + dice.number(1, max(1, block.height - 1)))
        row += block.height
    if dice.says(25):
        cells[row + dice.number(1, 3), left] = Cell(dice.one(words.notes))
    return Sheet(name, cells, merges=tuple(merges), hidden_rows=frozenset(hidden))


def _put(
    cells: dict[tuple[int, int], Cell], merges: list[CellRange], block: Block, *, row: int, left: int
) -> None:
    for (r, c), cell in block.cells.items():
        cells[row + r - 1, left + c - 1] = cell
    down, right = row - 1, left - 1
    merges.extend(
        CellRange(m.top + down, m.left + right, m.bottom + down, m.right + right) for m in block.merges
    )
