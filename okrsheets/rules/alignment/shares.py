"""Rules about how much an OKR counts, and in how many others: shares, double counting, odd contributions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from okrsheets.grid import CellRef
from okrsheets.lint import Case, asked_once, finding, rule
from okrsheets.model import (
    Alignment,
    AlignmentKind,
    DoubleCount,
    Finding,
    KeyResult,
    Okr,
    Outcome,
    Severity,
)
from okrsheets.rules.outcomes import alignments_that
from okrsheets.rules.tables import judged_by_key, pursued_okrs
from okrsheets.rules.wording import listed, named, percent, quoted

__all__ = ["double_counted", "many_parents", "odd_contribution", "unshared_parents"]

_ROUNDING = 0.01
"""What shares may be off the whole: a third each is 99 %."""


@rule("many-parents", Severity.INFO)
def many_parents(case: Case, *, parents: float = 3) -> Iterator[Finding]:
    """Something is aligned to more than three others.

    What serves everything has no direction of its own: when two of those goals pull apart, nobody knows
    which one it follows.

    Bad:
        Company:
        | ID   | Objective                 | Key result          | Target |
        | CO-1 | Expand in North America   | Win new accounts    | 40     |
        | CO-2 | Be the best place to work | Raise the rating    | 5      |
        | CO-3 | Please every customer     | Answers in a day    | 90     |
        | CO-4 | Earn what we spend        | Margin in per cent  | 12     |
        Sales:
        | Objective    | Aligned to             | Key result          | Target |
        | Win the east | CO-1; CO-2; CO-3; CO-4 | Sign resale partner | 20     |
    Good:
        Company:
        | ID   | Objective                 | Key result          | Target |
        | CO-1 | Expand in North America   | Win new accounts    | 40     |
        Sales:
        | Objective    | Aligned to | Key result          | Target |
        | Win the east | CO-1       | Sign resale partner | 20     |
    """
    upward = [each for each in case.resolutions.alignments if each.kind is not AlignmentKind.DEPENDENCY]
    counts = Counter([link.child for link in upward])
    above: dict[str, dict[str, None]] = {}
    for link in upward if max(counts.values(), default=0) > parents else ():
        above.setdefault(link.child, {})[link.parent] = None
    for okr in pursued_okrs(case) if above else ():
        found = above.get(okr.key, {})
        if len(found) > parents:
            names = sorted(named(case.okrs.by_key[key]) for key in found)
            yield finding(
                place=_cells(case).get((okr.key, next(iter(found))), okr.at),
                okr=okr.key,
                message=f"{named(okr)} is aligned to {len(found)} others: {listed(names)}",
                hint="keep those that it moves most",
            )


@asked_once
def _cells(case: Case) -> Mapping[tuple[str, str | None], CellRef]:
    """The cell that says each alignment."""
    return {
        (each.child, each.parent): each.source.cell
        for each in reversed(alignments_that(case, Outcome.RESOLVED))
    }


@rule("unshared-parents", Severity.WARNING)
def unshared_parents(case: Case) -> Iterator[Finding]:
    """Something contributes to several goals and does not say how much to each.

    Without shares it counts the same for each of them, whatever was meant; and shares that come to more
    than the whole let one success count twice.

    Bad:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-2 | Earn what we spend        | Margin           | 12     |
        Sales:
        | Objective    | Key result           | Target | Contributes to |
        | Win the east | Sign resale partners | 20     | CO-1; CO-2     |
    Good:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-2 | Earn what we spend        | Margin           | 12     |
        Sales:
        | Objective    | Key result           | Target | Contributes to           |
        | Win the east | Sign resale partners | 20     | CO-1 (70 %); CO-2 (30 %) |
    """
    sharing = _sharing(case)
    for okr in pursued_okrs(case) if sharing else ():
        links = sorted(sharing.get(okr.key, ()), key=lambda link: link.parent)
        if not links:
            continue
        if message := _unshared(okr, links, case):
            yield finding(
                place=_cells(case).get((okr.key, links[0].parent), okr.at),
                okr=okr.key,
                message=message,
                hint='write how much of it counts for each, such as "CO-1 (60 %); CO-2 (40 %)"'
                if len(links) > 1
                else "write 100 % or less, or leave it out",
            )


def _sharing(case: Case) -> Mapping[str, Sequence[Alignment]]:
    """What carries progress upward, by what it belongs to: all of those with several goals or a share."""
    carrying = [link for link in case.resolutions.alignments if link.carries and link.child != link.parent]
    counts = Counter([link.child for link in carrying])
    with_shares = {link.child for link in carrying if link.share is not None}
    sharing: dict[str, list[Alignment]] = {}
    for link in carrying:
        if counts[link.child] > 1 or link.child in with_shares:
            sharing.setdefault(link.child, []).append(link)
    return sharing


def _unshared(okr: Okr, links: Sequence[Alignment], case: Case) -> str | None:
    """What is wrong with the shares of an OKR's parents."""
    shares = [link.share for link in links if link.share is not None]
    total = sum(shares)
    if total > 1 + _ROUNDING:
        if len(shares) == 1:
            return f"{named(okr)} contributes {percent(total)} of itself, more than all"
        return f"the shares that {named(okr)} contributes add up to {percent(total)}, more than all"
    unsaid = [named(case.okrs.by_key[link.parent]) for link in links if link.share is None]
    if len(links) == 1:
        return None
    if unsaid:
        only = (
            f"only to {listed(unsaid)} it does not say how much"
            if shares
            else "without saying how much to each"
        )
        all_of_them = listed(named(case.okrs.by_key[link.parent]) for link in links)
        return f"{named(okr)} contributes to {all_of_them}{'; ' if shares else ' '}{only}"
    if total < 1 - _ROUNDING:
        return f"the shares that {named(okr)} contributes add up to {percent(total)}, not to 100 %"
    return None


