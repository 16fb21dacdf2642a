"""Figures of every OKR, team and the company: progress from the bottom up, judged against time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum
from types import MappingProxyType

from okrsheets.model import Figure, Figures, OkrSet, Past, Resolutions, Status
from okrsheets.progress.amounts import amounts_of
from okrsheets.progress.cadence import Cadences
from okrsheets.progress.figuring import Figuring
from okrsheets.progress.items import directional_children, items_of
from okrsheets.progress.judging import Pace
from okrsheets.progress.means import UNKNOWN
from okrsheets.progress.measuring import measuring_by
from okrsheets.progress.parent_policies import FromParts
from okrsheets.progress.settings import ProgressSettings
from okrsheets.progress.teams import by_team, together
from okrsheets.progress.weighing import weighed

__all__ = ["roll_up"]

_CLOSED = frozenset({Status.CANCELLED, Status.POSTPONED})
_STANDS = _CLOSED | {Status.DONE}


def roll_up(
    okrs: OkrSet,
    resolutions: Resolutions,
    *,
    today: date,
    settings: ProgressSettings,
    touched: Mapping[str, date] = MappingProxyType({}),
    as_of: Mapping[str, date] = MappingProxyType({}),
    pasts: Mapping[str, Past] = MappingProxyType({}),
) -> Figures:
    """The figures of all OKRs by key, of all teams by name, and of the company.

    `touched` are the days on which syncs last saw that somebody had changed the row of an OKR, by its key;
    `as_of` those on which workbooks were last read that could not be read today: their OKRs are judged as
    they were then. `pasts` are what earlier syncs saw of an OKR, by its key, from which it is forecast.
    Takes time linear in the number of OKRs and links.
    """
    items = weighed(okrs, items_of(okrs, resolutions.alignments), settings.roll_up)
    cadences = Cadences.of(okrs, today=today, settings=settings.pace)
    measure = measuring_by(settings.measure, okrs, cadences=cadences, today=today)
    figuring = Figuring(
        okrs=okrs,
        items=items,
        directional=directional_children(okrs, resolutions.alignments),
        amounts=amounts_of(okrs, items, policy=settings.roll_up.policy, measure=measure),
        cadences=cadences,
        today=today,
        settings=settings,
        paces={},
        touched=touched,
        as_of=as_of,
        pasts=pasts,
    )
    figures: dict[str, Figure] = {}
    paces: dict[str, Pace | None] = {}
    for objective in okrs.objectives:
        pace = paces[objective.key] = figuring.pace(objective, objective)
        figures[objective.key] = figuring.figure(objective, objective, pace)
        for each in objective.key_results:
            figures[each.key] = figuring.figure(each, objective, figuring.pace(each, objective))
    if as_of:
        for key, figure in figures.items():
            figures[key] = figure._replace(as_of=as_of.get(okrs.by_key[key].at.workbook))
    _carry_confidence(figures, figuring.amounts.order)
    if (from_parts := settings.pace.parent.from_parts) is not None:
        _judge_parents(figures, figuring.amounts.order, from_parts)
    whole = {
        each.key: UNKNOWN if figures[each.key].estimated else figuring.amounts.whole[each.key]
        for each in okrs.objectives
    }
    teams = {
        team: together(owned, amounts=whole, paces=paces, today=today, settings=settings)
        for team, owned in by_team(okrs.objectives).items()
    }
    top = [objective for objective in okrs.objectives if objective.key in resolutions.top_level]
    company = together(top, amounts=whole, paces=paces, today=today, settings=settings) if top else None

    def whole_of(figure: Figure) -> Figure:
        return _as_read(_with_confidence(figure, figures), figuring)

    return Figures(
        figures, {team: whole_of(figure) for team, figure in teams.items()}, company and whole_of(company)
    )


def _as_read(figure: Figure, figuring: Figuring) -> Figure:
    """The figure of several objectives with the day of the last reading, where none was read today.

    As of an objective, its status is unknown where that is too long ago.
    """
    okrs = [figuring.okrs.by_key[part.key] for part in figure.made_of]
    days = [day for okr in okrs if (day := figuring.as_of.get(okr.at.workbook)) is not None]
    if not days or len(days) < len(okrs):
        return figure
    day = max(days)
    figure = figure._replace(as_of=day)
    if figure.progress is None or any(figuring.lost_since(okr) is None for okr in okrs):
        return figure
    return figure._replace(status=Status.UNKNOWN, because=f"not read since {day.isoformat()}")


def _carry_confidence(figures: dict[str, Figure], order: Iterable[str]) -> None:
    """Give what says no confidence itself the mean of its parts', each after its parts."""
    if all(figure.confidence is None for figure in figures.values()):
        return
    for key in order:
        if figures[key].confidence is None and figures[key].made_of:
            figures[key] = _with_confidence(figures[key], figures)


def _with_confidence(figure: Figure, figures: Mapping[str, Figure]) -> Figure:
    """The figure with the mean of its parts' confidence by weight, those that say none left out.

    As steedos does (the weighted sum of its key results' confidence).
    """
    said = [
        (confidence, part.weight)
        for part in figure.made_of
        if part.weight > 0 and (confidence := figures[part.key].confidence) is not None
    ]
    if not said:
        return figure
    total = fsum(weight for _, weight in said)
    mean = fsum(confidence * weight for confidence, weight in said) / total
    return figure._replace(confidence=round(mean, 12))


def _if_closed(statuses: Sequence[Status]) -> Sequence[Status]:
    """These statuses where all are closed words; else none, for what does not count has no say."""
    return statuses if all(status in _CLOSED for status in statuses) else ()


def _judge_parents(figures: dict[str, Figure], order: Iterable[str], from_parts: FromParts) -> None:
    """Give what is made of parts the status that these say, each after its parts.

    What is done, closed or only estimated stays what it is.
    """
    for key in order:
        figure = figures[key]
        if figure.estimated or figure.status in _STANDS:
            continue
        items = [part for part in figure.made_of if part.via != "directional"]
        parts = [figures[part.key].status for part in items if part.weight > 0]
        status = from_parts(parts or _if_closed([figures[part.key].status for part in items]))
        if status is not None:
            because = figure.because if figure.progress is None else None
            figures[key] = figure._replace(status=status, because=because)
