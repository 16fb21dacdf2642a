"""The transposed layout: labels down a column, and beside them one objective, or one in each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import Cell, CellRange
from okrsheets.model import Field, LeftOut, Level
from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.layouts.about import no_titles
from okrsheets.reading.layouts.blocks import Block, Part, Said, blocks_in
from okrsheets.reading.layouts.labels import Label, entries_of, may_have_labels, strips_of
from okrsheets.reading.layouts.shared_rows import Group, read_groups
from okrsheets.reading.tables.columns import Column
from okrsheets.reading.tables.contents import contents_of
from okrsheets.reading.tables.found import FoundTable
from okrsheets.reading.tables.headings import HeadingReader
from okrsheets.reading.tables.lines import Lines
from okrsheets.reading.tables.taken import lines_outside
from okrsheets.reading.tables.views import View

__all__ = ["find_form"]

_CONFIDENCE = 0.85
_UNLABELLED = "no label of an objective or a key result says what it is"
_ABOVE = "stands above what is labelled"
_UNNAMED = {Field.PROGRESS: "a share stands beside every key result"}
_SHORT = {Level.OBJECTIVE: "O", Level.KEY_RESULT: "KR"}


def find_form(
    lines: Lines, taken: Sequence[CellRange], *, sheet: str, reader: HeadingReader, sure: bool = False
) -> FoundTable | None:
    """The objectives of a tab that stand beside labels, outside the ranges of other tables.

    `sure` says that there are some, though none of the labels may be known.
    """
    free = lines_outside(lines, taken)
    if not free.order or not (sure or may_have_labels(free, reader.vocabulary)):
        return None
    blocks = [
        block
        for strip in strips_of(free, reader)
        for block in blocks_in(strip, list(entries_of(strip, reader)), reader.vocabulary)
    ]
    if taken or len(blocks) == 1:
        blocks = [block for block in blocks if not _explains(block)]
    if not blocks:
        return None
    table = _table(lines, blocks, sheet=sheet, vocabulary=reader.vocabulary)
    return None if not sure and no_titles(table.layout, reader.vocabulary) else table


def _explains(block: Block) -> bool:
    """Whether a block rather says what an objective and a key result are: one of each, and no figure."""
    titles = [part.title.text for part in (block.objective, *block.key_results) if part.title]
    if all(title.endswith(("?", "？")) for title in titles):
        return True
    told = any(part.fields or part.label.number for part in (block.objective, *block.key_results))
    return len(block.key_results) == 1 and not told and not any(map(str.isdigit, titles[-1]))


def _table(lines: Lines, blocks: Sequence[Block], *, sheet: str, vocabulary: Vocabulary) -> FoundTable:
    """The table that has a row for each OKR of the blocks, and a column for each label's words."""
    drawn = _Drawn(lines)
    groups: list[Group] = []
    standing: list[tuple[int, int]] = []
    for block in blocks:
        for part in (block.objective, *block.key_results):
            level = Level.OBJECTIVE if part is block.objective else Level.KEY_RESULT
            row = drawn.add(part, level)
            if level is Level.OBJECTIVE:
                groups.append(Group(part.title.text if part.title else None, row))
                groups[-1].rows.append(row)
            else:
                groups[-1].key_results.append(row)
            standing.append((row, len(groups) - 1))
    view = drawn.view()
    layout = read_groups(view.lines, drawn.columns(), groups, standing, {}, vocabulary)
    layout = layout._replace(name="transposed", confidence=_CONFIDENCE, because=_because(blocks))
    top, left, _, right = drawn.span
    return FoundTable(sheet, top, top, left, right, layout, view)


def _because(blocks: Sequence[Block]) -> str:
    first = blocks[0]
    names = [part.label.text.strip(" :：") for part in (first.objective, first.key_results[0])]
    said = " and ".join(f'"{name}"' for name in names if name)
    return f"labels such as {said} stand beside {'their' if len(blocks) > 1 else 'its'} words"


