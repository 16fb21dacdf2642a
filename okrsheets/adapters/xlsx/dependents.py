"""Whether formulas of the workbook may depend on cells that were written."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from okrsheets.adapters.xlsx.formulas import columns_mentioned
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetscan import scan_sheet
from okrsheets.adapters.xlsx.xmltext import unescape

__all__ = ["any_dependents"]


def any_dependents(package: Package, written: Mapping[str, Collection[int]]) -> bool:
    """Whether a formula mentions a column that was written; `written`: tab -> columns."""
    return any(
        _mentions(formula, entry.name, written)
        for entry in package.sheets
        if entry.kind == "worksheet"
        for formula in _formulas(package, entry.member)
    )


def _formulas(package: Package, member: str) -> Collection[str]:
    part = package.part(member)
    if part is None or "f>" not in part.text:
        return ()
    text = part.clear
    scan = scan_sheet(part, text)
    return {unescape(text[e.tag_end : e.body_end]) for e in scan.formulas()}


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
