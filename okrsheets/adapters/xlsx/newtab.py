"""A new tab of cells: its own part, and the lines by which the workbook and the package name it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from types import MappingProxyType

from okrsheets.adapters.targets import Target, fault_of, targets_on
from okrsheets.adapters.xlsx.cellwrite import cell_xml, new_attributes
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import CONTENT_TYPES, Package, SheetEntry
from okrsheets.adapters.xlsx.sheetdraft import Desk, SheetDraft, refusal
from okrsheets.adapters.xlsx.strings import LONGEST_TEXT
from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    Splice,
    attributes,
    elements,
    escape,
    first_element,
    spelt_in_one_way,
    whole_number,
)
from okrsheets.adapters.xlsx.zipraw import member_key
from okrsheets.edits import NewTab, Refusal
from okrsheets.grid import column_letters
from okrsheets.tuples import NamedTuple

__all__ = ["NewTabs", "draft_tabs"]

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MOST_IDS = 65_534  # the highest number of a tab that Excel takes


class NewTabs(NamedTuple):
    """Tabs as they would be: their parts, the workbook's lines that name them, and the changed listings."""

    drafts: tuple[SheetDraft, ...] = ()
    refused: tuple[Refusal, ...] = ()
    lines: tuple[Splice, ...] = ()
    listings: Mapping[str, bytes] = MappingProxyType({})

    @property
    def parts(self) -> dict[str, bytes]:
        """The parts that the package gets."""
        return {name: content for draft in self.drafts for name, content in draft.parts.items()}


class _Registry(NamedTuple):
    """Where a package names its tabs: the workbook's list, and the listings of relationships and types."""

    package: Package
    sheets: tuple[Element, ...]
    relations: Part
    types: Part

    @classmethod
    def of(cls, package: Package) -> _Registry | None:
        """The registry of a package; None where it has a form that a line cannot be added to."""
        folder, name = posixpath.split(package.workbook.name.replace("\\", "/"))
        relations = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        try:
            types = package.part(CONTENT_TYPES)
        except FaultError:
            return None  # what is damaged in it is no matter of the cells that are written besides
        prefix, masked = package.root.prefix, package.workbook.masked
        listing = first_element(masked, "sheets", prefix=prefix)
        if relations is None or types is None or listing is None:
            return None
        if not spelt_in_one_way(package.workbook, package.root, "sheets|sheet|workbookProtection"):
            return None
        found = elements(masked, "sheet", start=listing.tag_end, end=listing.body_end, prefix=prefix)
        registry = cls(package, tuple(found), relations, types)
        whole = registry.model is not None and _end(relations, "Relationships") and _end(types, "Types")
        return registry if whole else None

    @property
    def model(self) -> tuple[Element, str, str] | None:
        """A tab of cells that is there: its line, the attribute for its relationship, the kind of that."""
        kinds = {
            values.get("Id", ""): values.get("Type", "")
            for element in elements(self.relations.masked, "Relationship")
            if (values := attributes(element.attributes))
        }
        for element in reversed(self.sheets):
            for name, value in attributes(element.attributes).items():
                if name.endswith(":id") and kinds.get(value, "").endswith("/worksheet"):
                    return element, name, kinds[value]
        return None

    def names(self) -> set[str]:
        """The names of all tabs, of whatever kind, letter case aside."""
        return {attributes(element.attributes).get("name", "").casefold() for element in self.sheets}

    def free_ids(self) -> Iterable[int]:
        """Numbers that no tab has, the next one first."""
        used = {whole_number(attributes(element.attributes).get("sheetId")) or 0 for element in self.sheets}
        following = range(max(used, default=0) + 1, _MOST_IDS + 1)
        return (number for number in chain(following, range(1, _MOST_IDS + 1)) if number not in used)

    def free_relations(self) -> Iterable[str]:
        """Names that no relationship of the workbook has."""
        used = {relation.id.casefold() for relation in self.package.relationships}
        return (name for n in count(len(used) + 1) if (name := f"rId{n}").casefold() not in used)

    def free_members(self) -> Iterator[str]:
        """Names in the folder of the tabs that nothing uses, from the workbook's own folder on."""
        folder = posixpath.join(
            posixpath.dirname(self.package.workbook.name.replace("\\", "/")), "worksheets"
        )
        used = self._used()
        for n in count(len(self.sheets) + 1):
            name, relations = f"sheet{n}.xml", f"_rels/sheet{n}.xml.rels"
            if used.isdisjoint(member_key(posixpath.join(folder, part)) for part in (name, relations)):
                yield f"worksheets/{name}"

    def _used(self) -> set[str]:
        """The parts that are there, and those that are only named: what a tool left behind when it took a
        part away would speak of a new one of that name.
        """
        typed = (
            attributes(element.attributes).get("PartName", "")
            for element in elements(self.types.masked, "Override")
        )
        related = (relation.target for relation in self.package.relationships if not relation.external)
        return {*self.package.archive.by_key, *map(member_key, typed), *map(member_key, related)}


