"""Figures as they are drawn: a bar with its marker and bounds, a percentage, a status chip."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.model import Figure, Okr, Status, whole_percent
from okrsheets.reporting.retold import retold
from okrsheets.reporting.wording import NOTHING, Chip, one_line, status_chip
from okrsheets.tongue import ENGLISH, Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["NO_FIGURE", "Gauge", "at_risk", "gauge", "said"]


class Gauge(NamedTuple):
    """One figure to print. `steps` are the style classes that draw it: tone, width, marker, bounds.

    `bounds` are words and empty where nothing unknown could move the figure; `aside` says what a
    reader must know to trust it (estimated, some parts at risk), `why` for what reason its status is unknown.
    """

    progress: str
    bounds: str
    aside: str
    chip: Chip
    steps: str
    why: str


NO_FIGURE = Figure(progress=None)
NONE: Mapping[str, Figure] = MappingProxyType({})


def at_risk(figure: Figure, figures: Mapping[str, Figure], *, tongue: Tongue = ENGLISH) -> str:
    """How many of the parts that count are at risk, where some of several are: "2 of 5 at risk"."""
    parts = [figures.get(part.key, NO_FIGURE).status for part in figure.made_of if part.weight > 0]
    number = parts.count(Status.AT_RISK)
    if not number or len(parts) < 2:
        return ""
    return tongue("{number} of {all} at risk", number=tongue.number(number), all=tongue.number(len(parts)))


def gauge(figure: Figure, figures: Mapping[str, Figure] = NONE, *, tongue: Tongue = ENGLISH) -> Gauge:
    """The figure ready to draw; bars end at 0 and 100 %, words do not.

    `figures` are those of its parts, where these are to be told beside it.
    """
    chip = status_chip(figure.status, tongue)
    steps, progress = chip.tone, NOTHING
    if figure.progress is not None:
        whole = whole_percent(figure.progress)
        steps += f" w{min(100, max(0, whole))}"
        progress = tongue.share.format(whole)
    if figure.expected is not None:
        steps += f" x{min(100, max(0, whole_percent(figure.expected)))}"
    bounds = ""
    if figure.bounds is not None:
        low, high = figure.bounds
        if whole_percent(low) != whole_percent(high):
            bounds = tongue("{low} to {high}", low=whole_percent(low), high=whole_percent(high))
            steps += f" l{_step(low)} h{max(0, _step(high) - _step(low))}"
    aside = tongue("estimated") if figure.estimated else at_risk(figure, figures, tongue=tongue)
    unjudged = figure.because if figure.status is Status.UNKNOWN else None
    return Gauge(progress, bounds, aside, chip, steps, retold(unjudged, tongue) if unjudged else "")


def said(okr: Okr, figure: Figure, *, tongue: Tongue = ENGLISH) -> str:
    """What a reader must know beside a figure: of which day it is, where that is not today's, and what the
    sheet itself says of an OKR whose status nobody can compute.
    """
    words = [] if figure.as_of is None else [tongue("as of {day}", day=tongue.day(figure.as_of))]
    if okr.stated_status and (figure.progress is None or figure.status is Status.UNKNOWN):
        words.append(tongue("the sheet says “{word}”", word=one_line(okr.stated_status)))
    return tongue("; ").join(words)


def _step(share: float) -> int:
    return min(100, max(0, whole_percent(share)))
