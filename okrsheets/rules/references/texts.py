"""Rules about texts that lead nowhere, to several, or only near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Finding,
    KeyResult,
    Okr,
    Outcome,
    Resolution,
    Severity,
)
from okrsheets.patterns import pattern
from okrsheets.rules.outcomes import alignments_that
from okrsheets.rules.wording import in_workbooks, listed, named, placed, quoted

__all__ = ["ambiguous_alignment", "dangling_alignment", "unreachable_source", "vague_alignment"]

_IN_A_TAB = pattern(r"'?(?P<tab>[^!'\[\]:]+)'?\s*!\s*(?P<rest>[^!]+)")
_NUMBER = pattern(r"\d+")
_NEAR_TAB = 0.75  # of a tab's letters: "Compny" is Company
_MOST_TOLD = 3
"""Texts of one cell that are told one by one; more of them are one fault."""


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
    by_cell: dict[tuple[str, CellRef], list[Resolution]] = {}
    for each in alignments_that(case, Outcome.DANGLING):
        if not each.source.error:  # error-value tells of these
            by_cell.setdefault((each.child, each.source.cell), []).append(each)
    for (child, cell), several in by_cell.items():
        if len(several) > _MOST_TOLD:
            yield finding(
                place=cell,
                okr=child,
                message=f"{listed(quoted(each.text) for each in several)} "
                f"are no objectives or key results in {looked_in}",
                hint="write the ids or the titles of those that exist",
            )
            continue
        for each in several:
            what, hint = _leading_nowhere(each, case, looked_in)
            yield finding(place=cell, okr=child, message=what, hint=hint)


def _leading_nowhere(each: Resolution, case: Case, looked_in: str) -> tuple[str, str]:
    """What is wrong with a text that leads to nothing, and what to do about it."""
    if each.source.points_at_deleted:
        return (
            f"the formula {quoted(f'={each.source.formula}')} points at a cell that was deleted",
            "point it at the objective or key result that this serves",
        )
    near = [case.okrs.by_key[key] for key in each.nearest[:3] if key in case.okrs.by_key]
    nearest = [named(okr) for okr in near]
    if len(set(nearest)) < len(nearest):  # the same words in two tabs
        nearest = [_with_place(okr, each.source.cell, case) for okr in near]
    return (
        f"{quoted(each.text)} is no objective or key result in {looked_in}",
        f"did you mean {listed(nearest, last='or')}?"
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
    for each in alignments_that(case, Outcome.VAGUE):
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
        places = (_with_place(okr, each.source.cell, case) for okr in meant)
        yield finding(
            place=each.source.cell,
            okr=each.child,
            message=f"{quoted(each.text)} could mean {listed(sorted(places), last='or')}",
            hint=_how_to_be_clear(meant, case),
        )


def _with_place(okr: Okr, seen_from: CellRef, case: Case) -> str:
    """An OKR and where it stands."""
    return f"{named(okr)} ({placed(okr.at, seen_from=seen_from, case=case)})"


def _how_to_be_clear(meant: list[Okr], case: Case) -> str:
    """A writing that means the first of them alone, where what they have tells them apart."""
    first = meant[0] if meant else None
    if first is not None and first.id is not None and len({okr.at.sheet for okr in meant}) > 1:
        return f"write the tab too, such as {first.at.sheet}!{first.id}"
    if isinstance(first, KeyResult) and first.id is not None:
        above = case.okrs.by_key[first.objective]
        if above.id is not None:
            return f"write the id of its objective too, such as {above.id}.{first.id}"
    teams = [okr.team for okr in meant]
    if first is not None and first.title and None not in teams and len(set(teams)) == len(teams):
        return f"write its team before it, such as {quoted(f'{first.team}: {first.title}')}"
    if isinstance(first, KeyResult) and first.title:
        titles = [case.okrs.by_key[each.objective].title for each in meant if isinstance(each, KeyResult)]
        if None not in titles and len(set(titles)) == len(meant):
            return f"write its objective before it, such as {quoted(f'{titles[0]}: {first.title}')}"
    return "give each of them an id of its own and write that"


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
    tabs = tuple(sorted({sheet.name for workbook in case.workbooks for sheet in workbook.sheets}))
    for each in case.resolutions.resolutions:
        if each.outcome is Outcome.UNREACHABLE:
            near = _in_a_near_tab(each.text, tabs)
            cure = "have that workbook read together with this one, or mend the reference"
            where = each.doubt or "points to a workbook or tab that was not read"
            yield finding(
                place=each.source.cell,
                okr=each.child,
                message=f"{quoted(each.text)} {where}",
                hint=f"run it again when {listed(case.unread)} can be read"
                if case.unread
                else f"did you mean {near}? If not, {cure}"
                if near
                else cure,
            )


def _in_a_near_tab(text: str, tabs: Sequence[str]) -> str | None:
    """The same reference into the tab that is spelt nearly as the one it names, where there is one."""
    if (parts := _IN_A_TAB.fullmatch(text)) is None:
        return None
    from rapidfuzz import process  # noqa: PLC0415 - loaded only where a tab is not there
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    named = parts["tab"].casefold()
    numbers = _NUMBER.findall(named)  # "Q3 2026" is no slip for Q4 2026
    alike = [tab for tab in tabs if _NUMBER.findall(tab) == numbers]
    found = process.extractOne(
        named, [tab.casefold() for tab in alike], scorer=OSA.normalized_similarity, score_cutoff=_NEAR_TAB
    )
    if found is None:
        return None
    quote = "'" if text.startswith("'") else ""
    return f"{quote}{alike[found[2]]}{quote}!{parts['rest']}"
