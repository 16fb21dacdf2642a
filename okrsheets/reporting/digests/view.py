"""The view model of a mail: one value that holds everything it prints, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.model import Cycle, Recipient, Status, folded
from okrsheets.reporting.digests.direction import isolated
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.heads import Share, Whole, shares, team_table, whole
from okrsheets.reporting.digests.movement import Movement
from okrsheets.reporting.digests.naming import LONGEST_NAME, name_of, report_link, subject_of, teams_called
from okrsheets.reporting.digests.requests import Requests, updates_due
from okrsheets.reporting.digests.rows import Table, more, needed_rows, standing_table
from okrsheets.reporting.digests.told import Told, tell
from okrsheets.reporting.gauges import NO_FIGURE
from okrsheets.reporting.links import Link
from okrsheets.reporting.retold import retold_each
from okrsheets.reporting.shown_cycle import shown_cycle
from okrsheets.reporting.summary import header
from okrsheets.reporting.wording import cycle_words, joined, one_line, sentence, shortened
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = ["DigestView", "Part", "digest_view", "reminder_view"]

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


def digest_view(
    recipient: Recipient, lately: Lately, ground: Ground, *, rows: int, due: Sequence[str] = ()
) -> DigestView | None:
    """What one recipient is told, in at most so many lines of tables; None where nothing concerns them.

    Of the key results `due` they are told that an update is.
    """
    told = tell(recipient, lately, ground)
    if told is None:
        return None
    parts = _of_the_whole if recipient.everything else _of_their_own
    tongue = ground.tongue
    cycle = _cycle(told, ground)
    name = name_of(recipient, ground)
    words, title = cycle_words(cycle, tongue) if cycle else "", isolated(name)
    return DigestView(
        subject=subject_of(name, cycle, ground),
        title=tongue("{name}: OKRs, {cycle}", name=title, cycle=words) if words else f"{title}: OKRs",
        lead=_lead(told, ground, due=len(due)),
        read=_read(told, ground),
        whole=_whole(recipient, ground),
        spread=shares(told.key_results, ground),
        parts=(*_updates(due, ground), *parts(told, ground, rows)),
        report=report_link(recipient, ground),
        because=isolated(retold_each(recipient.because, ground.tongue)),
        made_from=joined(
            (isolated(ground.places.title(book.source)) for book in ground.results.workbooks), tongue
        ),
        tongue=tongue,
        needs=len(told.requests.requests),
        news=(told.moved.number if told.moved else 0) + told.parents.changed,
    )


def reminder_view(recipient: Recipient, due: Sequence[str], ground: Ground) -> DigestView:
    """What somebody is told who is only reminded: of which key results an update is due."""
    tongue, name = ground.tongue, name_of(recipient, ground)
    lead = f"{sentence(_due(len(due), tongue))}."
    return DigestView(
        subject=tongue("Updates are due: {name}", name=name),
        title=tongue("Updates are due: {name}", name=name),
        lead=lead,
        read=tongue("Read {day}.", day=tongue.day(ground.results.today)),
        whole=None,
        spread=(),
        parts=tuple(_updates(due, ground)),
        report=report_link(recipient, ground),
        because=isolated(retold_each(recipient.because, ground.tongue)),
        made_from=joined((ground.places.title(book.source) for book in ground.results.workbooks), tongue),
        tongue=tongue,
        needs=len(due),
        news=0,
    )


def _updates(due: Sequence[str], ground: Ground) -> Iterator[Part]:
    if due:
        yield Part(ground.tongue("Updates that are due"), requests=updates_due(due, ground))


def _of_the_whole(told: Told, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of a leader's mail."""
    tongue = ground.tongue
    room = rows
    teams = team_table(ground, room=rows // 2)
    if len(teams.rows) > 1:
        room -= len(teams.rows)
        yield Part(tongue("Where the teams stand"), table=teams)
    top = [each for each in told.objectives if each.key in ground.results.resolutions.top_level]
    heading = tongue("Where the top objectives stand") if top else tongue("Where the objectives stand")
    yield Part(heading, table=standing_table(top or told.objectives, ground, room=room))
    yield Part(tongue("What needs someone"), requests=told.requests)
    yield from _movement(told, tongue)


def _of_their_own(told: Told, ground: Ground, rows: int) -> Iterator[Part]:
    """The parts of anybody else's mail, in the order in which it should be read."""
    tongue, concern = ground.tongue, told.concern
    beside = min(BESIDE, rows // 5)
    needed = tuple(needed_rows(concern.needs[:beside], ground))
    above = told.parents.rows[:beside]
    team = standing_table(concern.beside, ground, room=beside, with_parts=False)
    room = rows - len(needed) - len(above) - len(team.rows)
    own = bool(concern.objectives or concern.parts)
    if own:
        heading = (
            tongue("Where your objectives stand")
            if concern.objectives
            else tongue("Where your key results stand")
        )
        yield Part(heading, standing_table([*concern.objectives, *concern.parts], ground, room=room))
    objective = tongue("Objective")
    if needed:
        table = Table(
            objective,
            tongue("What is waited for, then what counts in them"),
            needed,
            more(len(concern.needs) - beside, tongue),
        )
        yield Part(tongue("What they depend on"), table=table)
    if team.rows and not own:
        yield Part(_team_heading(told, tongue), table=team)
    yield from _movement(told, tongue)
    yield Part(tongue("What needs you"), requests=told.requests)
    if above:
        table = Table(
            objective,
            tongue("What changed comes first"),
            above,
            more(len(told.parents.rows) - beside, tongue),
        )
        yield Part(tongue("What they are aligned to"), table=table)
    if team.rows and own:
        yield Part(_team_heading(told, tongue), table=team)


def _team_heading(told: Told, tongue: Tongue) -> str:
    teams = isolated(teams_called(told.recipient.teams, tongue))
    if told.concern.objectives or told.concern.parts:
        return tongue("The other objectives of {team}", team=teams)
    return tongue("The objectives of {team}", team=teams)


def _movement(told: Told, tongue: Tongue) -> Iterator[Part]:
    if told.moved is not None:
        yield Part(tongue("Moved since {day}", day=told.moved.since), moved=told.moved)


def _cycle(told: Told, ground: Ground) -> Cycle | None:
    """The cycle that a mail is about."""
    results = ground.results._replace(okrs=ground.results.okrs._replace(objectives=told.about))
    return shown_cycle(results, close_after=ground.settings.report.progress.close_after)


def _read(told: Told, ground: Ground) -> str:
    """How far the cycle is, when the sheets were read, and which of them could not be."""
    results, report = ground.results, ground.settings.report
    shown = results._replace(okrs=results.okrs._replace(objectives=told.about))
    top = header(shown, title=None, close_after=report.progress.close_after, tongue=ground.tongue)
    read = ground.tongue("Read {day}.", day=ground.tongue.day(results.today))
    return " ".join(filter(None, (top.days, read, top.stale)))


def _due(number: int, tongue: Tongue) -> str:
    return tongue.plural(number, "{n} update is due", "{n} updates are due")


def _lead(told: Told, ground: Ground, *, due: int) -> str:
    """What is new, the most pressing first."""
    tongue = ground.tongue
    parts = [_due(due, tongue)] if due else []
    parts += _late(told, ground)
    if number := len(told.requests.requests):
        parts.append(
            tongue.plural(number, "{n} thing needs someone", "{n} things need someone")
            if told.recipient.everything
            else tongue.plural(number, "{n} thing needs you", "{n} things need you")
        )
    if told.moved is not None and told.moved.number:
        parts.append(tongue.plural(told.moved.number, "{n} key result moved", "{n} key results moved"))
    if changed := told.parents.changed:
        parts.append(tongue.plural(changed, "news of {n} parent", "news of {n} parents"))
    if not parts:
        parts.append(tongue("nothing is late, and nothing needs you"))
    return f"{sentence(tongue('; ').join(parts))}."


def _late(told: Told, ground: Ground) -> Iterator[str]:
    """How many of theirs are late: of their objectives, else of their key results."""
    figures, tongue = ground.results.figures.okrs, ground.tongue
    late = told.key_results if told.key_results and not told.objectives else told.about
    met = [figures.get(each.key, NO_FIGURE).status for each in late]
    n, risk, behind = len(met), met.count(Status.AT_RISK), met.count(Status.BEHIND)
    parts = [
        tongue("{number} at risk", number=tongue.number(risk)) if risk else "",
        tongue("{number} behind", number=tongue.number(behind)) if behind else "",
    ]
    if words := joined((part for part in parts if part), tongue):
        yield (
            tongue.plural(n, "{late} of {n} objective", "{late} of {n} objectives", late=words)
            if late is not told.key_results
            else tongue.plural(n, "{late} of {n} key result", "{late} of {n} key results", late=words)
        )


def _whole(recipient: Recipient, ground: Ground) -> Whole | None:
    figures, tongue = ground.results.figures, ground.tongue
    if recipient.everything:
        return whole(figures.company, ground, label=tongue("Company progress"))
    teams = recipient.leads or recipient.teams
    if len(teams) != 1:
        return None
    (team,) = teams
    found = (figure for name, figure in figures.teams.items() if folded(name) == folded(team))
    label = tongue("Progress of {team}", team=isolated(shortened(one_line(team), longest=LONGEST_NAME)))
    return whole(next(found, None), ground, label=label)
