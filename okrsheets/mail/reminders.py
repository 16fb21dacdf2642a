"""Whose updates do not come: who is reminded of which key results, and when their team's lead is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from okrsheets.model import KeyResult, Objective, Recipient, Results, Status, folded, given_up
from okrsheets.progress import ProgressSettings
from okrsheets.progress.cadence import Cadences
from okrsheets.tuples import NamedTuple

__all__ = ["STEPS", "Overdue", "Reminders", "overdue_updates"]

STEPS = (0, 1, 3, 7)
"""Days after an update was due on which owners are reminded; on the last one their lead is told too."""

_NOT_ASKED = frozenset({Status.DONE, Status.TOO_EARLY, Status.POSTPONED, Status.CANCELLED})


class Overdue(NamedTuple):
    """A key result whose update was due on a day and has not come; `owner` is the OKR whose owners answer."""

    key: str
    owner: str
    team: str | None
    due: date


def overdue_updates(
    objectives: Iterable[Objective], results: Results, *, settings: ProgressSettings
) -> tuple[Overdue, ...]:
    """The key results of which an update is due today or was before.

    It is due when the cadence is over since the last one that is known, or since the cycle began where
    nothing was ever entered. Time after the cycle's end is not asked about, nor is what stands in a workbook
    that is waited for no longer: its update may have come.
    """
    today, patience = results.today, settings.stale_source
    lost = {source for source, day in results.as_of.items() if (today - day).days > patience}
    cadences = Cadences.of(results.okrs, today=results.today, settings=settings.pace)
    found: list[Overdue] = []
    for objective in objectives:
        for each in objective.key_results:
            if each.at.workbook in lost:
                continue
            due = _due(each, objective, results, patience=cadences.patience(each), grace=cadences.grace)
            if due is not None and due <= results.today:
                owner = each.key if each.owners else objective.key
                found.append(Overdue(each.key, owner, each.team or objective.team, due))
    return tuple(found)


def _due(
    each: KeyResult, objective: Objective, results: Results, *, patience: int, grace: int
) -> date | None:
    cycle, figure = each.cycle or objective.cycle, results.figures.okrs.get(each.key)
    if cycle is None or figure is None or figure.status in _NOT_ASKED or given_up(objective):
        return None
    blank = each.current is None and each.stated_progress is None
    since = figure.updated or (cycle.start if blank else None)
    if since is None:  # its row tells no updates, and syncs have seen none
        return None
    due = max(since, cycle.start) + timedelta(days=patience - grace)
    return due if due <= min(each.due or cycle.end, cycle.end) else None


class Reminders(NamedTuple):
    """The overdue updates of one run, by the OKR whose owners answer for them and by folded team."""

    by_owner: Mapping[str, tuple[Overdue, ...]]
    by_team: Mapping[str, tuple[Overdue, ...]]
    leads: Mapping[str, str]

    @classmethod
    def of(cls, overdue: Iterable[Overdue], *, leads: Mapping[str, str]) -> Reminders:
        """`leads` are the addresses of those who lead a team, by its folded name."""
        by_owner: dict[str, list[Overdue]] = {}
        by_team: dict[str, list[Overdue]] = {}
        for one in overdue:
            by_owner.setdefault(one.owner, []).append(one)
            if one.team is not None:
                by_team.setdefault(folded(one.team), []).append(one)
        return cls(_fixed(by_owner), _fixed(by_team), leads)

    def due(self, recipient: Recipient, *, today: date, until: date) -> tuple[str, ...]:
        """The key results that a recipient is reminded of, if a step fell due since the day `until`.

        Then of all of theirs whose update does not come, and of those of their teams that are late enough.
        """
        own = [one for key in sorted(recipient.okrs) for one in self.by_owner.get(key, ())]
        led = [
            one
            for team, address in self.leads.items()
            if address == recipient.address
            for one in self.by_team.get(team, ())
            if one.due + timedelta(days=STEPS[-1]) <= today
        ]
        falls_due = any(_reached(one, STEPS, today=today, until=until) for one in own)
        falls_due = falls_due or any(_reached(one, STEPS[-1:], today=today, until=until) for one in led)
        if not falls_due:
            return ()
        return tuple(
            dict.fromkeys(one.key for one in sorted([*own, *led], key=lambda one: (one.due, one.key)))
        )


def _reached(one: Overdue, steps: Iterable[int], *, today: date, until: date) -> bool:
    return any(until < one.due + timedelta(days=step) <= today for step in steps)


def _fixed(groups: Mapping[str, list[Overdue]]) -> Mapping[str, tuple[Overdue, ...]]:
    return {name: tuple(some) for name, some in groups.items()}
