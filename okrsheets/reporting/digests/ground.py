"""What all mails of one run stand on, found once: who stands where, what was found, and what moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from okrsheets.model import Finding, Objective, Okr, Results, folded, going_on
from okrsheets.reporting.addresses import ReportAddress, team_files
from okrsheets.reporting.digests.settings import DigestSettings
from okrsheets.reporting.links import Links
from okrsheets.reporting.moved import SINCE, Move, looked_at, moves_since
from okrsheets.reporting.pages import findings_by_team
from okrsheets.reporting.places import Places
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["Ground", "Lately"]


class Lately(NamedTuple):
    """What people moved since a day, by the key of the key result; no day where nobody looked before."""

    since: date | None
    moves: Mapping[str, Move]


class Ground(NamedTuple):
    """What all mails of one run stand on.

    `links` lead into the report on the web, and nowhere where it has no address. `standing` are the
    objectives of now by key, and `order` their places among each other; those of cycles that are over get no
    mail. `owned` are the objectives of each team by its folded name, `found` the findings by the OKRs that
    they speak of and `found_of_team` those of a team. `lately` keeps what moved since each day that was
    asked about.
    """

    results: Results
    settings: DigestSettings
    links: Links
    places: Places
    address: ReportAddress
    team_pages: Mapping[str, str]
    standing: Mapping[str, Objective]
    order: Mapping[str, int]
    owned: Mapping[str, tuple[Objective, ...]]
    found: Mapping[str, tuple[int, ...]]
    found_of_team: Mapping[str, tuple[int, ...]]
    lately: dict[date | None, Lately]

    @classmethod
    def of(cls, results: Results, *, settings: DigestSettings) -> Ground:
        """The ground of the mails about these results, which must be those that the report is made of."""
        address = ReportAddress.of(settings.report_url)
        report = settings.report
        close_after = report.progress.close_after
        now = going_on(results.okrs.objectives, today=results.today, close_after=close_after)
        files = team_files(results.okrs.objectives) if address.page else {}
        return cls(
            results=results,
            settings=settings,
            links=Links.of(results, tongue=report.tongue).on_page((), away=address.page),
            places=Places.of(results.workbooks, report.source_urls),
            address=address,
            team_pages={folded(team): address.team(file) for team, file in files.items()},
            standing={each.key: each for each in now},
            order={each.key: place for place, each in enumerate(now)},
            owned=_owned(now),
            found=_found(results.findings),
            found_of_team=_found_of_team(results),
            lately={},
        )

    def moved_since(self, since: date | None) -> Lately:
        """What people moved since a day; since a week ago where there was no mail before."""
        known = self.lately.get(since)
        if known is None:
            day = looked_at(self.results, since or self.results.today - SINCE)
            moves = {} if day is None else moves_since(self.results, day, links=self.links)
            known = self.lately[since] = Lately(day, moves)
        return known

    @property
    def tongue(self) -> Tongue:
        """The language of the mails' own words."""
        return self.settings.report.tongue

    def okr(self, key: str) -> Okr:
        """An OKR by its key."""
        return self.results.okrs.by_key[key]


def _owned(objectives: Iterable[Objective]) -> Mapping[str, tuple[Objective, ...]]:
    owned: dict[str, list[Objective]] = {}
    for objective in objectives:
        if objective.team:
            owned.setdefault(folded(objective.team), []).append(objective)
    return {team: tuple(each) for team, each in owned.items()}


def _found(findings: Iterable[Finding]) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the findings that speak of each OKR."""
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(findings):
        for key in dict.fromkeys((finding.okr, *finding.also)):
            if key is not None:
                found.setdefault(key, []).append(number)
    return {key: tuple(each) for key, each in found.items()}


def _found_of_team(results: Results) -> Mapping[str, tuple[int, ...]]:
    numbers = {id(finding): number for number, finding in enumerate(results.findings)}
    return {
        folded(team): tuple(numbers[id(finding)] for finding in found)
        for team, found in findings_by_team(results).items()
    }
