"""Every reason, by name, why a cell or a tab of a Google Sheet is not written."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from okrsheets.edits import Refusal

__all__ = ["REASONS", "refusal"]

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "array-range": "the cell shows what a formula elsewhere or a pivot table puts there",
        "formula-cell": "the cell holds a formula of yours",
        "heading-refused": "the heading of the column could not be written",
        "merged-cell": "the cell is covered by a merged cell",
        "no-sheet": "the spreadsheet has no such tab of cells",
        "not-finite": "the number is not finite",
        "not-text": "the text holds half of a character",
        "occupied-cell": "the place of a new heading is taken",
        "outside-sheet": "the place lies outside of a tab",
        "protected-range": "the range is protected against the account that writes",
        "protected-tab": "the tab is protected against the account that writes",
        "sheet-full": "the spreadsheet has no room for more cells",
        "tab-name-taken": "the spreadsheet has a tab of that name",
        "table-cannot-grow": "the table or filter cannot take another column",
        "table-cannot-shrink": "the column stays in its table or filter, as people have put it to use",
        "table-header": "the cell is a heading of a table",
        "table-totals": "the cell is in the totals row of a table",
        "text-too-long": "the text is longer than a cell can hold",
    }
)


def refusal(sheet: str, at: str | None, name: str) -> Refusal:
    """A refusal with its reason in words."""
    return Refusal(sheet, at, name, REASONS[name])
