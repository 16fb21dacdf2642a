"""The pace policies by name: our own, and those of other systems with their exact thresholds.

A team that moves from another system keeps its colours. Each policy says how the words of its system
map on our statuses, and where its numbers are published. What they never see: what is closed, done,
unknown, not started or too early; of states to hold a policy only names what does not hold (see `status_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from types import MappingProxyType

from okrsheets.model import Status, whole_percent
from okrsheets.progress.judging import Pace, PacePolicy, pace_policy
from okrsheets.tuples import NamedTuple

__all__ = ["DEFAULT", "PACE_POLICIES", "GapThresholds", "by_gap", "gap_policy"]

# Slow to look up in their class each time.
_ON_TRACK, _BEHIND, _AT_RISK = Status.ON_TRACK, Status.BEHIND, Status.AT_RISK


class GapThresholds(NamedTuple):
    """How far behind the calendar is still what, for the default policy; shares of the way and the time."""

    on_track_gap: float = 0.10
    behind_gap: float = 0.25
    final_share: float = 0.15
    final_gap: float = 0.05


def by_gap(progress: float, pace: Pace, *, thresholds: GapThresholds) -> Status:
    """Judges the gap between what is expected and what is there.

    On track to 10 points (Planview LeanKit, "OKR Health"), behind to 25, above at risk (Viva Goals,
    "Track OKR progress and status"); in the last 15 % of the time on track needs a gap to 5, because a
    gap that was small early can no longer be closed.
    """
    final = pace.ended or pace.elapsed >= 1 - thresholds.final_share
    on_track = thresholds.final_gap if final else thresholds.on_track_gap
    return _by_gap(progress, pace, on_track=on_track, behind=thresholds.behind_gap)


@cache
def gap_policy(thresholds: GapThresholds) -> PacePolicy:
    """The default policy with these thresholds."""
    near, far, last = (f"{gap * 100:g}" for gap in (*thresholds[:2], thresholds.final_gap))
    summary = (
        f"On track to {near} points behind the calendar ({last} in the last "
        f"{whole_percent(thresholds.final_share)} % of the time), behind to {far}, at risk above"
    )
    return PacePolicy("default", partial(by_gap, thresholds=thresholds), summary)


DEFAULT = gap_policy(GapThresholds())


@pace_policy("viva", on_track="On track", behind="Behind", at_risk="At risk")
def viva(progress: float, pace: Pace) -> Status:
    """On track without a gap to what time asks for, behind to 25 points, at risk above.

    Microsoft Viva Goals, "Track OKR progress and status" (MicrosoftDocs/Viva,
    goals/track-okr-progress-status.md).
    """
    return _by_gap(progress, pace, on_track=0.0, behind=0.25)


@pace_policy("engagedly", on_track="On Track", behind="Behind", at_risk="At Risk", lost=Status.BEHIND)
def engagedly(progress: float, pace: Pace) -> Status:
    """On track to 16.5 points behind what time asks for, behind to 33, at risk above; a state that does not
    hold is behind until it is due.

    Engagedly, "Automatic Status Updates for Goals" and "Goal progress calculation and status
    determination"; its Achieved, from 100 % on, is done here.
    """
    return _by_gap(progress, pace, on_track=0.165, behind=0.33)


@pace_policy("burningokr", behind="In danger", at_risk="Off track")
def burningokr(progress: float, pace: Pace) -> Status:
    """On track to 20 points behind what time asks for, behind to 40, at risk above.

    BurningOKR, `ObjectiveScoringService` with the defaults of its migration V11: progress less expected
    below -0.2 is in danger, below -0.4 off track.
    """
    return _by_gap(progress, pace, on_track=0.2, behind=0.4)


@pace_policy("mhokr", on_track="On track", behind="At risk", at_risk="Off track")
def mhokr(progress: float, pace: Pace) -> Status:
    """On track to 5 points behind what time asks for, behind to 15, at risk above.

    MHOKR, `packages/utils`: more than 15 behind is off track, more than 5 at risk.
    """
    return _by_gap(progress, pace, on_track=0.05, behind=0.15)


@pace_policy("leankit", on_track="On Track", behind="Behind")
def leankit(progress: float, pace: Pace) -> Status:
    """On track to 10 points behind what time asks for, behind above; nothing is at risk.

    Planview LeanKit, "OKR Health": within 10 % of the projected progress, inclusively; what has finished
    between 90 and 100 % is on target. It gives 10 to Behind as well; "inclusively" decides here.
    """
    return _by_gap(progress, pace, on_track=0.10, behind=None)


@pace_policy("innovationminds", on_track="On Track", behind="Progressing", at_risk="Off Track")
def innovationminds(progress: float, pace: Pace) -> Status:
    """On track without a gap to what time asks for, behind to 10 points, at risk above and when past due.

    Innovation Minds, "Key Results": on track from the expected value on, progressing within a buffer of
    10 % below it, off track under that, and off track when the due date has passed.
    """
    if pace.ended:
        return Status.AT_RISK
    return _by_gap(progress, pace, on_track=0.0, behind=0.10)


@pace_policy("upraise", on_track="On Track", behind="Lagging", at_risk="At Risk")
def upraise(progress: float, pace: Pace) -> Status:
    """On track from 95 % of what time asks for, behind from 75 %, at risk below.

    UpRaise for Jira, "What are different OKR confidence statuses in UpRaise?".
    """
    return _by_ratio(progress, pace, on_track=0.95, behind=0.75)


@pace_policy("oboard", on_track="On track", behind="Behind", at_risk="At risk")
def oboard(progress: float, pace: Pace) -> Status:
    """On track from 70 % of what time asks for, behind from 40 %, at risk below.

    Oboard, "Grading your OKRs": on the 40th of 100 days 15 % is at risk, 20 % behind, 50 % on track.
    """
    return _by_ratio(progress, pace, on_track=0.70, behind=0.40)


@pace_policy("mooncamp", on_track="On track", behind="Progressing", at_risk="Off track")
def mooncamp(progress: float, pace: Pace) -> Status:
    """On track from 90 % of what time asks for, behind from 70 %, at risk below.

    Mooncamp, "Goal Statuses": the status of the threshold next below progress relative to the time
    passed; thresholds 0, 70, 90 and, for Achieved, 100 % of the goal. Mooncamp suggests, people decide.
    """
    return _by_ratio(progress, pace, on_track=0.90, behind=0.70)


@pace_policy("recruiterflow", on_track="On Track", behind="Behind", at_risk="At Risk")
def recruiterflow(progress: float, pace: Pace) -> Status:
    """On track from 99 % of what time asks for, behind from 81 %, at risk below.

    Recruiterflow, "Understanding Goal Progress and Status".
    """
    return _by_ratio(progress, pace, on_track=0.99, behind=0.81)


@pace_policy("servicenow", on_track="Green", behind="Yellow", at_risk="Red")
def servicenow(progress: float, pace: Pace) -> Status:
    """On track from 90 % of what time asks for, behind from 75 %, at risk below.

    ServiceNow, "Automatic status calculation for targets", property
    `sn_gfa.target.auto_status.thresholds`: the achievement of the planned target.
    """
    return _by_ratio(progress, pace, on_track=0.90, behind=0.75)


@pace_policy("open-okr", on_track="Green", behind="Amber", at_risk="Red")
def open_okr(progress: float, pace: Pace) -> Status:
    """On track from 75 % progress, behind from 50 %, at risk below, whatever the day.

    open-okr, "Scoring and health engine", the progress signal: green includes its bound, red does not.
    """
    return _by_band(progress, on_track=0.75, behind=0.50)


@pace_policy("boja", on_track="On Track", behind="At Risk", at_risk="Off Track")
def boja(progress: float, pace: Pace) -> Status:
    """On track from 60 % progress, behind from 20 %, at risk below, in whole per cent, whatever the day.

    OKR by BOJA, "OKR Progress - Automatic Mode": 0-19 off track, 20-59 at risk, 60-99 on track, 100 done.
    """
    return _by_band(whole_percent(progress), on_track=60, behind=20)


@pace_policy("qulture", on_track="Green", behind="Yellow", at_risk="Red")
def qulture(progress: float, pace: Pace) -> Status:
    """On track above 66.66 % progress, behind above 33.33 %, at risk to there, whatever the day.

    Qulture.Rocks, help 3980362: three bands, parted at 33.33 and 66.66 %.
    """
    return _above(progress, on_track=0.6666, behind=0.3333)


@pace_policy("huminos", on_track="Green", behind="Amber", at_risk="Red")
def huminos(progress: float, pace: Pace) -> Status:
    """On track above 70 % progress, behind above 30 %, at risk to there, in whole per cent, whatever the day.

    Huminos, "Tracking OKRs": 0 to 30 red, 31 to 70 amber, 71 to 100 green.
    """
    return _above(whole_percent(progress), on_track=70, behind=30)


@pace_policy("google", on_track="Green", behind="Yellow", at_risk="Red")
def google(progress: float, pace: Pace) -> Status:
    """On track from 70 % progress, behind from 40 %, at risk below, whatever the day.

    Google's colours for scores, in John Doerr, "Measure What Matters", and What Matters, "How to grade
    OKRs": 0.7 to 1.0 green, 0.4 to 0.6 yellow, 0.0 to 0.3 red. What lies between two bands is of the lower.
    """
    return _by_band(progress, on_track=0.7, behind=0.4)


@pace_policy("puzzle", on_track="Target", behind="Commit", at_risk="Fail")
def puzzle(progress: float, pace: Pace) -> Status:
    """On track from 70 % of the way to the target, behind from 30 %, at risk below, whatever the day.

    puzzle/okr, `EvaluationViewBusinessService`, whose stretch goal is the target here: fail below 0.3 of
    the way there, commit from 0.3, target from 0.7; its stretch, from 1.0 on, is done here.
    """
    return _by_band(progress, on_track=0.7, behind=0.3)


def _by_gap(progress: float, pace: Pace, *, on_track: float, behind: float | None) -> Status:
    """By points behind what is expected; each bound belongs to the better side."""
    gap = round(pace.expected - progress, 9)
    if gap <= on_track:
        return _ON_TRACK
    return _BEHIND if behind is None or gap <= behind else _AT_RISK


def _by_ratio(progress: float, pace: Pace, *, on_track: float, behind: float) -> Status:
    """By the share of what is expected; each bound belongs to the better side.

    Where nothing is expected nothing can be missed.
    """
    ratio = 1.0 if pace.expected <= 0 else round(progress / pace.expected, 9)
    return _by_band(ratio, on_track=on_track, behind=behind)


def _by_band(progress: float, *, on_track: float, behind: float) -> Status:
    """By bands whose lower bound belongs to them."""
    if progress >= on_track:
        return _ON_TRACK
    return _BEHIND if progress >= behind else _AT_RISK


def _above(progress: float, *, on_track: float, behind: float) -> Status:
    """By bands whose upper bound belongs to them."""
    if progress > on_track:
        return _ON_TRACK
    return _BEHIND if progress > behind else _AT_RISK


PACE_POLICIES: Mapping[str, PacePolicy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            *(DEFAULT, viva, engagedly, burningokr, mhokr, leankit, innovationminds),
            *(upraise, oboard, mooncamp, recruiterflow, servicenow),
            *(open_okr, boja, qulture, huminos, google, puzzle),
        )
    }
)
"""Every policy that comes with okrsheets, by its name."""
