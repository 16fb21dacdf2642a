"""The row that a finding speaks of, in its own words, with a mark below the cell that is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from okrsheets.cli.cells import shown
from okrsheets.cli.widths import cut, room_of
from okrsheets.grid import Sheet, Workbook
from okrsheets.model import Finding, PlaceKind

__all__ = ["Pointer"]

_WIDEST = 32
_BESIDE = 3  # cells that are shown before the one that is meant
_BEHIND = 2
_REACH = 30  # columns on either side that are looked through


class Pointer:
    """Shows cells of these workbooks; `room` is the columns of the terminal."""

    __slots__ = ("_room", "_sheets")

    def __init__(self, workbooks: Iterable[Workbook], *, room: int) -> None:
        self._room = room
        self._sheets: Mapping[tuple[str, str], Sheet] = {
            (workbook.source, sheet.name): sheet for workbook in workbooks for sheet in workbook.sheets
        }

    def lines(self, finding: Finding) -> Iterator[str]:
        """The row's words around the cell, and the mark below it; none where no single cell is meant.

        A cell that is blank is drawn as a blank place between its neighbours.
        """
        place = finding.place
        sheet = self._sheets.get((place.workbook, place.sheet))
        if place.kind is not PlaceKind.CELL or sheet is None:
            return
        said = {
            column: text for column, text in _said(sheet, place.row, place.column) if column != place.column
        }
        meant, _ = shown(sheet.cell(place.row, place.column))
        before = [said[column] for column in sorted(said) if column < place.column][-_BESIDE:]
        behind = [said[column] for column in sorted(said) if column > place.column][:_BEHIND]
        widest = min(_WIDEST, max(8, self._room // (len(before) + 1 + len(behind)) - 3))
        lead = " | ".join([cut(text, widest) for text in before] + [""])
        middle = cut(meant, widest) or " "
        tail = "".join(f" | {cut(text, widest)}" for text in behind)
        yield cut(lead + middle + tail, self._room)
        yield " " * room_of(lead) + "^" * max(1, room_of(middle))


def _said(sheet: Sheet, row: int, near: int) -> Iterator[tuple[int, str]]:
    for column in range(max(1, near - _REACH), near + _REACH):
        text, _ = shown(sheet.cell(row, column))
        if text:
            yield column, text
