"""The rule about parents that changed behind the back of what is aligned to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrsheets.grid import text_of
from okrsheets.lint import Case, finding, rule
from okrsheets.model import (
    AlignmentKind,
    Field,
    Finding,
    KeyResult,
    Okr,
    Severity,
    is_acknowledged,
    parent_changes,
)
from okrsheets.rules.cells import Cells
from okrsheets.rules.wording import listed, named, quoted, said_change

__all__ = ["suspect_alignment"]


@rule("suspect-alignment", Severity.WARNING, needs_history=True)
def suspect_alignment(case: Case) -> Iterator[Finding]:
    """What something is aligned to has another title, target or due date than when it was aligned.

    Alignments are written once and forgotten: whoever wrote this one may not know that the goal moved. It
    stays told until they do: by `okrsheets ack` with either OKR, or by a day in a column "Ack" of the row
    ("Objective Ack", "KR Ack" where a row has both) that is not before the change was first seen. Here the
    target was 40.

    Bad:
        Company:
        | ID   | Objective                          | KR ID | Key result       | Target |
        | CO-1 | Expand the market in North America | KR1   | Win new accounts | 60     |
        Sales:
        | Objective    | Key result           | Target | Aligned to |
        | Win the east | Sign resale partners | 20     | CO-1.KR1   |
    Good:
        Company:
        | ID   | Objective                          | KR ID | Key result       | Target |
        | CO-1 | Expand the market in North America | KR1   | Win new accounts | 40     |
        Sales:
        | Objective    | Key result           | Target | Aligned to |
        | Win the east | Sign resale partners | 20     | CO-1.KR1   |
    """
    seen_by_now, cells = case.history.alignments, Cells.of(case.workbooks)
    told: set[tuple[str, str]] = set()
    for each in case.resolutions.resolutions if seen_by_now else ():
        if each.parent is None or each.kind is AlignmentKind.DEPENDENCY:
            continue
        pair = (each.child, each.parent)
        if pair in told or (seen := seen_by_now.get(pair)) is None:
            continue
        told.add(pair)
        child, parent = case.okrs.by_key[each.child], case.okrs.by_key[each.parent]
        past = case.history.pasts.get(parent.key)
        changes = parent_changes(seen, parent)
        if changes and not is_acknowledged(seen, child, parent, past, today=case.today):
            yield finding(
                place=each.source.cell,
                okr=child.key,
                message=f"{named(parent)} changed since {named(child)} was aligned to it: "
                f"{listed(said_change(one, parent) for one in changes)}",
                hint=f"see whether it still serves that; then {_how(child, cells, today=case.today)}",
            )


def _how(child: Okr, cells: Cells, *, today: date) -> str:
    """How its people say that they know of it: in the sheet, which is all that some have, or by a command."""
    level = "KR" if isinstance(child, KeyResult) else "Objective"
    where = f'in its row in a new column "{level} Ack"'
    if Field.ACK in child.cells:
        said = text_of(cells.value(child.cells[Field.ACK])).strip()
        where = f"under Ack{_does_not_count(child.acknowledged, said, today=today)}"
    by_command = f"okrsheets ack {quoted(child.key) if ' ' in child.key else child.key}"
    return f"write today's date {where}, or run {by_command}"


def _does_not_count(acknowledged: date | None, said: str, *, today: date) -> str:
    """Why what stands under Ack takes no note of the change, where something does."""
    if acknowledged is None:
        return f" ({quoted(said)} there names no day)" if said else ""
    reason = "is yet to come" if acknowledged > today else "is before the change was seen"
    return f" ({acknowledged.isoformat()} there {reason})"
