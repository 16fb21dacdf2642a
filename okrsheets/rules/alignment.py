"""Rules about work that serves nothing, and goals that nothing serves."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Field,
    Finding,
    KeyResult,
    Measure,
    Objective,
    Okr,
    Outcome,
    Place,
    Severity,
)
from okrsheets.rules.tables import given_up
from okrsheets.rules.wording import amount, listed, named, percent, placed, quoted, titles_of

__all__ = ["RULES"]

_PARENT_FIELDS = (Field.PARENT, Field.SUPPORTS, Field.CONTRIBUTES_TO)
_LEADS_SOMEWHERE = (Outcome.RESOLVED, Outcome.VAGUE, Outcome.UNREACHABLE)


@rule("no-alignment", Severity.INFO, needs_all_read=True)
def no_alignment(case: Case) -> Iterator[Finding]:
    """Several teams have OKRs, and none of them is aligned to anything.

    Then nobody can see which team works on which goal of the company. This is said once; what is
    aligned to nothing is not listed one by one.

    Bad:
        Company:
        | Objective                          | Key result       | Target |
        | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective    | Key result          | Target |
        | Win the east | Sign resale partner | 20     |
    Good:
        Company:
        | Objective                          | Key result       | Target |
        | Expand the market in North America | Win new accounts | 40     |
        Sales:
        | Objective    | Aligned to                         | Key result          | Target |
        | Win the east | Expand the market in North America | Sign resale partner | 20     |
    """
    teams = _teams(case)
    if len(teams) > 1 and not _says_alignment(case):
        yield finding(
            place=Place.of_workbook(case.okrs.objectives[0].at.workbook),
            message=f"nothing in {listed(teams)} is aligned to anything",
            hint='add a column "Aligned to" that names the objective or key result each one serves',
        )


@rule(
    "orphan-objective",
    Severity.WARNING,
    silenced_by=("dangling-alignment", "ambiguous-alignment"),
    needs_all_read=True,
)
def orphan_objective(case: Case) -> Iterator[Finding]:
    """An objective below the top level is aligned to nothing.

    A team that works on it cannot say which goal of the company it serves, and whoever plans above
    does not know that it exists. An objective counts as aligned when one of its key results is.

    Bad:
        Company:
        | ID   | Objective                          | Key result                 | Target |
        | CO-1 | Expand the market in North America | Win new accounts           | 40     |
        Sales:
        | Objective                | Aligned to | Key result          | Target |
        | Win the east             | CO-1       | Sign resale partner | 20     |
        | Answer every lead sooner |            | Hours to an answer  | 4      |
    Good:
        Company:
        | ID   | Objective                          | Key result                 | Target |
        | CO-1 | Expand the market in North America | Win new accounts           | 40     |
        Sales:
        | Objective                | Aligned to | Key result          | Target |
        | Win the east             | CO-1       | Sign resale partner | 20     |
        | Answer every lead sooner | CO-1       | Hours to an answer  | 4      |
    """
    if not _is_practised(case):
        return
    upward = [each for each in case.resolutions.resolutions if each.kind is not AlignmentKind.DEPENDENCY]
    aligned = {each.child for each in upward if each.outcome in _LEADS_SOMEWHERE}
    tried = {each.child for each in upward}  # what leads nowhere is told as that already
    for objective in case.okrs.objectives:
        if objective.key in case.resolutions.top_level or objective.title is None or given_up(objective):
            continue
        if objective.key not in aligned and not any(kr.key in tried for kr in objective.key_results):
            yield finding(
                place=next(
                    (objective.cells[f] for f in _PARENT_FIELDS if f in objective.cells), objective.at
                ),
                okr=objective.key,
                message=f"{named(objective)} is aligned to nothing",
                hint="name the objective or key result that it serves",
            )


@rule("unsupported-key-result", Severity.WARNING, needs_all_read=True)
def unsupported_key_result(case: Case) -> Iterator[Finding]:
    """A key result of the top level has nobody working towards it.

    No objective or key result of a team is aligned to it or to its objective as a whole, so it will
    be reached by luck or not at all.

    Bad:
        Company:
        | ID   | Objective                 | Key result             | Target |
        | CO-1 | Expand in North America   | Win new accounts       | 40     |
        | CO-2 | Be the best place to work | Raise the rating       | 5      |
        Sales:
        | Objective    | Aligned to | Key result          | Target |
        | Win the east | CO-1       | Sign resale partner | 20     |
    Good:
        Company:
        | ID   | Objective                 | Key result             | Target |
        | CO-1 | Expand in North America   | Win new accounts       | 40     |
        | CO-2 | Be the best place to work | Raise the rating       | 5      |
        Sales:
        | Objective                 | Aligned to | Key result          | Target |
        | Win the east              | CO-1       | Sign resale partner | 20     |
        | A team that likes to stay | CO-2       | Leavers per year    | 2      |
    """
    if not _is_practised(case):
        return
    supported = {
        each.parent for each in case.resolutions.alignments if each.kind is not AlignmentKind.DEPENDENCY
    }
    for objective in case.okrs.objectives:
        if objective.key not in case.resolutions.top_level or objective.key in supported:
            continue
        for key_result in objective.key_results:
            if key_result.key not in supported and not given_up(key_result) and not given_up(objective):
                yield finding(
                    place=key_result.at,
                    okr=key_result.key,
                    message=f"no team works towards {named(key_result)}: nothing is aligned to it",
                    hint="align a team's objective or key result to it",
                )


@rule("copies-disagree", Severity.WARNING)
def copies_disagree(case: Case) -> Iterator[Finding]:
    """The same OKRs stand twice, and the two places say different things.

    Only one of them counts, so what was written into the other is lost: whoever updates there sees no
    progress. `inspect` says which one counts and why; let the other one show it by a formula.

    Bad:
        Sales:
        | Objective    | Key result           | Current | Target |
        | Win the east | Sign resale partners | 5       | 20     |
        Summary:
        | Objective    | Key result           | Current | Target |
        | Win the east | Sign resale partners | 8       | 20     |
    Good:
        Sales:
        | Objective    | Key result           | Current | Target |
        | Win the east | Sign resale partners | 8       | 20     |
        Summary:
        | Objective    | Key result           | Current | Target |
        | Win the east | Sign resale partners | 8       | 20     |
    """
    copied = {reading.source for reading in case.readings if reading.copy_of is not None}
    for copy in case.okrs.copies:
        if copy.okr.at.workbook in copied:
            continue
        family: tuple[Okr, ...] = (copy.okr, *copy.okr.key_results)
        for each in family:
            okr = case.okrs.by_key.get(each.key)
            if okr is not None and (differing := [*_differing(each, okr)]):
                name, here, there = differing[0]
                where = placed(okr.cells.get(name, okr.at), seen_from=each.at, case=case)
                also = [other.value for other, _, _ in differing[1:]]
                more = f"; {listed(also)} {'differ' if len(also) > 1 else 'differs'} too" if also else ""
                yield finding(
                    place=each.cells.get(name, each.at),
                    message=f"{name.value} of {named(each)} is {here} here and {there} in {where}, "
                    f"which counts{more}",
                    hint="write it where it counts, and show it here by a formula",
                )
            elif okr is None and each is not copy.okr:
                yield finding(
                    place=each.at,
                    message=f"{named(each)} stands only here, among copies of {_counting(copy.okr, case)}",
                    hint="add it where the others count, or take it out here",
                )


def _counting(copy: Objective, case: Case) -> str:
    """What a copy repeats and where that counts."""
    home = case.okrs.by_key.get(copy.key)
    if home is None:
        return "key results that count elsewhere"
    return f"{named(home)}, which counts in {placed(home.at, seen_from=copy.at, case=case)}"


def _differing(copy: Okr, home: Okr) -> Iterator[tuple[Field, str, str]]:
    """The fields in which a copy says something else than what it repeats, with the words of both."""
    if isinstance(copy, KeyResult) and isinstance(home, KeyResult):
        is_share = Measure.PERCENT in (copy.measure, home.measure)
        values = (
            (Field.CURRENT, copy.current, home.current),
            (Field.TARGET, copy.target, home.target),
            (Field.BASELINE, copy.baseline, home.baseline),
        )
        for name, here, there in values:
            if (
                here is not None
                and not _is_same(here, there, share=is_share)
                and (there is not None or name in home.cells)
            ):
                yield name, amount(here, copy), "blank" if there is None else amount(there, home)
    shares = (
        (Field.PROGRESS, copy.stated_progress, home.stated_progress),
        (Field.CONFIDENCE, copy.confidence, home.confidence),
    )
    for name, here, there in shares:
        if here is not None and there is not None and not _is_same(here, there, share=True):
            yield name, percent(here), percent(there)
    if copy.stated_meaning and home.stated_meaning and copy.stated_meaning is not home.stated_meaning:
        yield Field.STATUS, quoted(copy.stated_status or ""), quoted(home.stated_status or "")


def _is_same(here: float | None, there: float | None, *, share: bool) -> bool:
    """Whether a copy says nothing else: rounded, and 60 for 60 %, it is the same."""
    if here is None or there is None:
        return here is None
    scales = (1, 100, 0.01) if share else (1,)
    return any(isclose(here * scale, there, rel_tol=0.001, abs_tol=0.005) for scale in scales)


@rule("copied-workbook", Severity.WARNING)
def copied_workbook(case: Case) -> Iterator[Finding]:
    """A workbook is an older copy of another one.

    The two have the same tabs and over 80 % of their OKRs in common. Counted together, every figure
    would be wrong, so the older one is left out; what somebody still writes into it is lost.

    Bad:
        [Plan.xlsx]OKRs:
        | Objective     | Key result           | Target |
        | Win the east  | Sign resale partners | 20     |
        | Answer sooner | Hours to an answer   | 4      |
        [Copy of Plan.xlsx]OKRs:
        | Objective     | Key result           | Target |
        | Win the east  | Sign resale partners | 20     |
        | Answer sooner | Hours to an answer   | 4      |
    Good:
        [Plan.xlsx]OKRs:
        | Objective     | Key result           | Target |
        | Win the east  | Sign resale partners | 20     |
        | Answer sooner | Hours to an answer   | 4      |
    """
    titles = titles_of(case)
    for reading in case.readings:
        if reading.copy_of is not None:
            newer = titles.get(reading.copy_of, reading.copy_of)
            yield finding(
                place=Place.of_workbook(reading.source),
                message=f"has the same tabs as {newer} and nearly the same OKRs; {newer} is the newer one "
                "and counts",
                hint="have only one of them read, or set copy = false for a source that is none",
            )


def _is_practised(case: Case) -> bool:
    """Whether there are several teams and any of them says what something is aligned to."""
    return _says_alignment(case) and len(_teams(case)) > 1


def _says_alignment(case: Case) -> bool:
    return any(each.kind is not AlignmentKind.DEPENDENCY for each in case.resolutions.resolutions)


def _teams(case: Case) -> tuple[str, ...]:
    """The teams that have objectives; those of a workbook that names no team are one."""
    titles = titles_of(case)
    return tuple(sorted({_team(objective, titles) for objective in case.okrs.objectives}))


def _team(objective: Objective, titles: dict[str, str]) -> str:
    return objective.team or titles.get(objective.at.workbook, objective.at.workbook)


RULES = (no_alignment, orphan_objective, unsupported_key_result, copies_disagree, copied_workbook)
