"""The history of OKRs as a JSON document and as flat rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsheets.model import Moment, Past, Said, Status
from okrsheets.reporting.csv_cells import csv_cell
from okrsheets.reporting.documents import SCHEMA
from okrsheets.reporting.json_text import Document, Json

__all__ = ["history_document", "history_rows"]


def history_document(pasts: Iterable[Past]) -> Document:
    """Each OKR with its moments, oldest first: how it stood from that day on."""
    return {
        "schema": SCHEMA,
        "okrs": [
            {
                "key": past.key,
                "id": past.id,
                "title": past.last.title,
                "objective": past.objective,
                "team": past.team,
                "cycle": None
                if past.cycle is None
                else {
                    "label": past.cycle.label,
                    "start": past.cycle.start.isoformat(),
                    "end": past.cycle.end.isoformat(),
                },
                "at": {"workbook": past.workbook, "sheet": past.sheet},
                "touched": None if past.touched is None else past.touched.isoformat(),
                "moments": [_moment(moment) for moment in past.moments],
            }
            for past in pasts
        ],
    }


def _moment(moment: Moment) -> Json:
    return {name: _plain(value) for name, value in zip(moment._fields, moment, strict=True)}


def _plain(value: Said) -> str | float | None:
    if isinstance(value, Status):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def history_rows(pasts: Iterable[Past]) -> list[list[str]]:
    """The headings, then a row for each moment of each OKR."""
    headings = ["key", "id", *(name.replace("_", " ") for name in Moment._fields)]
    return [
        headings,
        *(
            [csv_cell(value) for value in (past.key, past.id, *moment)]
            for past in pasts
            for moment in past.moments
        ),
    ]