class _Drawn:
    """Lines while they are drawn from blocks: one row for each OKR, one column for each kind of label."""

    __slots__ = ("cells", "labels", "lines", "names", "places", "rows")

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.rows: dict[int, int] = {}
        self.labels: set[tuple[int, int]] = set()
        self.cells: dict[int, dict[int, Cell]] = {}
        self.places: dict[tuple[int, int], tuple[int, int]] = {}
        self.names: dict[tuple[Field, Level, str], tuple[int, Label]] = {}

    def add(self, part: Part, level: Level) -> int:
        """The row of an OKR, with all that its labels say."""
        row = self.lines.order[-1] + len(self.rows) + 1
        self.cells[row] = {}
        self.rows[row] = part.title.at[0] if part.title else part.label.at[0]
        title = Field.OBJECTIVE if level is Level.OBJECTIVE else Field.KEY_RESULT
        self.labels.update(label.at for label in (part.label, *(said.label for said in part.fields)))
        if part.title is not None:
            self._put(row, part.title, title, level, "")
        if part.label.number is not None and part.label.at[0]:
            number = Said(part.label, part.label.at, f"{_SHORT[level]}{part.label.number}")
            self._put(row, number, Field.ID, level, "")
        for said in part.fields:
            if said.label.field is not None:
                self._put(row, said, said.label.field, level, said.label.words)
        return row

    def _put(self, row: int, said: Said, field: Field, level: Level, words: str) -> None:
        label = said.label if said.label.at[0] else said.label._replace(at=said.at)
        column, _ = self.names.setdefault((field, level, words), (len(self.names) + 1, label))
        if column in self.cells[row]:
            return
        there = self.lines.cell(*said.at)
        whole = there.value.strip() if isinstance(there.value, str) else None
        same = whole == said.text or (whole is None and field is not Field.ID)
        self.cells[row][column] = there if same else Cell(said.text)
        self.places[row, column] = said.at

    def left_out(self) -> Iterator[LeftOut]:
        """What stands between all that was taken and is no label or words of one."""
        span, used = self.span, {*self.places.values(), *self.labels}
        for row in self.lines.order:
            if not span.top <= row <= span.bottom:
                continue
            rest = [
                c for c in self.lines.by_row[row] if span.left <= c <= span.right and (row, c) not in used
            ]
            if rest:
                yield LeftOut(CellRange(row, min(rest), row, max(rest)), _UNLABELLED)

    @property
    def span(self) -> CellRange:
        """The part of the tab that all of it comes from."""
        places = [*self.places.values(), *(label.at for _, label in self.names.values())]
        rows, columns = [row for row, _ in places], [column for _, column in places]
        return CellRange(min(rows), min(columns), max(rows), max(columns))

    def view(self) -> View:
        """The lines as they are drawn."""
        lines = Lines(self.cells, tuple(self.cells), {}, {})
        heads = {column: label.at for column, label in self.names.values()}
        left_out = tuple(self.left_out())
        return View(lines, self.rows, cells=self.places, heads=heads, range=self.span, left_out=left_out)

    def columns(self) -> tuple[Column, ...]:
        """The columns in the order in which their first labels stand."""
        found = []
        for (field, level, _), (number, label) in self.names.items():
            values = [line[number].value for line in self.cells.values() if number in line]
            text = " ".join(label.text.split()).rstrip(" :：")
            because = f'"{text}" is a known label' if text else _UNNAMED.get(field, _ABOVE)
            because = f"{because}; {level.value}'s: by its place and its words"
            found.append(
                Column(
                    number,
                    text,
                    contents_of(values),
                    (),
                    field=field,
                    level=level,
                    confidence=_CONFIDENCE,
                    because=because,
                )
            )
        places = {number: label.at for number, label in self.names.values()}
        return tuple(sorted(found, key=lambda column: places[column.number]))
