"""The health of alignment in words, each part with what it counts."""

from __future__ import annotations

from okrsheets.model import AlignmentHealth, HealthPart, Results, whole_percent
from okrsheets.tongue import ENGLISH, Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["HealthBar", "HealthLine", "health_line"]

LABELS = {
    "vertical": message("Aligned upward"),
    "horizontal": message("Linked sideways"),
    "coverage": message("Top level worked on"),
    "balance": message("Shared evenly"),
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


def health_line(results: Results, tongue: Tongue = ENGLISH) -> HealthLine | None:
    """The health of all that is shown; None where it counts something that the report leaves out."""
    health = results.facts.health
    shown = {each.key for each in results.okrs.objectives}
    if health is None or not shown.issuperset((*health.vertical.met, *health.vertical.missing)):
        return None
    bars = tuple(_bar(part, tongue) for part in health.parts if part.counted)
    words = "; ".join(bar.words for bar in bars)
    return HealthLine(f"{tongue.percent(health.score)}, {_judged(health, tongue)}", words, bars)


def _bar(part: HealthPart, tongue: Tongue) -> HealthBar:
    share = part.share or 0.0
    tone = "good" if share >= part.target else "slow" if share >= part.red else "risk"
    steps = f"{tone} w{whole_percent(share)} x{whole_percent(part.target)}"
    return HealthBar(tongue(LABELS[part.name]), tongue.percent(share), steps, _words(part, tongue))


def _judged(health: AlignmentHealth, tongue: Tongue) -> str:
    if health.score < health.red:
        return tongue("below {share} is poor", share=tongue.percent(health.red))
    return tongue("the aim is {share}", share=tongue.percent(health.target))


def _words(part: HealthPart, tongue: Tongue) -> str:
    """What a part counts, with its weight."""
    number, total, met = len(part.met), part.counted, tongue.number(len(part.met))
    if part.name == "vertical":
        said = tongue.plural(
            number,
            "{objectives} below the top has a parent",
            "{objectives} below the top have a parent",
            objectives=tongue.plural(total, "{met} of {n} objective", "{met} of {n} objectives", met=met),
        )
    elif part.name == "horizontal":
        said = tongue.plural(
            number,
            "{teams} is linked to a team beside it",
            "{teams} are linked to a team beside them",
            teams=tongue.plural(total, "{met} of {n} team", "{met} of {n} teams", met=met),
        )
    elif part.name == "coverage":
        said = tongue.plural(
            total,
            "somebody works on {met} of {n} key result at the top",
            "somebody works on {met} of {n} key results at the top",
            met=met,
        )
    else:
        said = tongue.plural(
            total,
            "no team has over half of the key results in {met} of {n} objective "
            "that three or more teams share",
            "no team has over half of the key results in {met} of {n} objectives "
            "that three or more teams share",
            met=met,
        )
    return tongue("{said} (weighs {share})", said=said, share=tongue.percent(part.weight))
