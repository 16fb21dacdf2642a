"""The pace policies of other systems: every threshold they publish, from both sides, and their examples."""

from __future__ import annotations

from datetime import date

import pytest

from okrsheets.model import Direction, KeyResult, Resolutions, Status
from okrsheets.progress import PaceSettings, ProgressSettings, pace_policy, roll_up
from okrsheets.progress.judging import Pace, PacePolicy
from okrsheets.progress.pace_policies import PACE_POLICIES, GapThresholds, gap_policy
from tests.okrs import Q4, key_result, objective, okr_set

ON, BEHIND, RISK = Status.ON_TRACK, Status.BEHIND, Status.AT_RISK

# policy, progress in %, expected in %, status; the words behind are what the source says of it.
BY_GAP = """
| default         |  40    |  50  | on track | DESIGN: a gap to 10 points is on track                      |
| default         |  39.9  |  50  | behind   |                                                             |
| default         |  25    |  50  | behind   | to 25 behind                                                |
| default         |  24.9  |  50  | at risk  | above at risk                                               |
| viva            |  50    |  50  | on track | Viva, Track OKR progress: no gap, on track                  |
| viva            |  60    |  50  | on track | ahead                                                       |
| viva            |  49.9  |  50  | behind   | behind expected, by less than 25 points                     |
| viva            |  25    |  50  | behind   | 25 is not more than 25                                      |
| viva            |  24.9  |  50  | at risk  | more than 25 points                                         |
| viva            |  47    |  52  | behind   | its example: "Wow the market", 47 against 52                |
| viva            |  76    | 100  | behind   | a gap rule late in the time: 24 points are only behind      |
| engagedly       |  33.5  |  50  | on track | Engagedly: no more than 16.5 % behind the expected progress |
| engagedly       |  33.4  |  50  | behind   | between 16.5 and 33 %                                       |
| engagedly       |  17    |  50  | behind   | 33 itself                                                   |
| engagedly       |  16.9  |  50  | at risk  | over 33 %                                                   |
| burningokr      |  30    |  50  | on track | BurningOKR: -0.2 is not below -0.2                          |
| burningokr      |  29.9  |  50  | behind   | below -0.2, in danger                                       |
| burningokr      |  10    |  50  | behind   | -0.4 is not below -0.4                                      |
| burningokr      |   9.9  |  50  | at risk  | below -0.4, off track                                       |
| mhokr           |  45    |  50  | on track | MHOKR: 5 is not more than 5                                 |
| mhokr           |  44.9  |  50  | behind   | more than 5 behind: at risk there                           |
| mhokr           |  35    |  50  | behind   | 15 is not more than 15                                      |
| mhokr           |  34.9  |  50  | at risk  | more than 15: off track there                               |
| leankit         |  60    |  50  | on track | LeanKit, OKR Health: objective 1 is ahead, 60 against 50    |
| leankit         |  20    |  40  | behind   | objective 2 is behind, 20 against 40                        |
| leankit         |  40    |  50  | on track | within 10 %, inclusively                                    |
| leankit         |  39.9  |  50  | behind   |                                                             |
| leankit         |   0    | 100  | behind   | it knows nothing worse                                      |
| leankit         |  90    | 100  | on track | finished between 90 and 100 % is on target                  |
| innovationminds |  50    |  50  | on track | Innovation Minds: equal to the expected progress or more    |
| innovationminds |  49.9  |  50  | behind   | slightly below: progressing                                 |
| innovationminds |  40    |  50  | behind   | within a buffer of 10 %                                     |
| innovationminds |  39.9  |  50  | at risk  | significantly below: off track                              |
"""
BY_RATIO = """
| upraise         |  47.5  |  50  | on track | UpRaise: equal to or greater than 0.95 x ideal progress     |
| upraise         |  47.4  |  50  | behind   | less than 0.95 x, more than 0.75 x: lagging                 |
| upraise         |  37.5  |  50  | behind   | 0.75 x itself, which is not less                            |
| upraise         |  37.4  |  50  | at risk  | less than 0.75 x                                            |
| oboard          |  15    |  40  | at risk  | Oboard: on the 40th of 100 days 15 / 40 = 37 %, under 40    |
| oboard          |  20    |  40  | behind   | 20 / 40 = 50 %, over 40 but under 70                        |
| oboard          |  50    |  40  | on track | 50 / 40 = 125 %, over 70                                    |
| oboard          |  28    |  40  | on track | 70 % and more                                               |
| oboard          |  27.9  |  40  | behind   |                                                             |
| oboard          |  16    |  40  | behind   | 40 to 70 %                                                  |
| oboard          |  15.9  |  40  | at risk  | 0 to 40 %                                                   |
| mooncamp        |  50    | 100  | at risk  | Mooncamp: 50 % is off track at the end of the cycle         |
| mooncamp        |  50    |  50  | on track | and on track in the middle of it                            |
| mooncamp        |  45    |  50  | on track | threshold 90 %                                              |
| mooncamp        |  44.9  |  50  | behind   | progressing                                                 |
| mooncamp        |  35    |  50  | behind   | threshold 70 %                                              |
| mooncamp        |  34.9  |  50  | at risk  | off track, from 0                                           |
| recruiterflow   |  60    |  50  | on track | Recruiterflow: 18 placements of 15 pro-rated, 120 %         |
| recruiterflow   |  49.5  |  50  | on track | 99 % of the pro-rated target and more                       |
| recruiterflow   |  49.4  |  50  | behind   | 81 to 99 %                                                  |
| recruiterflow   |  40.5  |  50  | behind   |                                                             |
| recruiterflow   |  40.4  |  50  | at risk  | below 81 %                                                  |
| servicenow      |  45    |  50  | on track | ServiceNow: green from 90 % of the planned target           |
| servicenow      |  44.9  |  50  | behind   | yellow                                                      |
| servicenow      |  37.5  |  50  | behind   | from 75 %                                                   |
| servicenow      |  37.4  |  50  | at risk  | red                                                         |
"""
BY_BAND = """
| open-okr        |  75    |   0  | on track | open-okr, the progress signal: exactly at pass is green     |
| open-okr        |  74.99 | 100  | behind   | just under pass is amber                                    |
| open-okr        |  50    | 100  | behind   | exactly at fail is amber                                    |
| open-okr        |  49.99 |   0  | at risk  | just under fail is red                                      |
| boja            |  19    |   0  | at risk  | BOJA: 0 % - 19 % off track                                  |
| boja            |  20    | 100  | behind   | 20 % - 59 %: at risk there                                  |
| boja            |  59    | 100  | behind   |                                                             |
| boja            |  60    | 100  | on track | 60 % - 99 % on track                                        |
| qulture         |  33.33 |   0  | at risk  | Qulture.Rocks: bands parted at 33.33 %                      |
| qulture         |  33.34 |   0  | behind   |                                                             |
| qulture         |  66.66 | 100  | behind   | and at 66.66 %                                              |
| qulture         |  66.67 | 100  | on track |                                                             |
| huminos         |  30    |   0  | at risk  | Huminos, Tracking OKRs: 0 to 30 % red                       |
| huminos         |  31    |   0  | behind   | 31 % to 70 % amber                                          |
| huminos         |  70    | 100  | behind   |                                                             |
| huminos         |  71    | 100  | on track | 71 % to 100 % green                                         |
| google          |  30    |   0  | at risk  | Google, by Doerr and What Matters: 0.0 to 0.3 red           |
| google          |  39.9  |   0  | at risk  | which band .3 to .4 is of, they leave open: the lower       |
| google          |  40    | 100  | behind   | 0.4 to 0.6 yellow                                           |
| google          |  60    | 100  | behind   |                                                             |
| google          |  69.9  | 100  | behind   | left open, too                                              |
| google          |  70    | 100  | on track | 0.7 to 1.0 green                                            |
| puzzle          |  29.9  |   0  | at risk  | puzzle/okr, EvaluationViewBusinessService: below 0.3 fail   |
| puzzle          |  30    | 100  | behind   | from 0.3 commit                                             |
| puzzle          |  69.9  | 100  | behind   |                                                             |
| puzzle          |  70    | 100  | on track | from 0.7 target                                             |
| puzzle          | -50    |   0  | at risk  | moved the wrong way                                         |
"""


