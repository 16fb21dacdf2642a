"""Rules about the people who own objectives and key results."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Okr, Severity
from okrsheets.reading.language.people import is_team
from okrsheets.rules.people import people_of
from okrsheets.rules.tables import cycle_of, given_up, judged_okrs
from okrsheets.rules.titles import vocabulary_of
from okrsheets.rules.tracking.standing import open_okrs
from okrsheets.rules.wording import counted, named

__all__ = ["overloaded_owner", "unknown_owner"]


@rule("overloaded-owner", Severity.WARNING)
def overloaded_owner(case: Case, *, most: float = 7) -> Iterator[Finding]:
    """One person owns more key results than anyone can move in one cycle.

    Some of them will not be looked at for weeks, and nobody says which. What is done, postponed or
    cancelled does not count, nor does what a team owns.

    Bad:
        | Objective             | Key result           | Owner | Target |
        | Win the eastern shops | Sign resale partners | Ann   | 20     |
        |                       | New leads per week   | Ann   | 50     |
        |                       | Visits to cities     | Ann   | 12     |
        | Be easy to talk to    | Hours to an answer   | Ann   | 4      |
        |                       | Calls taken at once  | Ann   | 80 %   |
        |                       | Questions per order  | Ann   | 2      |
        | Sell more to riders   | Upgrades sold        | Ann   | 60     |
        |                       | Service plans sold   | Ann   | 90     |
    Good:
        | Objective             | Key result           | Owner | Target |
        | Win the eastern shops | Sign resale partners | Ann   | 20     |
        |                       | New leads per week   | Ann   | 50     |
        |                       | Visits to cities     | Ann   | 12     |
        | Be easy to talk to    | Hours to an answer   | Eve   | 4      |
        |                       | Calls taken at once  | Eve   | 80 %   |
        |                       | Questions per order  | Eve   | 2      |
        | Sell more to riders   | Upgrades sold        | Ben   | 60     |
        |                       | Service plans sold   | Ben   | 90     |
    """
    for (_, cycle, _), owned in _owned_by_people(case).items():
        if len(owned) > most:
            owner, beyond = owned[int(most)]
            yield finding(
                place=beyond.cells.get(Field.OWNER, beyond.at),
                okr=beyond.key,
                message=f"{owner} owns {len(owned)} key results that are still open"
                f"{f' in {cycle}' if cycle else ''}, more than {most:g}",
                hint="hand some of them over, or put some off",
            )


def _owned_by_people(case: Case) -> dict[tuple[str, str, str], list[tuple[str, KeyResult]]]:
    """The open key results of each person in each cycle, with the name as it is written beside each.

    Two workbooks may each have an Ann: a name of one word is that of someone else in another workbook.
    """
    is_someone = _persons(case)
    name_of = cache(lambda owner: " ".join(owner.split()).casefold())
    dropped = {objective.key for objective in case.okrs.objectives if given_up(objective)}
    owned: dict[tuple[str, str, str], list[tuple[str, KeyResult]]] = {}
    for okr, _ in open_okrs(case):
        if not isinstance(okr, KeyResult) or okr.objective in dropped:
            continue
        for owner in filter(is_someone, okr.owners):
            name, cycle = name_of(owner), cycle_of(okr, case)
            sure = " " in name or "@" in name
            who = (name, cycle.label if cycle else "", "" if sure else okr.at.workbook)
            owned.setdefault(who, []).append((owner, okr))
    return owned


def _persons(case: Case) -> Callable[[str], bool]:
    """Whether an owner is a person, and no team by its words or by the name of one here."""
    vocabulary = vocabulary_of(case)
    teams = {(objective.team or "").casefold() for objective in case.okrs.objectives}
    # the same few people own everything
    return cache(lambda owner: owner.casefold() not in teams and not is_team(owner, vocabulary))


@rule("unknown-owner", Severity.WARNING, silenced_by=("error-value",))
def unknown_owner(case: Case) -> Iterator[Finding]:
    """An owner is not among the people of the company, where there is a list of them.

    A slip in a name makes two people of one, and who has left cannot be asked. The list is a tab called
    "People", "Staff" or the like, in any language, or `[people]` in the config; a tab counts where it holds
    most owners of a workbook. Part of a name will do ("Ann", "A. Lee"), and so will an address.

    Bad:
        Q4 2026:
        | Objective                    | Key result             | Owner   | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | Ann Lee | 10       | 90     |
        |                              | Sign resale partners   | Ben Rui | 4        | 20     |
        People:
        | Name     | Team  |
        | Ann Lee  | Sales |
        | Ben Ruiz | Sales |
    Good:
        Q4 2026:
        | Objective                    | Key result             | Owner    | Baseline | Target |
        | Be the first choice of shops | Orders of shops a week | Ann Lee  | 10       | 90     |
        |                              | Sign resale partners   | Ben Ruiz | 4        | 20     |
        People:
        | Name     | Team  |
        | Ann Lee  | Sales |
        | Ben Ruiz | Sales |
    """
    people = people_of(case)
    if not people.names:
        return
    is_someone = _persons(case)
    for owned in _owned(case, is_someone).values():
        unknown = {owner: okrs for owner, okrs in owned.items() if not people.knows(owner)}
        if not unknown or not (people.certain or 2 * len(unknown) <= len(owned)):
            continue
        for owner, okrs in unknown.items():
            first, *others = okrs
            again = f" (and of {counted(len(others), 'more OKR')})" if others else ""
            near = people.nearest(owner)
            yield finding(
                place=first.cells.get(Field.OWNER, first.at),
                okr=first.key,
                also=(each.key for each in others),
                message=f"{owner}, the owner of {named(first)}{again}, is not in {people.where}",
                hint=f"did you mean {near}?" if near else "add the name there, or name someone who is in it",
            )


def _owned(case: Case, is_someone: Callable[[str], bool]) -> dict[str, dict[str, list[Okr]]]:
    """What each person owns in each workbook, by the name as it is written; a shared cell counts once."""
    owned: dict[str, dict[str, list[Okr]]] = {}
    met: set[CellRef] = set()
    for okr in judged_okrs(case):
        place = okr.cells.get(Field.OWNER, okr.at)
        if okr.owners and place not in met and not given_up(okr):
            met.add(place)
            for owner in filter(is_someone, okr.owners):
                owned.setdefault(okr.at.workbook, {}).setdefault(owner, []).append(okr)
    return owned
