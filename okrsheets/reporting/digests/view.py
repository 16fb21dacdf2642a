"""The view model of a mail: one value that holds everything it prints, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from okrsheets.model import Cycle, KeyResult, Objective, Recipient, Status
from okrsheets.reporting.digests.concern import Concern
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.heads import Share, Whole, shares, team_table, whole
from okrsheets.reporting.digests.movement import Movement, movement
from okrsheets.reporting.digests.parents import Parents, parents
from okrsheets.reporting.digests.requests import Requests, requests
from okrsheets.reporting.digests.rows import Table, more, needed_rows, standing_table
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.summary import header
from okrsheets.reporting.wording import cycle_words, joined, one_line, sentence, shortened
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["DigestView", "Part", "digest_view"]

NAME = 60
TEAMS = 3
BESIDE = 8
"""Lines of a table of what is not the recipient's own."""


class Part(NamedTuple):
    """One part of a mail under a heading, with one of these in it: a table, what moved, requests."""

    heading: str
    table: Table | None = None
    moved: Movement | None = None
    requests: Requests | None = None


class DigestView(NamedTuple):
    """What the mail's templates get, as `view`. Every text in it is plain: the template must escape it.

    `lead` says in a sentence what is new, and is what inboxes show beside the subject; `read` how far the
    cycle is, and when the sheets were read. `spread` is how the key results are spread over the statuses.
    `report` leads to the rest, where that is on the web. `needs` and `news` count the requests and what
    people changed.
    """

    subject: str
    title: str
    lead: str
    read: str
    whole: Whole | None
    spread: tuple[Share, ...]
    parts: tuple[Part, ...]
    report: Link | None
    because: str
    made_from: str
    tongue: Tongue
    needs: int
    news: int


class _Told(NamedTuple):
    """What is found out about all that concerns a recipient, before it is put in order."""

    recipient: Recipient
    concern: Concern
    objectives: tuple[Objective, ...]
    key_results: tuple[KeyResult, ...]
    moved: Movement | None
    requests: Requests
    parents: Parents


def digest_view(recipient: Recipient, lately: Lately, ground: Ground, *, rows: int) -> DigestView | None:
    """What one recipient is told, in at most so many lines of tables; None where nothing concerns them."""
    told = _told(recipient, lately, ground)
    if told is None:
        return None
    parts = _of_the_whole if recipient.everything else _of_their_own
    tongue = ground.tongue
    cycle = _cycle(told, ground)
    name = _name(recipient, ground)
    words = cycle_words(cycle, tongue) if cycle else ""
    return DigestView(
        subject=_subject(name, cycle, ground),
        title=tongue("{name}: OKRs, {cycle}", name=name, cycle=words) if words else f"{name}: OKRs",
        lead=_lead(told, ground),
        read=_read(told, ground),
        whole=_whole(recipient, ground),
        spread=shares(told.key_results, ground),
        parts=tuple(parts(told, ground, rows)),
        report=_report(recipient, ground),
        because=one_line(recipient.because),
        made_from=joined((ground.places.title(book.source) for book in ground.results.workbooks), tongue),
        tongue=tongue,
        needs=len(told.requests.requests),
        news=(told.moved.number if told.moved else 0) + told.parents.changed,
    )


def _told(recipient: Recipient, lately: Lately, ground: Ground) -> _Told | None:
    concern = Concern.of(recipient, ground)
    objectives = tuple(ground.standing.values()) if recipient.everything else concern.objectives
    key_results = tuple(chain.from_iterable(each.key_results for each in objectives))
    if not recipient.everything:
        key_results += concern.parts
    if not objectives and not key_results:
        return None
    concerned = lately.moves if recipient.everything else concern.keys
    return _Told(
        recipient=recipient,
        concern=concern,
        objectives=objectives,
        key_results=key_results,
        moved=movement(concerned, lately, ground, linked=recipient.everything),
        requests=requests(_numbers(recipient, concern, ground), ground),
        parents=Parents((), 0)
        if recipient.everything
        else parents(concern.parents, lately, ground, own={each.key for each in key_results}),
    )


def _numbers(recipient: Recipient, concern: Concern, ground: Ground) -> Iterable[int]:
    """The findings that are the recipient's to mend; all of them where they lead."""
    if recipient.everything:
        return range(len(ground.results.findings))
    of_teams = (ground.found_of_team.get(team.casefold(), ()) for team in recipient.teams)
    return chain(*of_teams, *(ground.found.get(key, ()) for key in concern.asked))


