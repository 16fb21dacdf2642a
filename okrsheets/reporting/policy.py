"""How the figures were computed, in words, with the thresholds that were in force."""

from __future__ import annotations

from okrsheets.progress import PacePolicy, PaceSettings, ProgressSettings, RollUpSettings
from okrsheets.progress.cadence import MONTHLY
from okrsheets.progress.measuring_policies import DEFAULT as AS_VALUES_ARE
from okrsheets.progress.measuring_policies import MeasuringPolicy
from okrsheets.reporting.retold import retold
from okrsheets.reporting.wording import joined, one_line, status_chip
from okrsheets.tongue import Tongue, message

__all__ = ["policy_sentences"]

ROLL_UP = (
    message("Progress is the way from baseline to target; directional alignments carry no number."),
    message("What is unknown is left out of every mean, and the bounds say what it could change."),
    message("A missing baseline counts as 0 only for growing counts, money and percentages, and is marked."),
)
COUNTS = {
    "both": "",
    "key-results": message("Only key results count, its own and those that others deliver straight to it."),
    "aligned": message(
        "Only what others align to it counts, and its own key results where there is nothing."
    ),
}


def policy_sentences(settings: ProgressSettings, tongue: Tongue) -> tuple[str, ...]:
    """The policies of one run as sentences, for readers who never saw a config."""
    pace, roll_up = settings.pace, settings.roll_up
    too_early, goal = tongue.percent(pace.too_early_share), tongue.percent(pace.goal_aspirational)
    return (
        tongue(
            "Roll-up policy “{name}”: {summary}.",
            name=roll_up.policy.name,
            summary=retold(roll_up.policy.summary, tongue),
        )
        + _counting(roll_up, tongue),
        *(tongue(sentence) for sentence in ROLL_UP),
        *_measuring(settings.measure, tongue),
        tongue(
            "Pace policy “{name}”: {summary}.",
            name=pace.policy.name,
            summary=retold(pace.policy.summary, tongue),
        )
        + _called(pace.policy, tongue),
        f"{retold(pace.parent.summary, tongue)}.",
        tongue("In the first {share} of the time nothing is judged.", share=too_early),
        tongue("Aspirational goals are expected to come {share} of the way.", share=goal),
        _silence(pace, tongue),
    )


def _silence(settings: PaceSettings, tongue: Tongue) -> str:
    if settings.cadence is not None:
        return tongue(
            "A value older than {days} days is silent, and silence is never green.",
            days=settings.cadence + settings.grace,
        )
    return tongue(
        "A value older than {days} days, or than the rhythm of the dated check-ins of its tab and {grace} "
        "days more, is silent, and silence is never green.",
        days=MONTHLY + settings.grace,
        grace=settings.grace,
    )


def _measuring(policy: MeasuringPolicy, tongue: Tongue) -> tuple[str, ...]:
    """How key results are measured, where that is not our own way, which is said anyhow."""
    if policy is AS_VALUES_ARE:
        return ()
    summary = retold(policy.summary, tongue)
    return (tongue("Measuring policy “{name}”: {summary}.", name=policy.name, summary=summary),)


def _counting(roll_up: RollUpSettings, tongue: Tongue) -> str:
    """What counts in an objective, where that is not everything."""
    words = COUNTS[roll_up.mode]
    sentences = [tongue(words)] if words else []
    if roll_up.modes:
        sentences.append(tongue("Some tabs have a mode of their own."))
    return "".join(f" {sentence}" for sentence in sentences)


def _called(policy: PacePolicy, tongue: Tongue) -> str:
    """How the system that a policy comes from calls what it says, where it has other words."""
    others = [
        tongue("{status} is called “{word}”", status=status_chip(status, tongue).inside, word=one_line(word))
        for status, word in policy.calls.items()
        if word.casefold() != status.value
    ]
    return " " + tongue("There {calls}.", calls=joined(others, tongue)) if others else ""
