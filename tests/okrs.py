"""Builds small sets of OKRs by hand, each with a place in a sheet, for tests that need no grid.

    okr_set(
        objective("CO-1", "Expand the market", team="Company"),
        objective(
            "O1", "Win the east", team="Sales", aligned_to="CO-1",
            key_results=[key_result("KR1", "Sell more", baseline=0, current=30, target=100)],
        ),
    )

Each tab is one table: its rows begin at 2, every field has a column of its own. The tab is named
after the team unless `sheet` says otherwise; keys read `2026-Q4/sales/O1/KR1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict, TypeVar, Unpack

from okrsheets.grid import CellRef
from okrsheets.model import (
    AlignmentKind,
    AlignmentText,
    Ambition,
    Cycle,
    Direction,
    Field,
    KeyResult,
    Measure,
    Objective,
    OkrSet,
    Status,
)

__all__ = ["Q4", "YEAR", "key_result", "objective", "okr_set"]

Q4 = Cycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))
YEAR = Cycle("2026", date(2026, 1, 1), date(2026, 12, 31))

OkrT = TypeVar("OkrT", Objective, KeyResult)

_UNDRAWN = {Field.AGGREGATION, Field.ACCEPTED, Field.RISK_OWNER, Field.ACK, Field.PLAN}
_FIELD_OF_COLUMN = dict(enumerate((field for field in Field if field not in _UNDRAWN), start=1))
_COLUMN = {field: number for number, field in _FIELD_OF_COLUMN.items()}
_KIND_OF_FIELD = {
    Field.PARENT: None,
    Field.CONTRIBUTES_TO: AlignmentKind.STRAIGHTFORWARD,
    Field.SUPPORTS: AlignmentKind.DIRECTIONAL,
    Field.DEPENDS_ON: AlignmentKind.DEPENDENCY,
}
_USUAL_COLUMNS = (Field.ID, Field.OBJECTIVE, Field.KEY_RESULT, Field.OWNER)
_VALUE_COLUMNS = (Field.BASELINE, Field.CURRENT, Field.TARGET)
_FIELD_OF_ARGUMENT = {
    "owners": Field.OWNER,
    "cycle": Field.CYCLE,
    "due": Field.DUE,
    "updated": Field.UPDATED,
    "weight": Field.WEIGHT,
    "stated_progress": Field.PROGRESS,
    "stated_status": Field.STATUS,
    "confidence": Field.CONFIDENCE,
    "ambition": Field.AMBITION,
    "priority": Field.PRIORITY,
    "note": Field.NOTE,
}


class CommonFields(TypedDict, total=False):
    """What an objective and a key result can both be given."""

    owners: tuple[str, ...]
    cycle: Cycle | None
    due: date | None
    updated: date | None
    weight: float | None
    stated_progress: float | None
    stated_status: str | None
    stated_meaning: Status | None
    confidence: float | None
    ambition: Ambition | None
    priority: str | None
    note: str | None


def key_result(
    id: str | None,  # noqa: A002 - the model's own word
    title: str,
    *,
    baseline: float | None = None,
    current: float | None = None,
    target: float | None = None,
    unit: str | None = None,
    measure: Measure = Measure.COUNT,
    direction: Direction | None = None,
    ceiling: bool = False,
    read_from_words: tuple[Field, ...] = (),
    has_number: bool | None = None,
    team: str | None = None,
    aligned_to: str | None = None,
    contributes_to: str | None = None,
    supports: str | None = None,
    depends_on: str | None = None,
    columns: Iterable[Field] = (),
    **fields: Unpack[CommonFields],
) -> KeyResult:
    """A key result to be put under an objective, which gives it key, place, team and cycle."""
    texts = _texts(aligned_to, contributes_to, supports, depends_on)
    return KeyResult(
        key="",
        objective="",
        id=id,
        title=title,
        at=_place(Field.KEY_RESULT),
        cells=_cells(fields, texts, (*columns, *_VALUE_COLUMNS)),
        team=team,
        baseline=baseline,
        current=current,
        target=target,
        unit=unit,
        measure=measure,
        direction=direction,
        ceiling=ceiling,
        read_from_words=read_from_words,
        has_number=target is not None if has_number is None else has_number,
        alignment_texts=texts,
        **fields,
    )


def objective(
    id: str | None,  # noqa: A002 - the model's own word
    title: str | None,
    *,
    key_results: Iterable[KeyResult] = (),
    team: str | None = None,
    sheet: str | None = None,
    workbook: str = "Plan.xlsx",
    aligned_to: str | None = None,
    contributes_to: str | None = None,
    supports: str | None = None,
    depends_on: str | None = None,
    columns: Iterable[Field] = (),
    **fields: Unpack[CommonFields],
) -> Objective:
    """An objective with its key results, in the fourth quarter of 2026 unless `cycle` says otherwise."""
    texts = _texts(aligned_to, contributes_to, supports, depends_on)
    cells = _cells(fields, texts, columns)
    cycle = fields.setdefault("cycle", Q4)
    key = "/".join(part for part in (cycle.label if cycle else "", _slug(team), id or _slug(title)) if part)
    tab = sheet or team or "OKRs"
    return Objective(
        key=key,
        id=id,
        title=title,
        at=_place(Field.OBJECTIVE, workbook, tab),
        cells=cells,
        team=team,
        alignment_texts=texts,
        key_results=tuple(
            each._replace(
                key=f"{key}/{each.id or _slug(each.title)}",
                objective=key,
                at=_place(Field.KEY_RESULT, workbook, tab),
                team=each.team or team,
                cycle=each.cycle or cycle,
            )
            for each in key_results
        ),
        **fields,
    )


def okr_set(*objectives: Objective) -> OkrSet:
    """The set of these objectives, each tab laid out row by row in the order given."""
    next_row: dict[tuple[str, str], int] = {}
    laid_out: list[Objective] = []
    for each in objectives:
        tab = (each.at.workbook, each.at.sheet)
        row = next_row.get(tab, 2)
        key_results = tuple(
            _on_row(key_result, tab, place)
            for place, key_result in enumerate(each.key_results, start=row + 1)
        )
        laid_out.append(_on_row(each, tab, row)._replace(key_results=key_results))
        next_row[tab] = row + 1 + len(key_results)
    okrs = OkrSet.of(tuple(laid_out))
    assert len(okrs.by_key) == sum(1 + len(each.key_results) for each in laid_out), "keys must be unique"
    return okrs


def _on_row(okr: OkrT, tab: tuple[str, str], row: int) -> OkrT:
    """The same OKR with every cell on that row of that tab."""
    return okr._replace(
        at=CellRef(*tab, row, okr.at.column),
        cells={field: CellRef(*tab, row, cell.column) for field, cell in okr.cells.items()},
        alignment_texts=tuple(
            text._replace(cell=CellRef(*tab, row, text.cell.column)) for text in okr.alignment_texts
        ),
    )


def _texts(
    aligned_to: str | None, contributes_to: str | None, supports: str | None, depends_on: str | None
) -> tuple[AlignmentText, ...]:
    given = (aligned_to, contributes_to, supports, depends_on)
    return tuple(
        AlignmentText(text, _place(field), kind)
        for (field, kind), text in zip(_KIND_OF_FIELD.items(), given, strict=True)
        if text is not None
    )


def _cells(
    fields: CommonFields, texts: tuple[AlignmentText, ...], more: Iterable[Field]
) -> Mapping[Field, CellRef]:
    given = [_FIELD_OF_ARGUMENT[name] for name in fields if name in _FIELD_OF_ARGUMENT]
    linking = [_FIELD_OF_COLUMN[text.cell.column] for text in texts]
    return {field: _place(field) for field in (*_USUAL_COLUMNS, *more, *given, *linking)}


def _place(field: Field, workbook: str = "", sheet: str = "") -> CellRef:
    return CellRef(workbook, sheet, 2, _COLUMN[field])


def _slug(words: str | None) -> str:
    return re.sub(r"[\W_]+", "-", (words or "").lower()).strip("-")
