"""One table as a block of cells, its upper left corner at (1, 1), with the OKRs it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from okrsheets.grid import Cell, CellRange, Look
from tests.reading.generator.dice import Dice
from tests.reading.generator.headings import heading, misspelt
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import FIGURES, Habits, Item, Plan
from tests.reading.generator.writing import written

__all__ = [
    "KEY_RESULT",
    "OBJECTIVE",
    "Block",
    "Column",
    "Line",
    "draw_fields",
    "fields_of",
    "head",
    "parted",
    "plain_heading",
    "spaced",
    "total",
    "value_of",
]

OBJECTIVE, KEY_RESULT = "objective", "key result"
_OF_OBJECTIVES = ("owner", "due", "weight", "progress", "status", "confidence", "parent")
_OF_KEY_RESULTS = (
    *("owner", "baseline", "current", "target", "unit", "due", "weight", "progress", "status", "confidence"),
)
_OF_BOTH = (*_OF_KEY_RESULTS, "parent")
_ADDED = {*FIGURES, "progress"}
_THINGS = ("Growth", "Care", "Tools", "People")

Line: TypeAlias = Mapping[int, Cell]
"""The cells of one row by column, from 1."""


class Column(NamedTuple):
    """A column: the field it tells, whose it is (None: of whichever OKR stands on the row), its heading."""

    field: str
    level: str | None
    heading: str


class Block(NamedTuple):
    """A table laid out; `truth` is what a person reads in it."""

    cells: Mapping[tuple[int, int], Cell]
    truth: Plan
    merges: tuple[CellRange, ...] = ()

    @property
    def height(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    @classmethod
    def of(cls, lines: Sequence[Line], truth: Plan, merges: Sequence[CellRange] = ()) -> Block:
        """The block of these rows, the first being row 1."""
        cells = {(row, column): cell for row, line in enumerate(lines, 1) for column, cell in line.items()}
        return cls(cells, truth, tuple(merges))


def draw_fields(dice: Dice, level: str | None) -> list[str]:
    """Some of the fields that a level may have columns for, in the order in which they are mostly seen."""
    choices = {OBJECTIVE: _OF_OBJECTIVES, KEY_RESULT: _OF_KEY_RESULTS, None: _OF_BOTH}[level]
    found = dice.some(choices, percent=30 if level == OBJECTIVE else 50)
    if "unit" in found and not any(name in found for name in FIGURES):
        found.remove("unit")
    if level != OBJECTIVE:
        found += ["note"] * dice.says(20) + ["extra"] * dice.says(25)
    return found


def fields_of(columns: Sequence[Column], level: str) -> frozenset[str]:
    """The fields that a table tells of an objective or a key result."""
    return frozenset(column.field for column in columns if column.level in (None, level))


def head(dice: Dice, habits: Habits, columns: Sequence[Column]) -> Line:
    """The header row of a table, in bold or not, one of its headings misspelt at times."""
    bold = Look(bold=not dice.says(30))
    texts = [column.heading for column in columns]
    if dice.says(10):
        at = dice.number(0, len(texts) - 1)
        texts[at] = misspelt(dice, texts[at])
    return {n: Cell(text, look=bold) for n, text in enumerate(texts, 1)}


def value_of(
    dice: Dice, habits: Habits, column: Column, item: Item, columns: Sequence[Column]
) -> Cell | None:
    """The cell of a column on the row of an item."""
    if column.field == "note":
        return Cell(f"{dice.one(_THINGS)}: {dice.number(1, 9)} / 10 …") if dice.says(50) else None
    if column.field == "extra":
        return Cell(dice.one(_THINGS)) if dice.says(80) else None
    return written(item, column.field, habits, with_unit=any(other.field == "unit" for other in columns))


def plain_heading(dice: Dice, habits: Habits, field: str, level: str | None = None) -> str:
    """The heading of a field; of a column that means nothing to us, any such heading."""
    if field == "extra":
        return dice.one(WORDS[habits.language].extras[:1])
    return heading(dice, habits.language, field, level=level)


def parted(groups: Sequence[Sequence[Line]], *, blank: bool) -> list[list[Line]]:
    """The groups of rows, with a blank row as a group of its own between any two if asked.

    Not where a group is but one cell: after a blank row nobody could tell such an objective from a note.
    """
    lone = any(len(group) == 1 and len(group[0]) == 1 for group in groups)
    between: list[list[Line]] = [] if lone or not blank else [[{}]]
    return [list(part) for n, group in enumerate(groups) for part in [*between[: bool(n)], group]]


def total(dice: Dice, habits: Habits, columns: Sequence[Column], plan: Plan) -> list[Line]:
    """The line of totals below a table, at times after a blank row; none where there is nothing to add up."""
    sums = [n for n, column in enumerate(columns, 1) if column.field in _ADDED]
    of_one = next((one for item in plan for one in (item, *item.key_results) if one.target is not None), None)
    if not sums or of_one is None or not dice.says(15):
        return []
    title = next(
        n for n, c in enumerate(columns, 1) if c.field in ("objective", "both", "title", "key_result")
    )
    at = dice.one((title, 1))
    line = {
        n: cell for n in sums if n != at and (cell := value_of(dice, habits, columns[n - 1], of_one, columns))
    }
    words = {at: Cell(WORDS[habits.language].total, look=Look(bold=True))}
    return [*[{}] * dice.says(30), {**line, **words}] if line else []


def spaced(dice: Dice, block: Block) -> Block:
    """The block, a narrow column left blank somewhere inside it at times."""
    if block.width < 2 or not dice.says(15):
        return block
    at = dice.number(2, block.width)

    def moved(column: int) -> int:
        return column + (column >= at)

    merges = (m._replace(left=moved(m.left), right=moved(m.right)) for m in block.merges)
    cells = {(row, moved(column)): cell for (row, column), cell in block.cells.items()}
    return Block(cells, block.truth, tuple(merges))
