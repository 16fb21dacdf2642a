"""The health of alignment in words, each part with what it counts."""

from __future__ import annotations

from okrsheets.model import AlignmentHealth, HealthPart, Results, whole_percent
from okrsheets.reporting.wording import counted, percent
from okrsheets.tuples import NamedTuple

__all__ = ["HealthBar", "HealthLine", "health_line"]

LABELS = {
    "vertical": "Aligned upward",
    "horizontal": "Linked sideways",
    "coverage": "Top level worked on",
    "balance": "Shared evenly",
}


class HealthBar(NamedTuple):
    """One part to draw: `steps` are the style classes of its bar, with the target as its marker."""

    label: str
    share: str
    steps: str
    words: str


class HealthLine(NamedTuple):
    """The figure with its target, and its parts: as one sentence, and each to draw."""

    figure: str
    words: str
    bars: tuple[HealthBar, ...]


def health_line(results: Results) -> HealthLine | None:
    """The health of all that is shown; None where it counts something that the report leaves out."""
    health = results.facts.health
    shown = {each.key for each in results.okrs.objectives}
    if health is None or not shown.issuperset((*health.vertical.met, *health.vertical.missing)):
        return None
    bars = tuple(_bar(part) for part in health.parts if part.counted)
    words = "; ".join(bar.words for bar in bars)
    return HealthLine(f"{percent(health.score)}, {_judged(health)}", words, bars)


def _bar(part: HealthPart) -> HealthBar:
    share = part.share or 0.0
    tone = "good" if share >= part.target else "slow" if share >= part.red else "risk"
    steps = f"{tone} w{whole_percent(share)} x{whole_percent(part.target)}"
    return HealthBar(LABELS[part.name], percent(share), steps, _words(part))


def _judged(health: AlignmentHealth) -> str:
    if health.score < health.red:
        return f"below {percent(health.red)} is poor"
    return f"the aim is {percent(health.target)}"


def _words(part: HealthPart) -> str:
    """What a part counts, with its weight."""
    met, one = f"{len(part.met):,}", len(part.met) == 1
    if part.name == "vertical":
        below = f"{met} of {counted(part.counted, 'objective')} below the top"
        said = f"{below} {'has' if one else 'have'} a parent"
    elif part.name == "horizontal":
        beside = "is linked to a team beside it" if one else "are linked to a team beside them"
        said = f"{met} of {counted(part.counted, 'team')} {beside}"
    elif part.name == "coverage":
        said = f"somebody works on {met} of {counted(part.counted, 'key result')} at the top"
    else:
        shared = f"{met} of {counted(part.counted, 'objective')} that three or more teams share"
        said = f"no team has over half of the key results in {shared}"
    return f"{said} (weighs {percent(part.weight)})"
