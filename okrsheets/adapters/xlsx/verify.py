"""The check before saving: what was planned stands there, and nothing else has changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import open_package
from okrsheets.adapters.xlsx.sheetdraft import Desk, SheetDraft
from okrsheets.adapters.xlsx.sheetpatch import find_rows, stored_cell
from okrsheets.adapters.xlsx.sheetscan import scan_sheet
from okrsheets.adapters.xlsx.targets import same_value
from okrsheets.adapters.xlsx.zipraw import Archive, member_key

__all__ = ["verify_written"]


def verify_written(
    old: Archive, new: bytes, *, replaced: Mapping[str, bytes], drafts: Collection[SheetDraft]
) -> None:
    """Raise `FaultError` unless the new file holds the drafts, well formed, and all else byte for byte."""
    package = open_package(new)
    touched = {member_key(name) for name in replaced}
    for before, after in zip(old.members, package.archive.members, strict=True):
        if member_key(before.name) not in touched and _raw(old, before.name) != _raw(
            package.archive, after.name
        ):
            raise FaultError("not-verified", before.name)
    desk = Desk.of(package)
    for draft in drafts:
        if draft.entry.member in replaced:
            _verify_sheet(desk, draft)
    for name in replaced.keys() - desk.opened.keys():
        package.part(name)  # raises where it is not well formed


def _raw(archive: Archive, name: str) -> memoryview:
    member = archive.by_key[member_key(name)]
    return memoryview(archive.data)[member.start : member.span_end]


def _verify_sheet(desk: Desk, draft: SheetDraft) -> None:
    part = desk.sheet(draft.entry)
    scan = scan_sheet(part, part.masked)
    rows = find_rows(scan, {target.ref.row for target in draft.accepted})
    decoder = desk.decoder()
    for target in draft.accepted:
        stored = stored_cell(part, rows[target.ref.row].cells.get(target.ref.column), decoder)
        if not same_value(stored.value if stored else None, target.content):
            raise FaultError("not-verified", target.ref.a1)
