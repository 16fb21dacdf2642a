"""Runs rules over one case: which of them speak, and which findings stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from okrsheets.lint.case import Case, narrowed, read_today
from okrsheets.lint.ruling import Rule
from okrsheets.lint.sharing import Shared
from okrsheets.lint.suppressions import Suppression, suppressions_in
from okrsheets.model import CyclePhase, Finding, PlaceKind

__all__ = ["run"]

_BEFORE_THE_CYCLE = frozenset({"references", "form"})
"""The families that judge OKRs whose cycle has not begun; all families judge the open ones."""
_OF_UPDATES = frozenset({"tracking"})
"""The families that say nothing of what could not be read today: somebody may have put it right."""


def run(case: Case, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings that stand, sorted by workbook, tab, row, column and rule.

    A rule that is switched off still silences others: switching one off never makes another speak.
    """
    rules = tuple(rules)
    begun, early, fresh = _views_of(case)

    def seen_by(each: Rule) -> Case:
        if each.family in _OF_UPDATES:
            return fresh
        return early if each.family in _BEFORE_THE_CYCLE else begun

    found = {
        each.name: _findings(seen_by(each), each) if _sees_enough(case, each) else ()
        for each in _needed(case, rules)
        if not each.of_suppressions
    }
    suppressions = suppressions_in(case.okrs)
    quiet: dict[str, set[Hashable]] = {}
    for said in suppressions:
        if said.holds(case.today):
            quiet.setdefault(said.rule, set()).update(said.spots)
    judged = begun._replace(
        suppressions=_come_to(suppressions, found, rules=rules, judged=begun),
        rule_names=tuple(each.name for each in rules),
    )
    found |= {each.name: _findings(judged, each) for each in _needed(case, rules) if each.of_suppressions}
    silencers = {name for each in rules for name in each.silenced_by}
    spoken_for = {
        name: {spot for one in found[name] for spot in (_narrowest(one), *one.also)}
        for name in found.keys() & silencers
    }
    standing: list[Finding] = []
    for each in rules:
        if not case.settings.wants(each.name):
            continue
        silencing = [spoken_for.get(name, set()) for name in each.silenced_by] + [quiet.get(each.name, set())]
        silencing = [spots for spots in silencing if spots]
        standing.extend(
            one
            for one in found[each.name]
            if not (silencing and _is_silenced(one, silencing))
            and not (case.settings.tabs and case.settings.ignores_in(one.place, each.name))
        )
    return tuple(sorted(standing, key=_order))


def _views_of(case: Case) -> tuple[Case, Case, Case]:
    """What is going on, that together with what has not begun, and what is going on and was read today.

    The rules that look at one of them share what they find out about it.
    """
    begun = narrowed(case, frozenset({CyclePhase.OPEN}))
    early = begun
    if begun is not case:  # else all is going on
        early = narrowed(case, frozenset({CyclePhase.OPEN, CyclePhase.NOT_BEGUN}))
        if _count(early) == _count(begun):
            early = begun
    cases = (begun, early, read_today(begun))
    sharing = {id(each): each._replace(shared=Shared()) for each in cases}
    begun, early, fresh = (sharing[id(each)] for each in cases)
    return begun, early, fresh


def _count(case: Case) -> tuple[int, int]:
    """How many OKRs a case has, and how many objectives that stand again."""
    objectives = case.okrs.objectives
    return len(objectives) + sum(len(each.key_results) for each in objectives), len(case.okrs.copies)


def _needed(case: Case, rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """The rules that are to be heard, and those that may silence them."""
    wanted = [each for each in rules if case.settings.wants(each.name)]
    names = {name for each in wanted for name in (each.name, *each.silenced_by)}
    return (each for each in rules if each.name in names)


def _sees_enough(case: Case, of: Rule) -> bool:
    """Whether all was read that a rule needs to know of."""
    return not (of.needs_all_read and case.unread)


def _come_to(
    suppressions: Sequence[Suppression],
    found: Mapping[str, tuple[Finding, ...]],
    *,
    rules: Iterable[Rule],
    judged: Case,
) -> tuple[Suppression, ...]:
    """The suppressions of the OKRs that are judged, with what became of each.

    A rule that compares with earlier syncs, or was not heard, may have had something to say.
    """
    if not suppressions:
        return ()
    by_name = {each.name: each for each in rules}
    objectives = judged.okrs.objectives
    keys = {each.key for each in objectives} | {kr.key for each in objectives for kr in each.key_results}
    spots = {
        (name, spot) for name, ours in found.items() for one in ours for spot in (*_spots(one), *one.also)
    }
    return tuple(
        each._replace(
            known=each.rule in by_name,
            heard=each.rule in found
            and judged.settings.wants(each.rule)
            and not by_name[each.rule].needs_history
            and _sees_enough(judged, by_name[each.rule]),
            silenced=each.holds(judged.today) and any((each.rule, spot) in spots for spot in each.spots),
        )
        for each in suppressions
        if keys.intersection(each.okrs)
    )


def _order(one: Finding) -> tuple[str, str, int, int, str, str]:
    place = one.place
    return (place.workbook, place.sheet, place.row, place.column, one.rule, one.message)


def _findings(case: Case, of: Rule) -> tuple[Finding, ...]:
    """What one rule finds, under its name, at its severity and with its thresholds."""
    settings = case.settings
    severity = settings.severity.get(of.name, of.severity)
    limits = {
        name: settings.thresholds.get(key, of.thresholds[name]) for key, name in of.threshold_keys.items()
    }
    return tuple(
        [
            Finding(of.name, min(severity, at_most), place, message, hint, okr, also)
            for _, at_most, place, message, hint, okr, also in of.check(case, **limits)
        ]
    )


def _spots(one: Finding) -> tuple[Hashable, ...]:
    """Everything by which a finding can be silenced, the narrowest first: its OKR, and its row or place."""
    place = one.place
    there = (place.workbook, place.sheet, place.row) if place.kind is PlaceKind.CELL else place
    return (there,) if one.okr is None else (one.okr, there)


def _narrowest(one: Finding) -> Hashable:
    return _spots(one)[0] if one.okr is None else one.okr


def _is_silenced(one: Finding, silencing: Iterable[AbstractSet[Hashable]]) -> bool:
    """Whether any of these sets of spots silences a finding: where it speaks of several OKRs, all of them."""
    if one.also:
        keys = [key for key in (one.okr, *one.also) if key is not None]
        return any(all(key in spots for key in keys) for spots in silencing)
    own = _spots(one)
    return any(spot in spots for spots in silencing for spot in own)
