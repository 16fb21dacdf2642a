"""How a tab of the demo is drawn: its looks, its banner, its header, one cell after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from okrsheets.grid import column_letters
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "STATUSES",
    "Column",
    "Content",
    "Formula",
    "Looks",
    "Tab",
    "color_statuses",
    "number_of",
    "open_tab",
    "put",
]

STATUSES = ("Not started", "On track", "Behind", "At risk", "Done")

_LINE = "#BFC7CE"
_ROW_HEIGHT = 46  # three lines: sentences may come to stand beside the table


class Formula(NamedTuple):
    """A formula with the result that the file stores beside it."""

    text: str
    result: float | str


Content: TypeAlias = str | float | date | Formula | None


class Column(NamedTuple):
    """A column of a tab: what stands in it, what its heading says, how wide it is."""

    name: str
    heading: str
    width: float


def number_of(columns: Sequence[Column], name: str) -> int:
    """The number of a column, from 1."""
    return next(at for at, column in enumerate(columns, 1) if column.name == name)


@dataclass(slots=True)
class Looks:
    """The looks of one workbook, each made once; `ink` is the colour of its headers."""

    workbook: Workbook
    ink: str
    tint: str
    _made: dict[tuple[tuple[str, str | int | bool], ...], Format] = field(default_factory=dict)

    def plain(self, **look: str | int | bool) -> Format:
        """A look without borders."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self.workbook.add_format(look)
        return self._made[key]

    def cell(self, **look: str | int | bool) -> Format:
        """The look of a cell in a table."""
        framed: dict[str, str | int | bool] = {"border": 1, "border_color": _LINE, "text_wrap": True}
        return self.plain(**{"valign": "top"} | framed | look)

    @property
    def heading(self) -> Format:
        return self.cell(bold=True, font_color="#FFFFFF", bg_color=self.ink, align="center", valign="vcenter")


@dataclass(frozen=True, slots=True)
class Tab:
    """An opened tab: its columns, and `top`, the row of its header (rows and columns from 1)."""

    sheet: Worksheet
    looks: Looks
    columns: tuple[Column, ...]
    top: int

    def column(self, name: str) -> int:
        """The number of a column, from 1."""
        return number_of(self.columns, name)

    def address(self, name: str, row: int) -> str:
        return f"{column_letters(self.column(name))}{row}"

    def span(self, name: str, *, first: int, last: int) -> str:
        """The cells of one column, as `L6:L9`."""
        return f"{self.address(name, first)}:{self.address(name, last)}"

    def write_row(self, row: int, *, contents: Mapping[str, Content], looks: Mapping[str, Format]) -> None:
        """Writes one row of the table; a column without content becomes an empty cell."""
        self.sheet.set_row(row - 1, _ROW_HEIGHT)
        for at, column in enumerate(self.columns, 1):
            put(self.sheet, (row, at), content=contents.get(column.name), look=looks[column.name])

    def looks_of_row(self, form: str = "General", **look: str | int | bool) -> dict[str, Format]:
        """The look of each cell of a row whose values have that number format."""
        percent = self.looks.cell(num_format="0%", align="center", **look)
        value = self.looks.cell(num_format=form, align="right", **look)
        centered = self.looks.cell(align="center", **look)
        special = {
            "progress": percent,
            "objective progress": percent,
            "baseline": value,
            "current": value,
            "target": value,
            "updated": self.looks.cell(num_format="d mmm yyyy", align="left", **look),
        } | dict.fromkeys(("objective id", "id", "type", "cycle"), centered)
        plain = self.looks.cell(**look)
        return {column.name: special.get(column.name, plain) for column in self.columns}


def open_tab(looks: Looks, name: str, *, columns: Sequence[Column], title: str, note: str, top: int) -> Tab:
    """A new tab with its banner and header, frozen below the header."""
    sheet = looks.workbook.add_worksheet(name)
    tab = Tab(sheet, looks, tuple(columns), top)
    last = len(columns) - 1
    banner = looks.plain(bold=True, font_size=16, font_color=looks.ink, bg_color=looks.tint, valign="vcenter")
    sheet.merge_range(0, 0, 0, last, title, banner)
    sheet.set_row(0, 28)
    sheet.write_string(1, 0, note, looks.plain(italic=True, font_color="#5B6168"))
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(top - 1, at, column.heading, looks.heading)
    sheet.set_row(top - 1, 32)
    sheet.freeze_panes(top, 2)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return tab


def put(sheet: Worksheet, at: tuple[int, int], *, content: Content, look: Format) -> None:
    """Writes one cell, at a row and column from 1; texts stay texts whatever they begin with."""
    row, column = at[0] - 1, at[1] - 1
    if content is None or content == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(content, Formula):
        sheet.write_formula(row, column, content.text, look, content.result)
    elif isinstance(content, str):
        sheet.write_string(row, column, content, look)
    elif isinstance(content, date):
        sheet.write_datetime(row, column, content, look)
    else:
        sheet.write_number(row, column, content, look)


def color_statuses(tab: Tab, *, first: int, last: int) -> None:
    """Offers the status words as a list and colours them."""
    cells = tab.span("status", first=first, last=last)
    tab.sheet.data_validation(cells, {"validate": "list", "source": list(STATUSES)})
    for word, fill, ink in (
        ("On track", "#E3F3F0", "#0F766E"),
        ("Behind", "#FAEFDC", "#A15C00"),
        ("At risk", "#FBE6E6", "#B4232C"),
        ("Done", "#E9EBFA", "#3D4FB5"),
    ):
        look = tab.looks.plain(bg_color=fill, font_color=ink)
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
        tab.sheet.conditional_format(cells, rule)
