"""The drawings: the map of alignments, the overview of company and teams; and the two tables beside them."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from okrsheets.model import Alignment, AlignmentKind, Figure, Figures, OkrSet, Results, Status
from okrsheets.reporting import ReportSettings, ReportView, report_view
from okrsheets.reporting.chart import MOST
from okrsheets.reporting.drawing import Box, Picture
from okrsheets.reporting.tidy import tidy_rows
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of

PLAIN = ReportSettings(title="Northwind")


def viewed(results: Results) -> ReportView:
    return report_view(results, settings=PLAIN)


def drawn(picture: Picture | None) -> Picture:
    assert picture is not None
    return picture


def box(picture: Picture, head: str) -> Box:
    return next(one for one in picture.boxes if one.told.startswith(head))


def aligned(okrs: OkrSet, *pairs: tuple[str, str, AlignmentKind]) -> tuple[Alignment, ...]:
    keys = {each.id: each.key for each in okrs.by_key.values()}
    return tuple(
        Alignment(keys[child], keys[parent], kind, None, kind is AlignmentKind.STRAIGHTFORWARD)
        for child, parent, kind in pairs
    )


@st.composite
def depths(draw: st.DrawFn) -> list[int]:
    """The depths of a forest in reading order: each at most one deeper than the one before."""
    found = [0]
    for down in draw(st.lists(st.integers(0, 3), max_size=60)):
        found.append(max(0, found[-1] + 1 - down))
    return found


@given(depths())
def test_no_two_nodes_of_one_level_come_closer_than_a_row(forest: list[int]) -> None:
    rows = tidy_rows(forest, apart=0.5)
    for level in set(forest):
        column = [row for row, depth in zip(rows, forest, strict=True) if depth == level]
        assert all(after - before >= 1 for before, after in pairwise(column))


@given(depths())
def test_a_parent_stands_halfway_between_its_first_and_last_child(forest: list[int]) -> None:
    rows = tidy_rows(forest, apart=0.5)
    for at, depth in enumerate(forest):
        end = next((n for n in range(at + 1, len(forest)) if forest[n] <= depth), len(forest))
        children = [rows[n] for n in range(at + 1, end) if forest[n] == depth + 1]
        if children:
            assert rows[at] == (children[0] + children[-1]) / 2


def test_the_map_has_each_objective_once_with_a_link_into_the_tree(results: Results) -> None:
    view = viewed(results)
    assert sorted(one.href for one in drawn(view.map).boxes) == sorted(f"#{one.anchor}" for one in view.nodes)


def test_what_is_aligned_stands_right_of_its_parent_and_what_stands_alone_right_of_the_top(
    results: Results,
) -> None:
    picture = drawn(viewed(results).map)
    top, child, alone = (
        box(picture, title).x for title in ("Expand the market", "Win the east", "Halve the cost")
    )
    assert top < child == alone


def test_lines_tell_what_carries_what_shows_support_what_is_a_side_link_and_what_waits(
    results: Results,
) -> None:
    kinds = sorted(line.kind for line in drawn(viewed(results).map).lines)
    assert kinds == ["carries", "carries", "shows", "shows side", "waits"]


def test_alignments_in_a_circle_are_drawn_and_end() -> None:
    okrs = okr_set(*(objective(name, f"Goal {name}", team=name) for name in "ABC"))
    circle = aligned(
        okrs, *((a, b, AlignmentKind.DIRECTIONAL) for a, b in (("A", "B"), ("B", "C"), ("C", "A")))
    )
    picture = drawn(viewed(results_of(okrs, alignments=circle)).map)
    assert len(picture.boxes) == 3
    assert sorted(line.kind for line in picture.lines) == ["shows", "shows", "shows side"]


def test_a_map_of_more_objectives_than_anybody_reads_is_left_out() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"T{n % 3}") for n in range(MOST + 1)))
    links = aligned(okrs, ("O1", "O0", AlignmentKind.DIRECTIONAL))
    assert viewed(results_of(okrs, alignments=links)).map is None


def test_without_any_alignment_there_is_no_map() -> None:
    assert viewed(results_of(okr_set(objective("O1", "Grow", team="A")))).map is None


def test_boxes_and_lines_stay_inside_the_picture(results: Results) -> None:
    view = viewed(results)
    for picture in (drawn(view.map), drawn(view.overview)):
        for one in picture.boxes:
            assert one.x >= 0
            assert one.y >= 0
            assert one.x + one.width <= picture.width
            assert one.y + one.height <= picture.height
        for line in picture.lines:
            numbers = [int(number) for number in re.findall(r"-?\d+", line.path)]
            assert max(numbers[::2]) <= picture.width
            assert max(numbers[1::2]) <= picture.height


def test_the_overview_gives_each_team_a_height_for_its_key_results(results: Results) -> None:
    picture = drawn(viewed(results).overview)
    whole = box(picture, "Northwind: 55")
    assert (whole.x, whole.tail) == (0, "✔ 55\xa0%")
    company, it = (box(picture, f"{team}: ") for team in ("Company", "IT"))
    assert company.told == "Company: 55\xa0%, on track, 2 objectives, 5 key results"
    assert company.height > 2 * it.height
    teams = [one for one in picture.boxes if one.x == company.x]
    assert all(after.y >= before.y + before.height for before, after in pairwise(teams))


def test_one_team_alone_has_no_overview() -> None:
    assert viewed(results_of(okr_set(objective("O1", "Grow", team="A")))).overview is None


def test_the_overview_of_many_objectives_ends_at_the_teams() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team=f"T{n % 5}") for n in range(200)))
    picture = drawn(viewed(results_of(okrs)).overview)
    assert len(picture.boxes) == 1 + 5
    assert picture.words.startswith("Overview of the company and its teams:")


def test_the_team_matrix_counts_who_works_for_whom_and_who_is_waited_for(results: Results) -> None:
    crossed = viewed(results).crossing
    assert crossed is not None
    said = {
        (row.team, taker): (cell.number, cell.words, cell.kind)
        for row in crossed.rows
        for taker, cell in zip(crossed.teams, row.cells, strict=True)
        if cell
    }
    assert said == {
        ("Sales", "Company"): ("1", "carries progress in 1", "carries"),
        ("Marketing", "Company"): ("2", "carries progress in 1, supports 1", "carries"),
        ("Product", "Company"): ("2", "supports 2", "shows"),
        ("IT", "Product"): ("1", "is waited for by 1", "waits"),
    }


def test_only_the_teams_with_most_others_beside_them_have_room_in_the_matrix() -> None:
    okrs = okr_set(
        objective("O0", "Top", team="Company"),
        *(objective(f"O{n}", f"Goal {n}", team=f"T{n}") for n in range(1, 71)),
    )
    links = aligned(okrs, *((f"O{n}", "O0", AlignmentKind.DIRECTIONAL) for n in range(1, 71)))
    crossed = viewed(results_of(okrs, alignments=links)).crossing
    assert crossed is not None
    assert len(crossed.rows) == 59
    assert crossed.more == "11 more teams are not shown"


def test_teams_that_are_not_aligned_to_each_other_have_no_matrix() -> None:
    okrs = okr_set(objective("O1", "Grow", team="A"), objective("O2", "Sell", team="B"))
    assert viewed(results_of(okrs)).crossing is None


def test_pace_counts_key_results_by_their_distance_from_time() -> None:
    shares = (0.0, 0.07, 0.32, 0.33, 0.47, 0.48, 0.57, 0.58, 0.68, 0.69, 0.83, 0.84)
    one = objective("O1", "Grow", key_results=[key_result(f"K{n}", f"k{n}") for n in range(len(shares))])
    okrs = okr_set(one)
    figures = {
        f"2026-Q4/O1/K{n}": Figure(progress=share, expected=0.58, status=Status.ON_TRACK)
        for n, share in enumerate(shares)
    }
    pace = viewed(results_of(okrs, figures=Figures(figures, {}))).pacing
    assert pace is not None
    assert [(band.words, band.number) for band in pace.bands] == [
        ("over 50 points behind", 2),
        ("26 to 50 behind", 1),
        ("11 to 25 behind", 2),
        ("1 to 10 behind", 2),
        ("on time to 10 ahead", 2),
        ("11 to 25 ahead", 2),
        ("over 25 ahead", 1),
    ]
    assert pace.words == "7 of 12 key results are behind time"


def test_without_dates_there_is_no_pace() -> None:
    okrs = okr_set(objective("O1", "Grow", cycle=None, key_results=[key_result("KR1", "Sell")]))
    figures = Figures(dict.fromkeys(okrs.by_key, Figure(progress=0.5)), {})
    assert viewed(results_of(okrs, figures=figures)).pacing is None
