"""Rules about teams beside each other: who works alone, who does the same, who carries it all."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.alignment.health import is_shared
from okrsheets.lint import Case, finding, rule
from okrsheets.model import AlignmentKind, Finding, KeyResult, Objective, Place, Severity
from okrsheets.rules.alignment.twins import Twins, twins_among
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import counted, listed, named

__all__ = ["lone_contributor", "silo_team", "twin_objectives"]


@rule("silo-team", Severity.INFO, needs_all_read=True)
def silo_team(case: Case) -> Iterator[Finding]:
    """A team shares a goal with two or more others, and is linked to none of them.

    Teams that serve one goal need things of each other. One that neither supports nor waits for another,
    while others do, finds out late what it should have asked for. Where no team is linked to one beside
    it, this is not said of each of them: the health of alignment in the report tells.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Depends on | Key result           | Target |
        | SA-1 | Win the east | CO-1       | MA-1       | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective    | Aligned to | Depends on | Key result     | Target |
        | MA-1 | Be known     | CO-1       |            | Speak at fairs | 6      |
        Support:
        | ID   | Objective      | Aligned to | Depends on | Key result   | Target |
        | SU-1 | Answer by chat | CO-1       |            | Chats a week | 90     |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Depends on | Key result           | Target |
        | SA-1 | Win the east | CO-1       | MA-1; SU-1 | Sign resale partners | 20     |
        Marketing:
        | ID   | Objective    | Aligned to | Depends on | Key result     | Target |
        | MA-1 | Be known     | CO-1       |            | Speak at fairs | 6      |
        Support:
        | ID   | Objective      | Aligned to | Depends on | Key result   | Target |
        | SU-1 | Answer by chat | CO-1       |            | Chats a week | 90     |
    """
    health = case.facts.health
    if health is None or not health.horizontal.met or not health.horizontal.missing:
        return
    homes = {
        key: okr.objective if isinstance(okr, KeyResult) else key for key, okr in case.okrs.by_key.items()
    }
    judged = {each.key for each in case.okrs.objectives if not given_up(each)}
    at_work: dict[str, set[str]] = {}
    for link in case.resolutions.alignments:
        if (
            link.kind is not AlignmentKind.DEPENDENCY
            and homes.get(link.child) in judged
            and link.parent in homes
        ):
            at_work.setdefault(homes[link.parent], set()).add(case.facts.teams[link.child])
    first = {case.facts.teams[each.key]: each for each in reversed(case.okrs.objectives)}
    for team in health.horizontal.missing:
        shared = sorted(key for key, teams in at_work.items() if team in teams and len(teams) > 2)
        if shared and team in first:
            others = sorted(at_work[shared[0]] - {team})
            yield finding(
                place=Place.of_team(first[team].at.workbook, team),
                message=f"{team} works at {named(case.okrs.by_key[shared[0]])} as {listed(others)} do, "
                "and is linked to no team beside it",
                hint="write down what it needs of the others, or supports there",
            )


@rule("twin-objectives", Severity.WARNING, needs_all_read=True)
def twin_objectives(case: Case, *, alike: float = 0.90) -> Iterator[Finding]:
    """Two teams have nearly the same objective, and neither is aligned to the other.

    Either they do the same work twice, or one of them has taken a goal of the other and did not say so;
    then its progress is not seen there. Persons with tabs of their own are no teams.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective                      | Aligned to | Key result           | Target |
        | SA-1 | Answer every customer in a day | CO-1       | Sign resale partners | 20     |
        Support:
        | ID   | Objective                        | Aligned to | Key result   | Target |
        | SU-1 | Answer every customer within a day | CO-1     | Chats a week | 90     |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective                      | Aligned to | Key result           | Target |
        | SA-1 | Answer every customer in a day | SU-1       | Sign resale partners | 20     |
        Support:
        | ID   | Objective                        | Aligned to | Key result   | Target |
        | SU-1 | Answer every customer within a day | CO-1     | Chats a week | 90     |
    """
    for one, others in _twins(case, alike):
        where = listed(sorted(f"{named(other)} of {case.facts.teams[other.key]}" for other in others))
        yield finding(
            place=one.at,
            okr=one.key,
            message=f"{named(one)} of {case.facts.teams[one.key]} is nearly the same as {where}, "
            f"and not aligned to {'it' if len(others) == 1 else 'them'}",
            hint="align one to the other, or say in its words what sets it apart",
        )


def _twins(case: Case, alike: float) -> Iterator[Twins]:
    objectives = [
        each for each in case.okrs.objectives if each.title and not given_up(each) and not _is_personal(each)
    ]
    return twins_among(objectives, case.resolutions.alignments, case.okrs, facts=case.facts, alike=alike)


def _is_personal(objective: Objective) -> bool:
    """Whether its team bears the name of its owner: persons may well want the same for themselves."""
    team = set((objective.team or "").casefold().split())
    return bool(team) and any(team <= set(owner.casefold().split()) for owner in objective.owners)


@rule("lone-contributor", Severity.INFO, needs_all_read=True)
def lone_contributor(case: Case, *, share: float = 0.5) -> Iterator[Finding]:
    """One team has over half of the key results under a goal that three or more teams share.

    If it falls behind, the goal does, whatever the others do; and the others may think that it is taken
    care of.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Key result           | Target |
        | SA-1 | Win the east | CO-1       | Sign resale partners | 20     |
        |      |              |            | New leads per week   | 50     |
        |      |              |            | Calls a week         | 400    |
        Marketing:
        | ID   | Objective | Aligned to | Key result     | Target |
        | MA-1 | Be known  | CO-1       | Speak at fairs | 6      |
        Support:
        | ID   | Objective      | Aligned to | Key result   | Target |
        | SU-1 | Answer by chat | CO-1       | Chats a week | 90     |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Objective    | Aligned to | Key result           | Target |
        | SA-1 | Win the east | CO-1       | Sign resale partners | 20     |
        |      |              |            | New leads per week   | 50     |
        Marketing:
        | ID   | Objective | Aligned to | Key result     | Target |
        | MA-1 | Be known  | CO-1       | Speak at fairs | 6      |
        |      |           |            | Visits a week  | 900    |
        Support:
        | ID   | Objective      | Aligned to | Key result   | Target |
        | SU-1 | Answer by chat | CO-1       | Chats a week | 90     |
    """
    for objective in case.okrs.objectives:
        counts = case.facts.contributors.get(objective.key, {})
        total = sum(counts.values())
        if not is_shared(counts):
            continue
        team, most = max(counts.items(), key=lambda item: item[1])
        if most > share * total:
            yield finding(
                place=objective.at,
                okr=objective.key,
                message=f"{team} has {most} of the {counted(total, 'key result')} under {named(objective)}, "
                f"which {len(counts)} teams share",
                hint="see whether the others can carry more of it",
            )
