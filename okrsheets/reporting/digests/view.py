"""The view model of a mail: one value that holds everything it prints, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from okrsheets.model import KeyResult, Objective, Recipient, Status
from okrsheets.reporting.digests.concern import Concern
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.heads import Share, Whole, shares, team_table, whole
from okrsheets.reporting.digests.parents import Parents, parents
from okrsheets.reporting.digests.requests import Requests, requests
from okrsheets.reporting.digests.rows import Table, needed_rows, standing_table
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link
from okrsheets.reporting.moved import Moved, moved_most
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.wording import counted, cycle_words, day, joined, one_line, shortened
from okrsheets.tuples import NamedTuple

__all__ = ["DigestView", "Part", "digest_view"]

NAME = 60
BESIDE = 8
"""Lines of a table of what is not the recipient's own."""


class Part(NamedTuple):
    """One part of a mail under a heading, and exactly one of a table, what moved, or requests in it."""

    heading: str
    table: Table | None = None
    moved: Moved | None = None
    requests: Requests | None = None


class DigestView(NamedTuple):
    """What the mail's templates get, as `view`. Every text in it is plain: the template must escape it.

    `lead` says in a sentence or two what is new, and is what inboxes show beside the subject. `spread` is
    how the key results are spread, under `spread_of`. `report` leads to the rest where that is on the web.
    `needs` and `news` count the requests and what people changed.
    """

    subject: str
    title: str
    read: str
    lead: str
    whole: Whole | None
    spread_of: str
    spread: tuple[Share, ...]
    parts: tuple[Part, ...]
    report: Link | None
    because: str
    made_from: str
    needs: int
    news: int


class _Told(NamedTuple):
    """What is found out about what concerns a recipient, before it is put in order."""

    name: str
    key_results: tuple[KeyResult, ...]
    objectives: tuple[Objective, ...]
    moved: Moved | None
    moves: int
    requests: Requests
    parents: Parents


def digest_view(recipient: Recipient, lately: Lately, ground: Ground, *, rows: int) -> DigestView | None:
    """What one recipient is told, in at most so many lines of tables; None where nothing concerns them."""
    concern = Concern.of(recipient, ground)
    if recipient.everything:
        if not ground.standing:
            return None
        objectives = tuple(ground.standing.values())
    else:
        objectives = concern.objectives
        if not objectives and not concern.parts:
            return None
    told = _told(recipient, concern, objectives, lately, ground)
    parts = (
        _of_the_whole(told, ground, rows)
        if recipient.everything
        else _of_their_own(told, concern, lately, ground, rows)
    )
    cycle = shown_cycle(
        ground.results._replace(okrs=ground.results.okrs._replace(objectives=objectives)),
        close_after=ground.settings.report.progress.close_after,
    )
    words = cycle_words(cycle) if cycle else ""
    return DigestView(
        subject=_subject(told.name, cycle.label.replace("-", " ") if cycle else "", ground),
        title=f"{told.name}: OKRs, {words}" if words else f"{told.name}: OKRs",
        read=f"Read {day(ground.results.today)}.",
        lead=_lead(told, lately, ground),
        whole=_whole(recipient, ground),
        spread_of="Status of the key results",
        spread=shares(told.key_results, ground),
        parts=tuple(part for part in parts),
        report=_report(recipient, ground),
        because=one_line(recipient.because),
        made_from=joined(ground.places.title(workbook.source) for workbook in ground.results.workbooks),
        needs=len(told.requests.requests),
        news=told.moves + told.parents.changed,
    )


def _told(
    recipient: Recipient, concern: Concern, objectives: tuple[Objective, ...], lately: Lately, ground: Ground
) -> _Told:
    moves = (
        list(lately.moves.values())
        if recipient.everything
        else [lately.moves[key] for key in dict.fromkeys(concern.keys) if key in lately.moves]
    )
    moved = None
    if lately.since is not None:
        moved = moved_most(moves, lately.since, today=ground.results.today)
    return _Told(
        name=_name(recipient, ground),
        key_results=(*chain.from_iterable(each.key_results for each in objectives), *concern.parts),
        objectives=objectives,
        moved=moved,
        moves=len(moves),
        requests=requests(_numbers(recipient, concern, ground), ground),
        parents=Parents((), 0) if recipient.everything else parents(concern.parents, lately, ground),
    )


def _numbers(recipient: Recipient, concern: Concern, ground: Ground) -> Iterable[int]:
    """The findings that are the recipient's to mend; all of them where they lead."""
    if recipient.everything:
        return range(len(ground.results.findings))
    of_teams = (ground.found_of_team.get(team.casefold(), ()) for team in recipient.teams)
    return chain(*of_teams, *(ground.found.get(key, ()) for key in concern.asked))


