"""The package: which member is the workbook, its tabs and their parts, found by relationships."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from urllib.parse import unquote

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    attributes,
    elements,
    first_element,
    is_on,
    open_part,
    root_element,
)
from okrsheets.adapters.xlsx.zipraw import Archive, member_key, parse_archive, read_member
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["CONTENT_TYPES", "Package", "Relationship", "SheetEntry", "open_package"]

CONTENT_TYPES = "[Content_Types].xml"
"""The member that says of which type each part is."""

_MODIFIED = pattern(rb"<dcterms:modified[^>]*>\s*([0-9T:.Z+-]+)\s*<")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Relationship(NamedTuple):
    """A pointer from one part to another (`target` a member), or outside (`target` a URL).

    `kind` is the last word of its type, the same in both dialects of the format.
    """

    id: str
    kind: str
    target: str
    external: bool


class SheetEntry(NamedTuple):
    """A tab as the workbook part lists it, at `position` from 0."""

    name: str
    member: str
    kind: str
    hidden: bool
    position: int


class Package(NamedTuple):
    """An Excel file: its archive, its workbook part, and the tabs it lists."""

    archive: Archive
    workbook: Part
    root: Element
    relationships: tuple[Relationship, ...]
    sheets: tuple[SheetEntry, ...]

    def part(self, member: str, *, checked: bool = True) -> Part | None:
        """A part of the package, or None if it is not there; `checked` to be well formed."""
        raw = read_member(self.archive, member)
        return None if raw is None else open_part(member, raw, checked=checked)

    def size_of(self, member: str) -> int:
        """How many bytes a part unpacks to, as reading it makes sure of; 0 if it is not there."""
        found = self.archive.by_key.get(member_key(member))
        return found.size if found else 0

    def related(self, kind: str) -> Part | None:
        """The one part of a kind that the workbook points to, such as its shared strings."""
        target = next((r.target for r in self.relationships if r.kind == kind and not r.external), None)
        return None if target is None else self.part(target)

    def relationships_of(self, member: str) -> tuple[Relationship, ...]:
        """Where a part points to."""
        return _relationships(self.archive, member)

    @property
    def uses_1904(self) -> bool:
        """Whether dates count from 1904."""
        element = first_element(self.workbook.masked, "workbookPr", prefix=self.root.prefix)
        return element is not None and is_on(attributes(element.attributes).get("date1904"))

    @property
    def changed(self) -> datetime | None:
        """When a person last saved it, by its own properties: copying or mailing a file keeps these."""
        top = _relationships(self.archive, "")
        target = next((r.target for r in top if r.kind == "core-properties" and not r.external), None)
        try:
            said = _MODIFIED.search(read_member(self.archive, target) or b"") if target else None
            changed = datetime.fromisoformat(said[1].decode("ascii")) if said else None
        except (FaultError, ValueError):
            return None  # nothing that matters for what is read
        return changed if changed is None or changed.tzinfo else changed.replace(tzinfo=UTC)

    @property
    def is_locked(self) -> bool:
        """Whether the workbook's protection keeps tabs from being added."""
        lock = first_element(self.workbook.masked, "workbookProtection", prefix=self.root.prefix)
        return lock is not None and is_on(attributes(lock.attributes).get("lockStructure"))

    def is_ambiguous(self, entry: SheetEntry) -> bool:
        """Whether another tab has the same name, or is stored in the same part."""
        place = entry.name, member_key(entry.member)
        others = ((o.name, member_key(o.member)) for o in self.sheets if o.position != entry.position)
        return any(place[0] == name or place[1] == member for name, member in others)

    def never_writable(self) -> str | None:
        """The name of the reason why the file as such cannot be written, or None."""
        kinds = {relationship.kind for relationship in self.relationships}
        reservation = first_element(self.workbook.masked, "fileSharing", prefix=self.root.prefix)
        if self.archive.has_duplicates:
            return "duplicate-members"
        if any(key.startswith("_xmlsignatures/") for key in self.archive.by_key):
            return "signed"
        if "revisionHeaders" in kinds:
            return "shared-workbook"
        if reservation and {"reservationPassword", "hashValue"} & attributes(reservation.attributes).keys():
            return "write-reserved"
        return None


def open_package(data: bytes) -> Package:
    """The package in these bytes; raises `FaultError` with the reason where there is none."""
    _refuse_other_kinds(data)
    archive = parse_archive(data)
    target = next((r.target for r in _relationships(archive, "") if r.kind == "officeDocument"), None)
    if target is None:
        raise FaultError("open-document" if "mimetype" in archive.by_key else "not-a-workbook")
    if target.lower().endswith(".bin"):
        raise FaultError("binary-workbook")
    raw = read_member(archive, target)
    if raw is None:
        raise FaultError("not-a-workbook", target)
    workbook = open_part(target, raw)
    if "workbook" not in workbook.masked[:10_000]:
        raise FaultError("not-a-workbook", target)
    root = root_element(workbook, "workbook")
    relationships = _relationships(archive, target)
    return Package(archive, workbook, root, relationships, _sheets(workbook, root, relationships))


def _refuse_other_kinds(data: bytes) -> None:
    if not data:
        raise FaultError("empty-file")
    if data[:8] == _OLE:
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise FaultError("encrypted" if encrypted else "legacy-workbook")
    if b"PK\3\4" not in data[:65536] and b"PK\5\6" not in data[-65557:]:
        raise FaultError("not-zip")


def _relationships(archive: Archive, member: str) -> tuple[Relationship, ...]:
    folder, name = posixpath.split(member.replace("\\", "/"))
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    raw = read_member(archive, listing)
    if raw is None:
        return ()
    found = []
    for element in elements(open_part(listing, raw).clear, "Relationship"):
        values = attributes(element.attributes)
        external = values.get("TargetMode") == "External"
        target = values.get("Target", "")
        if not external:
            target = _inside(archive, folder, target)
        kind = values.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relationship(values.get("Id", ""), kind, target, external))
    return tuple(found)


def _inside(archive: Archive, folder: str, target: str) -> str:
    """The member that a target means: nothing leads above the root, and either may spell a blank as %20."""
    place = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    return place if member_key(place) in archive.by_key else unquote(place)


def _sheets(workbook: Part, root: Element, relationships: tuple[Relationship, ...]) -> tuple[SheetEntry, ...]:
    by_id = {relationship.id: relationship for relationship in relationships}
    listing = first_element(workbook.masked, "sheets", prefix=root.prefix)
    if listing is None:
        raise FaultError("unknown-format", workbook.name)
    sheets = []
    for position, element in enumerate(
        elements(workbook.masked, "sheet", start=listing.tag_end, end=listing.body_end, prefix=root.prefix)
    ):
        values = attributes(element.attributes)
        identifier = next((value for name, value in values.items() if name.endswith(":id")), "")
        relationship = by_id.get(identifier)
        if relationship is not None:
            hidden = values.get("state", "visible") != "visible"
            sheets.append(
                SheetEntry(values.get("name", ""), relationship.target, relationship.kind, hidden, position)
            )
    return tuple(sheets)
