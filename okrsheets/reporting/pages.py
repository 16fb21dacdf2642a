"""The pages of a report: the whole company, and one for each team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from okrsheets.model import Finding, Objective, PlaceKind, Results
from okrsheets.reporting.addresses import LATEST, TEAMS, team_files
from okrsheets.reporting.settings import ReportSettings
from okrsheets.reporting.view import Ground, ReportView, report_view, team_view
from okrsheets.tuples import NamedTuple

__all__ = ["Page", "findings_by_team", "report_pages"]


class Page(NamedTuple):
    """One page by its path in the report's folder, with slashes."""

    path: str
    view: ReportView


def report_pages(results: Results, *, settings: ReportSettings) -> Iterator[Page]:
    """The page of the whole company, then those of the teams that own an objective."""
    owned: dict[str, list[Objective]] = {}
    for objective in results.okrs.objectives:
        if objective.team:
            owned.setdefault(objective.team, []).append(objective)
    names = team_files(results.okrs.objectives)
    found = findings_by_team(results)
    ground = Ground.of(results, settings=settings)
    links = ground.links._replace(team_pages={team: f"{TEAMS}/{quote(name)}" for team, name in names.items()})
    yield Page(LATEST, report_view(results, settings=settings, ground=ground._replace(links=links)))
    for team, objectives in owned.items():
        own = _of_team(results, objectives, found.get(team, ()))
        links = ground.links.on_page(objectives, away=f"../{LATEST}")
        view = team_view(own, team, whole=results, ground=ground._replace(links=links))
        yield Page(f"{TEAMS}/{names[team]}", view)


def _of_team(results: Results, objectives: Iterable[Objective], found: Iterable[Finding]) -> Results:
    """The results of one team, with the workbooks that its objectives stand in."""
    objectives = tuple(objectives)
    sources = {each.at.workbook for each in objectives}
    return results._replace(
        workbooks=tuple(each for each in results.workbooks if each.source in sources),
        readings=tuple(each for each in results.readings if each.source in sources),
        okrs=results.okrs._replace(objectives=objectives),
        findings=tuple(found),
    )


def findings_by_team(results: Results) -> Mapping[str, list[Finding]]:
    """What was found in a team's rows, of the team itself, or on tabs where no other team has any."""
    by_key = results.okrs.by_key
    on_tab: dict[tuple[str, str], set[str | None]] = {}
    for objective in results.okrs.objectives:
        on_tab.setdefault((objective.at.workbook, objective.at.sheet), set()).add(objective.team)
    found: dict[str, list[Finding]] = {}
    for finding in results.findings:
        place = finding.place
        okr = by_key.get(finding.okr) if finding.okr else None
        if okr is not None:
            home = okr if isinstance(okr, Objective) else by_key.get(okr.objective)
            teams = {home.team if home is not None else None}
        elif place.kind is PlaceKind.TEAM:
            teams = {place.team}
        else:
            teams = on_tab.get((place.workbook, place.sheet), set())
        (team,) = teams if len(teams) == 1 else (None,)
        if team:
            found.setdefault(team, []).append(finding)
    return found
