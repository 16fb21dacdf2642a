"""A small company for tests of mail, drawn as lines: team, id, and who owns it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from okrsheets.grid import Workbook
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Cycle,
    Figure,
    Figures,
    OkrSet,
    Resolutions,
    Results,
)
from tests.okrs import Q4, key_result, objective, okr_set

__all__ = ["MONDAY", "company", "results_about"]

MONDAY = date(2026, 11, 23)


def company(*lines: str, cycle: Cycle | None = Q4) -> OkrSet:
    """OKRs drawn as `team / id / owners`; an id with a dot is a key result of the objective before the dot.

    >>> [okr.key for okr in company("Sales / S-1 / Ann", "Sales / S-1.1 / Ben").okrs]
    ['2026-Q4/sales/S-1', '2026-Q4/sales/S-1/S-1.1']
    """
    drawn = [[part.strip(" ") for part in line.split(" / ")] for line in lines]
    return okr_set(
        *(
            objective(
                name,
                f"Objective {name}",
                team=team or None,
                owners=_owners(owners),
                cycle=cycle,
                key_results=[
                    key_result(each, f"Result {each}", owners=_owners(whose), current=50, target=100)
                    for _, each, whose in drawn
                    if each.startswith(f"{name}.")
                ],
            )
            for team, name, owners in drawn
            if "." not in name
        )
    )


def _owners(text: str) -> tuple[str, ...]:
    return tuple(owner.strip(" ") for owner in text.split("; ") if owner.strip(" "))


def results_about(
    okrs: OkrSet,
    today: date = MONDAY,
    *,
    aligned: Mapping[str, str] | None = None,
    updated: Mapping[str, date] | None = None,
    as_of: Mapping[str, date] | None = None,
) -> Results:
    """What a run found out about these OKRs: which is aligned to which, when each was updated last, and as of
    which day those of a workbook are.
    """
    links = tuple(
        Alignment(child, parent, AlignmentKind.DIRECTIONAL, share=None, carries=False)
        for child, parent in (aligned or {}).items()
    )
    figures = {okr.key: Figure(0.5, updated=(updated or {}).get(okr.key)) for okr in okrs.okrs}
    resolutions = Resolutions((), links, frozenset())
    books = tuple(Workbook(name, name, "", (), as_of=day) for name, day in (as_of or {}).items())
    return Results(books, (), okrs, resolutions, Figures(figures, {}), (), today)
