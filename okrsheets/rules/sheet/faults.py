"""Rules about cells that hold no value: errors, and formulas saved without their result."""

from __future__ import annotations

from collections.abc import Iterator

from okrsheets.grid import CellRef, ErrorValue
from okrsheets.lint import Case, finding, rule
from okrsheets.model import Field, Finding, Severity
from okrsheets.rules.cells import tabs_of
from okrsheets.rules.tables import judged_okrs, titles_among
from okrsheets.rules.wording import called, counted, named

__all__ = ["error_value", "no_cached_value"]

_CURES = {
    "#REF!": "point the formula at a cell that still exists, or type the value",
    "#DIV/0!": "fill the cell the formula divides by",
    "#N/A": "fill in what the formula looks up, or type the value",
    "#NAME?": "mend the name of the function or range in the formula",
    "#VALUE!": "make the cells the formula works with numbers",
}


@rule("error-value", Severity.ERROR)
def error_value(case: Case) -> Iterator[Finding]:
    """A cell that is read shows an error in place of a value.

    Whatever is computed from it is unknown: the progress of this row, and the figures above it.

    Bad:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | #REF!  |
    Good:
        | Objective    | Key result           | Baseline | Target |
        | Win the east | Sign resale partners | 4        | 20     |
    """
    errors = {
        cell: value.code
        for tab in tabs_of(case).values()
        for cell in tab.refs(tab.errors)
        if isinstance(value := tab.cells[cell.row, cell.column].value, ErrorValue)
    }
    for okr in judged_okrs(case) if errors else ():
        for field, cell in okr.cells.items():
            # A cell that several rows share is said once, where it is met first.
            if (code := errors.pop(cell, None)) is not None:
                yield _error(cell, field, code, whose=f" of {named(okr)}", okr=okr.key)
        for text in okr.alignment_texts:  # of several such columns `cells` knows one
            if (code := errors.pop(text.cell, None)) is not None:
                yield _error(text.cell, Field.PARENT, code, whose=f" of {named(okr)}", okr=okr.key)
    for cell, field in titles_among(case, errors):
        yield _error(cell, field, errors[cell], whose=" here")


def _error(cell: CellRef, field: Field, code: str, *, whose: str, okr: str | None = None) -> Finding:
    return finding(
        place=cell,
        okr=okr,
        message=f"the {called(field)}{whose} holds the error {code}",
        hint=_CURES.get(code, "mend the formula, or type the value"),
    )


@rule("no-cached-value", Severity.WARNING)
def no_cached_value(case: Case) -> Iterator[Finding]:
    """A formula was saved without its result, so what its cell says is unknown.

    Programs that write workbooks leave the results to the spreadsheet program that opens them first. Until
    then such a cell counts as unknown, never as 0. It is told once for a column.

    Bad:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | =B9     | 20     |
    Good:
        | Objective    | Key result           | Baseline | Current | Target |
        | Win the east | Sign resale partners | 4        | 12      | 20     |
    """
    waiting = {cell: None for tab in tabs_of(case).values() for cell in tab.refs(tab.uncached)}
    titles = dict(titles_among(case, waiting))
    met = [
        (cell, titles.get(cell, field), okr.key)
        for okr in (judged_okrs(case) if waiting else ())
        for field, cell in okr.cells.items()
        if cell in waiting
    ]
    known = {cell for cell, _, _ in met}
    untold = ((cell, field, None) for cell, field in titles.items() if cell not in known)
    found: dict[tuple[str, str, int, Field], dict[CellRef, str | None]] = {}
    for cell, field, okr in (*met, *untold):
        column = (cell.workbook, cell.sheet, cell.column, field)
        found.setdefault(column, {}).setdefault(cell, okr)
    for (_, _, _, field), cells in found.items():
        first = min(cells, key=lambda cell: cell.row)
        others = f" and in {counted(len(cells) - 1, 'more cell')} below it" if len(cells) > 1 else ""
        yield finding(
            place=first,
            okr=cells[first],
            also=[okr for cell, okr in cells.items() if okr is not None and cell is not first],
            message=f"the {called(field)} here{others} is a formula saved without its result",
            hint="open the workbook in a spreadsheet program and save it once",
        )
