"""The figure above a mail, how its key results are spread, and the teams for those who lead them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from okrsheets.model import Figure, KeyResult, folded
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.digests.rows import URGENCY, Row, Table, asides, bar, read_on
from okrsheets.reporting.gauges import NO_FIGURE, gauge
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import STATUS_ORDER, Chip, one_line, percent, shortened, status_chip
from okrsheets.tuples import NamedTuple

__all__ = ["Share", "Whole", "shares", "team_table", "whole"]

NAME = 80


class Share(NamedTuple):
    """How many key results have a status; `width` is its part of a bar, in hundredths."""

    chip: Chip
    number: str
    width: int


class Whole(NamedTuple):
    """One figure for all that a mail is about, in large print: its name, the figure, and words behind it."""

    label: str
    figure: str
    chip: Chip
    words: str


def whole(figure: Figure | None, ground: Ground, *, label: str) -> Whole | None:
    """The figure of a team or the company; None where there is none."""
    if figure is None or figure.progress is None:
        return None
    tongue = ground.tongue
    drawn = gauge(figure, ground.results.figures.okrs, tongue=ground.tongue)
    told = [*read_on(figure, tongue), *asides(drawn, tongue)]
    if figure.expected is not None:
        told.insert(0, tongue("{share} expected by now", share=percent(figure.expected, tongue)))
    return Whole(label, drawn.progress, drawn.chip, ", ".join(told))


def shares(key_results: Iterable[KeyResult], ground: Ground) -> tuple[Share, ...]:
    """How these key results are spread over the statuses; widths are at least 2 and add up to 100."""
    figures, tongue = ground.results.figures.okrs, ground.tongue
    met = Counter(figures.get(each.key, NO_FIGURE).status for each in key_results)
    total = met.total()
    drawn = {status: max(2, round(100 * met[status] / total)) for status in STATUS_ORDER if met[status]}
    if drawn:
        widest = max(drawn, key=lambda status: drawn[status])
        drawn[widest] += 100 - sum(drawn.values())
    return tuple(
        Share(status_chip(status, tongue), tongue.number(met[status]), width)
        for status, width in drawn.items()
    )


def team_table(ground: Ground, *, room: int) -> Table:
    """Where the teams stand, the neediest first."""
    figures, tongue = ground.results.figures.teams, ground.tongue
    rank = {status: number for number, status in enumerate(URGENCY)}
    owned = {each[0].team or "": len(each) for each in ground.owned.values()}
    order = sorted(owned, key=lambda team: rank[figures.get(team, NO_FIGURE).status])
    rows = tuple(_team_row(team, owned[team], ground) for team in order[:room])
    left = len(order) - room
    words = tongue.plural(left, "and {n} more team", "and {n} more teams") if left > 0 else ""
    return Table(tongue("Team"), tongue("The neediest first"), rows, words)


def _team_row(team: str, objectives: int, ground: Ground) -> Row:
    figure, tongue = ground.results.figures.teams.get(team, NO_FIGURE), ground.tongue
    drawn = gauge(figure, ground.results.figures.okrs, tongue=ground.tongue)
    count = tongue.plural(objectives, "{n} objective", "{n} objectives")
    return Row(
        link=Link(shortened(one_line(team), longest=NAME), ground.team_pages.get(folded(team), "")),
        line=", ".join([count, *read_on(figure, tongue), *asides(drawn, tongue)]),
        notes=(),
        chip=drawn.chip,
        progress=drawn.progress,
        bar=bar(figure),
    )
