"""How the figures were computed, in words, with the thresholds that were in force."""

from __future__ import annotations

from okrsheets.progress import ProgressSettings
from okrsheets.progress.cadence import MONTHLY
from okrsheets.reporting.wording import percent

__all__ = ["policy_sentences"]

ROLL_UP = (
    "Progress is the way from baseline to target; an objective is the weighted mean of its key results.",
    "Key results that other teams deliver straight to it count too; directional alignments carry no number.",
    "What is unknown is left out of every mean, and the bounds say what it could change.",
    "A missing baseline counts as 0 only for growing counts, money and percentages, and is marked.",
)


def policy_sentences(settings: ProgressSettings) -> tuple[str, ...]:
    """The policies of one run as sentences, for readers who never saw a config."""
    near, far, last = (
        _points(gap) for gap in (settings.on_track_gap, settings.behind_gap, settings.final_gap)
    )
    early, late = percent(settings.too_early_share), percent(settings.final_share)
    return (
        *ROLL_UP,
        f"On track is up to {near} behind the calendar, behind up to {far}, at risk is above.",
        f"In the last {late} of the time, on track ends at {last}; in the first {early} nothing is judged.",
        f"Aspirational goals are expected to come {percent(settings.goal_aspirational)} of the way.",
        f"{_silence(settings)} is silent, and silence is never green.",
    )


def _silence(settings: ProgressSettings) -> str:
    if settings.cadence is not None:
        return f"A value older than {settings.cadence + settings.grace} days"
    return (
        f"A value older than {MONTHLY + settings.grace} days, or than the rhythm of the dated check-ins "
        f"of its tab and {settings.grace} days more,"
    )


def _points(gap: float) -> str:
    """A gap in percentage points."""
    return f"{gap * 100:g}\xa0points"