def _of_the_whole(told: _Told, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of a leader's mail."""
    teams = team_table(ground, room=rows // 2)
    if len(teams.rows) > 1:
        yield Part(teams.title, table=teams)
    top = [each for each in told.objectives if each.key in ground.results.resolutions.top_level]
    title = "Where the top objectives stand" if top else "Where the objectives stand"
    room = rows - len(teams.rows)
    yield Part(title, table=standing_table(top or told.objectives, (), ground, title=title, room=room))
    yield Part("What needs someone", requests=told.requests)
    if told.moved is not None:
        yield Part(f"Moved since {told.moved.since}", moved=told.moved)


def _of_their_own(told: _Told, concern: Concern, lately: Lately, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of anybody else's mail, in the order in which it should be read."""
    beside = min(BESIDE, rows // 5)
    needed = concern.needs[:beside]
    above = told.parents.rows[:beside]
    room = rows - len(needed) - len(above)
    title = "Where your objectives stand"
    yield Part(title, table=standing_table(told.objectives, concern.parts, ground, title=title, room=room))
    if needed:
        title = "What they depend on"
        left = len(concern.needs) - len(needed)
        table = Table(title, "Objective", tuple(needed_rows(needed, ground)), _more(left))
        yield Part(title, table=table)
    if told.moved is not None:
        yield Part(f"Moved since {told.moved.since}", moved=told.moved)
    yield Part("What needs you", requests=told.requests)
    if above:
        title = "What they are aligned to"
        left = len(told.parents.rows) - len(above)
        yield Part(title, table=Table(title, "Objective", above, _more(left)))


def _more(left: int) -> str:
    return f"and {left:,} more" if left > 0 else ""


def _name(recipient: Recipient, ground: Ground) -> str:
    """What a mail is about, in a few words that stay the same from mail to mail."""
    if recipient.everything:
        return shortened(one_line(ground.settings.report.title or ""), longest=NAME) or "Company"
    teams = [shortened(one_line(team), longest=NAME) for team in recipient.teams]
    if len(teams) > 3:
        return f"{teams[0]}, {teams[1]} and {len(teams) - 2} more teams"
    return joined(teams) or shortened(one_line(recipient.name), longest=NAME) or "Your objectives"


def _subject(name: str, cycle: str, ground: Ground) -> str:
    if not ground.settings.threaded:
        week = ground.results.today.isocalendar()
        return f"OKR alignment: {name}, week {week.week} of {week.year}"
    return ", ".join(words for words in (f"OKR alignment: {name}", cycle) if words)


def _lead(told: _Told, lately: Lately, ground: Ground) -> str:
    """What is new, the most pressing first."""
    figures = ground.results.figures.okrs
    of = told.objectives or told.key_results
    noun = "objective" if told.objectives else "key result"
    late = [figures.get(each.key, NO_FIGURE).status for each in of]
    parts = []
    for status, word in ((Status.AT_RISK, "at risk"), (Status.BEHIND, "behind")):
        if number := late.count(status):
            parts.append(f"{number:,} of {counted(len(of), noun)} {'is' if number == 1 else 'are'} {word}")
    if number := len(told.requests.requests):
        parts.append(f"{counted(number, 'thing')} {'needs' if number == 1 else 'need'} you")
    if lately.since is not None:
        parts.append(f"{counted(told.moves, 'key result')} moved" if told.moves else "nothing moved")
    if told.parents.changed:
        parts.append(f"{counted(told.parents.changed, 'parent')} changed")
    said = "; ".join(parts) if parts else f"{counted(len(of), noun)}, and nothing needs you"
    return f"{said[:1].upper()}{said[1:]}."


def _whole(recipient: Recipient, ground: Ground) -> Whole | None:
    figures = ground.results.figures
    if recipient.everything:
        return whole(figures.company, ground, label="Company progress")
    if len(recipient.teams) != 1:
        return None
    team = recipient.teams[0].casefold()
    figure = next((figure for name, figure in figures.teams.items() if name.casefold() == team), None)
    return whole(figure, ground, label="Progress of the team")


def _report(recipient: Recipient, ground: Ground) -> Link | None:
    """The page that says the rest: of the one team of a recipient, else of the whole company."""
    if not ground.address.page:
        return None
    if not recipient.everything and len(recipient.teams) == 1:
        (team,) = recipient.teams
        if page := ground.team_pages.get(team.casefold()):
            return Link(f"The report of {shortened(one_line(team), longest=NAME)}", page)
    return Link("The report of the whole company", ground.address.page)
