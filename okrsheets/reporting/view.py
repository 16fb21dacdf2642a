"""The view model: one value that holds everything a report prints, ready to print."""

from __future__ import annotations

from okrsheets.model import Results
from okrsheets.reporting.chart import alignment_map
from okrsheets.reporting.crossing import Crossing, crossing
from okrsheets.reporting.drawing import Picture
from okrsheets.reporting.filters import FilterBox, Filters
from okrsheets.reporting.health import HealthLine, health_line
from okrsheets.reporting.icicle import icicle
from okrsheets.reporting.links import Links
from okrsheets.reporting.matrix import Coverage, coverage
from okrsheets.reporting.outline import OutlineLine, outline
from okrsheets.reporting.pacing import Pacing, pacing
from okrsheets.reporting.places import Places
from okrsheets.reporting.policy import policy_sentences
from okrsheets.reporting.recoloured import Recoloured, recoloured
from okrsheets.reporting.scores import ScoreLine, score_lines
from okrsheets.reporting.settings import ReportSettings
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.summary import (
    Card,
    Header,
    Slice,
    TeamRow,
    cards,
    distribution,
    header,
    spread,
    team_rows,
    unjudged,
)
from okrsheets.reporting.tree import Node, objective_tree
from okrsheets.reporting.wording import joined, one_line
from okrsheets.reporting.worries import Findings, findings
from okrsheets.tuples import NamedTuple

__all__ = ["ReportView", "report_view"]

LONG = 300


class ReportView(NamedTuple):
    """What a template gets, as `view`. Every text in it is plain: the template must escape it.

    `is_long`: there are so many objectives that a browser should lay out only those that are seen.
    """

    header: Header
    cards: tuple[Card, ...]
    distribution: tuple[Slice, ...]
    spread: str
    unjudged: str
    health: HealthLine | None
    scores: tuple[ScoreLine, ...]
    findings: Findings
    teams: tuple[TeamRow, ...]
    filters: tuple[FilterBox, ...]
    nodes: tuple[Node, ...]
    is_long: bool
    outline: tuple[OutlineLine, ...]
    outline_left: str
    coverage: Coverage
    crossing: Crossing | None
    pacing: Pacing | None
    overview: Picture | None
    map: Picture | None
    recoloured: Recoloured | None
    policy: tuple[str, ...]
    made_from: str


def report_view(results: Results, *, settings: ReportSettings) -> ReportView:
    """The report of one run; the same results give the same view."""
    links = Links.of(results)
    places = Places.of(results.workbooks, settings.source_urls)
    matrix = coverage(results, links=links)
    teams = team_rows(results, links)
    slices = distribution(results)
    filters = Filters.of(results, links.homes)
    nodes = objective_tree(
        results,
        links=links,
        places=places,
        filters=filters,
        cycle=shown_cycle(results, close_after=settings.progress.close_after),
        room=settings.room,
    )
    short, left = outline(nodes)
    return ReportView(
        header=header(results, title=settings.title, close_after=settings.progress.close_after),
        cards=cards(results, links=links, coverage=matrix),
        distribution=slices,
        spread=spread(slices),
        unjudged=unjudged(results),
        health=health_line(results),
        scores=score_lines(results.scores),
        findings=findings(results, links=links, places=places, most=settings.findings),
        teams=teams,
        filters=filters.boxes(),
        nodes=nodes,
        is_long=len(nodes) > LONG,
        outline=short,
        outline_left=left,
        coverage=matrix,
        crossing=crossing(results, links=links),
        pacing=pacing(results),
        overview=icicle(results, links=links, company=one_line(settings.title or "") or "Company"),
        map=alignment_map(results, links=links),
        recoloured=recoloured(
            results, asked=settings.progress.pace.policy.name, in_force=settings.in_force, links=links
        ),
        policy=policy_sentences(settings.progress),
        made_from=joined(places.title(workbook.source) for workbook in results.workbooks),
    )
