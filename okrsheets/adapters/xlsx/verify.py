"""The last look before saving: what was planned stands there, and nothing else has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from okrsheets.adapters.targets import same_value
from okrsheets.adapters.xlsx.cells import CellDecoder, Contents
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import CONTENT_TYPES, Package, open_package
from okrsheets.adapters.xlsx.sheetdraft import SheetDraft
from okrsheets.adapters.xlsx.sheetrows import find_rows
from okrsheets.adapters.xlsx.sheetscan import scan_sheet
from okrsheets.adapters.xlsx.strings import read_shared_strings
from okrsheets.adapters.xlsx.xmltext import Part, attributes, elements, open_part
from okrsheets.adapters.xlsx.zipraw import Archive, Member, member_key, read_member

__all__ = ["verify_written"]


def verify_written(
    old: Archive,
    new: bytes,
    *,
    replaced: Mapping[str, bytes],
    drafts: Collection[SheetDraft],
    added: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Raise `FaultError` unless the new file holds the drafts, well formed, and all else byte for byte.

    `added` are the parts of new tabs, which stand behind all others and are listed.
    """
    package = open_package(new)
    touched = {member_key(name) for name in replaced}
    kept = package.archive.members[: len(old.members)]
    if [member.name for member in package.archive.members[len(kept) :]] != list(added):
        raise FaultError("not-verified", "parts")
    if not added.keys() <= {entry.member for entry in package.sheets[len(package.sheets) - len(added) :]}:
        raise FaultError("not-verified", "tabs")
    if added and any(times != 1 for times in _times_typed(package, added).values()):
        raise FaultError("not-verified", CONTENT_TYPES)
    for before, after in zip(old.members, kept, strict=True):
        if member_key(before.name) not in touched and _raw(old, before) != _raw(package.archive, after):
            raise FaultError("not-verified", before.name)
    strings = read_shared_strings(package.related("sharedStrings"))
    contents = Contents(strings=strings, styles=(), since_1904=False)
    by_member = {draft.entry.member: draft for draft in drafts}
    for name, content in (*replaced.items(), *added.items()):
        if read_member(package.archive, name) != content:
            raise FaultError("not-verified", name)
        part = open_part(name, content, namespaces=True)  # raises where it is not well formed
        if draft := by_member.get(name):
            _verify_sheet(part, draft, contents)


def _times_typed(package: Package, added: Iterable[str]) -> Mapping[str, int]:
    """How often the package says of what type each of these parts is; said twice, nothing opens it."""
    part = package.part(CONTENT_TYPES)
    said = Counter(
        member_key(attributes(element.attributes).get("PartName", ""))
        for element in (elements(part.masked, "Override") if part else ())
    )
    return {name: said[member_key(name)] for name in added}


def _raw(archive: Archive, member: Member) -> memoryview:
    return memoryview(archive.data)[member.start : member.span_end]


def _verify_sheet(part: Part, draft: SheetDraft, contents: Contents) -> None:
    targets = (*draft.accepted, *draft.fillers)
    scan = scan_sheet(part, part.masked)
    rows = find_rows(
        part,
        scan,
        CellDecoder(contents),
        wanted={target.row for target in targets},
        columns={target.column for target in targets},
    )
    for target in targets:
        stored = rows.stored(rows.found[target.row], target.column)
        if not same_value(stored.value if stored else None, target.content):
            raise FaultError("not-verified", target.a1)
