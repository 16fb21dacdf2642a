"""What a mail is called: its subject, whom it is about, and the page that says the rest."""

from __future__ import annotations

from okrsheets.model import Cycle, Recipient, folded
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground
from okrsheets.reporting.links import Link
from okrsheets.reporting.wording import joined, one_line, shortened
from okrsheets.tongue import Tongue

__all__ = ["LONGEST_NAME", "name_of", "report_link", "subject_of", "teams_called"]

LONGEST_NAME = 60
TEAMS = 3


def name_of(recipient: Recipient, ground: Ground) -> str:
    """What a mail is about, in a few words that stay the same from mail to mail."""
    tongue = ground.tongue
    if recipient.everything:
        title = shortened(one_line(ground.settings.report.title or ""), longest=LONGEST_NAME)
        return title or tongue("The company")
    name = shortened(one_line(recipient.name), longest=LONGEST_NAME)
    if recipient.leads or name in ("", recipient.address):
        return teams_called(recipient.leads or recipient.teams, tongue) or name or tongue("Yours")
    return name


def teams_called(teams: tuple[str, ...], tongue: Tongue) -> str:
    """Some teams in a heading: all of a few, else the first and how many more."""
    names = [shortened(one_line(team), longest=LONGEST_NAME) for team in teams]
    if len(names) <= TEAMS:
        return joined(names, tongue)
    left = len(names) - TEAMS + 1
    several = ", ".join(names[: TEAMS - 1])
    return tongue.plural(left, "{teams} and {n} more team", "{teams} and {n} more teams", teams=several)


def subject_of(name: str, cycle: Cycle | None, ground: Ground) -> str:
    """The same for all mails of a cycle, or with the week in it."""
    tongue = ground.tongue
    if not ground.settings.threaded:
        year, week, _ = ground.results.today.isocalendar()
        return tongue("OKR alignment: {name}, week {week} of {year}", name=name, week=week, year=year)
    if cycle is None:
        return tongue("OKR alignment: {name}", name=name)
    label = cycle.label.replace("-", " ")
    return tongue("OKR alignment: {name}, {cycle}", name=name, cycle=label)


def report_link(recipient: Recipient, ground: Ground) -> Link | None:
    """The page that says the rest: of the one team of a recipient, else of the whole company."""
    if not ground.address.page:
        return None
    tongue = ground.tongue
    teams = recipient.leads or recipient.teams
    if not recipient.everything and len(teams) == 1:
        (team,) = teams
        if page := ground.team_pages.get(folded(team)):
            name = isolated(shortened(one_line(team), longest=LONGEST_NAME))
            return Link(tongue("Open the report of {team}", team=name), page)
    return Link(tongue("Open the report of the whole company"), ground.address.page)
