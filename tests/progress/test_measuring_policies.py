"""How far values bring a key result: what other systems publish of it, each under its name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from okrsheets.model import CheckIn, Checkpoint, Direction, Figure, KeyResult, Measure, Resolutions, Status
from okrsheets.progress import PaceSettings, ProgressSettings, roll_up
from okrsheets.progress.measuring_policies import MEASURING_POLICIES, MeasuringPolicy
from tests.okrs import Q4, key_result, objective, okr_set

MIDDLE = date(2026, 11, 15)
AFTER = date(2027, 1, 5)

# policy | kind and its figures | current value | progress in %; what the source says.
# A kind is `>= 9` or `<= 25`, a floor or a ceiling to keep; `4 .. 5`, a range; `10 -> 50`, a way.
EXAMPLES = """
| quantive   | <= 25      | 27   | 0    | Quantive 3849793: keep the bounce rate below 25 %: 27 % is 0 % |
| quantive   | <= 25      | 24   | 100  | 24 % is 100 %                                                  |
| quantive   | <= 25      | 25   | 0    | the target is not inclusive                                    |
| quantive   | 100 -> 60  | 80   | 50   | decrease the number of open bugs from 100 to 60                |
| quantive   | 100 -> 60  | 70   | 75   |                                                                |
| quantive   | 100 -> 60  | 50   | 125  | not limited                                                    |
| viva       | >= 9       | 9.1  | 100  | Viva, Define KR types: ensure NPS stays above 9                |
| viva       | >= 9       | 9    | 0    | equal to the threshold or less                                 |
| viva       | >= 8       | 7.8  | 0    | maintain the average FCSAT score above 8                       |
| viva       | <= 2       | 1.9  | 100  | maintain the response time below 2 seconds                     |
| viva       | <= 2       | 2    | 0    | greater than the threshold or equal to it                      |
| viva       | 15 -> 35   | 20   | 25   | Viva, Configure OKRs: S 15, T 35, P 20 is 25 %                 |
| viva       | 4 .. 5     | 5    | 100  | a range has no threshold there; its ends belong to it          |
| profit     | <= 1       | 0.8  | 120  | Profit.co, Distance from target: at most 1 per click, week 1   |
| profit     | <= 1       | 1    | 100  | week 2                                                         |
| profit     | <= 1       | 0.5  | 150  | week 3                                                         |
| profit     | <= 1       | 0.75 | 125  | week 4                                                         |
| profit     | <= 1       | 0.25 | 175  | week 5                                                         |
| profit     | <= 1       | 1.5  | 50   | week 7                                                         |
| profit     | <= 1       | 1.2  | 80   | week 8                                                         |
| profit     | <= 1       | 1.35 | 65   | week 9                                                         |
| profit     | <= 1       | 1.75 | 25   | week 11                                                        |
| profit     | >= 5       | 4    | 80   | Profit.co, Two progress calculations: of at least 5, 4 are 80 % |
| profit     | >= 5       | 6    | 120  | and 6 are 120 %                                                |
| profit     | 4 .. 5     | 3.5  | 0    | a range has no distance                                        |
| profit     | 4 .. 5     | 4    | 100  |                                                                |
| profit     | 10 -> 50   | 20   | 25   | what moves is measured as ever                                 |
| puzzle     | 10 -> 50   | 5    | 0    | puzzle/okr, common.ts: below a lower baseline                  |
| puzzle     | 50 -> 10   | 60   | 0    | above a higher one                                             |
| puzzle     | 50 -> 10   | 40   | 25   |                                                                |
| puzzle     | 10 -> 50   | 70   | 150  | beyond the stretch goal                                        |
| okr-tracker | 0 -> 100   | 150  | 100  | okr-tracker: a clamped scale                                   |
| okr-tracker | 0 -> 100   | -20  | 0    |                                                                |
| okr-tracker | 100 -> 50  | 75   | 50   |                                                                |
| operately  | 0 -> 100   | 150  | 100  | operately: within 0 and 100                                    |
| operately  | 5 -> 5     | 5    | 0    | where the target is the baseline, 0                            |
| shamanr    | 100 -> 500 | 300  | 50   | ShamanR/okrs, progress_test.go: growth midpoint                |
| shamanr    | 10 -> 5    | 7.5  | 50   | decline midpoint                                               |
| shamanr    | 100 -> 500 | 80   | 0    | below start                                                    |
| shamanr    | 100 -> 500 | 600  | 100  | above target                                                   |
| shamanr    | 0 -> 100   | 0    | 0    | at start                                                       |
| shamanr    | 0 -> 100   | 100  | 100  | at target                                                      |
| shamanr    | 100 -> 100 | 100  | 100  | equal, reached target                                          |
| shamanr    | 100 -> 100 | 90   | 0    | equal, not reached                                             |
| shamanr    | 0 -> 3     | 1    | 33   | in whole per cent                                              |
| default    | <= 25      | 25   | 100  | ours: a bound belongs to what holds                            |
| default    | 0 -> 100   | 150  | 150  | not capped                                                     |
| default    | 0 -> 100   | -20  | -20  | nor held at 0                                                  |
"""


def _row(kind: str, current: float) -> KeyResult:
    first, sign, last = kind.split() if kind[0].isdigit() else ("", *kind.split())
    if sign == "->":
        return key_result("1", "x", baseline=float(first), target=float(last), current=current)
    held = key_result("1", "x", target=float(last), current=current, direction=Direction.MAINTAIN)
    return held._replace(ceiling=sign == "<=", low=float(first) if first else None)


def _figure(row: KeyResult, policy: str, *, today: date = MIDDLE, cadence: int | None = None) -> Figure:
    settings = ProgressSettings(measure=MEASURING_POLICIES[policy], pace=PaceSettings(cadence=cadence))
    okrs = okr_set(objective("O1", "Grow", key_results=[row], cycle=Q4))
    figures = roll_up(okrs, Resolutions((), (), frozenset()), today=today, settings=settings)
    return figures.okrs[next(okrs.key_results).key]


CASES = [[cell.strip() for cell in line.strip("|").split("|")] for line in EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize(("policy", "kind", "current", "progress", "source"), CASES)
def test_each_policy_comes_to_what_its_source_says(
    policy: str, kind: str, current: str, progress: str, source: str
) -> None:
    found = _figure(_row(kind, float(current)), policy).progress
    assert found == pytest.approx(float(progress) / 100), source


@pytest.mark.parametrize("policy", MEASURING_POLICIES)
def test_a_stated_share_stands_where_the_target_is_the_baseline(policy: str) -> None:
    assert _figure(_row("5 -> 5", 5)._replace(stated_progress=0.6), policy).progress == 0.6


SHAMANR = ((80, 0.10), (90, 0.50), (95, 0.80))


@pytest.mark.parametrize(
    ("current", "progress"),
    [(0, 0), (100, 1), (40, 0.05), (80, 0.10), (85, 0.30), (90, 0.50), (97, 0.88), (-10, 0), (200, 1)],
)
@pytest.mark.parametrize("policy", ["default", "shamanr"])
def test_checkpoints_go_straight_from_one_to_the_next(policy: str, current: float, progress: float) -> None:
    """ShamanR/okrs, `TestNumericalProgressCheckpointsInterpolation` in progress_test.go, case by case."""
    checkpoints = tuple(Checkpoint(value, share) for value, share in SHAMANR)
    row = _row("0 -> 100", current)._replace(checkpoints=checkpoints)
    assert _figure(row, policy).progress == pytest.approx(progress)


def test_checkpoints_go_downward_too_and_may_say_all_of_the_way() -> None:
    checkpoints = (Checkpoint(8, 0.3), Checkpoint(4, 0.7), Checkpoint(2, 1.0))
    row = key_result("1", "x", baseline=10, current=6)._replace(checkpoints=checkpoints)
    assert _figure(row, "default").progress == pytest.approx(0.5)
    assert _figure(row._replace(current=9), "default").progress == pytest.approx(0.15)
    assert _figure(row._replace(current=12), "default").progress == 0
    assert _figure(row._replace(current=1), "default").progress == 1


def test_short_of_the_first_checkpoint_nothing_is_known_without_a_baseline() -> None:
    falling = key_result("1", "x")._replace(checkpoints=(Checkpoint(8, 0.3), Checkpoint(4, 0.7)))
    assert _figure(falling._replace(current=6.0), "default").progress == pytest.approx(0.5)
    found = _figure(falling._replace(current=9.0), "default")
    assert (found.progress, found.because) == (None, "no baseline")
    rising = key_result("1", "x", current=5)._replace(checkpoints=(Checkpoint(10, 0.7), Checkpoint(20, 1.0)))
    found = _figure(rising, "default")
    assert found.progress == pytest.approx(0.35)
    assert found.assumed_baseline
    rating = rising._replace(measure=Measure.RATING)
    assert _figure(rating, "default").progress is None


def _told(row: KeyResult, *values: float | None) -> KeyResult:
    """The same with these values, week by week from the first Friday of the cycle; None is a missing one."""
    days = [date(2026, 10, 2) + timedelta(weeks=week) for week in range(len(values))]
    check_ins = tuple(
        CheckIn(day, value, row.at) for day, value in zip(days, values, strict=True) if value is not None
    )
    return row._replace(check_ins=check_ins, current=check_ins[-1].value, updated=check_ins[-1].day)


ENGAGEMENT = (4.8, 4.2, 4.5, 3.5, 4.25, None, 4.5, 2, 3, 4.5, 4.6, 5, 4.5)
"""Profit.co, "Two progress calculations": the customer engagement score, in between 4 and 5."""
MET = (8, 15, 23, 23, 31, 31, 38, 38, 38, 46, 54, 62, 69)


@pytest.mark.parametrize("week", range(1, 14))
def test_profit_counts_the_check_ins_at_which_a_state_held_of_all_that_are_planned(week: int) -> None:
    row = _told(_row("4 .. 5", 0), *ENGAGEMENT[:week])
    friday = date(2026, 10, 2) + timedelta(weeks=week - 1)
    found = _figure(row, "profit-check-ins", today=friday, cadence=7)
    assert round((found.progress or 0) * 100) == MET[week - 1]


def test_what_counts_how_often_it_held_is_judged_by_the_calendar_as_everything_else() -> None:
    often = _told(_row("4 .. 5", 0), *([4.5] * 7))
    seldom = _told(_row("4 .. 5", 0), 4.5, 3, 3, 3, 3, 3, 4.5)
    found = [_figure(row, "profit-check-ins", today=date(2026, 11, 14), cadence=7) for row in (often, seldom)]
    assert [figure.status for figure in found] == [Status.ON_TRACK, Status.AT_RISK]
    assert found[0].expected == pytest.approx(43 / 91)
    assert _figure(seldom, "default", today=date(2026, 11, 14), cadence=7).status is Status.ON_TRACK


def test_check_ins_outside_the_cycle_or_to_come_are_none_of_it() -> None:
    row = _told(_row(">= 4", 0), 4.5, 4.5, 4.5)
    before = CheckIn(date(2026, 9, 25), 5, row.at)
    told = row._replace(check_ins=(before, *row.check_ins))
    found = _figure(told, "profit-check-ins", today=date(2026, 10, 10), cadence=7)
    assert found.progress == pytest.approx(2 / 13)


def test_without_check_ins_a_state_holds_or_not() -> None:
    assert _figure(_row(">= 4", 4.5), "profit-check-ins").progress == 1
    assert _figure(_row(">= 4", 3.5), "oboard-minimum").progress == 0


@pytest.mark.parametrize(
    ("kind", "values", "progress"),
    [
        (">= 4", (4.5, 3.9, 4.5), 0),
        (">= 4", (4.5, 4, 4.5), 1),
        ("<= 4", (3, 4.1, 3), 0),
        ("<= 4", (3, 4, 3), 1),
    ],
)
def test_oboard_takes_the_lowest_above_and_the_highest_below(
    kind: str, values: tuple[float, ...], progress: float
) -> None:
    """Oboard, "Threshold grading", "Minimum of all periods", with its conditions Above/Equal, Below/Equal."""
    assert _figure(_told(_row(kind, 0), *values), "oboard-minimum").progress == progress
    assert _figure(_told(_row(kind, 0), *values), "default").progress == 1


@pytest.mark.parametrize("policy", MEASURING_POLICIES.values(), ids=MEASURING_POLICIES)
def test_no_policy_touches_what_is_stated_unknown_closed_or_only_a_word(policy: MeasuringPolicy) -> None:
    rows = {
        "stated": key_result("1", "x", stated_progress=1.2),
        "word": key_result("1", "x", stated_status="Done", stated_meaning=Status.DONE),
        "unknown": key_result("1", "x", current=4),
        "blank": key_result("1", "x", baseline=1, target=2),
        "closed": key_result("1", "x", baseline=2, current=2, target=2, stated_meaning=Status.CANCELLED),
        "held, unknown": key_result("1", "x", target=2, direction=Direction.MAINTAIN),
        "yes": key_result("1", "x", current=1, measure=Measure.YES_NO),
    }
    found = {name: _figure(row, policy.name).progress for name, row in rows.items()}
    assert found == {name: _figure(row, "default").progress for name, row in rows.items()}


def test_every_policy_says_in_a_sentence_what_it_does_and_stands_in_the_tests() -> None:
    assert {case[0] for case in CASES} | {"profit-check-ins", "oboard-minimum"} == set(MEASURING_POLICIES)
    assert all(policy.summary and "\n" not in policy.summary for policy in MEASURING_POLICIES.values())
