"""The scores: what lowers them, and by how much."""

from __future__ import annotations

from datetime import date

from okrsheets.lint import Rule, run
from okrsheets.model import Figure, Figures, KeyResult, OkrSet, Scores, Severity, Status
from okrsheets.rules import CATALOGUE
from okrsheets.rules.scores import scores_of
from tests.cases import TODAY, case_of
from tests.okrs import YEAR, key_result, objective, okr_set

LAST_YEAR = YEAR._replace(label="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))


def _scores(okrs: OkrSet, *, rules: tuple[Rule, ...] = CATALOGUE, figures: Figures | None = None) -> Scores:
    case = case_of(okrs)
    if figures is not None:
        case = case._replace(figures=figures)
    return scores_of(case, run(case, rules), rules)


def _good(name: str) -> KeyResult:
    return key_result(
        name, f"Sell {name} to more of them", baseline=0, current=30, target=100, owners=("Mia",)
    )


def test_a_warning_counts_by_half_and_an_error_whole() -> None:
    okrs = okr_set(
        objective(
            "O1",
            "Win the east of the country",
            owners=("Mia",),
            key_results=[
                _good("tea"),
                key_result("KR2", "Be liked by everybody", owners=("Mia",)),  # no number: a warning
                key_result("KR3", "Sell coffee to them", baseline=5, current=5, target=5, owners=("Mia",)),
            ],
        )
    )
    strength = _scores(okrs).strength
    assert [len(keys) for keys in (strength.met, strength.half, strength.missing)] == [2, 1, 1]
    assert strength.share == 2.5 / 4


def test_what_only_informs_lowers_no_strength() -> None:
    quiet = tuple(each._replace(severity=Severity.INFO) for each in CATALOGUE)
    okrs = okr_set(objective("O1", "Win the east", key_results=[key_result("KR2", "Be liked")]))
    assert _scores(okrs).strength.share != 1
    assert _scores(okrs, rules=quiet).strength.share == 1


def test_what_is_over_or_given_up_is_not_counted() -> None:
    okrs = okr_set(
        objective("O1", "Win the east", cycle=LAST_YEAR),
        objective("O2", "Win the west", stated_meaning=Status.CANCELLED),
    )
    assert _scores(okrs).strength.share is None


def _figure(*, missed: date | None = None, status: Status = Status.ON_TRACK) -> Figure:
    return Figure(0.3, status=status, basis="values", missed_since=missed)


def test_hygiene_is_the_share_of_key_results_that_were_updated_in_time() -> None:
    rows = [_good(name)._replace(updated=TODAY) for name in ("tea", "coffee", "cocoa", "sugar")]
    okrs = okr_set(objective("O1", "Win", key_results=[*rows, _good("salt")]))
    told = [
        *(_figure(), _figure(missed=date(2026, 11, 3))),
        *(_figure(status=Status.DONE, missed=date(2026, 11, 3)), _figure(), _figure()),
    ]
    figures = Figures({kr.key: each for kr, each in zip(okrs.key_results, told, strict=True)}, {})
    hygiene = _scores(okrs, figures=figures).hygiene
    assert [key.rpartition("/")[2] for key in hygiene.met] == ["tea", "sugar"]
    assert [key.rpartition("/")[2] for key in hygiene.missing] == ["coffee"]


def test_without_a_word_of_updates_there_is_no_hygiene_to_tell() -> None:
    okrs = okr_set(objective("O1", "Win", key_results=[_good("tea")]))
    assert _scores(okrs).hygiene.share is None


def test_a_score_can_be_told_of_some_okrs_alone() -> None:
    score = Scores().strength._replace(met=("a", "b"), half=("c",), missing=("d",))
    assert score.share == 2.5 / 4
    assert score.among({"a", "d"}).share == 0.5
