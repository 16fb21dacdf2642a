"""A workbook's bytes and a write plan in; the new bytes, verified, and what was refused out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrsheets.adapters.xlsx.dependents import any_dependents
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.package import Package, open_package
from okrsheets.adapters.xlsx.sheetdraft import Desk, SheetDraft, draft_sheet, refusal
from okrsheets.adapters.xlsx.targets import Target, targets_of
from okrsheets.adapters.xlsx.verify import verify_written
from okrsheets.adapters.xlsx.workbookpart import patched_workbook
from okrsheets.adapters.xlsx.zipwrite import rebuild
from okrsheets.grid import CellEdit, Refusal, WritePlan

__all__ = ["Patched", "patched"]


class Patched(NamedTuple):
    """What a plan makes of a workbook: `content` is None where it already holds all that is accepted."""

    content: bytes | None
    written: tuple[CellEdit, ...]
    refused: tuple[Refusal, ...]


def patched(data: bytes, plan: WritePlan) -> Patched:
    """The workbook with all of the plan in it that can be written safely.

    Raises `FaultError` where it is no workbook or nothing may be written in it.
    """
    package = open_package(data)
    reason = package.never_writable()
    if reason:
        raise FaultError(reason)
    drafts, refused, replaced = _drafted(package, plan)
    content = None
    if replaced:
        content = rebuild(package.archive, replaced)
        verify_written(package.archive, content, replaced=replaced, drafts=drafts)
    written = tuple(t.edit for draft in drafts for t in draft.accepted if t.edit is not None)
    return Patched(content, written, refused)


def _drafted(
    package: Package, plan: WritePlan
) -> tuple[list[SheetDraft], tuple[Refusal, ...], dict[str, bytes]]:
    """The tabs as they would be, what is refused, and the new content of every part that changes."""
    desk = Desk.of(package)
    drafts, refused = _draft_sheets(desk, plan)
    return drafts, refused, _new_parts(desk, drafts)


def _draft_sheets(desk: Desk, plan: WritePlan) -> tuple[list[SheetDraft], tuple[Refusal, ...]]:
    targets = targets_of(plan)
    entries = {entry.name: entry for entry in desk.package.sheets if entry.kind == "worksheet"}
    drafts = []
    refused: list[Refusal] = []
    for name in dict.fromkeys([*targets, *(growth.sheet for growth in plan.extends + plan.shrinks)]):
        if name not in entries:
            refused.append(refusal(name, None, "no-sheet"))
            continue
        draft = draft_sheet(
            desk,
            entries[name],
            targets=targets.get(name, []),
            growths=[growth for growth in plan.extends if growth.sheet == name],
            shrinks=[growth for growth in plan.shrinks if growth.sheet == name],
        )
        drafts.append(draft)
        refused += draft.refused
    return drafts, tuple(refused)


def _new_parts(desk: Desk, drafts: Iterable[SheetDraft]) -> dict[str, bytes]:
    """The new content of every part that changes."""
    package = desk.package
    changed = [draft for draft in drafts if draft.parts]
    replaced = {name: content for draft in changed for name, content in draft.parts.items()}
    filters = {draft.entry.position: draft.filter_edge for draft in changed if draft.filter_edge}
    columns = {draft.entry.name: _columns(draft.accepted) for draft in changed}
    outdated = any_dependents(package, columns)
    shared = {package.workbook.name: patched_workbook(package, recalculate=outdated, filters=filters)}
    if desk.strings is not None:
        shared[desk.strings.part.name] = desk.strings.rewritten()
    if desk.styles is not None:
        shared[desk.styles.part.name] = desk.styles.rewritten()
    return replaced | _only_new(shared)


def _columns(targets: Iterable[Target]) -> frozenset[int]:
    return frozenset(target.column for target in targets)


def _only_new(parts: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {name: content for name, content in parts.items() if content is not None}
