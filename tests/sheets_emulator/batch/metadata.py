"""Requests about developer metadata, and which entries a filter means."""

from __future__ import annotations

from collections.abc import Sequence

from ..book import Book
from ..masks import assigned
from ..refusals import invalid
from ..wire import Message
from .edit import Batch, Handlers, mask_of

__all__ = ["HANDLERS", "matching"]

_FIELDS = ("metadataId", "metadataKey", "metadataValue", "visibility")


def _create(batch: Batch, request: Message) -> Message:
    given = request.get("developerMetadata", {})
    wanted = given.get("metadataId")
    if wanted is not None and any(item["metadataId"] == wanted for item in batch.book.metadata):
        raise invalid(
            f"Cannot add developer metadata with ID [{wanted}] because developer metadata with that ID "
            "already exists."
        )
    if not given.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey must be specified.")
    item: Message = {"metadataId": wanted or batch.new_id()}
    item |= {name: given[name] for name in _FIELDS if name in given}
    item |= {"location": _location(batch, given.get("location", {}))}
    batch.book.metadata.append(item)
    return {"createDeveloperMetadata": {"developerMetadata": item}}


def _location(batch: Batch, given: Message) -> Message:
    """Where an entry is kept, with the kind of place that Google adds."""
    if lines := given.get("dimensionRange"):
        batch.book.sheet(lines.get("sheetId", 0))
        if lines.get("endIndex", 0) - lines.get("startIndex", 0) != 1:
            raise invalid("Developer metadata can only be created on a single row or column.")
        kind = lines.get("dimension", "ROWS").removesuffix("S")
        kept = {name: part for name, part in lines.items() if name != "sheetId" or part}
        return {"locationType": kind, "dimensionRange": kept}
    if "sheetId" in given:
        sheet = batch.book.sheet(given["sheetId"])
        return {"locationType": "SHEET", "sheetId": sheet.id}
    return {"locationType": "SPREADSHEET", "spreadsheet": True}


def matching(book: Book, filters: Sequence[Message]) -> list[Message]:
    """The entries that any of the DataFilters means; filters by ranges mean none."""
    lookups = [one["developerMetadataLookup"] for one in filters if "developerMetadataLookup" in one]
    return [item for item in book.metadata if any(_fits(item, lookup) for lookup in lookups)]


def _fits(item: Message, lookup: Message) -> bool:
    if any(name in lookup and item.get(name) != lookup[name] for name in _FIELDS):
        return False
    location = item["location"]
    if lookup.get("locationType", location["locationType"]) != location["locationType"]:
        return False
    wanted = lookup.get("metadataLocation", {})
    return all(location.get(name) == part for name, part in wanted.items() if name != "locationType")


def _update(batch: Batch, request: Message) -> Message:
    mask, given = mask_of(request, "DeveloperMetadata"), dict(request.get("developerMetadata", {}))
    if "location" in given:
        given["location"] = _location(batch, given["location"])
    found = [item["metadataId"] for item in matching(batch.book, request.get("dataFilters", []))]
    batch.book.metadata = [
        assigned(item, given, mask) | {"metadataId": item["metadataId"]}
        if item["metadataId"] in found
        else item
        for item in batch.book.metadata
    ]
    changed = [item for item in batch.book.metadata if item["metadataId"] in found]
    return {"updateDeveloperMetadata": {"developerMetadata": changed}}


def _delete(batch: Batch, request: Message) -> Message:
    gone = matching(batch.book, [request.get("dataFilter", {})])
    batch.book.metadata = [item for item in batch.book.metadata if item not in gone]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": gone}}


HANDLERS: Handlers = {
    "createDeveloperMetadata": _create,
    "deleteDeveloperMetadata": _delete,
    "updateDeveloperMetadata": _update,
}
