"""How the figures were computed, in words, with the thresholds that were in force."""

from __future__ import annotations

from okrsheets.progress import PacePolicy, PaceSettings, ProgressSettings, RollUpSettings
from okrsheets.progress.cadence import MONTHLY
from okrsheets.reporting.wording import joined, one_line, percent

__all__ = ["policy_sentences"]

ROLL_UP = (
    "Progress is the way from baseline to target; directional alignments carry no number.",
    "What is unknown is left out of every mean, and the bounds say what it could change.",
    "A missing baseline counts as 0 only for growing counts, money and percentages, and is marked.",
)
COUNTS = {
    "both": "",
    "key-results": "Only key results count, its own and those that others deliver straight to it.",
    "aligned": "Only what others align to it counts, and its own key results where there is nothing.",
}


def policy_sentences(settings: ProgressSettings) -> tuple[str, ...]:
    """The policies of one run as sentences, for readers who never saw a config."""
    pace = settings.pace
    roll_up = settings.roll_up
    return (
        f"Roll-up policy “{roll_up.policy.name}”: {one_line(roll_up.policy.summary)}.{_counting(roll_up)}",
        *ROLL_UP,
        f"Pace policy “{pace.policy.name}”: {one_line(pace.policy.summary)}.{_called(pace.policy)}",
        f"{pace.parent.summary}.",
        f"In the first {percent(pace.too_early_share)} of the time nothing is judged.",
        f"Aspirational goals are expected to come {percent(pace.goal_aspirational)} of the way.",
        f"{_silence(pace)} is silent, and silence is never green.",
    )


def _silence(settings: PaceSettings) -> str:
    if settings.cadence is not None:
        return f"A value older than {settings.cadence + settings.grace} days"
    return (
        f"A value older than {MONTHLY + settings.grace} days, or than the rhythm of the dated check-ins "
        f"of its tab and {settings.grace} days more,"
    )


def _counting(roll_up: RollUpSettings) -> str:
    """What counts in an objective, where that is not everything."""
    words = COUNTS[roll_up.mode]
    others = " Some tabs have a mode of their own." if roll_up.modes else ""
    return (f" {words}" if words else "") + others


def _called(policy: PacePolicy) -> str:
    """How the system that a policy comes from calls what it says, where it has other words."""
    others = [
        f"{status.value} is called “{one_line(word)}”"
        for status, word in policy.calls.items()
        if word.casefold() != status.value
    ]
    return f" There {joined(others)}." if others else ""