@rule("double-counted", Severity.WARNING, silenced_by=("alignment-cycle",))
def double_counted(case: Case) -> Iterator[Finding]:
    """Something reaches one goal by two paths that both contribute.

    Counted by both, one success would move the goal twice. It is counted once, by the shorter path; but
    whoever wrote the other one may have meant something else.

    Bad:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Type       | Title                | Target | Contributes to |
        | SA-1 | Objective  | Win the east         |        | CO-1           |
        | KR1  | Key result | Sign resale partners | 20     | CO-1           |
        | KR2  | Key result | New leads per week   | 50     |                |
    Good:
        Company:
        | ID   | Objective               | Key result       | Target |
        | CO-1 | Expand in North America | Win new accounts | 40     |
        Sales:
        | ID   | Type       | Title                | Target | Contributes to |
        | SA-1 | Objective  | Win the east         |        |                |
        | KR1  | Key result | Sign resale partners | 20     | CO-1           |
        | KR2  | Key result | New leads per week   | 50     |                |
    """
    by_objective: dict[tuple[str, str], list[DoubleCount]] = {}
    for each in case.facts.double_counts:
        if (okr := judged_by_key(case).get(each.key)) is not None:
            through = (
                okr.objective if isinstance(okr, KeyResult) and okr.objective in each.paths[1] else okr.key
            )
            by_objective.setdefault((through, each.reaches), []).append(each)
    cells = _cells(case) if by_objective else {}
    for (through, reaches), doubles in by_objective.items():
        named_goal = named(case.okrs.by_key[reaches])
        if len(doubles) > 1:
            objective = case.okrs.by_key[through]
            steps = [cell for (child, _), cell in cells.items() if child == through]
            yield finding(
                place=next(iter(steps), objective.at),
                okr=through,
                also=[each.key for each in doubles],
                message=f"{len(doubles)} key results of {named(objective)} count in {named_goal} "
                "by two ways, their own and through it; each is counted once, by the shorter",
                hint="say that the objective supports it, or take out what its key results say",
            )
            continue
        okr = case.okrs.by_key[doubles[0].key]
        firsts = [(okr.key, path[1]) for path in doubles[0].paths]
        yield finding(
            place=next((cells[first] for first in firsts if first in cells), okr.at),
            okr=okr.key,
            message=f"{named(okr)} counts in {named_goal} by two ways: {_ways(doubles[0], case)}; "
            "it is counted once, by the first",
            hint="take one of the two out, or say that it supports instead of contributing",
        )


def _ways(double: DoubleCount, case: Case) -> str:
    """The two paths, without what they share: their ends."""
    between = [[named(case.okrs.by_key[key]) for key in path[1:-1]] for path in double.paths]
    return " and ".join(f"through {listed(names, most=4)}" if names else "directly" for names in between)


@rule("odd-contribution", Severity.INFO)
def odd_contribution(case: Case) -> Iterator[Finding]:
    """A whole objective is said to contribute to a key result.

    A key result is a figure that moves by what is counted, and an objective is not counted: it supports
    the key result, and the key results below it may contribute.

    Bad:
        Company:
        | ID     | Type       | Title                   | Target |
        | CO-1   | Objective  | Expand in North America |        |
        | CO-1.1 | Key result | Win new accounts        | 40     |
        Sales:
        | ID   | Objective    | Contributes to | Key result           | Target |
        | SA-1 | Win the east | CO-1.1         | Sign resale partners | 20     |
    Good:
        Company:
        | ID     | Type       | Title                   | Target |
        | CO-1   | Objective  | Expand in North America |        |
        | CO-1.1 | Key result | Win new accounts        | 40     |
        Sales:
        | ID   | Objective    | Supports | Key result           | Target |
        | SA-1 | Win the east | CO-1.1   | Sign resale partners | 20     |
    """
    objectives = {each.key: each for each in case.okrs.objectives}
    for each in alignments_that(case, Outcome.RESOLVED):
        if (child := objectives.get(each.child)) is None or each.kind is not AlignmentKind.STRAIGHTFORWARD:
            continue
        parent = case.okrs.by_key.get(each.parent or "")
        if isinstance(parent, KeyResult) and parent.objective != child.key:
            yield finding(
                place=each.source.cell,
                okr=child.key,
                message=f"the objective {named(child)} is said to contribute to the key result "
                f"{named(parent)} ({quoted(each.text)})",
                hint="say that it supports it, or align the key results that move it",
            )
