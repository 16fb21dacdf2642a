"""The status of a parent from those of its parts."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Alignment, AlignmentKind, Figures, Resolutions, Status
from okrsheets.progress import PaceSettings, ProgressSettings, roll_up
from okrsheets.progress.parent_policies import PARENT_POLICIES
from tests.okrs import key_result, objective, okr_set

WEAKEST = """
| on track, at risk, behind       | at risk     | Viva: At Risk > Behind > On Track > Not Started     |
| on track, behind                | behind      |                                                     |
| on track, not started           | on track    |                                                     |
| not started                     | not started |                                                     |
| too early, not started          | too early   |                                                     |
| on track, unknown               | on track    | Perdoo: those without a status are left out         |
| behind, cancelled, postponed    | behind      |                                                     |
| done, on track, not started     | on track    | done counts as on track                             |
| done, behind                    | behind      |                                                     |
| postponed, postponed            | postponed   | Viva: all postponed, and so is the parent           |
| cancelled, cancelled            | cancelled   | all closed                                          |
"""
ROUNDED = """
| on track, on track, behind      | on track    | BOJA: 2 on track and 1 at risk there, 4 / 3 = 1.33  |
| on track, behind                | behind      | 1.5 goes to the worse                               |
| done, behind, at risk           | behind      | done is 1, as on track                              |
| on track, at risk, at risk      | behind      | 7 / 3 = 2.33                                        |
| at risk, at risk, behind        | at risk     | 8 / 3 = 2.67                                        |
| on track, not started, unknown  | on track    | only what is judged counts                          |
"""


def _cases(name: str, table: str) -> list[tuple[str, list[Status], Status]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    return [(name, [Status(word) for word in parts.split(", ")], Status(status)) for parts, status, _ in rows]


@pytest.mark.parametrize(
    ("name", "parts", "status"), [*_cases("weakest", WEAKEST), *_cases("rounded-mean", ROUNDED)]
)
def test_parts_give_their_parent_a_status(name: str, parts: list[Status], status: Status) -> None:
    from_parts = PARENT_POLICIES[name].from_parts
    assert from_parts is not None
    assert from_parts(parts) is status
    assert from_parts(parts[::-1]) is status


@pytest.mark.parametrize("name", ["weakest", "rounded-mean"])
def test_parts_that_say_nothing_leave_the_parent_alone(name: str) -> None:
    from_parts = PARENT_POLICIES[name].from_parts
    assert from_parts is not None
    assert from_parts([]) is None
    assert from_parts([Status.UNKNOWN, Status.CANCELLED]) is None
    assert from_parts([Status.POSTPONED, Status.CANCELLED]) is None


def test_parts_that_are_done_or_not_begun_leave_it_to_the_calendar() -> None:
    """Viva: where key results are closed or not started, the parent has its status by its progress."""
    assert PARENT_POLICIES["weakest"].from_parts is not None
    assert PARENT_POLICIES["weakest"].from_parts([Status.DONE, Status.NOT_STARTED]) is None


def _figures(parent: str, *shares: float | None) -> Figures:
    rows = [
        key_result(f"K{n}", f"Figure {n}", baseline=0, current=share, target=None if share is None else 1)
        for n, share in enumerate(shares)
    ]
    okrs = okr_set(objective("O1", "Grow", key_results=rows))
    pace = PaceSettings(parent=PARENT_POLICIES[parent])
    alone = Resolutions((), (), frozenset())
    return roll_up(okrs, alone, today=date(2026, 11, 15), settings=ProgressSettings(pace=pace))


@pytest.mark.parametrize(
    ("parent", "status"),
    [("own", Status.ON_TRACK), ("weakest", Status.AT_RISK), ("rounded-mean", Status.BEHIND)],
)
def test_an_objective_is_judged_by_its_own_pace_unless_the_config_says_otherwise(
    parent: str, status: Status
) -> None:
    figures = _figures(parent, 0.9, 0.5, 0.1)
    assert figures.okrs["2026-Q4/O1"].status is status
    assert figures.okrs["2026-Q4/O1/K2"].status is Status.AT_RISK


def test_an_objective_all_of_which_is_done_is_done() -> None:
    assert _figures("weakest", 1, 1).okrs["2026-Q4/O1"].status is Status.DONE


def test_an_objective_of_which_nothing_is_known_stays_unknown() -> None:
    figure = _figures("weakest", None).okrs["2026-Q4/O1"]
    assert (figure.status, figure.because) == (Status.UNKNOWN, "nothing is known of its key results")


@pytest.mark.parametrize(
    ("parent", "status"),
    [("own", Status.UNKNOWN), ("weakest", Status.POSTPONED), ("rounded-mean", Status.UNKNOWN)],
)
def test_an_objective_all_of_which_is_postponed_is_so_where_its_parts_decide(
    parent: str, status: Status
) -> None:
    """Viva Goals, "Track OKR progress and status"."""
    rows = [
        key_result(f"K{n}", f"Figure {n}", stated_status="Postponed", stated_meaning=Status.POSTPONED)
        for n in range(2)
    ]
    okrs = okr_set(objective("O1", "Grow", key_results=rows))
    settings = ProgressSettings(pace=PaceSettings(parent=PARENT_POLICIES[parent]))
    alone = Resolutions((), (), frozenset())
    figures = roll_up(okrs, alone, today=date(2026, 11, 15), settings=settings)
    assert figures.okrs["2026-Q4/O1"].status is status


def test_children_that_stand_beside_have_no_say_in_the_status_of_a_key_result() -> None:
    own = key_result("K", "Figure", baseline=0, current=0.9, target=1)
    parent = objective("P", "Grow", team="Company", key_results=[own])
    late = key_result("K", "Part", baseline=0, current=0.1, target=1)
    child = objective("C", "Help", team="Sales", key_results=[late])
    link = Alignment(
        child.key_results[0].key, parent.key_results[0].key, AlignmentKind.STRAIGHTFORWARD, None, carries=True
    )
    settings = ProgressSettings(pace=PaceSettings(parent=PARENT_POLICIES["weakest"]))
    found = roll_up(
        okr_set(parent, child),
        Resolutions((), (link,), frozenset()),
        today=date(2026, 11, 15),
        settings=settings,
    )
    assert found.okrs[parent.key_results[0].key].status is Status.ON_TRACK
    assert found.okrs[child.key].status is Status.AT_RISK
