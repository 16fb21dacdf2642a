"""The rule about headings that were renamed between two syncs, so that a column means another thing now."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from okrsheets.grid import CellRef
from okrsheets.lint import Case, finding, rule
from okrsheets.model import ColumnReading, Field, Finding, SeenHeading, Severity, SheetReading
from okrsheets.rules.wording import quoted

__all__ = ["renamed_heading"]


@rule("renamed-heading", Severity.INFO, needs_history=True)
def renamed_heading(case: Case) -> Iterator[Finding]:
    """A heading was renamed since the last sync, and its column is taken for something else now.

    Values that counted yesterday do not count today, or count as another thing. It is told once, by the
    sync that sees it first.

    Bad:
        2026-11-09, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Owner |
        | Win the east | Sign resale partners | 0        | 10      | 20     | Mia   |
        |              | New leads per week   | 10       | 30      | 50     | Ben   |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Zebra |
        | Win the east | Sign resale partners | 0        | 10      | 20     | Mia   |
        |              | New leads per week   | 10       | 30      | 50     | Ben   |
    Good:
        2026-11-09, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | Owner |
        | Win the east | Sign resale partners | 0        | 10      | 20     | Mia   |
        |              | New leads per week   | 10       | 30      | 50     | Ben   |
        2026-11-15, Q4 2026:
        | Objective    | Key result           | Baseline | Current | Target | DRI   |
        | Win the east | Sign resale partners | 0        | 10      | 20     | Mia   |
        |              | New leads per week   | 10       | 30      | 50     | Ben   |
    """
    for reading in case.readings:
        for tab in reading.sheets:
            known = case.history.headings.get((reading.source, tab.name), ())
            for before, place, now in _renamed(known, reading.source, tab) if known else ():
                if before.field is not now.field:
                    yield finding(
                        place=place,
                        message=f"{quoted(now.heading)} was {quoted(before.heading)} at the last sync; it "
                        f"was taken for {_meaning(before.field)}, and now for {_meaning(now.field)}",
                        hint="call it as before, or say what it is under columns in the config",
                    )


def _renamed(
    known: tuple[SeenHeading, ...], source: str, tab: SheetReading
) -> Iterator[tuple[SeenHeading, CellRef, ColumnReading]]:
    """The headings that stand in the place of others, with those, wherever columns were put in or out."""
    columns = [
        (CellRef(source, tab.name, table.header, column.column), column)
        for table in tab.tables
        for column in table.columns
        if column.row is None
    ]
    before = [seen.heading for seen in known]
    now = [column.heading for _, column in columns]
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, start, end, at, until in matcher.get_opcodes():
        if kind == "replace" and end - start == until - at:
            for old, new in zip(range(start, end), range(at, until), strict=True):
                yield known[old], *columns[new]


def _meaning(field: Field | None) -> str:
    return "nothing" if field is None else f'"{field.value}"'
