"""The lines of a mail's tables: in which order, which key results, how their figures read and are drawn."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from okrsheets.grid import Sheet, Workbook
from okrsheets.model import Direction, Figure, Figures, KeyResult, OkrSet, Recipient, Results, Status
from okrsheets.reporting.digests.rows import bar
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.digests.mails import SALES, SETTINGS, Anchors, digest

RISK, BEHIND, TRACK, DONE, UNKNOWN = (
    Status.AT_RISK, Status.BEHIND, Status.ON_TRACK, Status.DONE, Status.UNKNOWN,
)  # fmt: skip


def judged(okrs: OkrSet, statuses: dict[str, Status], progress: float | None = 0.3) -> Results:
    """Results of these OKRs, each as its id says, else on track."""
    figures = {
        key: Figure(progress, status=statuses.get(okr.id or "", TRACK), expected=0.58)
        for key, okr in okrs.by_key.items()
    }
    return results_of(okrs, figures=Figures(figures, {}))


def lines(results: Results, recipient: Recipient = SALES) -> list[str]:
    """The first lines of the table of their own, without figures."""
    text = digest(results, recipient).text
    table = text[text.index("neediest first:") : text.index("What needs you")]
    return [
        line.strip(" -").partition(": ")[0] for line in table.splitlines() if line.lstrip().startswith("- ")
    ]


def sold(*key_results: KeyResult) -> OkrSet:
    return okr_set(objective("S-1", "Win the east", team="Sales", key_results=key_results))


@pytest.mark.parametrize(
    ("progress", "cells"),
    [(0.47, (47, 53)), (0.0, (0, 100)), (1.0, (100, 0)), (1.3, (100, 0)), (-0.2, (0, 100)), (None, None)],
)
def test_a_bar_ends_at_nothing_and_at_all_of_the_way(
    progress: float | None, cells: tuple[int, int] | None
) -> None:
    assert bar(Figure(progress)) == cells


def test_a_bar_of_nothing_has_one_cell_and_no_figure_has_no_bar() -> None:
    for progress, filled, rest in ((0.0, 0, 1), (1.0, 1, 0), (None, 0, 0)):
        html = digest(judged(okr_set(objective("S-1", "Win", team="Sales")), {}, progress), SALES).html
        body = html[html.index("<body") :]
        assert body.count('class="b f-good" height="10" bgcolor="#0f766e" width="100%"') == 0 + filled
        assert body.count('class="b track"') == rest


def test_the_neediest_objectives_come_first() -> None:
    okrs = okr_set(*(objective(f"S-{n}", f"Goal {n}", team="Sales") for n in range(5)))
    statuses = {"S-0": DONE, "S-2": BEHIND, "S-3": RISK, "S-4": UNKNOWN}
    assert lines(judged(okrs, statuses)) == [
        "S-3 Goal 3",
        "S-2 Goal 2",
        "S-4 Goal 4",
        "S-1 Goal 1",
        "S-0 Goal 0",
    ]


def test_below_an_objective_stand_the_key_results_that_need_somebody() -> None:
    okrs = sold(*(key_result(f"K{n}", f"Key {n}") for n in range(5)))
    statuses = {"K0": DONE, "K2": BEHIND, "K3": RISK, "K4": UNKNOWN}
    assert lines(judged(okrs, statuses)) == ["S-1 Win the east", "K3 Key 3", "K2 Key 2", "K4 Key 4"]


def test_key_results_give_way_where_there_are_many_objectives() -> None:
    okrs = okr_set(
        *(
            objective(f"S-{n}", f"Goal {n}", team="Sales", key_results=[key_result(f"K{n}", "Key")])
            for n in range(39)
        )
    )
    found = lines(judged(okrs, {f"K{n}": RISK for n in range(39)}))
    assert len(found) == SETTINGS.max_rows
    assert sum(line.endswith("Key") for line in found) == 1


@pytest.mark.parametrize(
    ("values", "direction", "way"),
    [
        ((0, 20, 40), None, "20 of 40"),
        ((40, 20, 10), None, "20, goal 10"),
        ((None, 20, 10), Direction.DECREASE, "20, goal 10"),
        ((None, 20, 10), Direction.MAINTAIN, "20, goal 10"),
        ((0, None, 40), None, "no value yet, goal 40"),
    ],
)
def test_how_far_a_key_result_is_reads_as_people_say_it(
    values: Sequence[float | None], direction: Direction | None, way: str
) -> None:
    baseline, current, target = values
    one = key_result("K", "Key", baseline=baseline, current=current, target=target, direction=direction)
    assert f"    {way}, 58\xa0% expected by now\n" in digest(judged(sold(one), {"K": BEHIND}), SALES).text


def test_a_cell_of_a_google_sheet_is_opened_by_the_number_of_its_tab(results: Results) -> None:
    there = "https://docs.google.com/spreadsheets/d/1abc/edit"
    books = tuple(
        Workbook(
            book.source,
            book.title,
            "r1",
            (Sheet("Sales", {}, gid=77),),
            url=f"{there}#gid={{gid}}&range={{cell}}",
        )
        for book in results.workbooks
    )
    made = digest(results._replace(workbooks=books), SALES)
    (request,) = [one for one in Anchors(made.html).found if one[0].startswith(there)]
    cell = request[1].rpartition(" ")[2]
    assert request == (f"{there}#gid=77&range={cell}", f"Open Company.xlsx, tab Sales, cell {cell}")
    assert f"<{request[0]}>" in made.text
