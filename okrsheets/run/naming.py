"""Which OKR of a run a person means by a name on the command line."""

from __future__ import annotations

from okrsheets.alignment import Named, find_named
from okrsheets.model import Figure, folded, narrow
from okrsheets.run.analysis import Analysis

__all__ = ["figure_of_several", "find_okr"]


def find_okr(analysis: Analysis, text: str) -> Named:
    """The OKRs that a name means: among those the command was asked about, in cycles that are not over;
    where it names none of these, among all that were read.
    """
    results = analysis.results
    nearest: tuple[str, ...] = ()
    for okrs in (narrow(results, analysis.scope).okrs, results.okrs):
        found = find_named(
            text,
            okrs,
            titles={workbook.source: workbook.title for workbook in results.workbooks},
            settings=analysis.settings.alignment,
            workbooks=results.workbooks,
            readings=results.readings,
        )
        if found.keys:
            return found
        nearest = nearest or found.nearest
    return Named((), nearest)


def figure_of_several(analysis: Analysis, text: str) -> tuple[str, Figure] | None:
    """The team of that name with its figure; else the company's, by that word."""
    figures = analysis.results.figures
    for team, figure in figures.teams.items():
        if folded(team) == folded(text):
            return team, figure
    if folded(text) == "company" and figures.company is not None:
        return "The company", figures.company
    return None
