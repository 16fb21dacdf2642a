"""Rules about what notes in the sheet silence."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from okrsheets.lint import Case, Suppression, finding, rule
from okrsheets.model import Finding, Severity

__all__ = ["RULES"]


@rule("idle-suppression", Severity.WARNING, of_suppressions=True)
def idle_suppression(case: Case) -> Iterator[Finding]:
    """A note silences a rule that has nothing to say there, or no longer silences it.

    What was excused once is mended, the day of the excuse has passed, or the name is no rule's. Left
    standing, the note would one day silence a fault that nobody has excused.

    Bad:
        | Objective    | Key result         | Owner | Target | Note                                    |
        | Win the east | New leads per week | Mia   | 50     | ignore: missing-owner, Ann starts in May |
    Good:
        | Objective    | Key result         | Owner | Target | Note                                    |
        | Win the east | New leads per week |       | 50     | ignore: missing-owner, Ann starts in May |
        | Win the west | Leads per month    | Ben   | 90     |                                         |
    """
    for each in case.suppressions:
        if told := _told(case, each):
            message, hint = told
            yield finding(place=each.cell, okr=each.okrs[0], message=message, hint=hint)


def _told(case: Case, each: Suppression) -> tuple[str, str] | None:
    """What is wrong with a suppression, and its cure; None where it does its work."""
    written = f'"ignore: {each.rule}"'
    if not each.known:
        near = get_close_matches(each.rule, case.rule_names, n=1)
        cure = f'did you mean "{near[0]}"' if near else "okrsheets rules lists them all"
        return f"{written} silences nothing: no rule is called so", cure
    if each.undated is not None:
        return f'{written} silences nothing: "{each.undated}" is no date', "write it as 2026-11-30"
    if each.until is not None and each.until < case.today:
        return (
            f"{written} was until {each.until.isoformat()} and no longer silences anything",
            "take it out, or write a later day",
        )
    if each.heard and not each.silenced:
        return f"{written} silences nothing: the rule has nothing to say here", "take it out"
    return None


RULES = (idle_suppression,)
