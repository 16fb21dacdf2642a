"""Requests about what lies on ranges: merges, names, protection, filters, conditional looks."""

from __future__ import annotations

import re

from ..a1 import Box
from ..book import Sheet
from ..filters import normal_filter
from ..looks import normal_look, widened
from ..masks import assigned
from ..refusals import invalid
from ..wire import Message
from .edit import Batch, Handlers, mask_of, placed

__all__ = ["HANDLERS", "stored_range"]


MOST_LETTERS = 250
_NAME = re.compile(r"[^\W\d]\w*")
_NO_NAME = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|(?i:TRUE|FALSE)")


def stored_range(message: Message) -> Message:
    """A GridRange as Google answers it: without the id 0 of a first tab."""
    return {name: part for name, part in message.items() if name != "sheetId" or part}


def _merge(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    _check_merges(sheet, box)
    kind = request.get("mergeType", "MERGE_ALL")
    if kind == "MERGE_ROWS":
        boxes = [Box(row, box.left, row + 1, box.right) for row in range(box.top, box.bottom)]
    elif kind == "MERGE_COLUMNS":
        boxes = [Box(box.top, column, box.bottom, column + 1) for column in range(box.left, box.right)]
    else:
        boxes = [box]
    sheet.merges = [merge for merge in sheet.merges if not box.holds(merge)]
    for part in boxes:
        if part.height * part.width > 1:
            sheet.merges.append(part)
            _keep_first(sheet, part)


def _check_merges(sheet: Sheet, box: Box) -> None:
    if any(merge.meets(box) and not box.holds(merge) for merge in sheet.merges):
        raise invalid("You must select all cells in a merged range to merge or unmerge them.")


def _keep_first(sheet: Sheet, box: Box) -> None:
    """Of the values under a merge only the first stays, in the corner."""
    filled = sorted(sheet.filled(box), key=lambda item: item[0])
    first = next((place for place, _ in filled if sheet.valued(place)), None)
    if first is None:
        return
    value = sheet.cells[first]["userEnteredValue"]
    for place, cell in filled:
        sheet.put(place, {name: part for name, part in cell.items() if name != "userEnteredValue"})
    corner = (box.top, box.left)
    sheet.put(corner, sheet.cells.get(corner, {}) | {"userEnteredValue": value})


def _unmerge(batch: Batch, request: Message) -> None:
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    _check_merges(sheet, box)
    sheet.merges = [merge for merge in sheet.merges if not merge.meets(box)]


def _add_named(batch: Batch, request: Message) -> Message:
    given = request.get("namedRange", {})
    name = given.get("name", "")
    _check_name(batch, name)
    if batch.book.named_range(name) is not None:
        raise invalid(
            f"Cannot add named range with name {name}, a named range with that name already exists."
        )
    batch.book.on(given.get("range", {}))
    named_id = given.get("namedRangeId") or str(batch.new_id())
    if any(item["namedRangeId"] == named_id for item in batch.book.named):
        raise invalid(f"A named range with id: {named_id} already exists.")
    item = {"namedRangeId": named_id, "name": name, "range": stored_range(given.get("range", {}))}
    batch.book.named.append(item)
    return {"addNamedRange": {"namedRange": item}}


def _check_name(batch: Batch, name: str) -> None:
    """Refuse what is no name: one that reads like a cell or a truth, has other signs, or is too long."""
    if not _NAME.fullmatch(name) or _NO_NAME.fullmatch(name) or len(name) > MOST_LETTERS:
        raise invalid(f"The named range name is invalid: {name}")


def _find_named(batch: Batch, named_id: str) -> int:
    for at, item in enumerate(batch.book.named):
        if item["namedRangeId"] == named_id:
            return at
    raise invalid(f"Named range with id: {named_id} does not exist.")


def _delete_named(batch: Batch, request: Message) -> None:
    del batch.book.named[_find_named(batch, request.get("namedRangeId", ""))]


def _update_named(batch: Batch, request: Message) -> None:
    given = dict(request.get("namedRange", {}))
    at = _find_named(batch, given.get("namedRangeId", ""))
    if "range" in given:
        given["range"] = stored_range(given["range"])
    if "name" in given:
        _check_name(batch, given["name"])
        known = batch.book.named_range(given["name"])
        if known is not None and known is not batch.book.named[at]:
            raise invalid(
                f"Cannot update named range with name {given['name']}, a named range with that name "
                "already exists."
            )
    batch.book.named[at] = assigned(batch.book.named[at], given, mask_of(request, "NamedRange"))


def _add_protected(batch: Batch, request: Message) -> Message:
    given = dict(request.get("protectedRange", {}))
    if "namedRangeId" in given:
        given["range"] = batch.book.named[_find_named(batch, given["namedRangeId"])]["range"]
    sheet = batch.book.sheet(given.get("range", {}).get("sheetId", 0))
    protected_id = batch.new_id()
    item: Message = {"protectedRangeId": protected_id, "range": stored_range(given.get("range", {}))}
    item |= {name: given[name] for name in ("namedRangeId", "description", "warningOnly") if given.get(name)}
    if open_parts := given.get("unprotectedRanges"):
        item["unprotectedRanges"] = [stored_range(part) for part in open_parts]
    editors = {name: part for name, part in given.get("editors", {}).items() if part}
    reply = item | {"requestingUserCanEdit": True, "editors": editors}
    # Whoever protects a range is always among its editors, though the reply does not say so.
    others = [user for user in editors.get("users", []) if user != batch.editor.email]
    item["editors"] = editors | {"users": [batch.editor.email, *others]}
    sheet.part("protectedRanges").append(item)
    return {"addProtectedRange": {"protectedRange": reply}}


def _find_protected(batch: Batch, protected_id: int) -> tuple[list[Message], int]:
    for sheet in batch.book.sheets:
        for at, item in enumerate(sheet.parts.get("protectedRanges", [])):
            if item["protectedRangeId"] == protected_id:
                if not batch.editor.may_edit(item):
                    batch.editor.check(sheet, sheet.cover(item["range"]))
                return sheet.parts["protectedRanges"], at
    raise invalid(f"No protected range with ID: {protected_id}")


def _update_protected(batch: Batch, request: Message) -> None:
    given = dict(request.get("protectedRange", {}))
    items, at = _find_protected(batch, given.get("protectedRangeId", 0))
    if "range" in given:
        given["range"] = stored_range(given["range"])
    changed = assigned(items[at], given, mask_of(request, "ProtectedRange"))
    items[at] = {name: part for name, part in changed.items() if part is not False}


def _delete_protected(batch: Batch, request: Message) -> None:
    items, at = _find_protected(batch, request.get("protectedRangeId", 0))
    del items[at]


def _set_filter(batch: Batch, request: Message) -> None:
    given = request.get("filter", {})
    sheet, box = batch.book.on(given.get("range", {}))
    sheet.basic_filter = normal_filter(given | {"range": sheet.grid_range(box)})


def _clear_filter(batch: Batch, request: Message) -> None:
    batch.book.sheet(request.get("sheetId", 0)).basic_filter = None


def _add_view(batch: Batch, request: Message) -> Message:
    given = request.get("filter", {})
    sheet, box = batch.book.on(given.get("range", {}))
    views = sheet.part("filterViews")
    title = given.get("title") or f"Filter {len(views) + 1}"
    view_id = given.get("filterViewId") or batch.new_id()
    view = normal_filter({"filterViewId": view_id, "title": title} | given | {"range": sheet.grid_range(box)})
    views.append(view)
    return {"addFilterView": {"filter": view}}


def _find(batch: Batch, name: str, key: str, wanted: object) -> tuple[list[Message], int]:
    for sheet in batch.book.sheets:
        for at, item in enumerate(sheet.parts.get(name, [])):
            if item[key] == wanted:
                return sheet.parts[name], at
    raise invalid(f"No {name} with {key}: {wanted}")


def _update_view(batch: Batch, request: Message) -> None:
    given = request.get("filter", {})
    views, at = _find(batch, "filterViews", "filterViewId", given.get("filterViewId", 0))
    views[at] = normal_filter(assigned(views[at], given, mask_of(request, "FilterView")))


def _delete_view(batch: Batch, request: Message) -> None:
    views, at = _find(batch, "filterViews", "filterViewId", request.get("filterId", 0))
    del views[at]


def _duplicate_view(batch: Batch, request: Message) -> Message:
    views, at = _find(batch, "filterViews", "filterViewId", request.get("filterId", 0))
    view = views[at] | {"filterViewId": batch.new_id(), "title": f"Copy of {views[at]['title']}"}
    views.append(view)
    return {"duplicateFilterView": {"filter": view}}


def _add_banding(batch: Batch, request: Message) -> Message:
    given = normal_look(request.get("bandedRange", {}))
    sheet, box = batch.book.on(given.get("range", {}))
    if any(sheet.cover(known["range"]).meets(box) for known in sheet.parts.get("bandedRanges", [])):
        raise invalid(
            "You cannot add alternating background colors to a range that already has alternating "
            "background colors."
        )
    item = {"bandedRangeId": batch.new_id()} | given | {"range": stored_range(given.get("range", {}))}
    sheet.part("bandedRanges").append(item)
    return {"addBanding": {"bandedRange": item}}


def _update_banding(batch: Batch, request: Message) -> None:
    given = normal_look(request.get("bandedRange", {}))
    if "range" in given:
        given["range"] = stored_range(given["range"])
    items, at = _find(batch, "bandedRanges", "bandedRangeId", given.get("bandedRangeId", 0))
    mask = widened(mask_of(request, "BandedRange"))
    items[at] = assigned(items[at], given, mask) | {"bandedRangeId": items[at]["bandedRangeId"]}


def _delete_banding(batch: Batch, request: Message) -> None:
    items, at = _find(batch, "bandedRanges", "bandedRangeId", request.get("bandedRangeId", 0))
    del items[at]


def _rules(batch: Batch, sheet_id: int, index: int) -> list[Message]:
    rules = batch.book.sheet(sheet_id).part("conditionalFormats")
    if not 0 <= index < len(rules):
        raise invalid(f"No conditional format on sheet: {sheet_id} at index: {index}")
    return rules


def _stored_rule(rule: Message) -> Message:
    if not {"booleanRule", "gradientRule"} & set(rule):
        raise invalid("A conditional format must have a booleanRule or a gradientRule.")
    for name in ("minpoint", "midpoint", "maxpoint") if "gradientRule" in rule else ():
        point: Message = rule["gradientRule"].get(name, {})
        if "type" not in point and (name != "midpoint" or point):
            raise invalid("No interpolationPointType specified.")
        if point.get("type", "MIN") not in ("MIN", "MAX") and not point.get("value"):
            raise invalid("InterpolationPoint.value is required.")
    return normal_look(rule) | {"ranges": [stored_range(part) for part in rule.get("ranges", [])]}


def _add_rule(batch: Batch, request: Message) -> None:
    rule = request.get("rule", {})
    sheet_ids = {part.get("sheetId", 0) for part in rule.get("ranges", [])}
    if len(sheet_ids) != 1:
        raise invalid("All ranges of a conditional format must be on one sheet.")
    sheet_id, index = sheet_ids.pop(), request.get("index", 0)
    rules = batch.book.sheet(sheet_id).part("conditionalFormats")
    if not 0 <= index <= len(rules):
        raise invalid(f"No conditional format on sheet: {sheet_id} at index: {index}")
    rules.insert(index, _stored_rule(rule))


def _update_rule(batch: Batch, request: Message) -> Message:
    rule: Message | None = request.get("rule")
    index: int = request.get("index", 0)
    first: Message = next(iter((rule or {}).get("ranges", [])), {})
    sheet_id: int = request.get("sheetId") or first.get("sheetId") or 0
    rules = _rules(batch, sheet_id, index)
    old = rules[index]
    if rule is not None:
        rules[index] = _stored_rule(rule)
        return {"updateConditionalFormatRule": {"oldRule": old, "newRule": rules[index], "newIndex": index}}
    new = request.get("newIndex", 0)
    rules.insert(new, rules.pop(index))
    return {"updateConditionalFormatRule": {"newRule": old, "oldIndex": index, "newIndex": new}}


def _delete_rule(batch: Batch, request: Message) -> Message:
    rules = _rules(batch, request.get("sheetId", 0), request.get("index", 0))
    return {"deleteConditionalFormatRule": {"rule": rules.pop(request.get("index", 0))}}


HANDLERS: Handlers = {
    "addBanding": _add_banding,
    "addConditionalFormatRule": _add_rule,
    "addFilterView": _add_view,
    "addNamedRange": _add_named,
    "addProtectedRange": _add_protected,
    "clearBasicFilter": _clear_filter,
    "deleteBanding": _delete_banding,
    "deleteConditionalFormatRule": _delete_rule,
    "deleteFilterView": _delete_view,
    "deleteNamedRange": _delete_named,
    "deleteProtectedRange": _delete_protected,
    "duplicateFilterView": _duplicate_view,
    "mergeCells": _merge,
    "setBasicFilter": _set_filter,
    "unmergeCells": _unmerge,
    "updateBanding": _update_banding,
    "updateConditionalFormatRule": _update_rule,
    "updateFilterView": _update_view,
    "updateNamedRange": _update_named,
    "updateProtectedRange": _update_protected,
}
