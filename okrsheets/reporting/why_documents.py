"""The JSON of why a figure is what it is."""

from __future__ import annotations

from okrsheets.grid import CellRef
from okrsheets.model import Field, Figure, KeyResult, Okr, Part, Results
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.documents import SCHEMA, at_document, figure_document
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.json_text import Document, Json
from okrsheets.reporting.policy_documents import policies_document
from okrsheets.reporting.reasons import figure_cell, full_figure, why, why_together

__all__ = ["why_document", "why_together_document"]

_VALUES = (Field.BASELINE, Field.CURRENT, Field.TARGET)


def why_document(results: Results, key: str, *, settings: ProgressSettings) -> Document:
    """An OKR's figure with the cells of its values, its parts with their own figures, and the policies."""
    okr, figure = results.okrs.by_key[key], full_figure(results, key)
    reasons = why(results, key, settings=settings)
    return {
        "schema": SCHEMA,
        "today": results.today.isoformat(),
        **_okr(okr, figure),
        "sentence": reasons.sentence,
        "notes": list(reasons.notes),
        "status_because": reasons.status,
        **figure_document(figure),
        "values": _values(okr),
        "made_of": [_part(part, results) for part in figure.made_of],
        "policies": policies_document(settings),
    }


def why_together_document(
    results: Results, name: str, figure: Figure, *, settings: ProgressSettings
) -> Document:
    """The figure of a team or of the company, with its objectives and their own figures."""
    reasons = why_together(results, name, figure, settings=settings)
    return {
        "schema": SCHEMA,
        "today": results.today.isoformat(),
        "name": name,
        "sentence": reasons.sentence,
        "notes": list(reasons.notes),
        "status_because": reasons.status,
        **figure_document(figure),
        "made_of": [_part(part, results) for part in figure.made_of],
        "policies": policies_document(settings),
    }


def _okr(okr: Okr, figure: Figure) -> Document:
    return {
        "key": okr.key,
        "id": okr.id,
        "title": okr.title,
        "at": at_document(okr.at),
        "figure_at": at_document(figure_cell(okr, figure)),
    }


def _values(okr: Okr) -> Json:
    """The values of a key result, each with its cell and whether it was read from the title's words."""
    if not isinstance(okr, KeyResult):
        return None
    return {
        field.value: {
            "value": getattr(okr, field.value),
            "at": _cell_of(okr, field),
            "from_words": field in okr.read_from_words,
        }
        for field in _VALUES
    }


def _cell_of(okr: KeyResult, field: Field) -> Json:
    ref: CellRef | None = okr.at if field in okr.read_from_words else okr.cells.get(field)
    return None if ref is None else at_document(ref)


def _part(part: Part, results: Results) -> Document:
    okr, figure = results.okrs.by_key[part.key], results.figures.okrs.get(part.key, NO_FIGURE)
    return {
        **_okr(okr, figure),
        "progress": part.progress,
        "status": figure.status.value,
        "weight": part.weight,
        "share": part.share,
        "via": part.via,
        "because": part.because or (figure.because if part.progress is None else None),
    }
