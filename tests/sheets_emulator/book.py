"""A spreadsheet as the emulator holds it: its tabs, their cells, and all that lies on ranges of them.

Every message in here is replaced, never changed in place, so that a copy to try a batch on costs no more
than its dictionaries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from .a1 import Area, Box, area_of, grid_area, quote_title, split_title
from .clock import Clock
from .refusals import invalid
from .wire import Message

__all__ = ["MOST_CELLS", "Book", "Place", "Rows", "Sheet"]

MOST_CELLS = 10_000_000
Place = tuple[int, int]
Rows = Sequence[Sequence[Message]]


@dataclass(slots=True)
class Sheet:
    """One tab."""

    id: int
    title: str
    rows: int = 1000
    columns: int = 26
    cells: dict[Place, Message] = field(default_factory=dict)
    properties: Message = field(default_factory=dict)  # hidden, tabColor, rightToLeft ...
    grid: Message = field(default_factory=dict)  # frozenRowCount, hideGridlines ...
    merges: list[Box] = field(default_factory=list)
    # What GET answers under these names, in its words: protectedRanges, filterViews, conditionalFormats,
    # tables, bandedRanges, rowGroups, columnGroups, charts, slicers.
    parts: dict[str, list[Message]] = field(default_factory=dict)
    basic_filter: Message | None = None
    sizes: dict[str, dict[int, Message]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    kind: str = "GRID"  # OBJECT: a tab that is a chart, without cells

    def copied(self) -> Sheet:
        """A copy that can be changed without a trace in this one."""
        return replace(
            self,
            cells=dict(self.cells),
            properties=dict(self.properties),
            grid=dict(self.grid),
            merges=list(self.merges),
            parts={name: list(items) for name, items in self.parts.items()},
            sizes={dimension: dict(sizes) for dimension, sizes in self.sizes.items()},
        )

    @property
    def whole(self) -> Box:
        """All of its grid."""
        return Box(0, 0, self.rows, self.columns)

    @property
    def limits(self) -> str:
        """How an error tells its size."""
        return f"Max rows: {self.rows}, max columns: {self.columns}"

    def written(self, box: Box | Area) -> str:
        """A rectangle in A1 notation with the tab's title."""
        return f"{quote_title(self.title)}!{box.written()}"

    def count(self, dimension: str) -> int:
        """Its rows or its columns."""
        return self.rows if dimension == "ROWS" else self.columns

    def put(self, place: Place, cell: Message) -> None:
        """Store a cell; an empty one is none."""
        if cell:
            self.cells[place] = cell
        else:
            self.cells.pop(place, None)

    def filled(self, box: Box) -> Iterator[tuple[Place, Message]]:
        """The cells within a rectangle that hold anything, in no order."""
        if box.height * box.width < len(self.cells):
            for place in box.places():
                if place in self.cells:
                    yield place, self.cells[place]
        else:
            yield from [(place, cell) for place, cell in self.cells.items() if place in box]

    def valued(self, place: Place) -> bool:
        """Whether something is typed there."""
        return "userEnteredValue" in self.cells.get(place, {})

    def grid_range(self, box: Box) -> Message:
        """A rectangle of it as a GridRange."""
        return box.grid_range(self.id)

    def box(self, message: Message) -> Box:
        """The rectangle of a GridRange on it, within its grid; one that begins beyond is refused."""
        area = grid_area(message)
        for start, end, name in ((area.top, area.bottom, "Row"), (area.left, area.right, "Column")):
            if start < 0 or (end is not None and end <= start):
                raise invalid(
                    f"start{name}Index[{start}] must be at least 0 and before end{name}Index[{end}]."
                )
        if area.top >= self.rows or area.left >= self.columns:
            raise invalid(f"Range ({self.written(area)}) exceeds grid limits. {self.limits}")
        return area.clipped(self.rows, self.columns)

    def cover(self, message: Message) -> Box:
        """What of its grid a GridRange covers that it keeps; nothing where the grid has become too small."""
        return grid_area(message).clipped(self.rows, self.columns)

    def part(self, name: str) -> list[Message]:
        """What lies on it under this name, to add to."""
        return self.parts.setdefault(name, [])


