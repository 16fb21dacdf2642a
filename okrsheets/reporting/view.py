"""The view model: one value that holds everything a report prints, ready to print."""

from __future__ import annotations

from okrsheets.model import Results
from okrsheets.reporting.addresses import ReportAddress
from okrsheets.reporting.brief import NO_BRIEF, Brief, brief_of
from okrsheets.reporting.cards import Card, cards, team_cards
from okrsheets.reporting.chart import MOST, alignment_map, neighbours
from okrsheets.reporting.crossing import Crossing, crossing
from okrsheets.reporting.drawing import Picture
from okrsheets.reporting.filters import FilterBox, Filters
from okrsheets.reporting.health import HealthLine, health_line
from okrsheets.reporting.icicle import icicle
from okrsheets.reporting.links import Link, Links
from okrsheets.reporting.matrix import NO_COVERAGE, Coverage, coverage
from okrsheets.reporting.moved import Moved, moved
from okrsheets.reporting.pacing import Pacing, pacing
from okrsheets.reporting.places import Places
from okrsheets.reporting.policy import policy_sentences
from okrsheets.reporting.recoloured import Recoloured, recoloured
from okrsheets.reporting.room import is_crowded
from okrsheets.reporting.scores import ScoreLine, score_lines
from okrsheets.reporting.settings import ReportSettings
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.sketch import Sketch, sketch
from okrsheets.reporting.summary import (
    Header,
    Slice,
    TeamRow,
    distribution,
    header,
    spread,
    team_rows,
    unjudged,
)
from okrsheets.reporting.tree import Node, WordedRow, objective_tree
from okrsheets.reporting.wording import joined, one_line
from okrsheets.reporting.worries import Findings, findings
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Ground", "ReportView", "report_view", "team_view"]

LONG = 300
CROWDED = 3  # times fewer findings are listed where objectives alone fill a page


class ReportView(NamedTuple):
    """What a template gets, as `view`. Every text in it is plain: the template must escape it.

    `is_long`: there are so many objectives that a browser should lay out only those that are seen. `home`
    is the page of the whole company on a page of one team, else None. `map_left` says why there is no map;
    `sketch` is one for Markdown, `brief` what a chat is told of. `address` is that of the
    page of the whole company, empty where nobody knows it. `tongue` is the language of all of it.
    """

    header: Header
    home: Link | None
    cards: tuple[Card, ...]
    distribution: tuple[Slice, ...]
    spread: str
    unjudged: str
    health: HealthLine | None
    scores: tuple[ScoreLine, ...]
    findings: Findings
    moved: Moved | None
    teams: tuple[TeamRow, ...]
    filters: tuple[FilterBox, ...]
    nodes: tuple[Node, ...]
    is_long: bool
    brief: Brief
    coverage: Coverage
    crossing: Crossing | None
    pacing: Pacing | None
    overview: Picture | None
    map: Picture | None
    map_left: str
    sketch: Sketch | None
    recoloured: Recoloured | None
    policy: tuple[str, ...]
    made_from: str
    address: str
    tongue: Tongue


class Ground(NamedTuple):
    """What all pages of a report stand on; `worded` keeps what several of them show."""

    links: Links
    places: Places
    settings: ReportSettings
    worded: dict[str, WordedRow]

    @classmethod
    def of(cls, results: Results, *, settings: ReportSettings) -> Ground:
        """The ground of the report of these results."""
        links = Links.of(results, tongue=settings.tongue)
        return cls(links, Places.of(results.workbooks, settings.source_urls), settings, {})


def report_view(results: Results, *, settings: ReportSettings, ground: Ground | None = None) -> ReportView:
    """The report of one run; the same results give the same view. `ground` is theirs where it is known."""
    ground = ground or Ground.of(results, settings=settings)
    links = ground.links
    matrix, teams = coverage(results, links=links), team_rows(results, links)
    view = _view(results, ground, cards(results, links=links, coverage=matrix))
    return view._replace(
        brief=brief_of(view.nodes, teams, results, settings.tongue),
        teams=teams,
        coverage=matrix,
        crossing=crossing(results, links=links),
        overview=icicle(
            results, links=links, company=one_line(settings.title or "") or links.tongue("Company")
        ),
        map=alignment_map(results, links=links),
        map_left=_map_left(results, links),
        sketch=sketch(results, links=links, tongue=settings.tongue),
    )


def team_view(results: Results, team: str, *, whole: Results, ground: Ground) -> ReportView:
    """One team's page: `results` are its own, of the `whole` company, whose page its links lead to."""
    title = _said(ground.settings.title, team)
    links = ground.links
    ground = ground._replace(settings=ground.settings._replace(title=title))
    near = neighbours(results.okrs.objectives, whole, links=links)
    return _view(results, ground, team_cards(results, team, links=links))._replace(
        home=Link(links.tongue("The whole company"), links.away),
        scores=(),
        map=alignment_map(near, links=links),
    )


def _said(*names: str | None) -> str:
    """The names that there are, beside each other in a title."""
    return ", ".join(one_line(name) for name in names if name)


def _map_left(results: Results, links: Links) -> str:
    """Where to find maps, in a report that is too large for one of all its objectives."""
    if len(results.okrs.objectives) <= MOST or not links.team_pages:
        return ""
    return links.tongue(
        "There are too many objectives for one map; each team's page has that of its own and their next"
    )


def _view(results: Results, ground: Ground, first: tuple[Card, ...]) -> ReportView:
    """What every page has; these cards come first."""
    links, places, settings, worded = ground
    tongue = settings.tongue
    slices = distribution(results, tongue)
    filters = Filters.of(results, links.homes)
    nodes = objective_tree(
        results,
        links=links,
        places=places,
        filters=filters,
        cycle=shown_cycle(results, close_after=settings.progress.close_after),
        room=settings.room,
        settings=settings.progress,
        worded=worded,
    )
    crowded = is_crowded(results.okrs.objectives, room=settings.room)
    return ReportView(
        header=header(
            results,
            title=_said(settings.title, *settings.part),
            close_after=settings.progress.close_after,
            tongue=tongue,
        ),
        home=None,
        cards=first,
        distribution=slices,
        spread=spread(slices),
        unjudged=unjudged(results, tongue),
        health=health_line(results, tongue),
        scores=score_lines(results.scores, tongue),
        findings=findings(
            results,
            links=links,
            places=places,
            most=settings.findings // CROWDED if crowded else settings.findings,
        ),
        moved=moved(results, links=links),
        teams=(),
        filters=filters.boxes(tongue),
        nodes=nodes,
        is_long=len(nodes) > LONG,
        brief=NO_BRIEF,
        coverage=NO_COVERAGE,
        crossing=None,
        pacing=pacing(results, tongue),
        overview=None,
        map=None,
        map_left="",
        sketch=None,
        recoloured=recoloured(
            results, asked=settings.progress.pace.policy.name, in_force=settings.in_force, links=links
        ),
        policy=policy_sentences(settings.progress, tongue),
        made_from=joined((places.title(workbook.source) for workbook in results.workbooks), tongue),
        address=ReportAddress.of(settings.url).page,
        tongue=tongue,
    )
