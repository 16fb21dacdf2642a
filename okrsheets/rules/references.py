"""Rules about what alignment texts and ids refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from okrsheets.alignment.names import name_of
from okrsheets.grid import CellRange, CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Field,
    Finding,
    KeyResult,
    Okr,
    Outcome,
    Resolution,
    Severity,
)
from okrsheets.patterns import pattern
from okrsheets.rules.tables import judged_okrs, okr_tables
from okrsheets.rules.wording import in_workbooks, listed, named, placed, quoted, what

__all__ = ["RULES"]

_WITH_YEAR = pattern(r"(19|20)\d\d")


@rule("dangling-alignment", Severity.ERROR)
def dangling_alignment(case: Case) -> Iterator[Finding]:
    """An alignment names something that does not exist.

    Whoever wrote it meant something; as it stands, nobody above sees this work and its progress
    counts for nothing. Most often an id was mistyped, or the objective was renamed or dropped.

    Bad:
        Company:
        | ID   | Objective                          | Key result       | Target |
        | CO-1 | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | CO-1       | Sign resale partners | 20     |
        | Answer sooner   | CO-9       | Hours to an answer   | 4      |
    Good:
        Company:
        | ID   | Objective                          | Key result       | Target |
        | CO-1 | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | CO-1       | Sign resale partners | 20     |
        | Answer sooner   | CO-1       | Hours to an answer   | 4      |
    """
    looked_in = in_workbooks([workbook.title for workbook in case.workbooks])
    for each in _alignments_that(case, Outcome.DANGLING):
        nearest = [named(case.okrs.by_key[key]) for key in each.nearest[:3] if key in case.okrs.by_key]
        yield finding(
            place=each.source.cell,
            okr=each.child,
            message=f"{quoted(each.text)} is no objective or key result in {looked_in}",
            hint=f"did you mean {listed(nearest, last='or')}?"
            if nearest
            else "write the id or the title of one that exists",
        )


@rule("vague-alignment", Severity.WARNING)
def vague_alignment(case: Case) -> Iterator[Finding]:
    """An alignment names only a team or a tab, not what it serves there.

    It shows a direction and no more: no key result up there can count on this work, and nobody can
    see which goal it would hurt to drop it.

    Bad:
        Company:
        | ID   | Objective                          | Key result       | Target |
        | CO-1 | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | CO-1       | Sign resale partners | 20     |
        | Answer sooner   | Company    | Hours to an answer   | 4      |
    Good:
        Company:
        | ID   | Objective                          | Key result       | Target |
        | CO-1 | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | CO-1       | Sign resale partners | 20     |
        | Answer sooner   | CO-1       | Hours to an answer   | 4      |
    """
    for each in _alignments_that(case, Outcome.VAGUE):
        yield finding(
            place=each.source.cell,
            okr=each.child,
            message=f"{quoted(each.text)} names a team or a tab, but none of its objectives",
            hint="name the objective or key result it serves there, by id or title",
        )


@rule("ambiguous-alignment", Severity.ERROR)
def ambiguous_alignment(case: Case) -> Iterator[Finding]:
    """An alignment could mean more than one objective or key result.

    Guessing would move progress to the wrong goal, so it counts for none of them until the text says
    which one is meant. Where an id and the words behind it, or a text and its link, do not agree, the id or
    the text counts, and it is told as a warning.

    Bad:
        Company:
        | ID  | Type       | Title                     | Target |
        | O1  | Objective  | Expand in North America   |        |
        | KR1 | Key result | Win new accounts          | 40     |
        | O2  | Objective  | Be the best place to work |        |
        | KR1 | Key result | Raise the rating          | 5      |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | O1         | Sign resale partners | 20     |
        | Keep our people | O2         | Leavers per year     | 2      |
        | Answer sooner   | KR1        | Hours to an answer   | 4      |
    Good:
        Company:
        | ID  | Type       | Title                     | Target |
        | O1  | Objective  | Expand in North America   |        |
        | KR1 | Key result | Win new accounts          | 40     |
        | O2  | Objective  | Be the best place to work |        |
        | KR1 | Key result | Raise the rating          | 5      |
        Sales:
        | Objective       | Aligned to | Key result           | Target |
        | Win the east    | O1         | Sign resale partners | 20     |
        | Keep our people | O2         | Leavers per year     | 2      |
        | Answer sooner   | O1.KR1     | Hours to an answer   | 4      |
    """
    for each in case.resolutions.resolutions:
        if each.doubt is not None and each.parent is not None and each.parent in case.okrs.by_key:
            taken_for = named(case.okrs.by_key[each.parent])
            yield finding(
                place=each.source.cell,
                okr=each.child,
                message=f"{quoted(each.text)} is taken for {taken_for}, but {each.doubt}",
                hint="let both say the same, or take out what is wrong",
                at_most=Severity.WARNING,
            )
        if each.outcome is not Outcome.AMBIGUOUS:
            continue
        meant = [case.okrs.by_key[key] for key in each.candidates if key in case.okrs.by_key]
        places = (f"{named(okr)} ({placed(okr.at, seen_from=each.source.cell, case=case)})" for okr in meant)
        yield finding(
            place=each.source.cell,
            okr=each.child,
            message=f"{quoted(each.text)} could mean {listed(sorted(places), last='or')}",
            hint=_how_to_be_clear(meant, case),
        )


def _how_to_be_clear(meant: list[Okr], case: Case) -> str:
    """A writing that means the first of them alone, where what they have tells them apart."""
    first = meant[0] if meant else None
    if first is not None and first.id is not None and len({okr.at.sheet for okr in meant}) > 1:
        return f"write the tab too, such as {first.at.sheet}!{first.id}"
    if isinstance(first, KeyResult) and first.id is not None:
        above = case.okrs.by_key[first.objective]
        if above.id is not None:
            return f"write the id of its objective too, such as {above.id}.{first.id}"
    return "give each of them an id of its own and write that"


@rule("duplicate-id", Severity.ERROR)
def duplicate_id(case: Case) -> Iterator[Finding]:
    """One id stands for two OKRs.

    Whatever is aligned to it could mean either, and its history would mix the values of both. A key
    result's id is its own within its objective, an objective's within its tab and cycle, and one that
    begins with the team or the year everywhere.

    Bad:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-1 | Be the best place to work | Raise the rating | 5      |
    Good:
        Company:
        | ID   | Objective                 | Key result       | Target |
        | CO-1 | Expand in North America   | Win new accounts | 40     |
        | CO-2 | Be the best place to work | Raise the rating | 5      |
    """
    same: dict[tuple[str, ...], list[Okr]] = {}
    tables = _tables(case)
    for each in judged_okrs(case):
        if each.id:
            same.setdefault((*_scope_of_id(each, each.id), _block_of(each, tables)), []).append(each)
    for okrs in same.values():
        written = min(okr.id or "" for okr in okrs)
        others = sorted(quoted(okr.title or "") for okr in okrs)
        for okr in okrs[1:]:
            yield finding(
                place=okr.cells.get(Field.ID, okr.at),
                okr=okr.key,
                message=f'the id "{written}" stands for {len(okrs)} {what(okr)}s: {listed(others)}',
                hint="give each an id of its own",
            )


def _tables(case: Case) -> dict[tuple[str, str], list[CellRange]]:
    """The ranges of the tables by workbook and tab."""
    return {
        (reading.source, sheet.name): [table.range for table in sheet.tables]
        for reading in case.readings
        for sheet in reading.sheets
    }


def _block_of(okr: Okr, tables: Mapping[tuple[str, str], list[CellRange]]) -> str:
    """The table an OKR stands in, where its id is only the number its title begins with.

    Each block of a tab may count its objectives anew; ids in a column of their own are the tab's.
    """
    if Field.ID in okr.cells:
        return ""
    at = okr.at
    ranges = tables.get((at.workbook, at.sheet), [])
    return next((covers.a1 for covers in ranges if covers.holds(at.row, at.column)), "")


def _scope_of_id(okr: Okr, written: str) -> tuple[str, ...]:
    """An id as it is compared, behind the scope within which it must be one alone."""
    name = name_of(written)
    cycle = okr.cycle.label if okr.cycle else ""
    prefix = name.partition(".")[0]
    team = (okr.team or "").casefold()
    if _WITH_YEAR.search(name) or (len(prefix) > 1 and not prefix.isdigit() and team.startswith(prefix)):
        return (what(okr), cycle, name)
    if isinstance(okr, KeyResult):
        return (what(okr), okr.objective, name)
    return (what(okr), cycle, okr.at.workbook, okr.at.sheet, team, name)


@rule("alignment-cycle", Severity.ERROR)
def alignment_cycle(case: Case) -> Iterator[Finding]:
    """An objective or key result is above itself.

    Followed upward, its alignment leads back to where it began, so none of these can say what it
    serves, and no progress flows along the circle.

    Bad:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east | MA-1       | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    Good:
        Sales:
        | ID   | Objective    | Aligned to | Key result          | Target |
        | SA-1 | Win the east |            | Sign resale partner | 20     |
        Marketing:
        | ID   | Objective                 | Aligned to | Key result     | Target |
        | MA-1 | Be known where we sell    | SA-1       | Speak at fairs | 6      |
    """
    cells = {
        (each.child, each.parent): each.source.cell
        for each in case.resolutions.resolutions
        if each.outcome is Outcome.RESOLVED
    }
    for path in case.resolutions.cycles:
        circle = _from_its_first(path)
        child, cell = _first_link(circle, cells, case)
        okrs = [named(case.okrs.by_key[key]) for key in circle]
        if len(okrs) > 6:
            okrs[3:-2] = ["…"]
        yield finding(
            place=cell,
            okr=child,
            message=f"{okrs[0]} is aligned to itself"
            if len(okrs) == 2
            else f"these are aligned in a circle: {' → '.join(okrs)}",
            hint="take out the link that does not point upward",
        )


def _from_its_first(path: tuple[str, ...]) -> tuple[str, ...]:
    """The same circle, told from the key that sorts first."""
    first = path.index(min(path))
    return (*path[first:-1], *path[:first], path[first])


def _first_link(
    circle: tuple[str, ...], cells: dict[tuple[str, str | None], CellRef], case: Case
) -> tuple[str, CellRef]:
    """The first item of the circle whose link a cell says, and that cell."""
    for child, parent in pairwise(circle):
        if (cell := cells.get((child, parent))) is not None:
            return child, cell
    return circle[0], case.okrs.by_key[circle[0]].at


@rule("unreachable-source", Severity.WARNING)
def unreachable_source(case: Case) -> Iterator[Finding]:
    """An alignment points into a workbook or tab that was not read.

    Whether what it names exists, and how far it is, cannot be said; it is unknown, not fine. While a workbook
    that belongs to the others cannot be read, that goes for whatever is found in none of them.

    Bad:
        Sales:
        | Objective    | Aligned to            | Key result          | Target |
        | Win the east | [Board.xlsx]Board!O1  | Sign resale partner | 20     |
    Good:
        Board:
        | ID | Objective                          | Key result       | Target |
        | O1 | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective    | Aligned to            | Key result          | Target |
        | Win the east | Board!O1              | Sign resale partner | 20     |
    """
    for each in case.resolutions.resolutions:
        if each.outcome is Outcome.UNREACHABLE:
            where = each.doubt or "points to a workbook or tab that was not read"
            yield finding(
                place=each.source.cell,
                okr=each.child,
                message=f"{quoted(each.text)} {where}",
                hint=f"run it again when {listed(case.unread)} can be read"
                if case.unread
                else "have that workbook read together with this one, or mend the reference",
            )


def _alignments_that(case: Case, outcome: Outcome) -> Iterator[Resolution]:
    """The alignment texts with that outcome; a dependency may name what is no OKR."""
    for each in case.resolutions.resolutions:
        if each.outcome is outcome and each.kind is not AlignmentKind.DEPENDENCY:
            yield each


@rule("unlisted-objective", Severity.WARNING)
def unlisted_objective(case: Case) -> Iterator[Finding]:
    """Key results stand under an objective that the list of objectives does not hold.

    Where most objectives of a table of key results stand in a list of their own, the others were mistyped
    or renamed in one of the two places, or never added there: whoever reads the list does not know of
    them.

    Bad:
        Objectives:
        | ID | Objective              | Owner |
        | O1 | Win the market         | Ann   |
        | O2 | Build the best product | Bo    |
        Key results:
        | Objective              | Key result           | Baseline | Target |
        | Win the market         | Sign resale partners | 4        | 20     |
        | Win the market         | New leads per week   | 10       | 50     |
        | Build the best product | Hours without a fall | 90       | 400    |
        | Build the best product | Rating in the store  | 3.9      | 4.5    |
        | Delight our customers  | Answers in a day     | 60       | 90     |
        | Delight our customers  | Calls a week         | 40       | 20     |
    Good:
        Objectives:
        | ID | Objective              | Owner |
        | O1 | Win the market         | Ann   |
        | O2 | Build the best product | Bo    |
        | O3 | Delight our customers  | Cy    |
        Key results:
        | Objective              | Key result           | Baseline | Target |
        | Win the market         | Sign resale partners | 4        | 20     |
        | Win the market         | New leads per week   | 10       | 50     |
        | Build the best product | Hours without a fall | 90       | 400    |
        | Build the best product | Rating in the store  | 3.9      | 4.5    |
        | Delight our customers  | Answers in a day     | 60       | 90     |
        | Delight our customers  | Calls a week         | 40       | 20     |
    """
    judged = {okr.key: okr for okr in judged_okrs(case)}
    for each in okr_tables(case):
        for one in each.table.unlisted:
            if (okr := judged.get(one.key or "")) is not None:
                yield finding(
                    place=okr.at,
                    okr=okr.key,
                    message=f"{quoted(okr.title or '')} is not among the objectives of {listed(one.tabs)}",
                    hint=f"did you mean {quoted(one.nearest)}?" if one.nearest else "add it there",
                )


RULES = (
    dangling_alignment,
    unlisted_objective,
    vague_alignment,
    ambiguous_alignment,
    duplicate_id,
    alignment_cycle,
    unreachable_source,
)