@dataclass(slots=True)
class Book:
    """A spreadsheet's content: what a batch changes as a whole or not at all."""

    title: str
    properties: Message = field(default_factory=dict)  # locale, timeZone and what else was set
    sheets: list[Sheet] = field(default_factory=list)
    named: list[Message] = field(default_factory=list)
    metadata: list[Message] = field(default_factory=list)
    # of formulas that are not computed, by tab: rows of values, the first of them in the formula's own cell
    results: dict[tuple[int, str], Rows] = field(default_factory=dict)
    clock: Clock = field(default_factory=Clock)  # dates typed without a year are of its year

    def copied(self) -> Book:
        """A copy that can be changed without a trace in this one."""
        return replace(
            self,
            properties=dict(self.properties),
            sheets=[sheet.copied() for sheet in self.sheets],
            named=list(self.named),
            metadata=list(self.metadata),
            results=dict(self.results),
        )

    def now(self) -> dt.datetime:
        """The time in its time zone, as cells have it: without a zone."""
        try:
            zone: dt.tzinfo = ZoneInfo(self.properties.get("timeZone", "Etc/GMT"))
        except (KeyError, ValueError, OSError):  # a zone that this machine does not know
            zone = dt.UTC
        return dt.datetime.fromtimestamp(self.clock.now(), zone).replace(tzinfo=None)

    @property
    def locale(self) -> str:
        """Its language, as en_US."""
        return str(self.properties.get("locale", "en_US"))

    def tab(self, sheet_id: int) -> Sheet:
        """The tab with this id, of any kind."""
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise invalid(f"No sheet with id: {sheet_id}")

    def sheet(self, sheet_id: int) -> Sheet:
        """The tab with this id, which must have cells."""
        for sheet in self.sheets:
            if sheet.id == sheet_id and sheet.kind == "GRID":
                return sheet
        raise invalid(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """The tab with this title, whatever its case."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def named_range(self, name: str) -> Message | None:
        """The named range of this name, whatever its case."""
        return next((item for item in self.named if item["name"].casefold() == name.casefold()), None)

    def on(self, grid_range: Message) -> tuple[Sheet, Box]:
        """The tab and the rectangle of a GridRange."""
        sheet = self.sheet(grid_range.get("sheetId", 0))
        return sheet, sheet.box(grid_range)

    def find(self, text: str) -> tuple[Sheet, Area]:
        """The tab and the rectangle that a written range stands for.

        Without a tab's title a cell counts before a named range, a named range before a tab of that title,
        and a cell lies on the first tab that is shown.
        """
        title, rest = split_title(text)
        if title is None:
            shown = next(
                (sheet for sheet in self.sheets if not sheet.properties.get("hidden")), self.sheets[0]
            )
            if (area := area_of(text)) is not None:
                return shown, area
            if (named := self.named_range(text)) is not None:
                return self.sheet(named["range"].get("sheetId", 0)), grid_area(named["range"])
            title, rest = text, None
        sheet = self.titled(title)
        if sheet is None or sheet.kind != "GRID":
            raise invalid(f"Unable to parse range: {text}")
        if rest is None:
            return sheet, Area(0, 0, None, None)
        if (area := area_of(rest)) is not None:
            return sheet, area
        if (named := self.named_range(rest)) is not None:
            return self.sheet(named["range"].get("sheetId", 0)), grid_area(named["range"])
        raise invalid(f"Unable to parse range: {text}")

    def read_box(self, text: str) -> tuple[Sheet, Box]:
        """The part of the grid that a written range covers; one that begins beyond it is refused."""
        sheet, area = self.find(text)
        if area.top >= sheet.rows or area.left >= sheet.columns:
            raise invalid(f"Range ({sheet.written(area)}) exceeds grid limits. {sheet.limits}")
        return sheet, area.clipped(sheet.rows, sheet.columns)

    def check_size(self) -> None:
        """Refuse to grow beyond what a spreadsheet may hold."""
        if sum(one.rows * one.columns for one in self.sheets if one.kind == "GRID") > MOST_CELLS:
            raise invalid(
                "This action would increase the number of cells in the workbook above the limit of "
                f"{MOST_CELLS} cells."
            )
