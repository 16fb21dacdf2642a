"""`spreadsheets.batchUpdate`: its requests in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..book import Book
from ..guards import Editor
from ..refusals import invalid, not_emulated, within
from ..wire import Message
from . import cells, filling, lines, metadata, moving, objects, ranges, sheets, tables, text
from .edit import Batch, Handlers

__all__ = ["HANDLERS", "run_batch"]

MOST_REQUESTS = 100_000
HANDLERS: Handlers = {
    **cells.HANDLERS,
    **filling.HANDLERS,
    **lines.HANDLERS,
    **metadata.HANDLERS,
    **moving.HANDLERS,
    **objects.HANDLERS,
    **ranges.HANDLERS,
    **sheets.HANDLERS,
    **tables.HANDLERS,
    **text.HANDLERS,
}


def run_batch(
    book: Book, editor: Editor, requests: Sequence[Message], new_id: Callable[[], int]
) -> list[Message]:
    """Carry out the requests on the book, which the caller throws away when one is refused; their replies."""
    if not requests:
        raise invalid("Must specify at least one request.")
    if len(requests) > MOST_REQUESTS:
        raise invalid(f"Cannot exceed {MOST_REQUESTS} requests in a single batch")
    batch = Batch(book, editor, new_id)
    replies = []
    for number, request in enumerate(requests):
        if not request:
            raise invalid(f"Invalid requests[{number}]: No request set.")
        kind, argument = next(iter(request.items()))
        if kind not in HANDLERS:
            raise not_emulated(f"requests[{number}].{kind}")
        with within(f"requests[{number}].{kind}"):
            replies.append(HANDLERS[kind](batch, argument) or {})
    return replies
