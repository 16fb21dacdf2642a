"""What needs somebody who is mailed only then: whether anything of it is new since they were last told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256

from okrsheets.model import Finding, Objective, Recipient, Severity, folded
from okrsheets.tuples import NamedTuple

__all__ = ["REPEATED", "Needs", "is_worth_telling"]

REPEATED = timedelta(days=7)
"""How long after the last mail somebody is told again of what still needs them."""

_MARK = 8


class Needs(NamedTuple):
    """The warnings and errors of one run by the OKRs that they speak of, each as a short mark."""

    by_okr: Mapping[str, frozenset[str]]
    of_team: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, findings: Iterable[Finding], objectives: Iterable[Objective]) -> Needs:
        by_okr: dict[str, set[str]] = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.okr is not None:
                by_okr.setdefault(finding.okr, set()).add(_mark(finding.rule, finding.okr))
        of_team: dict[str, set[str]] = {}
        for objective in objectives:
            if objective.team:
                of_team.setdefault(folded(objective.team), set()).update(okr.key for okr in objective.family)
        return cls(
            {key: frozenset(marks) for key, marks in by_okr.items()},
            {team: frozenset(keys) for team, keys in of_team.items()},
        )

    def needing(self, recipient: Recipient) -> frozenset[str]:
        """What needs a recipient: what is amiss with their own OKRs, and those of teams they answer for."""
        if recipient.everything:
            return frozenset().union(*self.by_okr.values())
        keys = recipient.okrs.union(*(self.of_team.get(folded(team), ()) for team in recipient.leads))
        return frozenset().union(*(self.by_okr.get(key, ()) for key in keys))


def is_worth_telling(
    needing: frozenset[str], told: frozenset[str], *, since: date | None, today: date
) -> bool:
    """Whether something new needs somebody, or still does a week after they were last told.

    >>> monday = date(2026, 11, 23)
    >>> is_worth_telling(frozenset("a"), frozenset("a"), since=monday, today=date(2026, 11, 29))
    False
    """
    return bool(needing - told) or (bool(needing) and (since is None or today - since >= REPEATED))


def _mark(rule: str, okr: str) -> str:
    return sha256(f"{rule} {okr}".encode()).hexdigest()[:_MARK]
