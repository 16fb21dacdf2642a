"""The rows of the next cycle: titles and links as they were, the last results as baselines."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.fresh.carried_links import Links, texts_of
from okrsheets.fresh.carrying import Asked, CarriedOkr, CarriedTab, Fate
from okrsheets.fresh.columns import KEY_RESULT, OBJECTIVE
from okrsheets.fresh.okr_tab import Amount, Content, Row
from okrsheets.grid import BLANK, Cell, CellRef
from okrsheets.model import Direction, Field, KeyResult, Measure, Okr, Results, whole_percent
from okrsheets.reporting.wording import NOTHING, amounts
from okrsheets.tuples import NamedTuple

__all__ = ["CellsOf", "carried_rows"]

_LONGEST_FORMAT = 80
_LONGEST_TEXT = 32_000  # letters that a cell can hold, with room
_GENERAL = "General"
_MARKS = {
    Fate.UNFINISHED: "carried over from",
    Fate.POSTPONED: "postponed in",
    Fate.DONE: "reached in",
}


class CellsOf(NamedTuple):
    """The cells that were read, by their places."""

    results: Results

    def at(self, ref: CellRef | None) -> Cell:
        """One cell; a blank one where nothing is."""
        if ref is None:
            return BLANK
        book = next((one for one in self.results.workbooks if one.source == ref.workbook), None)
        sheet = None if book is None else book.sheet(ref.sheet)
        return BLANK if sheet is None else sheet.cell(ref.row, ref.column)


def carried_rows(
    tab: CarriedTab, *, links: Links, results: Results, asked: Asked, cells: CellsOf
) -> tuple[Row, ...]:
    """The rows of a tab, in their order.

    A target is left to be set anew, so that nobody goes on with one that nobody chose: only what is to be
    held, and what can be but yes, keeps its own, and all of them where that was asked for.
    """
    return tuple(_row(each, links, results, asked, cells) for each in tab.okrs)


def _row(each: CarriedOkr, links: Links, results: Results, asked: Asked, cells: CellsOf) -> Row:
    okr = each.okr
    kept, lost = links.kept.get(okr.key, ()), links.lost.get(okr.key, ())
    row: dict[str, Content] = {
        "id": each.id,
        "type": KEY_RESULT if isinstance(okr, KeyResult) else OBJECTIVE,
        "title": okr.title or "",
        "owner": ", ".join(okr.owners),
        "aligned to": "; ".join(texts_of(kept, dependencies=False)),
        "depends on": "; ".join(texts_of(kept, dependencies=True)),
        "ambition": okr.ambition.value if okr.ambition else "",
        "note": "; ".join([_mark(each, results, asked), *lost]),
    }
    if okr.weight is not None:
        row["weight"] = _amount(okr.weight, cells.at(okr.cells.get(Field.WEIGHT)), _GENERAL)
    if isinstance(okr, KeyResult):
        row |= _figures(okr, asked, cells)
    return {
        name: content[:_LONGEST_TEXT] if isinstance(content, str) else content
        for name, content in row.items()
        if content != ""
    }


def _figures(okr: KeyResult, asked: Asked, cells: CellsOf) -> Mapping[str, Content]:
    """Start, target, unit and direction of a key result."""
    if okr.measure is Measure.YES_NO:
        return {"start": "yes" if okr.current else "no", "target": "yes"}
    form = _format(okr, cells)
    figures: dict[str, Content] = {}
    if okr.current is not None:
        figures["start"] = _amount(okr.current, cells.at(okr.cells.get(Field.CURRENT)), form)
    if okr.target is not None and (asked.keep_targets or okr.direction is Direction.MAINTAIN):
        there = cells.at(okr.cells.get(Field.TARGET))
        words = (
            there.value if isinstance(there.value, str) and Field.TARGET not in okr.read_from_words else ""
        )
        figures["target"] = words or _amount(okr.target, there, form)
    if okr.unit is not None and okr.unit != "%" and okr.unit not in form:
        figures["unit"] = okr.unit
    if okr.direction is not None and okr.direction is not Direction.INCREASE:
        figures["direction"] = okr.direction.value
    return figures


def _format(okr: KeyResult, cells: CellsOf) -> str:
    """The number format of a key result's figures: that of a cell which holds one of them as it counts."""
    for field, value in (
        (Field.CURRENT, okr.current),
        (Field.BASELINE, okr.baseline),
        (Field.TARGET, okr.target),
    ):
        cell = cells.at(okr.cells.get(field))
        tells = cell.number_format != _GENERAL or okr.measure is not Measure.PERCENT
        if value is not None and tells and _holds(cell, value) and _is_safe(cell.number_format):
            return cell.number_format
    if okr.measure is not Measure.PERCENT:
        return _GENERAL
    values = [value for value in (okr.current, okr.target) if value is not None]
    return "0 %" if all(round(value * 100, 6).is_integer() for value in values) else "0.0 %"


def _amount(value: float, cell: Cell, form: str) -> Amount:
    """A figure as its own cell shows it, else as the others of its row are shown."""
    own = cell.number_format if _holds(cell, value) and _is_safe(cell.number_format) else form
    return Amount(round(value, 12), form if own == _GENERAL else own)


def _holds(cell: Cell, value: float) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and cell.value == value


def _is_safe(number_format: str) -> bool:
    return len(number_format) <= _LONGEST_FORMAT and number_format.isprintable()


def _mark(each: CarriedOkr, results: Results, asked: Asked) -> str:
    """That an OKR goes on, and where it stood."""
    okr = each.okr
    figure = results.figures.okrs.get(okr.key)
    progress = None if figure is None else figure.progress
    share = "" if progress is None else f"{whole_percent(progress)} % of the way"
    stood = ", ".join(part for part in (_way(okr), share) if part)
    mark = f"{_MARKS[each.fate]} {asked.before_words}"
    return f"{mark}: {stood}" if stood else mark


def _way(okr: Okr) -> str:
    if not isinstance(okr, KeyResult):
        return ""
    way = amounts(okr)
    if NOTHING in (way.now, way.goal):
        return ""
    return f"at {way.now}, target {way.goal}".replace("\xa0", " ")
