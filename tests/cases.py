"""Builds the case that rules look at from OKRs made by hand, for tests that need no stage before lint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from okrsheets.alignment import facts_of
from okrsheets.grid import CellRange, Workbook
from okrsheets.lint import Case, LintSettings
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    Figures,
    HistoryView,
    KeyResult,
    LeftOut,
    OkrSet,
    Outcome,
    Reading,
    Resolution,
    Resolutions,
    RowReading,
    SheetReading,
    TableReading,
)

__all__ = ["TODAY", "case_of", "readings_of", "resolution"]

TODAY = date(2026, 11, 15)


def case_of(
    okrs: OkrSet,
    *,
    resolutions: Iterable[Resolution] = (),
    top_level: Iterable[str] = (),
    cycles: tuple[tuple[str, ...], ...] = (),
    progress: Mapping[str, float | None] | None = None,
    workbooks: tuple[Workbook, ...] = (),
    readings: tuple[Reading, ...] | None = None,
    today: date = TODAY,
    settings: LintSettings | None = None,
    history: HistoryView | None = None,
) -> Case:
    """A case of these OKRs; alignments follow from the resolutions, `progress` comes from values."""
    resolved = tuple(resolutions)
    links = tuple(
        Alignment(r.child, r.parent, r.kind, r.share, carries=True) for r in resolved if r.parent is not None
    )
    found = Resolutions(resolved, links, frozenset(top_level), cycles)
    known = {key: Figure(progress=value, basis="values") for key, value in (progress or {}).items()}
    figures = Figures(known, {})
    titles = {workbook.source: workbook.title for workbook in workbooks}
    lint = settings or LintSettings()
    return Case(
        workbooks=workbooks,
        readings=readings_of(okrs) if readings is None else readings,
        okrs=okrs,
        resolutions=found,
        figures=figures,
        today=today,
        settings=lint,
        facts=facts_of(
            okrs, found, figures=figures, titles=titles, today=today, close_after=lint.close_after
        ),
        history=history or HistoryView(),
    )


def resolution(
    okrs: OkrSet,
    child: str,
    outcome: Outcome,
    *,
    parent: str | None = None,
    kind: AlignmentKind = AlignmentKind.DIRECTIONAL,
    candidates: tuple[str, ...] = (),
    nearest: tuple[str, ...] = (),
) -> Resolution:
    """What became of the first alignment text of an OKR."""
    source = okrs.by_key[child].alignment_texts[0]
    return Resolution(
        child=child,
        source=source,
        text=source.text,
        outcome=outcome,
        kind=kind,
        parent=parent,
        candidates=candidates,
        nearest=nearest,
    )


def readings_of(okrs: OkrSet, *, left_out: tuple[LeftOut, ...] = ()) -> tuple[Reading, ...]:
    """One table per tab, with a row for every OKR in it."""
    rows: dict[str, dict[str, list[RowReading]]] = {}
    for key, okr in okrs.by_key.items():
        below = isinstance(okr, KeyResult)
        row = RowReading(okr.at.row, None if below else key, key if below else None, not below)
        rows.setdefault(okr.at.workbook, {}).setdefault(okr.at.sheet, []).append(row)
    return tuple(
        Reading(
            workbook,
            workbook,
            tuple(SheetReading(name, (_table(name, tab, left_out),)) for name, tab in tabs.items()),
        )
        for workbook, tabs in rows.items()
    )


def _table(sheet: str, rows: list[RowReading], left_out: tuple[LeftOut, ...]) -> TableReading:
    covers = CellRange(1, 1, rows[-1].row, 30)
    return TableReading(sheet, covers, 1, "typed rows", 1.0, (), tuple(rows), left_out)
