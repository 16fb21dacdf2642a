"""One batch in the making: the spreadsheet it changes, who asks, and what its requests share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..a1 import Box
from ..book import Book, Sheet
from ..discovery import load_discovery
from ..guards import Editor
from ..masks import Mask, parse_mask
from ..refusals import invalid
from ..wire import Message

__all__ = ["Batch", "Handlers", "mask_of", "placed"]

NO_FIELDS = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"


@dataclass(frozen=True, slots=True)
class Batch:
    """What every request of a batch works on."""

    book: Book
    editor: Editor
    new_id: Callable[[], int]


# A request's kind to what it does; the reply, if it has one.
Handlers: TypeAlias = Mapping[str, Callable[[Batch, Message], Message | None]]


def mask_of(request: Message, schema: str) -> Mask:
    """The fields that a request changes; none, or one that the schema lacks, is refused."""
    mask = parse_mask(request.get("fields", ""))
    if not mask:
        raise invalid(NO_FIELDS)
    if lost := load_discovery().lost_paths(schema, mask):
        raise invalid(f"Invalid field: {lost[0]}")
    return mask


def placed(batch: Batch, request: Message, name: str) -> tuple[Sheet, Box]:
    """The tab and the rectangle of the GridRange that a request cannot do without."""
    if name not in request:
        raise invalid(f"{name} must be specified.")
    return batch.book.on(request[name])
