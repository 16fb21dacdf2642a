"""Rules about OKRs that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    Field,
    Finding,
    KeyResult,
    Measure,
    Objective,
    Okr,
    Place,
    Severity,
)
from okrsheets.rules.wording import amount, listed, named, percent, placed, quoted, titles_of

__all__ = ["copied_workbook", "copies_disagree"]


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
