"""The pages of rules as Markdown that also reads well as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from okrsheets.lint import Rule
from okrsheets.patterns import pattern

__all__ = ["rule_page", "rules_page"]

_TITLES = {
    "references": "References",
    "alignment": "Alignment",
    "form": "Form",
    "tracking": "Tracking",
    "sheet": "The sheet itself",
    "suppressions": "Notes that silence",
}
_EXAMPLE = pattern(r"\n*^(Bad|Good):$\n", re.MULTILINE)

_INTRODUCTION = """\
# Rules

Every problem that okrsheets sees in OKRs is a finding of one of these rules, with its cell, a sentence and
a way to mend it. `okrsheets explain RULE` shows a rule's page; this file is made by
`python -m okrsheets rules --format markdown > docs/rules.md`.

In `okrsheets.toml`, the table `[rules]` holds `select` and `ignore` (lists of rules), and the tables
`[rules.severity]` (`orphan-objective = "info"`) and `[rules.thresholds]` (`too-many-objectives = 7`). A
table `[rules.tabs."Ideas"]` with `ignore` silences rules in one tab. One row is silenced in a note column of
the sheet: `ignore: missing-owner, Ann starts in May`, or only for a while:
`ignore: missing-owner until 2026-11-30`. Notes that silence nothing are
[told](#idle-suppression).

Only what is going on is judged: cycles that are over are left alone, and of those that have not begun only
form and references are looked at."""


def rule_page(rule: Rule) -> str:
    """One rule: what it finds, why that matters, an example of each, and what bears on it."""
    return "\n\n".join(_sections(rule, heading="#")) + "\n"


def rules_page(rules: Sequence[Rule]) -> str:
    """All rules by family, with a table of contents first; rules of one family stand together."""
    families = [(family, list(members)) for family, members in groupby(rules, key=lambda each: each.family)]
    parts = [_INTRODUCTION]
    for family, members in families:
        parts += [f"**{_title(family)}**", _contents(members)]
    for family, members in families:
        parts.append(f"## {_title(family)}")
        for each in members:
            parts += _sections(each, heading="###")
    return "\n\n".join(parts) + "\n"


def _contents(rules: Sequence[Rule]) -> str:
    rows = [f"| [{each.name}](#{each.name}) | {each.severity.word} | {each.summary} |" for each in rules]
    return "\n".join(["| rule | severity | says |", "|---|---|---|", *rows])


def _sections(rule: Rule, *, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.name}"
    yield f"*{rule.severity.word}, {_title(rule.family).lower()}*"
    yield _EXAMPLE.sub(r"\n\n\1:\n\n", rule.page)
    for key, name in rule.threshold_keys.items():
        yield f"Threshold: `{key} = {rule.thresholds[name]:g}`."
    if rule.silenced_by:
        yield f"Silent where one of these speaks: {', '.join(rule.silenced_by)}."
    if rule.needs_history:
        yield "Compares with earlier syncs, and says nothing before there are any."
    if rule.needs_all_read:
        yield "Says nothing while a workbook that belongs to the others could not be read."


def _title(family: str) -> str:
    return _TITLES.get(family, family.replace("_", " ").capitalize())
