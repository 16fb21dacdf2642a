"""One flat row per OKR, for a spreadsheet or a script to take in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from okrsheets.grid import text_of
from okrsheets.model import KeyResult, Okr, Results
from okrsheets.reporting.csv_cells import inert
from okrsheets.reporting.gauges import NO_FIGURE

__all__ = ["HEADINGS", "report_rows"]

HEADINGS = (
    "workbook", "tab", "cell", "key", "kind", "id", "title", "objective", "team", "owners", "cycle", "due",
    "baseline", "current", "target", "unit", "progress", "low", "high", "expected", "status", "aligned to",
    "estimated", "assumed baseline", "because",
)  # fmt: skip


def report_rows(results: Results) -> list[list[str]]:
    """The headings, then every objective followed by its key results.

    Text is inert; numbers, negative ones too, stay numbers.
    """
    aligned: defaultdict[str, list[str]] = defaultdict(list)
    for alignment in results.resolutions.alignments:
        aligned[alignment.child].append(f"{alignment.parent} ({alignment.kind.value})")
    rows = (
        [*_cells(okr, results), inert("; ".join(aligned[okr.key])), *_marks(okr, results)]
        for okr in results.okrs.okrs
    )
    return [list(HEADINGS), *rows]


def _cells(okr: Okr, results: Results) -> Iterator[str]:
    figure = results.figures.okrs.get(okr.key, NO_FIGURE)
    below = isinstance(okr, KeyResult)
    low, high = figure.bounds or (None, None)
    yield from (inert(okr.at.workbook), inert(okr.at.sheet), okr.at.a1, inert(okr.key))
    yield "key result" if below else "objective"
    yield from (
        inert(okr.id),
        inert(okr.title),
        inert(okr.objective if isinstance(okr, KeyResult) else None),
    )
    yield from (
        inert(okr.team),
        inert(", ".join(okr.owners)),
        okr.cycle.label if okr.cycle else "",
        text_of(okr.due),
    )
    if isinstance(okr, KeyResult):
        yield from (text_of(okr.baseline), text_of(okr.current), text_of(okr.target), inert(okr.unit))
    else:
        yield from ("", "", "", "")
    yield from (text_of(value) for value in (figure.progress, low, high, figure.expected))
    yield figure.status.value


def _marks(okr: Okr, results: Results) -> Iterator[str]:
    """What a reader must know to trust the figure."""
    figure = results.figures.okrs.get(okr.key, NO_FIGURE)
    yield "yes" if figure.estimated else ""
    yield "yes" if figure.assumed_baseline else ""
    yield inert(figure.because)
