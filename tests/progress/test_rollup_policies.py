"""How objectives are rolled up: the worked examples that other systems publish, each under its name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from okrsheets.model import Alignment, AlignmentKind, Figure, KeyResult, Measure, Objective, Okr, Resolutions
from okrsheets.progress import ProgressSettings, RollUpSettings, roll_up
from okrsheets.progress.rollup_policies import ROLL_UP_POLICIES
from tests.okrs import key_result, objective, okr_set

MIDDLE = date(2026, 11, 15)

# policy | own key results | key results of others | contributing objectives | progress; what the source says.
# A figure is progress in %, with its weight behind @, `?` unknown.
EXAMPLES = """
| quantive   | 27 18          |       | 73    | 39.33 | Quantive 4867334: (27 + 18 + 73) / 3 = 39 %      |
| quantive   | 64 78 6        |       |       | 49.33 | Quantive 4867008: 49 % = (64 + 78 + 6) / 3       |
| quantive   | 125 75         |       |       | 100   | Quantive 3849793: progress is not limited, 125 % |
| quantive   | -20 50         |       |       | 15    | out of 0 to 100 on both sides                    |
| quantive   | 50             | 150   | 160   | 120   | by every way up                                  |
| synergita  | 12@1 6@1 84@1  |       | 50 75 | 53    | Synergita: ([12 + 6 + 16] + 50 + 75) / 3 = 53 %  |
| synergita  | 20@3 60@1      |       | 50    | 40    | key results by weight, then one item of two      |
| synergita  | 20 ?           |       | 60    | 40    | unknown is left out of the one item too          |
| synergita  |                | 20 40 | 60    | 45    | those that others deliver are key results, too   |
| hirebook   | 50 50 50 50    |       | 100   | 60    | Hirebook: (4 x 50 + 1 x 100) / 5 = 60 %          |
| hirebook   | 50@4 100@1     |       |       | 60    | and so by weights of 4 and 1                     |
| holaspirit | 50@2 67@1 40@1 |       |       | 51.75 | Holaspirit: (2 x 50 + 1 x 67 + 1 x 40) / 4 = 52  |
| leapsome   | 20 40          |       | 90    | 30    | Leapsome: children only without key results      |
| leapsome   |                |       | 90 70 | 80    |                                                  |
| leapsome   |                | 10    | 90    | 10    | a key result of another is one                   |
| viva       | 100@50 0 0     |       |       | 50    | Viva: of three, one set to 50 leaves 25 and 25   |
| viva       | 0@50 100 0     |       |       | 25    |                                                  |
| viva       | 0@0.5 100 0    |       |       | 25    | 50 %, however the sheet writes it                |
| viva       | 100@0 40 60    |       |       | 50    | 0 contributes nothing                            |
| viva       | 20@60 40@60 90 |       |       | 30    | more than 100 said: nothing is left for the others |
| viva       | 10 20 60       |       |       | 30    | default equal                                    |
| viva       | 0 25 20        |       |       | 15    | Viva, Configure OKRs: (0 + 25 + 20) / 3 = 15 %   |
| leankit    | 60 20 50       |       |       | 43    | LeanKit, OKR Health: ((60 + 20 + 50) / 3) = 43 % |
| leankit    | 50 40 100      |       |       | 63    | ((50 + 40 + 100) / 3) = 63 %                     |
| leankit    | 62 63          |       |       | 62    | a half is rounded down                           |
| leankit    | 62@9 63@1      |       |       | 62    | all count alike                                  |
| default    | 27 18          |       | 73    | 39.33 | each item once, as Quantive                      |
| default    | 20@3 60        |       |       | 30    | okr-tracker, Qulture.Rocks: sum(w * p) / sum(w)  |
| default    | 150 50         |       |       | 75    | held within 0 to 1 on the way up                 |
| default    | -20 50         |       |       | 25    | Perdoo: negatives count as 0 in the parent       |
| default    | 100 0 0        |       |       | 33.33 | Perdoo 4898961: one of three at 100 % is 33 %    |
| default    | 0 200          |       |       | 50    | Perdoo 3130225: 0 and 200 % are 50, not 100 %    |
| default    | 100@60 50@40   |       |       | 80    | ShamanR/okrs, progress_test.go: by weight        |
| default    | 100@2 40@1     |       |       | 80    | open-okr, Scoring: weighted two and one          |
| default    | 100@0.5 50@1.5 |       |       | 62.5  | open-okr: fractional weights                     |
| default    | 50             |       | 100   | 75    | open-okr: a key result and an equal child        |
| default    | 50             |       | 100@3 | 87.5  | open-okr: a child of three times the weight      |
| default    | 100@0 40       |       |       | 40    | open-okr: weight 0 is left out                   |
| default    |                |       | 100@6 0@4 | 60    | UpRaise: weightage 6 of 10 at 100 % is 60 %      |
| default    | 64 78 6        |       |       | 49.33 | Quantive 4867008, and LeanKit, Perdoo: the mean  |
"""


def _figures_of(words: str) -> list[tuple[float | None, float | None]]:
    pairs = [each.partition("@")[::2] for each in words.split()]
    return [(None if p == "?" else float(p) / 100, float(w) if w else None) for p, w in pairs]


def _row(number: int, progress: float | None, weight: float | None) -> KeyResult:
    target = None if progress is None else 1
    return key_result(
        f"K{number}", f"Figure {number}", baseline=0, current=progress, target=target, weight=weight
    )


def _rows(words: str) -> list[KeyResult]:
    return [_row(n, progress, weight) for n, (progress, weight) in enumerate(_figures_of(words))]


def _link(child: Okr, parent: Okr) -> Alignment:
    return Alignment(child.key, parent.key, AlignmentKind.STRAIGHTFORWARD, None, carries=True)


def _rolled_up(
    objectives: Iterable[Objective], links: Iterable[Alignment], settings: RollUpSettings
) -> dict[str, Figure]:
    figures = roll_up(
        okr_set(*objectives),
        Resolutions((), tuple(links), frozenset()),
        today=MIDDLE,
        settings=ProgressSettings(roll_up=settings),
    )
    return dict(figures.okrs)


def _parent(own: str, delivered: str, contributing: str, settings: RollUpSettings) -> Figure:
    """The figure of an objective with these key results and children."""
    parent = objective("P", "Parent", team="Company", key_results=_rows(own))
    giver = objective("G", "Giver", team="Givers", key_results=_rows(delivered))
    children = [
        objective(
            f"C{n}", f"Child {n}", team="Children", key_results=[_row(0, progress, None)], weight=weight
        )
        for n, (progress, weight) in enumerate(_figures_of(contributing))
    ]
    giving: list[Okr] = [*giver.key_results, *children]
    links = [_link(each, parent) for each in giving]
    return _rolled_up([parent, giver, *children], links, settings)[parent.key]


def _by(name: str) -> RollUpSettings:
    return RollUpSettings(policy=ROLL_UP_POLICIES[name])


CASES = [[cell.strip() for cell in line.strip("|").split("|")] for line in EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize(("name", "own", "delivered", "contributing", "progress", "source"), CASES)
def test_each_policy_comes_to_what_its_source_says(
    name: str, own: str, delivered: str, contributing: str, progress: str, source: str
) -> None:
    found = _parent(own, delivered, contributing, _by(name)).progress
    assert found == pytest.approx(float(progress) / 100, abs=5e-5), source


def test_every_policy_stands_in_the_table() -> None:
    assert {case[0] for case in CASES} == set(ROLL_UP_POLICIES)


def test_the_one_item_of_all_key_results_shows_what_each_of_them_counts() -> None:
    figure = _parent("20@3 60@1", "", "50", _by("synergita"))
    assert [part.weight for part in figure.made_of] == [0.75, 0.25, 1.0]


def test_unknown_key_results_widen_the_bounds_of_their_one_item_only() -> None:
    figure = _parent("20 ?", "", "60", _by("synergita"))
    assert figure.bounds == pytest.approx(((0.1 + 0.6) / 2, (0.6 + 0.6) / 2))


@pytest.mark.parametrize(
    ("mode", "progress", "counting"),
    [
        ("both", (10 + 20 + 60) / 3, 3),
        ("key-results", (10 + 20) / 2, 2),
        ("aligned", (20 + 60) / 2, 2),
    ],
)
def test_a_mode_says_what_counts_and_the_rest_stands_beside(
    mode: str, progress: float, counting: int
) -> None:
    """Perdoo, "Goal progress drivers": key results, aligned OKRs, or both."""
    figure = _parent("10", "20", "60", RollUpSettings(mode=mode))
    assert figure.progress == pytest.approx(progress / 100)
    assert sum(part.weight > 0 for part in figure.made_of) == counting
    assert len(figure.made_of) == 3


def test_an_objective_that_nobody_is_aligned_to_has_its_own_key_results_in_every_mode() -> None:
    assert _parent("10 30", "", "", RollUpSettings(mode="aligned")).progress == pytest.approx(0.2)


def test_child_objectives_alone_are_unknown_where_only_key_results_count() -> None:
    figure = _parent("", "", "60", RollUpSettings(mode="key-results"))
    assert (figure.progress, figure.because) == (
        None,
        "nothing that is aligned to it counts",
    )


def test_a_tab_may_have_a_mode_of_its_own_by_name_or_by_pattern() -> None:
    modes = {"Plan.xlsx": {"Company": "aligned", "C*": "key-results"}}
    settings = RollUpSettings(mode="both", modes=modes)
    assert _parent("10", "", "60", settings).progress == pytest.approx(0.6)
    modes = {"Plan.xlsx": {"C*": "key-results"}}
    assert _parent("10", "", "60", RollUpSettings(modes=modes)).progress == pytest.approx(0.1)
    modes = {"Other.xlsx": {"*": "key-results"}}
    assert _parent("10", "", "60", RollUpSettings(modes=modes)).progress == pytest.approx(0.35)


def test_a_key_result_with_child_objectives_is_their_mean_by_weight() -> None:
    """FlowyTeam: a key result with child objectives has their weighted mean."""
    key = key_result("K", "Figure")
    parent = objective("P", "Parent", team="Company", key_results=[key])
    children = [
        objective("C1", "One", team="A", key_results=[_row(1, 0.2, None)], weight=3),
        objective("C2", "Two", team="B", key_results=[_row(1, 0.6, None)], weight=1),
    ]
    links = [_link(child, parent.key_results[0]) for child in children]
    figures = _rolled_up([parent, *children], links, RollUpSettings())
    assert figures[parent.key_results[0].key].progress == pytest.approx(0.3)
    assert figures[parent.key].progress == pytest.approx(0.3)


def test_what_stands_beside_by_the_mode_hides_no_path_that_counts() -> None:
    parent = objective("P", "Parent", team="Company", key_results=[_row(1, 0.5, None)])
    child = objective("C", "Child", team="Sales", key_results=[_row(1, 0.9, None)])
    own, given = parent.key_results[0], child.key_results[0]
    links = [_link(own, child), _link(child, parent), _link(given, parent)]
    figures = _rolled_up([parent, child], links, RollUpSettings(mode="aligned"))
    # its own one does not count directly, so it counts through the child; the child's arrives directly
    assert figures[parent.key].progress == pytest.approx((0.5 + 0.9) / 2)


ARTICLES = [(29, 30), (30, 30), (20, 40)]


def _articles(
    parts: Iterable[tuple[float | None, float | None]], *, unit: str | None = None
) -> list[Objective]:
    parent = objective(
        "P", "Document", team="Docs", key_results=[key_result("1", "100 articles", target=100)]
    )
    rows = [
        key_result(f"K{n}", f"Part {n}", baseline=0, current=current, target=target, unit=unit)
        for n, (current, target) in enumerate(parts)
    ]
    return [parent, objective("C", "Write", team="Writers", key_results=rows)]


def _delivered(objectives: list[Objective], name: str) -> Figure:
    parent, child = objectives
    links = [_link(each, parent.key_results[0]) for each in child.key_results]
    return _rolled_up(objectives, links, _by(name))[parent.key_results[0].key]


def test_quantive_adds_up_the_values_of_a_cascaded_key_result() -> None:
    """Quantive 4283366: 29 + 30 + 20 of 100 articles are 79 %; the mean of 97, 100 and 50 % is 82 %."""
    by_value, by_mean = (_delivered(_articles(ARTICLES), name) for name in ("quantive", "default"))
    assert (by_value.progress, by_value.basis) == (0.79, "values of its children")
    assert (round(by_mean.progress or 0, 2), by_mean.basis) == (0.82, "children")
    assert [part.weight for part in by_value.made_of] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(("current", "progress"), [(1, 1 / 3), (4, 4 / 3)])
def test_a_cascaded_key_result_may_pass_its_target(current: float, progress: float) -> None:
    """Quantive 3924561: of a target of 3, a child at 1 is 33.3 %, a child at 4 is 133.3 %."""
    parent = objective("P", "x", team="A", key_results=[key_result("1", "Three", baseline=0, target=3)])
    child = objective(
        "C", "y", team="B", key_results=[key_result("1", "Two", baseline=0, current=current, target=2)]
    )
    assert _delivered([parent, child], "quantive").progress == pytest.approx(progress)


def test_beyond_the_whole_way_is_no_doubt_about_it() -> None:
    """What lies above 100 % by Quantive's policy has bounds only where something is unknown."""
    assert _parent("125 75", "", "", _by("quantive")).bounds is None
    assert _parent("125 ?", "", "", _by("quantive")).bounds == pytest.approx((0.625, 1.125))
    found = _delivered(_articles([(90, 30), (30, 30), (None, 40)]), "quantive")
    assert (found.progress, found.bounds) == (1.2, (1.2, 1.6))


def test_a_value_that_is_unknown_is_left_out_of_the_sum_and_widens_its_bounds() -> None:
    figure = _delivered(_articles([(29, 30), (None, 30), (20, 40)]), "quantive")
    assert (figure.progress, figure.bounds) == (0.49, (0.49, 0.79))


def test_values_of_other_units_are_not_added_up() -> None:
    parent, child = _articles(ARTICLES)
    shares = tuple(each._replace(measure=Measure.PERCENT) for each in child.key_results)
    figure = _delivered([parent, child._replace(key_results=shares)], "quantive")
    assert (round(figure.progress or 0, 2), figure.basis) == (0.82, "children")
