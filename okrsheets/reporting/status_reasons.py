"""Why something has its status, in a sentence."""

from __future__ import annotations

from datetime import date

from okrsheets.model import Direction, Figure, KeyResult, Okr, Results, Status
from okrsheets.progress import ProgressSettings
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.reason_words import name_of
from okrsheets.reporting.retold import inside, retold
from okrsheets.reporting.wording import one_line, status_chip
from okrsheets.tongue import ENGLISH, Tongue

__all__ = ["status_reason", "together_reason", "weakest_parts"]

_MOST = 3  # parts that are named


def status_reason(okr: Okr, figure: Figure, *, settings: ProgressSettings, tongue: Tongue = ENGLISH) -> str:
    """The status and why: "behind: 12 points below the 45 % expected by 3 Nov; policy default"."""
    reason = _because(okr, figure, settings, tongue)
    return tongue("{status}: {reason}", status=status_chip(figure.status, tongue).inside, reason=reason)


def weakest_parts(results: Results, figure: Figure, settings: ProgressSettings) -> str:
    """Which parts gave a parent its status, where it is that of the weakest."""
    if settings.pace.parent.name != "weakest" or figure.status not in (Status.AT_RISK, Status.BEHIND):
        return ""
    names = [
        f"“{name_of(results.okrs.by_key[part.key])}”"
        for part in figure.made_of
        if part.weight > 0
        and part.key in results.okrs.by_key
        and results.figures.okrs.get(part.key, NO_FIGURE).status is figure.status
    ]
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"; it is {', '.join(names[:_MOST])}{more}" if names else ""


def together_reason(figure: Figure, *, today: date, settings: ProgressSettings) -> str:
    """The status of several objectives together and why: it is always by their own pace."""
    if figure.status is Status.DONE:
        reason = "all of the way is behind it"
    elif figure.status is Status.UNKNOWN:
        reason = retold(figure.because or "no cycle", ENGLISH)
    elif figure.status in (Status.NOT_STARTED, Status.TOO_EARLY):
        reason = "nothing is judged yet"
    else:
        reason = _by_pace(figure._replace(day=figure.as_of or today), settings.pace.policy.name, ENGLISH)
    return f"{status_chip(figure.status, ENGLISH).inside}: {reason}"


def _because(okr: Okr, figure: Figure, settings: ProgressSettings, tongue: Tongue) -> str:
    status, parent = figure.status, settings.pace.parent
    if figure.estimated:
        return tongue("an estimate from what supports it has no status")
    closed = status in (Status.CANCELLED, Status.POSTPONED)
    if closed and (okr.stated_meaning is status or parent.from_parts is None):
        word = one_line(okr.stated_status) if okr.stated_status else status_chip(status, tongue).inside
        return tongue("the sheet says “{word}”", word=word)
    if status is Status.DONE:
        return tongue("all of the way is behind it")
    if status is Status.UNKNOWN:
        return retold(figure.because or "no reason given", tongue)
    if parent.from_parts is not None and (closed or any(part.weight > 0 for part in figure.made_of)):
        summary = inside(retold(parent.summary, tongue))
        return tongue("{summary}; policy {name}", summary=summary, name=parent.name)
    if status is Status.NOT_STARTED:
        return _not_started(okr, figure, tongue)
    if status is Status.TOO_EARLY:
        return tongue(
            "{over} of its time is over, and nothing is judged before {limit}",
            over=_share(figure.elapsed or 0, tongue),
            limit=_share(settings.pace.too_early_share, tongue),
        )
    held = isinstance(okr, KeyResult) and okr.direction is Direction.MAINTAIN
    if held and not settings.measure.by_check_ins:
        return tongue("it is held") if status is Status.ON_TRACK else tongue("it is not held")
    return _by_pace(figure, settings.pace.policy.name, tongue)


def _not_started(okr: Okr, figure: Figure, tongue: Tongue) -> str:
    if (
        okr.cycle is not None
        and not figure.elapsed
        and figure.day is not None
        and figure.day < okr.cycle.start
    ):
        return tongue("{cycle} begins on {day}", cycle=okr.cycle.label, day=tongue.day(okr.cycle.start))
    return tongue("nothing was entered, and the first update is not due yet")


def _by_pace(figure: Figure, policy: str, tongue: Tongue) -> str:
    if figure.expected is None or figure.progress is None or figure.day is None:
        return tongue("policy {name}", name=policy)
    when, share = tongue.day(figure.day, year=False), _share(figure.expected, tongue)
    if figure.planned:
        asked = tongue("the {share} planned by {day}", share=share, day=when)
    else:
        asked = tongue("the {share} expected by {day}", share=share, day=when)
    gap = round((figure.expected - figure.progress) * 100, 6)
    if gap == 0:
        return tongue("at {asked}; policy {policy}", asked=asked, policy=policy)
    points = f"{abs(gap):.1f}".removesuffix(".0") if abs(gap) >= 0.05 else f"{abs(gap):.1g}"
    number, points = 1 if points == "1" else 2, tongue.rewritten(points)
    if gap > 0:
        return tongue.plural(
            number,
            "{points} point below {asked}; policy {policy}",
            "{points} points below {asked}; policy {policy}",
            points=points,
            asked=asked,
            policy=policy,
        )
    return tongue.plural(
        number,
        "{points} point above {asked}; policy {policy}",
        "{points} points above {asked}; policy {policy}",
        points=points,
        asked=asked,
        policy=policy,
    )


def _share(share: float, tongue: Tongue) -> str:
    """A share as it stands in a sentence, where a line may break behind the number."""
    return tongue.percent(share).replace("\xa0", " ")
