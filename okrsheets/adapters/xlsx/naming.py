"""What formulas of a workbook can call by name: its defined names, and other files by their number."""

from __future__ import annotations

from collections.abc import Mapping

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import Package
from okrsheets.adapters.xlsx.xmltext import attributes, elements, unescape

__all__ = ["defined_names", "files_outside"]

_BUILT_IN = "_xlnm."


def defined_names(package: Package) -> Mapping[str, str]:
    """The workbook's names with the formula each stands for; one of a single tab as `Tab!Name`."""
    text, prefix = package.workbook.clear, package.root.prefix
    tabs = {str(entry.position): entry.name for entry in package.sheets}
    found: dict[str, str] = {}
    for element in elements(text, "definedName", prefix=prefix):
        values = attributes(element.attributes)
        name = values.get("name", "")
        if not name or name.startswith(_BUILT_IN):
            continue
        tab = values.get("localSheetId")
        called = name if tab is None else f"{tabs.get(tab, '')}!{name}"
        found[called] = unescape(text[element.tag_end : element.body_end]).strip()
    return found


def files_outside(package: Package) -> tuple[str, ...]:
    """The files that formulas call `[1]`, `[2]` ..., as the workbook names them; empty where it does not."""
    text, prefix = package.workbook.clear, package.root.prefix
    by_id = {relationship.id: relationship.target for relationship in package.relationships}
    found: list[str] = []
    for element in elements(text, "externalReference", prefix=prefix):
        values = attributes(element.attributes)
        identifier = next((value for name, value in values.items() if name.endswith(":id")), "")
        found.append(_file_of(package, by_id.get(identifier, "")))
    return tuple(found)


def _file_of(package: Package, member: str) -> str:
    """The file behind one part; a part that cannot be read names none, and reading goes on."""
    try:
        behind = package.relationships_of(member) if member else ()
    except FaultError:
        return ""
    return next((one.target for one in behind if one.external), "")
