"""Requests about what floats over a grid: charts and slicers, kept as they are told, never drawn."""

from __future__ import annotations

from ..book import Sheet
from ..masks import Mask, assigned
from ..refusals import invalid
from ..wire import Message, merged
from .edit import Batch, Handlers, mask_of
from .sheets import new_sheet

__all__ = ["HANDLERS"]

_SIZE: Message = {"overlayPosition": {"widthPixels": 600, "heightPixels": 371}}
_IDS = {"charts": "chartId", "slicers": "slicerId"}


def _placed(batch: Batch, position: Message) -> tuple[Sheet, Message]:
    """The tab an object goes to, and its position there; a chart may have a tab of its own."""
    if position.get("newSheet") or "sheetId" in position:
        wanted = {"sheetId": position["sheetId"]} if "sheetId" in position else {}
        title = _free_title(batch)
        sheet = new_sheet(batch.book, {"title": title} | wanted, sheet_id=batch.new_id(), kind="OBJECT")
        return sheet, {"sheetId": sheet.id}
    position = merged(_SIZE, position)
    anchor = position["overlayPosition"].get("anchorCell", {})
    sheet = batch.book.sheet(anchor.get("sheetId", 0))
    kept = {name: part for name, part in anchor.items() if part}
    return sheet, {"overlayPosition": position["overlayPosition"] | {"anchorCell": kept}}


def _free_title(batch: Batch) -> str:
    number = 1
    while batch.book.titled(f"Chart{number}"):
        number += 1
    return f"Chart{number}"


def _find(batch: Batch, wanted: int, *kinds: str) -> tuple[Sheet, str, int]:
    for sheet in batch.book.sheets:
        for kind in kinds:
            for at, item in enumerate(sheet.parts.get(kind, [])):
                if item[_IDS[kind]] == wanted:
                    return sheet, kind, at
    raise invalid(f"No object with id: {wanted}")


def _new_id(batch: Batch, wanted: int | None) -> int:
    taken = {
        item[key]
        for sheet in batch.book.sheets
        for kind, key in _IDS.items()
        for item in sheet.parts.get(kind, [])
    }
    if wanted in taken:
        raise invalid(f"An object with id {wanted} already exists.")
    return wanted if wanted is not None else batch.new_id()


def _add_chart(batch: Batch, request: Message) -> Message:
    given = request.get("chart", {})
    if "spec" not in given:
        raise invalid("no chart spec")
    chart_id = _new_id(batch, given.get("chartId"))
    sheet, position = _placed(batch, given.get("position", {"newSheet": True}))
    chart = given | {"chartId": chart_id, "position": position}
    sheet.part("charts").append(chart)
    return {"addChart": {"chart": chart}}


def _add_slicer(batch: Batch, request: Message) -> Message:
    given = request.get("slicer", {})
    if "dataRange" not in given.get("spec", {}):
        raise invalid("slicer.spec.dataRange must be specified.")
    batch.book.on(given["spec"]["dataRange"])
    sheet, position = _placed(batch, given.get("position", {"overlayPosition": {}}))
    slicer = given | {"slicerId": _new_id(batch, given.get("slicerId")), "position": position}
    sheet.part("slicers").append(slicer)
    return {"addSlicer": {"slicer": slicer}}


def _update_chart(batch: Batch, request: Message) -> None:
    sheet, kind, at = _find(batch, request.get("chartId", 0), "charts")
    sheet.parts[kind][at] = sheet.parts[kind][at] | {"spec": request.get("spec", {})}


def _update_slicer(batch: Batch, request: Message) -> None:
    mask = mask_of(request, "SlicerSpec")
    sheet, kind, at = _find(batch, request.get("slicerId", 0), "slicers")
    slicer = sheet.parts[kind][at]
    sheet.parts[kind][at] = slicer | {"spec": assigned(slicer["spec"], request.get("spec", {}), mask)}


def _update_border(batch: Batch, request: Message) -> None:
    mask: Mask = mask_of(request, "EmbeddedObjectBorder")
    sheet, kind, at = _find(batch, request.get("objectId", 0), "charts")
    chart = sheet.parts[kind][at]
    border = assigned(chart.get("border", {}), request.get("border", {}), mask)
    sheet.parts[kind][at] = chart | {"border": border}


def _move(batch: Batch, request: Message) -> Message:
    """Move or size an object; the mask names fields of its place over the grid."""
    given = request.get("newPosition", {})
    sheet, kind, at = _find(batch, request.get("objectId", 0), *_IDS)
    item = sheet.parts[kind][at]
    if "overlayPosition" in given:
        mask, place = mask_of(request, "OverlayPosition"), item["position"].get("overlayPosition", {})
        given = {"overlayPosition": assigned(place, given["overlayPosition"], mask)}
    target, position = _placed(batch, given)
    del sheet.parts[kind][at]
    target.part(kind).append(item | {"position": position})
    return {"updateEmbeddedObjectPosition": {"position": position}}


def _delete(batch: Batch, request: Message) -> None:
    sheet, kind, at = _find(batch, request.get("objectId", 0), *_IDS)
    del sheet.parts[kind][at]
    if sheet.kind == "OBJECT":
        batch.book.sheets.remove(sheet)


HANDLERS: Handlers = {
    "addChart": _add_chart,
    "addSlicer": _add_slicer,
    "deleteEmbeddedObject": _delete,
    "updateChartSpec": _update_chart,
    "updateEmbeddedObjectBorder": _update_border,
    "updateEmbeddedObjectPosition": _move,
    "updateSlicerSpec": _update_slicer,
}