def _of_the_whole(told: _Told, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of a leader's mail."""
    tongue = ground.tongue
    room = rows
    teams = team_table(ground, room=rows // 2)
    if len(teams.rows) > 1:
        room -= len(teams.rows)
        yield Part(tongue("Where the teams stand"), table=teams)
    top = [each for each in told.objectives if each.key in ground.results.resolutions.top_level]
    heading = tongue("Where the top objectives stand") if top else tongue("Where the objectives stand")
    yield Part(heading, table=standing_table(top or told.objectives, (), ground, room=room))
    yield Part(tongue("What needs someone"), requests=told.requests)
    yield from _movement(told, tongue)


def _of_their_own(told: _Told, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of anybody else's mail, in the order in which it should be read."""
    tongue, concern = ground.tongue, told.concern
    beside = min(BESIDE, rows // 5)
    needed = tuple(needed_rows(concern.needs[:beside], ground))
    above = told.parents.rows[:beside]
    standing = standing_table(
        told.concern.objectives, told.concern.parts, ground, room=rows - len(needed) - len(above)
    )
    theirs = (
        tongue("Where your objectives stand")
        if concern.objectives
        else tongue("Where your key results stand")
    )
    yield Part(theirs, table=standing)
    objective = tongue("Objective")
    if needed:
        table = Table(objective, "", needed, more(len(concern.needs) - beside, tongue))
        yield Part(tongue("What they depend on"), table=table)
    yield from _movement(told, tongue)
    yield Part(tongue("What needs you"), requests=told.requests)
    if above:
        table = Table(objective, "", above, more(len(told.parents.rows) - beside, tongue))
        yield Part(tongue("What they are aligned to"), table=table)


def _movement(told: _Told, tongue: Tongue) -> Iterator[Part]:
    if told.moved is not None:
        yield Part(tongue("Moved since {day}", day=told.moved.since), moved=told.moved)


def _cycle(told: _Told, ground: Ground) -> Cycle | None:
    """The cycle that a mail is about."""
    homes = told.objectives or tuple(ground.links.home(each.key) for each in told.key_results)
    results = ground.results._replace(okrs=ground.results.okrs._replace(objectives=homes))
    return shown_cycle(results, close_after=ground.settings.report.progress.close_after)


def _read(told: _Told, ground: Ground) -> str:
    """How far the cycle is, and when the sheets were read."""
    results, report = ground.results, ground.settings.report
    homes = told.objectives or tuple(ground.links.home(each.key) for each in told.key_results)
    shown = results._replace(okrs=results.okrs._replace(objectives=homes))
    calendar = header(shown, title=None, close_after=report.progress.close_after, tongue=ground.tongue).days
    read = ground.tongue("Read {day}.", day=ground.tongue.day(results.today))
    return f"{calendar} {read}".strip()


def _name(recipient: Recipient, ground: Ground) -> str:
    """What a mail is about, in a few words that stay the same from mail to mail."""
    tongue = ground.tongue
    if recipient.everything:
        title = shortened(one_line(ground.settings.report.title or ""), longest=NAME)
        return title or tongue("The company")
    teams = [shortened(one_line(team), longest=NAME) for team in recipient.teams]
    if len(teams) > TEAMS:
        left = len(teams) - TEAMS + 1
        several = ", ".join(teams[: TEAMS - 1])
        return tongue.plural(left, "{teams} and {n} more team", "{teams} and {n} more teams", teams=several)
    return joined(teams, tongue) or shortened(one_line(recipient.name), longest=NAME) or tongue("Yours")


def _subject(name: str, cycle: Cycle | None, ground: Ground) -> str:
    tongue = ground.tongue
    if not ground.settings.threaded:
        year, week, _ = ground.results.today.isocalendar()
        return tongue("OKR alignment: {name}, week {week} of {year}", name=name, week=week, year=year)
    if cycle is None:
        return tongue("OKR alignment: {name}", name=name)
    label = cycle.label.replace("-", " ")
    return tongue("OKR alignment: {name}, {cycle}", name=name, cycle=label)


def _lead(told: _Told, ground: Ground) -> str:
    """What is new, the most pressing first."""
    tongue = ground.tongue
    parts = list(_late(told, ground))
    if number := len(told.requests.requests):
        parts.append(
            tongue.plural(number, "{n} thing needs someone", "{n} things need someone")
            if told.recipient.everything
            else tongue.plural(number, "{n} thing needs you", "{n} things need you")
        )
    if told.moved is not None and told.moved.number:
        parts.append(tongue.plural(told.moved.number, "{n} key result moved", "{n} key results moved"))
    if changed := told.parents.changed:
        parts.append(tongue.plural(changed, "{n} parent changed", "{n} parents changed"))
    if not parts:
        parts.append(tongue("nothing is late, and nothing needs you"))
    return f"{sentence(tongue('; ').join(parts))}."


def _late(told: _Told, ground: Ground) -> Iterator[str]:
    """How many of theirs are late: of their objectives, else of their key results."""
    tongue, figures = ground.tongue, ground.results.figures.okrs
    okrs = told.objectives or told.key_results
    met = [figures.get(each.key, NO_FIGURE).status for each in okrs]
    risk, behind, n = met.count(Status.AT_RISK), met.count(Status.BEHIND), len(met)
    if told.objectives:
        if risk:
            yield tongue.plural(
                n, "{number} of {n} objective at risk", "{number} of {n} objectives at risk", number=risk
            )
        if behind:
            yield tongue.plural(
                n, "{number} of {n} objective behind", "{number} of {n} objectives behind", number=behind
            )
        return
    if risk:
        yield tongue.plural(
            n, "{number} of {n} key result at risk", "{number} of {n} key results at risk", number=risk
        )
    if behind:
        yield tongue.plural(
            n, "{number} of {n} key result behind", "{number} of {n} key results behind", number=behind
        )


def _whole(recipient: Recipient, ground: Ground) -> Whole | None:
    figures, tongue = ground.results.figures, ground.tongue
    if recipient.everything:
        return whole(figures.company, ground, label=tongue("Company progress"))
    if len(recipient.teams) != 1:
        return None
    team = recipient.teams[0].casefold()
    figure = next((figure for name, figure in figures.teams.items() if name.casefold() == team), None)
    return whole(figure, ground, label=tongue("Progress of the team"))


def _report(recipient: Recipient, ground: Ground) -> Link | None:
    """The page that says the rest: of the one team of a recipient, else of the whole company."""
    if not ground.address.page:
        return None
    tongue = ground.tongue
    if not recipient.everything and len(recipient.teams) == 1:
        (team,) = recipient.teams
        if page := ground.team_pages.get(team.casefold()):
            name = shortened(one_line(team), longest=NAME)
            return Link(tongue("Open the report of {team}", team=name), page)
    return Link(tongue("Open the report of the whole company"), ground.address.page)
