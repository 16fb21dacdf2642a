"""What needs somebody who is mailed only then: whether anything of it is new since they were last told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from okrsheets.model import Finding

__all__ = ["REPEATED", "is_worth_telling", "marks_of"]

REPEATED = timedelta(days=7)
"""How long after the last mail somebody is told again of what still needs them."""

_MARK = 8


def marks_of(findings: Iterable[Finding]) -> frozenset[str]:
    """What needs somebody, each as a short mark that stays the same while rows move and figures change."""
    return frozenset(map(_mark, findings))


def is_worth_telling(
    needing: frozenset[str], told: frozenset[str], *, since: date | None, today: date
) -> bool:
    """Whether something new needs somebody, or still does a week after they were last told.

    >>> monday = date(2026, 11, 23)
    >>> is_worth_telling(frozenset("a"), frozenset("a"), since=monday, today=date(2026, 11, 29))
    False
    """
    return bool(needing - told) or (bool(needing) and (since is None or today - since >= REPEATED))


def _mark(finding: Finding) -> str:
    place = finding.place
    about = finding.okr or f"{place.workbook} {place.sheet} {place.team or ''}"
    return sha256(f"{finding.rule} {about}".encode("utf-8", "replace")).hexdigest()[:_MARK]
