"""The view model: one value that holds everything a report prints, ready to print."""

from __future__ import annotations

from okrsheets.model import Results
from okrsheets.reporting.filters import FilterBox, Filters
from okrsheets.reporting.health import HealthLine, health_line
from okrsheets.reporting.links import Links
from okrsheets.reporting.matrix import Coverage, coverage
from okrsheets.reporting.outline import OutlineLine, outline
from okrsheets.reporting.places import Places
from okrsheets.reporting.policy import policy_sentences
from okrsheets.reporting.recoloured import Recoloured, recoloured
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
from okrsheets.reporting.wording import joined
from okrsheets.reporting.worries import Findings, findings
from okrsheets.tuples import NamedTuple

__all__ = ["ReportView", "report_view"]


class ReportView(NamedTuple):
    """What a template gets, as `view`. Every text in it is plain: the template must escape it."""

    header: Header
    cards: tuple[Card, ...]
    distribution: tuple[Slice, ...]
    spread: str
    unjudged: str
    health: HealthLine | None
    findings: Findings
    teams: tuple[TeamRow, ...]
    filters: tuple[FilterBox, ...]
    nodes: tuple[Node, ...]
    outline: tuple[OutlineLine, ...]
    outline_left: str
    coverage: Coverage
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
        findings=findings(results, links=links, places=places, most=settings.findings),
        teams=teams,
        filters=filters.boxes(),
        nodes=nodes,
        outline=short,
        outline_left=left,
        coverage=matrix,
        recoloured=recoloured(
            results, asked=settings.progress.pace.policy.name, in_force=settings.in_force, links=links
        ),
        policy=policy_sentences(settings.progress),
        made_from=joined(places.title(workbook.source) for workbook in results.workbooks),
    )
