"""The scores of OKRs that are going on: how well they are made, and how well they are kept up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.lint import Case, Rule, narrowed
from okrsheets.model import (
    CyclePhase,
    Finding,
    KeyResult,
    Okr,
    Score,
    Scores,
    Severity,
    Status,
    given_up,
)
from okrsheets.progress.pace import updated_on

__all__ = ["scores_of"]

_MADE = frozenset({"form", "ambition"})
"""The families of rules about how OKRs are made."""


def scores_of(case: Case, findings: Iterable[Finding], rules: Iterable[Rule]) -> Scores:
    """The scores by what was found; what a rule's switch or a note excuses lowers none.

    Strength counts objectives and key results: whole without a warning or error about how they are made,
    by half with a warning, not with an error: `(pass + 0.5 warn) / evaluated`, good from 75 %, bad below 45 %
    (open-okr, METHOD.md, strength). Hygiene counts key results of which the sheet tells when they were last
    updated, or that they never were: those updated within their cadence (FaraatarTID/okr, hygiene; 60 %:
    Profit.co, check-in discipline).
    """
    early = narrowed(case, frozenset({CyclePhase.OPEN, CyclePhase.NOT_BEGUN}))
    begun = narrowed(case, frozenset({CyclePhase.OPEN}))
    return Scores(_strength(early, findings, rules), _hygiene(begun))


def _strength(case: Case, findings: Iterable[Finding], rules: Iterable[Rule]) -> Score:
    about = {each.name for each in rules if each.family in _MADE}
    worst: dict[str, Severity] = {}
    for found in findings:
        if found.rule in about:
            for key in (found.okr, *found.also):
                if key is not None:
                    worst[key] = max(found.severity, worst.get(key, Severity.INFO))
    keys = [okr.key for okr in case.okrs.okrs if okr.title is not None and not given_up(okr)]
    return Scores().strength._replace(
        met=tuple(key for key in keys if worst.get(key, Severity.INFO) is Severity.INFO),
        half=tuple(key for key in keys if worst.get(key) is Severity.WARNING),
        missing=tuple(key for key in keys if worst.get(key) is Severity.ERROR),
    )


def _hygiene(case: Case) -> Score:
    asked = list(_asked_for_updates(case))
    missed = {okr.key for okr in asked if case.figures.okrs[okr.key].missed_since is not None}
    return Scores().hygiene._replace(
        met=tuple(okr.key for okr in asked if okr.key not in missed),
        missing=tuple(okr.key for okr in asked if okr.key in missed),
    )


def _asked_for_updates(case: Case) -> Iterator[Okr]:
    """The key results that are going on, and of which the sheet, or a sync that saw a change, tells whether
    they are looked at.
    """
    for okr in case.okrs.key_results:
        figure = case.figures.okrs.get(okr.key)
        if figure is None or _is_ended(okr, figure.status):
            continue
        past = case.history.pasts.get(okr.key)
        seen = past is not None and past.touched is not None and past.touched > past.since
        if seen or updated_on(okr, today=case.today) is not None or figure.missed_since is not None:
            yield okr


def _is_ended(okr: KeyResult, status: Status) -> bool:
    return given_up(okr) or status is Status.DONE or okr.stated_meaning is Status.DONE
