"""Whether formulas of the workbook may depend on cells that were written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from okrsheets.adapters.xlsx.formulas import columns_mentioned
from okrsheets.adapters.xlsx.sheetscan import scan_sheet
from okrsheets.adapters.xlsx.xmltext import Part, unescape

__all__ = ["any_dependents"]

_ANY_DIGIT = dict.fromkeys(map(ord, "0123456789"), "1")


def any_dependents(tabs: Iterable[tuple[str, Part]], written: Mapping[str, Collection[int]]) -> bool:
    """Whether a formula in one of the tabs mentions a column that was written; `written`: tab -> columns."""
    return any(
        _mentions(formula, name, written) for name, part in tabs if written for formula in _formulas(part)
    )


def _formulas(part: Part) -> Collection[str]:
    """The formulas of a tab, those that only differ in their rows once."""
    if "f>" not in part.text:
        return ()
    formulas = {unescape(written) for written in scan_sheet(part, part.clear).formula_texts()}
    # a formula of this tab alone depends on the same columns whatever its numbers are
    return {text if "!" in text else text.translate(_ANY_DIGIT) for text in formulas}


def _mentions(formula: str, sheet: str, written: Mapping[str, Collection[int]]) -> bool:
    columns = {
        column
        for name, changed in written.items()
        if name == sheet or name.replace("'", "''") in formula
        for column in changed
    }
    if not columns:
        return False
    if "[" in formula:
        # a table's column by name, or another workbook: too much to follow
        return True
    return any(first <= column <= last for first, last in columns_mentioned(formula) for column in columns)
