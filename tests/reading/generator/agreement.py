"""What was read, held against what was laid out; and what of a tab no reading accounts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from okrsheets.grid import CellRange, Sheet, text_of
from okrsheets.model import KeyResult, Objective, SheetReading
from tests.reading.generator.plans import FIGURES, Item

__all__ = ["differences", "unaccounted"]

_SAME = {
    "owners": "owners",
    "due": "due",
    "weight": "weight",
    "progress": "stated_progress",
    "status": "stated_status",
    "confidence": "confidence",
}


def differences(truth: Sequence[Item], read: Sequence[Objective]) -> list[str]:
    """Each thing that was laid out and read as another, missed, or made up; in no order of rows."""
    found: list[str] = []
    wanted = {item.title: item for item in truth}
    got: dict[str | None, list[Objective]] = {}
    for objective in read:
        got.setdefault(objective.title, []).append(objective)
    found += [f"objective missed: {title!r}" for title in wanted if title not in got]
    for title, objectives in got.items():
        if title not in wanted:
            found.append(f"objective made up: {title!r}")
            continue
        if len(objectives) > 1:
            found.append(f"objective read {len(objectives)} times: {title!r}")
        found += _of_objective(wanted[title], objectives[0])
    return found


def _of_objective(item: Item, objective: Objective) -> Iterator[str]:
    yield from _of_okr(item, objective)
    wanted = {measure.title: measure for measure in item.key_results}
    got = {measure.title: measure for measure in objective.key_results}
    if len(got) < len(objective.key_results):
        yield f"key results of {item.title!r} read more than once"
    for title in wanted:
        if title not in got:
            yield f"key result missed: {title!r} of {item.title!r}"
    for title, measure in got.items():
        if title in wanted:
            yield from _of_okr(wanted[title], measure)
            yield from _of_figures(wanted[title], measure)
        else:
            yield f"key result made up: {title!r} of {item.title!r}"


def _of_okr(item: Item, okr: Objective | KeyResult) -> Iterator[str]:
    parents = [text.text for text in okr.alignment_texts]
    if item.title is not None and parents != ([item.parent] if item.parent else []):
        yield f"parent of {item.title!r}: {item.parent!r}, read {parents!r}"
    if item.id is not None and item.id != okr.id:
        yield f"id of {item.title!r}: {item.id!r}, read {okr.id!r}"
    for name, read_as in _SAME.items():
        wanted, got = getattr(item, name), getattr(okr, read_as)
        if not _alike(wanted, got):
            yield f"{name} of {item.title!r}: {wanted!r}, read {got!r}"


def _of_figures(item: Item, measure: KeyResult) -> Iterator[str]:
    """Figures; what its row does not say may come from the title's own words, where they hold any."""
    worded = any(c.isdigit() for c in item.title or "")
    for name in FIGURES:
        wanted, got = getattr(item, name), getattr(measure, name)
        if not _alike(wanted, got) and not (wanted is None and worded):
            yield f"{name} of {item.title!r}: {wanted!r}, read {got!r}"


def _alike(wanted: object, got: object) -> bool:
    if isinstance(wanted, (int, float)) and isinstance(got, (int, float)):
        return isclose(wanted, got, rel_tol=1e-9, abs_tol=1e-9)
    return wanted == got


def unaccounted(sheet: Sheet, reading: SheetReading) -> list[str]:
    """The cells of a tab that lie in no header, in no row that was read and in nothing left out."""
    if reading.because is not None:
        return []
    covers: list[CellRange] = [left.range for left in reading.left_out]
    for table in reading.tables:
        area = table.range
        if any(column.row for column in table.columns):  # its fields have rows, and no two the same ones
            covers.append(area)
        covers += [left.range for left in table.left_out]
        covers.append(area._replace(bottom=table.header))
        covers += [CellRange(row.row, area.left, row.row, area.right) for row in table.rows]
    return [
        f"lost: row {row}, column {column}: {text_of(cell.value)!r}"
        for (row, column), cell in sheet.cells.items()
        if text_of(cell.value).strip() and not any(area.holds(row, column) for area in covers)
    ]
