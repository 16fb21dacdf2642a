"""The JSON documents: plain dicts and lists of what was read and found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from okrsheets.grid import CellRef, column_letters
from okrsheets.model import (
    CheckIn,
    Cycle,
    Figure,
    Finding,
    Forecast,
    KeyResult,
    LeftOut,
    Objective,
    Okr,
    OkrSet,
    Part,
    Reading,
    Remark,
    Resolution,
    Resolutions,
    Results,
    SheetReading,
    TableReading,
    Understood,
)
from okrsheets.reporting.alignment_facts import facts_document
from okrsheets.reporting.json_text import Document, Json
from okrsheets.reporting.scores import scores_document

if TYPE_CHECKING:
    from okrsheets.lint import Rule
    from okrsheets.reporting.settings import ReportSettings

__all__ = [
    "SCHEMA",
    "at_document",
    "figure_document",
    "findings_document",
    "inspect_document",
    "report_document",
    "rules_document",
]

SCHEMA = "okrsheets/1"


def inspect_document(understood: Understood) -> Document:
    """The whole reading: workbooks, tables and columns with the reasons, and the OKRs found there."""
    return {
        "schema": SCHEMA,
        "workbooks": [_workbook(reading) for reading in understood.readings],
        "objectives": _objectives(understood.okrs, understood.resolutions, figures=None),
    }


def report_document(results: Results, *, settings: ReportSettings) -> Document:
    """The same OKRs with figures; teams, company, facts of alignment, findings and policies beside them.

    `changes` are the OKRs whose status the pace policy in force sees otherwise; null where it judged.
    """
    from okrsheets.reporting.policy_documents import (  # noqa: PLC0415 - who only inspects starts sooner
        changes_document,
        policies_document,
    )

    figures = results.figures
    company = figures.company
    return {
        "schema": SCHEMA,
        "today": results.today.isoformat(),
        "as_of": _as_of(results),
        "policies": policies_document(settings.progress),
        "changes": None if settings.in_force is None else changes_document(results, settings.in_force),
        "objectives": _objectives(results.okrs, results.resolutions, figures=figures.okrs),
        "teams": [{"team": team, **figure_document(figure)} for team, figure in figures.teams.items()],
        "company": None if company is None else figure_document(company),
        "alignment": facts_document(results.facts),
        "scores": scores_document(results.scores),
        "findings": [_finding(finding) for finding in results.findings],
    }


def findings_document(results: Results) -> Document:
    """What `check` found, with the counts of what it looked at."""
    return {
        "schema": SCHEMA,
        "today": results.today.isoformat(),
        "as_of": _as_of(results),
        "objectives": len(results.okrs.objectives),
        "key_results": sum(len(objective.key_results) for objective in results.okrs.objectives),
        "findings": [_finding(finding) for finding in results.findings],
        "scores": scores_document(results.scores),
    }


def _as_of(results: Results) -> Document:
    return {source: day.isoformat() for source, day in results.as_of.items()}


def rules_document(rules: Iterable[Rule]) -> Document:
    """The catalogue of rules."""
    return {
        "schema": SCHEMA,
        "rules": [
            {
                "name": rule.name,
                "severity": rule.severity.word,
                "family": rule.family,
                "needs_history": rule.needs_history,
                "summary": rule.summary,
            }
            for rule in rules
        ],
    }


def _workbook(reading: Reading) -> Document:
    return {
        "source": reading.source,
        "title": reading.title,
        "copy_of": reading.copy_of,
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
    }


def _sheet(sheet: SheetReading) -> Document:
    return {
        "name": sheet.name,
        "tables": [_table(table) for table in sheet.tables],
        "because": sheet.because,
        "left_out": _left_out(sheet.left_out),
        "remarks": _left_out(sheet.remarks),
    }


def _table(table: TableReading) -> Document:
    return {
        "range": table.range.a1,
        "layout": table.layout,
        "confidence": table.confidence,
        "because": table.because,
        "columns": [
            {
                "at": f"{column_letters(column.column)}{column.row or table.header}",
                "heading": column.heading,
                "field": None if column.field is None else column.field.value,
                "level": None if column.level is None else column.level.value,
                "confidence": column.confidence,
                "because": column.because,
            }
            for column in table.columns
        ],
        "left_out": _left_out(table.left_out),
        "remarks": _left_out(table.remarks),
        "copies": [
            {
                "range": copy.range.a1,
                "key": copy.key,
                "of": None if copy.of is None else at_document(copy.of),
                "because": copy.because,
            }
            for copy in table.copies
        ],
    }


def _left_out(regions: Sequence[LeftOut | Remark]) -> list[Json]:
    return [{"range": region.range.a1, "because": region.because} for region in regions]


def _objectives(
    okrs: OkrSet, resolutions: Resolutions, *, figures: Mapping[str, Figure] | None
) -> list[Json]:
    resolved: defaultdict[str, list[Resolution]] = defaultdict(list)
    for resolution in resolutions.resolutions:
        resolved[resolution.child].append(resolution)
    return [_objective(objective, resolved, figures) for objective in okrs.objectives]


def _objective(
    objective: Objective, resolved: Mapping[str, Sequence[Resolution]], figures: Mapping[str, Figure] | None
) -> Document:
    return {
        **_okr(objective, resolved.get(objective.key, ())),
        **_figure_of(objective, figures),
        "key_results": [
            {**_key_result(each, resolved.get(each.key, ())), **_figure_of(each, figures)}
            for each in objective.key_results
        ],
    }


def _key_result(key_result: KeyResult, resolved: Sequence[Resolution]) -> Document:
    direction = key_result.direction
    return {
        **_okr(key_result, resolved),
        "baseline": key_result.baseline,
        "current": key_result.current,
        "target": key_result.target,
        "low": key_result.low,
        "unit": key_result.unit,
        "measure": key_result.measure.value,
        "direction": None if direction is None else direction.value,
        "read_from_words": [field.value for field in key_result.read_from_words],
        "checkpoints": [{"value": each.value, "progress": each.progress} for each in key_result.checkpoints],
        "check_ins": [_check_in(check_in) for check_in in key_result.check_ins],
    }


def _check_in(check_in: CheckIn) -> Document:
    return {
        "day": check_in.day.isoformat(),
        "value": check_in.value,
        "progress": check_in.progress,
        "confidence": check_in.confidence,
        "note": check_in.note,
        "cell": check_in.at.a1,
        "at": at_document(check_in.at),
    }


def _okr(okr: Okr, resolved: Sequence[Resolution]) -> Document:
    return {
        "key": okr.key,
        "id": okr.id,
        "title": okr.title,
        "team": okr.team,
        "owners": list(okr.owners),
        "cycle": None if okr.cycle is None else _cycle(okr.cycle),
        "at": at_document(okr.at),
        "weight": okr.weight,
        "stated_progress": okr.stated_progress,
        "stated_status": okr.stated_status,
        "confidence": okr.confidence,
        "ambition": None if okr.ambition is None else okr.ambition.value,
        "due": None if okr.due is None else okr.due.isoformat(),
        "updated": None if okr.updated is None else okr.updated.isoformat(),
        "alignments": [_alignment(resolution) for resolution in resolved],
    }


def _alignment(resolution: Resolution) -> Document:
    return {
        "text": resolution.text,
        "cell": resolution.source.cell.a1,
        "kind": resolution.kind.value,
        "share": resolution.share,
        "to": resolution.parent,
        "resolved_by": resolution.resolved_by,
        "sure": resolution.sure,
        "outcome": resolution.outcome.value,
    }


def _cycle(cycle: Cycle) -> Document:
    return {"label": cycle.label, "start": cycle.start.isoformat(), "end": cycle.end.isoformat()}


def at_document(ref: CellRef) -> Document:
    """Where a cell is."""
    return {"workbook": ref.workbook, "sheet": ref.sheet, "cell": ref.a1}


def _figure_of(okr: Okr, figures: Mapping[str, Figure] | None) -> Document:
    if figures is None:
        return {}
    return figure_document(figures.get(okr.key) or Figure(progress=None))


def figure_document(figure: Figure) -> Document:
    """A figure as it stands in every document."""
    return {
        "progress": figure.progress,
        "bounds": None if figure.bounds is None else list(figure.bounds),
        "status": figure.status.value,
        "expected": figure.expected,
        "basis": figure.basis,
        "estimated": figure.estimated,
        "assumed_baseline": figure.assumed_baseline,
        "because": figure.because,
        "planned": figure.planned,
        "as_of": None if figure.as_of is None else figure.as_of.isoformat(),
        "carried_confidence": figure.confidence,
        "forecast": None if figure.forecast is None else _forecast(figure.forecast),
        "made_of": [_part(part) for part in figure.made_of],
    }


def _forecast(forecast: Forecast) -> Document:
    return {
        "progress": forecast.progress,
        "day": forecast.day.isoformat(),
        "cells": [at_document(cell) for cell in forecast.cells],
        "seen": [day.isoformat() for day in forecast.seen],
    }


def _part(part: Part) -> Document:
    return {
        "key": part.key,
        "progress": part.progress,
        "weight": part.weight,
        "via": part.via,
        "share": part.share,
        "because": part.because,
    }


def _finding(finding: Finding) -> Document:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "place": {
            "kind": place.kind.value,
            "workbook": place.workbook,
            "sheet": place.sheet or None,
            "cell": None if place.ref is None else place.ref.a1,
            "range": None if place.range is None else place.range.a1,
            "team": place.team,
        },
        "message": finding.message,
        "hint": finding.hint,
        "okr": finding.okr,
    }
