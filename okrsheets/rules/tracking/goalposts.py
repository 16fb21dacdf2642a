"""The rule about what a key result or objective was to reach, and by when, that changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from okrsheets.grid import text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, KeyResult, Moment, Okr, Severity
from okrsheets.rules.past import became, is_rescaled, since_the_start
from okrsheets.rules.tables import pursued_okrs
from okrsheets.rules.wording import amount, listed, named

__all__ = ["moved_goalposts"]

_FIELDS = {
    "baseline": Field.BASELINE,
    "target": Field.TARGET,
    "weight": Field.WEIGHT,
    "due": Field.DUE,
}


@rule(
    "moved-goalposts",
    Severity.INFO,
    silenced_by=("lowered-target", "error-value", "unreadable-value", "mixed-scale"),
    needs_history=True,
)
def moved_goalposts(case: Case) -> Iterator[Finding]:
    """What was to be reached, or by when, changed after the cycle had begun.

    Progress before and after cannot be compared then, and who looks at it should know why it jumped. Told
    are baseline, target, weight and due date, with what they were when the cycle began. What was blank then
    has only been filled in.

    Bad:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 3       | 20     | 2026-11-30 |
        |              | New leads per week   | 10       | 15      | 50     | 2026-12-31 |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 11      | 20     | 2026-12-31 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-12-31 |
    Good:
        2026-10-05, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 3       | 20     | 2026-12-31 |
        |              | New leads per week   | 10       | 15      | 50     | 2026-12-31 |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Due        |
        | Win the east | Sign resale partners | 0        | 11      | 20     | 2026-12-31 |
        |              | New leads per week   | 10       | 30      | 50     | 2026-12-31 |
    """
    for okr in pursued_okrs(case) if case.history.pasts else ():
        moments = since_the_start(case, okr)
        moved = [*_moved(moments)]
        if moved:
            changes = listed((_said(okr, name, moments) for name in moved), most=len(moved))
            yield finding(
                place=okr.cells.get(_FIELDS[moved[0]], okr.at),
                okr=okr.key,
                message=f"{named(okr)} was changed after its cycle had begun: {changes}",
                hint="say in a note why, so that nobody wonders",
            )


def _moved(moments: Sequence[Moment]) -> Iterator[str]:
    """The fields that are another thing now than at first, of those that were known."""
    if len(moments) < 2:
        return
    first, now = moments[0], moments[-1]
    rescaled = is_rescaled(first, now)
    for name in _FIELDS:
        before, after = getattr(first, name), getattr(now, name)
        if None in (before, after) or before == after or (rescaled and name in ("baseline", "target")):
            continue
        yield name


def _said(okr: Okr, name: str, moments: Sequence[Moment]) -> str:
    before, after = (_value(okr, name, getattr(moments[n], name)) for n in (0, -1))
    what = "due date" if name == "due" else name
    return f"{what} from {before} to {after} on {became(moments, name).isoformat()}"


def _value(okr: Okr, name: str, value: float | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    is_amount = isinstance(okr, KeyResult) and name != "weight"
    return amount(value, okr) if is_amount and isinstance(okr, KeyResult) else text_of(float(value))