def _cases(table: str) -> list[tuple[str, float, float, Status]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    return [(name, float(p) / 100, float(e) / 100, Status(status)) for name, p, e, status, _ in rows]


def _pace(expected: float, *, elapsed: float | None = None, ended: bool = False) -> Pace:
    elapsed = min(expected, 0.5) if elapsed is None else elapsed
    return Pace(elapsed, expected, begun=True, ended=ended, early=False)


@pytest.mark.parametrize(
    ("name", "progress", "expected", "status"), [*_cases(BY_GAP), *_cases(BY_RATIO), *_cases(BY_BAND)]
)
def test_each_policy_judges_as_its_source_says(
    name: str, progress: float, expected: float, status: Status
) -> None:
    assert PACE_POLICIES[name].judge(progress, _pace(expected)) is status


def test_every_policy_stands_in_the_tables() -> None:
    assert {case[0] for case in (*_cases(BY_GAP), *_cases(BY_RATIO), *_cases(BY_BAND))} == set(PACE_POLICIES)


def test_in_the_last_part_of_the_time_the_default_policy_asks_for_more() -> None:
    default = PACE_POLICIES["default"].judge
    assert default(0.79, _pace(0.84, elapsed=0.84)) is ON
    assert default(0.80, _pace(0.85, elapsed=0.85)) is ON
    assert default(0.79, _pace(0.85, elapsed=0.85)) is BEHIND
    assert default(0.94, _pace(1, elapsed=1, ended=True)) is BEHIND


def test_past_its_due_date_innovation_minds_is_off_track_whatever_the_gap() -> None:
    assert PACE_POLICIES["innovationminds"].judge(0.99, _pace(1, elapsed=1, ended=True)) is RISK


@pytest.mark.parametrize(
    ("name", "current", "day", "status"),
    [
        ("engagedly", 4.5, date(2026, 11, 15), ON),
        ("engagedly", 3.5, date(2026, 11, 15), BEHIND),
        ("engagedly", 4.5, date(2027, 1, 5), Status.DONE),
        ("engagedly", 3.5, date(2027, 1, 5), RISK),
        ("viva", 3.5, date(2026, 11, 15), RISK),
    ],
)
def test_a_state_that_does_not_hold_is_what_its_system_calls_it(
    name: str, current: float, day: date, status: Status
) -> None:
    """Engagedly, "Goal progress calculation and status determination", of goals with a threshold or a range:
    on track or behind during the period, achieved or at risk after it. Viva Goals, "Key result types": at
    risk, "there is no notion of Behind".
    """
    row = key_result("KR1", "Keep the score at 4", current=current, target=4, direction=Direction.MAINTAIN)
    assert _judged(PACE_POLICIES[name], row, day) is status


@pytest.mark.parametrize("policy", PACE_POLICIES.values(), ids=PACE_POLICIES)
def test_more_progress_never_makes_a_status_worse(policy: PacePolicy) -> None:
    order = [RISK, BEHIND, ON]
    for expected in (0.0, 0.3, 0.7, 1.0):
        found = [policy.judge(step / 100, _pace(expected)) for step in range(-50, 100)]
        assert found == sorted(found, key=order.index)


@pytest.mark.parametrize("policy", PACE_POLICIES.values(), ids=PACE_POLICIES)
def test_each_policy_says_in_a_sentence_what_it_does(policy: PacePolicy) -> None:
    assert policy.summary.startswith("On track")
    assert set(policy.calls) <= {ON, BEHIND, RISK}


def test_what_other_systems_call_our_statuses_is_said_once_per_policy() -> None:
    assert PACE_POLICIES["upraise"].calls[BEHIND] == "Lagging"
    assert PACE_POLICIES["mooncamp"].calls == {ON: "On track", BEHIND: "Progressing", RISK: "Off track"}
    assert PACE_POLICIES["boja"].calls[BEHIND] == "At Risk"
    assert RISK not in PACE_POLICIES["leankit"].calls


def test_the_thresholds_of_the_default_policy_can_be_set_and_are_told() -> None:
    strict = gap_policy(GapThresholds(on_track_gap=0.02, behind_gap=0.075, final_share=0.3, final_gap=0.01))
    assert strict.judge(0.48, _pace(0.5)) is ON
    assert strict.judge(0.47, _pace(0.5)) is BEHIND
    assert strict.judge(0.42, _pace(0.5)) is RISK
    assert strict.judge(0.68, _pace(0.7, elapsed=0.7)) is BEHIND
    assert strict.summary == (
        "On track to 2 points behind the calendar (1 in the last 30 % of the time), "
        "behind to 7.5, at risk above"
    )


def _status(policy: PacePolicy, current: float, day: date) -> Status:
    return _judged(policy, key_result("KR1", "Sell", baseline=0, current=current, target=100), day)


def _judged(policy: PacePolicy, row: KeyResult, day: date) -> Status:
    okrs = okr_set(objective("O1", "Grow", key_results=[row], cycle=Q4))
    settings = ProgressSettings(pace=PaceSettings(policy=policy))
    figures = roll_up(okrs, Resolutions((), (), frozenset()), today=day, settings=settings)
    return figures.okrs[next(okrs.key_results).key].status


@pytest.mark.parametrize(
    ("current", "day", "status"),
    [
        (100, date(2026, 11, 15), Status.DONE),
        (0, date(2026, 10, 5), Status.TOO_EARLY),
        (0, date(2026, 9, 5), Status.NOT_STARTED),
        (47, date(2026, 11, 15), BEHIND),
    ],
)
def test_a_policy_speaks_only_where_nothing_else_decides(current: float, day: date, status: Status) -> None:
    assert _status(PACE_POLICIES["viva"], current, day) is status


def test_any_function_can_be_a_policy() -> None:
    @pace_policy("gentle", behind="Nearly")
    def gentle(progress: float, pace: Pace) -> Status:
        """On track whenever anything moved,
        and behind else.

        More words, which are not shown.
        """
        return ON if progress > 0 else BEHIND

    assert _status(gentle, 1, date(2026, 12, 1)) is ON
    assert _status(gentle, -1, date(2026, 12, 1)) is BEHIND
    assert gentle.summary == "On track whenever anything moved, and behind else"
    assert gentle.calls == {BEHIND: "Nearly"}
