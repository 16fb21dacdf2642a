"""The few things of the workbook part that a write may have to change: recalculation, filter names, tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.sheetscan import parse_range
from okrsheets.adapters.xlsx.xmltext import (
    Splice,
    attribute_span,
    attributes,
    elements,
    first_element,
    is_on,
    whole_number,
)
from okrsheets.grid import CellRange

__all__ = ["patched_workbook"]

_FILTER_NAME = "_xlnm._FilterDatabase"
# what the format puts behind `calcPr`
_LATER = (
    "oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr"
    "|webPublishObjects|extLst"
)


def patched_workbook(
    package: Package, *, recalculate: bool, filters: Mapping[int, int], lines: Sequence[Splice] = ()
) -> bytes | None:
    """The workbook part with formulas marked as out of date and filter names moved along; None if unchanged.

    `filters`: position of a tab -> the last column of its own filter, where that has moved. `lines` name
    new tabs.
    """
    edits = [*lines, *(_filter_name_edits(package, filters) if filters else ())]
    if recalculate:
        edits += _recalculation_edits(package)
    if not edits:
        return None
    return package.workbook.spliced(edits)


def _recalculation_edits(package: Package) -> list[Splice]:
    text, prefix = package.workbook.masked, package.root.prefix
    element = first_element(text, "calcPr", prefix=prefix)
    if element is not None:
        if is_on(attributes(element.attributes).get("fullCalcOnLoad")):
            return []
        span = attribute_span(text, element, "fullCalcOnLoad")
        if span:
            return [Splice(*span, "1")]
        at = element.start + len(f"<{prefix}calcPr")
        return [Splice(at, at, ' fullCalcOnLoad="1"')]
    sheets = first_element(text, "sheets", prefix=prefix)
    p = re.escape(prefix)
    after = re.compile(rf"<{p}(?:{_LATER})(?=[\s/>])|</{p}workbook\s*>")
    match = after.search(text, sheets.end if sheets else 0)
    return [Splice(match.start(), match.start(), f'<{prefix}calcPr fullCalcOnLoad="1"/>')] if match else []


def _filter_name_edits(package: Package, filters: Mapping[int, int]) -> list[Splice]:
    text, prefix = package.workbook.masked, package.root.prefix
    edits = []
    for element in elements(text, "definedName", prefix=prefix):
        values = attributes(element.attributes)
        position = whole_number(values.get("localSheetId"))
        edge = None if position is None else filters.get(position)
        if values.get("name") != _FILTER_NAME or edge is None:
            continue
        sheet, mark, address = text[element.tag_end : element.body_end].rpartition("!")
        place = parse_range(address)
        if mark and place and place.left <= edge:
            moved = _absolute(place._replace(right=edge))
            edits.append(Splice(element.tag_end, element.body_end, f"{sheet}!{moved}"))
    return edits


def _absolute(place: CellRange) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", place.a1)
