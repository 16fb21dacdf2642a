"""docs/json.md names every field of the report's JSON, and no field that it does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from okrsheets.grid import CellRef
from okrsheets.model import (
    AlignmentKind,
    CheckIn,
    Comparison,
    DoubleCount,
    Figures,
    Forecast,
    Island,
    SidewaysLink,
    SkippedLevel,
    Status,
)
from okrsheets.reporting import ReportSettings, report_document
from tests.reporting.company import COMPANY, northwind

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
FIRST = "The JSON of a report"
SECTIONS = {
    FIRST: ["", "teams[]"],
    "An objective, a key result": ["objectives[]", "objectives[].key_results[]"],
    "An alignment text": ["objectives[].alignments[]", "objectives[].key_results[].alignments[]"],
    "A figure": ["objectives[]", "objectives[].key_results[]", "teams[]", "company"],
    "A finding": ["findings[]"],
    "Policies and changes": ["policies", "changes"],
    "`alignment`": ["alignment"],
    "The health of alignment": ["alignment.health"],
    "`scores`": ["scores"],
}
"""Under which heading the fields of which part of the document stand."""
FREE = {"levels", "contributors", "by", "calls", "modes", "as_of"}
"""What is keyed by names of OKRs, teams, statuses and workbooks."""
NAMED_ELSEWHERE = {
    "The health of alignment": {"vertical", "horizontal", "coverage", "balance"},  # names of its parts
}


@pytest.fixture
def document() -> Mapping[str, object]:
    """The document of a company that has something of everything."""
    results = northwind()
    first, *others = results.okrs.objectives
    at = CellRef(COMPANY, "Company", 3, 9)
    told = first.key_results[0]._replace(check_ins=(CheckIn(date(2026, 11, 2), 2.0, at),))
    okrs = results.okrs._replace(
        objectives=(first._replace(key_results=(told, *first.key_results[1:])), *others)
    )
    key = told.key
    forecast = Forecast(0.8, date(2026, 12, 31), (at,), (date(2026, 11, 2),))
    figures = {**results.figures.okrs, key: results.figures.okrs[key]._replace(forecast=forecast)}
    other = {**figures, key: figures[key]._replace(status=Status.AT_RISK)}
    facts = results.facts._replace(
        islands=(Island((key,), (key,)),),
        skipped_levels=(SkippedLevel(key, first.key, 1),),
        double_counts=(DoubleCount(key, first.key, ((key, first.key), (key, first.key))),),
        sideways=(SidewaysLink(key, "Sales", first.key, "IT", AlignmentKind.DEPENDENCY),),
    )
    whole = results._replace(okrs=okrs, figures=results.figures._replace(okrs=figures), facts=facts)
    return report_document(whole, settings=ReportSettings(in_force=Comparison("viva", Figures(other, {}))))


def fields(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each field with the path of what holds it."""
    if isinstance(value, list):
        for item in value:
            yield from fields(item, f"{path}[]")
    elif isinstance(value, dict):
        for name, held in value.items():
            yield path, name
            if name not in FREE:
                yield from fields(held, f"{path}.{name}".lstrip("."))


def documented() -> dict[str, set[str]]:
    """The names in code under each heading."""
    parts = re.split(r"^#+ (.*)$", PAGE, flags=re.MULTILINE)
    return {
        heading: set(re.findall(r"`([a-z_]+)`", words))
        for heading, words in zip(parts[1::2], parts[2::2], strict=True)
    }


def sections_of(path: str) -> list[str]:
    """The headings under which what stands at a path is told: those of the longest path it begins with."""
    known = {start for starts in SECTIONS.values() for start in starts}
    best = max((start for start in known if f"{path}.".startswith(f"{start}.")), key=len, default="")
    return [heading for heading, starts in SECTIONS.items() if best in starts]


def test_every_field_of_the_document_is_documented(document: Mapping[str, object]) -> None:
    page = documented()
    assert page.keys() >= SECTIONS.keys()
    lost = {
        (path, name)
        for path, name in fields(document)
        if not any(name in page[heading] for heading in sections_of(path))
    }
    assert lost - {("", "schema")} == set()


def test_no_field_is_documented_that_is_not_there(document: Mapping[str, object]) -> None:
    met: dict[str, set[str]] = {heading: set() for heading in SECTIONS}
    for path, name in fields(document):
        for heading in sections_of(path):
            met[heading].add(name)
    page = documented()
    unknown = {
        heading: page[heading] - names - NAMED_ELSEWHERE.get(heading, set()) for heading, names in met.items()
    }
    assert {heading: names for heading, names in unknown.items() if names} == {}


def test_the_document_that_is_looked_at_has_something_of_everything(document: Mapping[str, object]) -> None:
    assert {path for path, _ in fields(document)} >= {
        "objectives[].key_results[].alignments[]",
        "objectives[].key_results[].check_ins[].at",
        "objectives[].key_results[].forecast.cells[]",
        "changes.okrs[]",
        *(f"alignment.{name}[]" for name in ("islands", "skipped_levels", "double_counts")),
        *(f"alignment.{name}[]" for name in ("sideways", "dependencies", "coverage", "health.parts")),
    }