def draft_tabs(desk: Desk, tabs: Sequence[NewTab]) -> NewTabs:
    """The tabs, behind all others; one that cannot be added is refused by name."""
    if not tabs:
        return NewTabs()
    package = desk.package
    registry = _Registry.of(package)
    if registry is None:
        return NewTabs(refused=_all_refused(tabs, "no-new-tab"))
    if package.is_locked:
        return NewTabs(refused=_all_refused(tabs, "protected-structure"))
    refused: list[Refusal] = []
    drafts: list[SheetDraft] = []
    lines: list[tuple[str, str, str]] = []
    names = registry.names()
    folder = posixpath.dirname(package.workbook.name.replace("\\", "/"))
    ids, relations, members = registry.free_ids(), registry.free_relations(), registry.free_members()
    for tab, number, relation, member in zip(tabs, ids, relations, members, strict=False):
        targets = targets_on(tab.cells)
        fault = next(filter(None, (fault_of(t.content, longest=LONGEST_TEXT) for t in targets)), None)
        if fault is not None or tab.name.casefold() in names:
            refused.append(refusal(tab.name, None, fault or "tab-name-taken"))
            continue
        names.add(tab.name.casefold())
        place = posixpath.join(folder, member)
        entry = SheetEntry(tab.name, place, "worksheet", hidden=False, position=len(names) - 1)
        content = _sheet_xml(desk, tab, targets)
        drafts.append(SheetDraft(entry, tuple(targets), (), parts={place: content}))
        lines.append(_lines(registry, entry, number=number, relation=relation, target=member))
    if not drafts:
        return NewTabs(refused=tuple(refused))
    last = registry.sheets[-1].end
    listed, related, typed = ("".join(texts) for texts in zip(*lines, strict=True))
    return NewTabs(
        tuple(drafts),
        tuple(refused),
        (Splice(last, last, listed),),
        {
            registry.relations.name: _appended(registry.relations, "Relationships", related),
            registry.types.name: _appended(registry.types, "Types", typed),
        },
    )


def _all_refused(tabs: Iterable[NewTab], name: str) -> tuple[Refusal, ...]:
    return tuple(refusal(tab.name, None, name) for tab in tabs)


def _lines(
    registry: _Registry, entry: SheetEntry, *, number: int, relation: str, target: str
) -> tuple[str, str, str]:
    """What names a tab in the workbook, in its relationships, and among the types of parts."""
    model = registry.model
    assert model is not None, "a registry has one"
    element, attribute, kind = model
    space = attribute.partition(":")[0]
    bound = attributes(element.attributes).get(f"xmlns:{space}")
    declared = f' xmlns:{space}="{escape(bound)}"' if bound else ""
    prefixes = [_end(registry.relations, "Relationships"), _end(registry.types, "Types")]
    related, typed = (end[1] if end else "" for end in prefixes)
    marks = f'name="{escape(entry.name)}" sheetId="{number}"{declared} {attribute}="{relation}"'
    return (
        f"<{element.prefix}sheet {marks}/>",
        f'<{related}Relationship Id="{relation}" Type="{escape(kind)}" Target="{escape(target)}"/>',
        f'<{typed}Override PartName="/{escape(entry.member)}" ContentType="{_CONTENT_TYPE}"/>',
    )


def _end(part: Part, root: str) -> tuple[int, str] | None:
    """Where the root of a listing ends, and its prefix; None where it holds nothing."""
    found = list(re.finditer(rf"</((?:[\w.-]+:)?){root}\s*>", part.masked))
    return (found[-1].start(), found[-1][1]) if found else None


def _appended(part: Part, root: str, line: str) -> bytes:
    end = _end(part, root)
    assert end is not None, "a registry was made only of listings that have an end"
    return part.spliced([Splice(end[0], end[0], line)])


def _sheet_xml(desk: Desk, tab: NewTab, targets: Iterable[Target]) -> bytes:
    """The part of a new tab, in the dialect of its workbook."""
    root = desk.package.root
    space = attributes(root.attributes).get(f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns", "")
    styles = desk.opened_styles()
    percent = styles.looking_like(0, percent=True) if styles else 0
    bold = styles.bold(0) if styles else 0
    wrapped = styles.wrapped(0) if styles and tab.wrapped else 0
    rows = []
    for number, row in groupby(sorted(targets, key=lambda t: t.place), key=lambda t: t.row):
        cells = []
        for target in row:
            style = percent if target.percent else bold if number in tab.bold_rows else 0
            if number > tab.top and target.column in tab.wrapped:
                style = wrapped
            cells.append(cell_xml("", new_attributes(target.a1, style), target.content, desk.strings))
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    frozen = ""
    if tab.top and first_element(desk.package.workbook.masked, "workbookView", prefix=root.prefix):
        frozen = (
            f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{tab.top}"'
            f' topLeftCell="A{tab.top + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        )
    styled = {column: f' style="{wrapped}"' for column in tab.wrapped if wrapped}
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}"{styled.get(n, "")} customWidth="1"/>'
        for n, width in enumerate(tab.widths, start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{escape(space)}">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{_used(tab)}"/>{frozen}'
        + (f"<cols>{widths}</cols>" if widths else "")
        + f"<sheetData>{''.join(rows)}</sheetData>"
        '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _used(tab: NewTab) -> str:
    bottom = max((edit.ref.row for edit in tab.cells), default=1)
    right = max((edit.ref.column for edit in tab.cells), default=1)
    return f"A1:{column_letters(right)}{bottom}"
