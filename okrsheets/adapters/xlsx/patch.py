"""A workbook's bytes and a write plan in; the new bytes, verified, and what was refused out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsheets.adapters.targets import Target, targets_of
from okrsheets.adapters.xlsx.dependents import any_dependents
from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.newtab import NewTabs, draft_tabs
from okrsheets.adapters.xlsx.package import open_package
from okrsheets.adapters.xlsx.sheetdraft import Desk, SheetDraft, draft_sheet, refusal
from okrsheets.adapters.xlsx.verify import verify_written
from okrsheets.adapters.xlsx.workbookpart import patched_workbook
from okrsheets.adapters.xlsx.zipwrite import rebuild
from okrsheets.edits import CellEdit, Refusal, TabEdit, WritePlan
from okrsheets.tuples import NamedTuple

__all__ = ["Patched", "patched"]


class Patched(NamedTuple):
    """What a plan makes of a workbook: `content` is None where it already holds all that is accepted.

    `tabs` are those of ours that are made or of which cells are written, `tab_cells` counts these cells.
    """

    content: bytes | None
    written: tuple[CellEdit, ...]
    refused: tuple[Refusal, ...]
    tabs: tuple[str, ...] = ()
    tab_cells: int = 0


def patched(data: bytes, plan: WritePlan) -> Patched:
    """The workbook with all of the plan in it that can be written safely.

    Raises `FaultError` where it is no workbook or nothing may be written in it.
    """
    package = open_package(data)
    reason = package.never_writable()
    if reason:
        raise FaultError(reason)
    desk = Desk.of(package)
    drafts, refused = _draft_sheets(desk, plan)
    new = draft_tabs(desk, plan.tabs)
    replaced = _new_parts(desk, drafts, new)
    content = None
    if replaced:
        content = rebuild(package.archive, replaced, added=new.parts)
        verify_written(
            package.archive, content, replaced=replaced, added=new.parts, drafts=[*drafts, *new.drafts]
        )
    edits = [t.edit for draft in (*drafts, *new.drafts) for t in draft.accepted]
    return Patched(
        content,
        tuple(edit for edit in edits if isinstance(edit, CellEdit)),
        (*refused, *new.refused),
        tuple(dict.fromkeys(edit.ref.sheet for edit in edits if isinstance(edit, TabEdit))),
        sum(isinstance(target.edit, TabEdit) for draft in drafts for target in draft.accepted),
    )


def _draft_sheets(desk: Desk, plan: WritePlan) -> tuple[list[SheetDraft], tuple[Refusal, ...]]:
    targets = targets_of(plan)
    entries = {entry.name: entry for entry in desk.package.sheets if entry.kind == "worksheet"}
    drafts = []
    refused: list[Refusal] = []
    for name in dict.fromkeys([*targets, *(growth.sheet for growth in plan.extends + plan.shrinks)]):
        if name not in entries:
            refused.append(refusal(name, None, "no-sheet"))
            continue
        if desk.package.is_ambiguous(entries[name]):
            refused.append(refusal(name, None, "ambiguous-tab"))
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


def _new_parts(desk: Desk, drafts: Iterable[SheetDraft], new: NewTabs) -> dict[str, bytes]:
    """The new content of every part that is there and changes."""
    package = desk.package
    changed = [draft for draft in drafts if draft.parts]
    replaced = {name: content for draft in changed for name, content in draft.parts.items()}
    replaced |= new.listings
    filters = {draft.entry.position: draft.filter_edge for draft in changed if draft.filter_edge}
    columns = {draft.entry.name: _columns(draft.accepted) for draft in changed}
    outdated = any_dependents(package, columns)
    workbook = patched_workbook(package, recalculate=outdated, filters=filters, lines=new.lines)
    shared = {package.workbook.name: workbook}
    if desk.strings is not None:
        shared[desk.strings.part.name] = desk.strings.rewritten()
    if desk.styles is not None:
        shared[desk.styles.part.name] = desk.styles.rewritten()
    return replaced | _only_new(shared)


def _columns(targets: Iterable[Target]) -> frozenset[int]:
    return frozenset(target.column for target in targets)


def _only_new(parts: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {name: content for name, content in parts.items() if content is not None}
