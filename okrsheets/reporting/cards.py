"""The figures of the first screen that say most, each with what it counts or lacks."""

from __future__ import annotations

from datetime import timedelta

from okrsheets.model import Field, Figure, KeyResult, Results, given_up
from okrsheets.reporting.gauges import NO_FIGURE, at_risk, gauge
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.making import Making, making_of_list, making_of_whole
from okrsheets.reporting.matrix import Coverage
from okrsheets.reporting.retold import retold
from okrsheets.reporting.wording import NOTHING, joined, one_line
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["Card", "cards", "team_cards"]


class Card(NamedTuple):
    """One figure of the first screen; `making` names what it counts, or what it lacks."""

    label: str
    value: str
    words: str
    making: Making = ()


def cards(results: Results, *, links: Links, coverage: Coverage) -> tuple[Card, ...]:
    """The four figures that say most."""
    supported = _supported(coverage, links.tongue)
    return (_company(results, links), _aligned(results, links), supported, _fresh(results, links))


def team_cards(results: Results, team: str, *, links: Links) -> tuple[Card, ...]:
    """The same of one team, whose results these are: its own progress, and who works for it."""
    figure, tongue = results.figures.teams.get(team, NO_FIGURE), links.tongue
    unknown = tongue("no objective has a figure yet")
    return (
        _progress(tongue("Progress of the team"), figure, results, links, unknown=unknown),
        _aligned(results, links),
        _helped(results, team, links),
        _fresh(results, links),
    )


def _helped(results: Results, team: str, links: Links) -> Card:
    found: dict[str, list[list[str | Link]]] = {}
    tongue = links.tongue
    for objective in results.okrs.objectives:
        for alignment in links.below[objective.key]:
            other = links.team(alignment.child)
            if other and other != team:
                child = links.full_link(alignment.child)
                line = tongue.pieces("{team}: {child}", team=one_line(other), child=[child])
                found.setdefault(other, []).append(line)
    lines = [line for lines in found.values() for line in lines]
    making = making_of_list(tongue("Aligned to it"), lines, tongue=tongue)
    names = joined((one_line(other) for other in found), tongue) or tongue("nobody beside the team itself")
    return Card(tongue("Teams that work for it"), str(len(found)), names, making)


def _company(results: Results, links: Links) -> Card:
    figure = results.figures.company or NO_FIGURE
    unknown = links.tongue("no top-level objective has a figure yet")
    return _progress(links.tongue("Company progress"), figure, results, links, unknown=unknown)


def _progress(label: str, figure: Figure, results: Results, links: Links, *, unknown: str) -> Card:
    tongue, number = links.tongue, len(figure.made_of)
    if figure.progress is None:
        return Card(label, tongue.sense("progress", "unknown"), unknown)
    parts = []
    if figure.expected is not None:
        parts.append(tongue("expected {share}", share=tongue.percent(figure.expected)))
    if bounds := gauge(figure, tongue=tongue).bounds:
        parts.append(tongue("{bounds} with what is unknown", bounds=tongue.share.format(bounds)))
    if beside := at_risk(figure, results.figures.okrs, tongue=tongue):
        parts.append(beside)
    if not parts:
        parts.append(tongue.plural(number, "the mean of {n} objective", "the mean of {n} objectives"))
    making = making_of_whole(figure, links=links)
    return Card(label, tongue.percent(figure.progress), tongue("; ").join(parts), making)


def _aligned(results: Results, links: Links) -> Card:
    top, tongue = results.resolutions.top_level, links.tongue
    label = tongue("Aligned to something above")
    below = [
        each
        for each in results.okrs.objectives
        if each.key not in top and each.title is not None and not given_up(each)
    ]
    if not below:
        at_top, none = message("every objective stands at the top"), message("no objectives")
        return Card(label, NOTHING, tongue(at_top if results.okrs.objectives else none))
    lonely = [each for each in below if not links.above[each.key]]
    alone, number = len(lonely), len(below) - len(lonely)
    words = [
        tongue.plural(
            len(below),
            "{met} of {n} objective below the top",
            "{met} of {n} objectives below the top",
            met=tongue.number(number),
        )
    ]
    if alone:
        words.append(tongue.plural(alone, "{n} stands alone", "{n} stand alone"))
    lines = [[links.full_link(each.key)] for each in lonely]
    making = making_of_list(tongue("Aligned to nothing"), lines, tongue=tongue)
    return Card(label, tongue.percent(number / len(below)), tongue("; ").join(words), making)


def _supported(coverage: Coverage, tongue: Tongue) -> Card:
    label = tongue("Company key results with support")
    if not coverage.key_results:
        return Card(label, NOTHING, tongue("no top-level key results"))
    alone = coverage.key_results - coverage.supported
    words = tongue("somebody works on each")
    if alone:
        words = tongue("nobody works on {number}", number=tongue.number(alone))
    making = making_of_list(tongue("Nobody works on"), [[title] for title in coverage.lonely], tongue=tongue)
    return Card(label, _of(coverage.supported, coverage.key_results, tongue), words, making)


def _fresh(results: Results, links: Links) -> Card:
    """How fresh the values are where most rows have a date, else how many can be measured at all."""
    tongue = links.tongue
    key_results = [each for each in results.okrs.key_results if not given_up(each)]
    dated = [each for each in key_results if Field.UPDATED in each.cells]
    if 2 * len(dated) > len(key_results):
        return _updated_lately(dated, results, links)
    label = tongue("Key results with known progress")
    if not key_results:
        return Card(label, NOTHING, tongue("no key results"))
    figures = ((each, results.figures.okrs.get(each.key, NO_FIGURE)) for each in key_results)
    unknown = [(each, figure) for each, figure in figures if figure.progress is None]
    words = tongue("each can be measured")
    if unknown:
        words = tongue.plural(len(unknown), "{n} cannot be measured yet", "{n} cannot be measured yet")
    lines = [
        tongue.pieces(
            "{key_result}: {reason}",
            key_result=[links.full_link(each.key)],
            reason=retold(figure.because, tongue),
        )
        if figure.because
        else [links.full_link(each.key)]
        for each, figure in unknown
    ]
    making = making_of_list(tongue("Not known"), lines, tongue=tongue)
    return Card(label, _of(len(key_results) - len(unknown), len(key_results), tongue), words, making)


def _updated_lately(dated: list[KeyResult], results: Results, links: Links) -> Card:
    tongue, since = links.tongue, results.today - timedelta(days=7)
    old = [each for each in dated if each.updated is None or each.updated < since]
    fresh = len(dated) - len(old)
    never = sum(1 for each in dated if each.updated is None)
    of = tongue.plural(
        len(dated), "{met} of {n} key result", "{met} of {n} key results", met=tongue.number(fresh)
    )
    words = [of, tongue("{number} never", number=tongue.number(never))] if never else [of]
    lines: list[list[str | Link]] = [
        [links.full_link(each.key), f", {_updated(each, tongue)}"] for each in old
    ]
    making = making_of_list(tongue("Not updated in the last week"), lines, tongue=tongue)
    share = tongue.percent(fresh / len(dated))
    return Card(tongue("Updated in the last week"), share, tongue("; ").join(words), making)


def _updated(key_result: KeyResult, tongue: Tongue) -> str:
    if key_result.updated is None:
        return tongue("never")
    return tongue("last on {day}", day=tongue.day(key_result.updated))


def _of(met: int, total: int, tongue: Tongue) -> str:
    return tongue("{met} of {total}", met=tongue.number(met), total=tongue.number(total))
