"""Why something has its status, in a sentence."""

from __future__ import annotations

from okrsheets.model import Direction, Figure, KeyResult, Okr, Status, whole_percent
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.wording import day, one_line, with_days

__all__ = ["status_reason"]

_BY_POLICY = frozenset({Status.ON_TRACK, Status.BEHIND, Status.AT_RISK})


def status_reason(okr: Okr, figure: Figure, *, settings: ProgressSettings) -> str:
    """The status and why: "behind: 12 points below the 45 % expected by 3 Nov; policy default"."""
    return f"{figure.status.value}: {_because(okr, figure, settings)}"


def _because(okr: Okr, figure: Figure, settings: ProgressSettings) -> str:
    status = figure.status
    if figure.estimated:
        return "an estimate from what supports it has no status"
    if status in (Status.CANCELLED, Status.POSTPONED):
        return f"the sheet says “{one_line(okr.stated_status or status.value)}”"
    if status is Status.DONE:
        return "all of the way is behind it"
    from_parts = settings.pace.parent.from_parts is not None and any(p.weight > 0 for p in figure.made_of)
    if from_parts:
        return f"{settings.pace.parent.summary.lower()}; policy {settings.pace.parent.name}"
    if status is Status.UNKNOWN:
        return with_days(one_line(figure.because or "no reason given"))
    if status is Status.NOT_STARTED:
        return _not_started(okr, figure)
    if status is Status.TOO_EARLY:
        limit, over = whole_percent(settings.pace.too_early_share), whole_percent(figure.elapsed or 0)
        return f"{over} % of its time is over, and nothing is judged before {limit} %"
    if isinstance(okr, KeyResult) and okr.direction is Direction.MAINTAIN:
        return "it is held" if status is Status.ON_TRACK else "it is not held"
    return _by_pace(figure, settings)


def _not_started(okr: Okr, figure: Figure) -> str:
    if (
        okr.cycle is not None
        and not figure.elapsed
        and figure.day is not None
        and figure.day < okr.cycle.start
    ):
        return f"{okr.cycle.label} begins on {day(okr.cycle.start)}"
    return "nothing was entered, and the first update is not due yet"


def _by_pace(figure: Figure, settings: ProgressSettings) -> str:
    policy = f"; policy {settings.pace.policy.name}"
    if figure.expected is None or figure.progress is None or figure.day is None:
        return policy.removeprefix("; ")
    how = "planned" if figure.planned else "expected"
    asked = f"the {whole_percent(figure.expected)} % {how} by {day(figure.day, year=False)}"
    gap = round((figure.expected - figure.progress) * 100, 6)
    if gap == 0:
        return f"at {asked}{policy}"
    points = f"{abs(gap):.1f}".removesuffix(".0") if abs(gap) >= 0.05 else f"{abs(gap):.1g}"
    word = "point" if points == "1" else "points"
    return f"{points} {word} {'below' if gap > 0 else 'above'} {asked}{policy}"
