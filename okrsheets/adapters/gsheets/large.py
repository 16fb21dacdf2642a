"""A spreadsheet that is too large to be read cell by cell: its tabs first, then their values and formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from okrsheets.adapters.gsheets.address import quoted_title
from okrsheets.adapters.gsheets.answers import READ_MASK, Book, Message, Place, book_in
from okrsheets.adapters.gsheets.transport import PatientClient
from okrsheets.adapters.gsheets.trouble import TroubleKind

__all__ = ["TOO_MUCH", "read_large"]

TOO_MUCH = frozenset({TroubleKind.TOO_LONG, TroubleKind.DOWN, TroubleKind.SLOW})
"""What Google, or we, say of a spreadsheet that is too large; mostly something else is the matter."""

_WITHOUT_CELLS = READ_MASK.replace(READ_MASK[READ_MASK.index("rowData") : READ_MASK.index("rowMetadata")], "")


def read_large(client: PatientClient, path: str) -> Book:
    """The spreadsheet in three calls: what cells hold, but not how they look or show it, nor links and notes.

    Dates come as texts, and 60 % is 0.6. Raises TroubleError.
    """
    params = {"fields": _WITHOUT_CELLS, "prettyPrint": "false"}
    # tried once: where it is not the size, the first read has waited long enough
    book = book_in(client.ask("GET", path, params=params, repeatable=False))
    titles = [quoted_title(tab.title) for tab in book.tabs]
    shown = _values(client, path, titles, "UNFORMATTED_VALUE", days="FORMATTED_STRING")
    typed = _values(client, path, titles, "FORMULA", days="SERIAL_NUMBER")
    tabs = [
        tab._replace(cells=dict(_cells(values, formulas)), bare=True)
        for tab, values, formulas in zip(book.tabs, shown, typed, strict=True)
    ]
    return book._replace(tabs=tuple(tabs))


def _values(client: PatientClient, path: str, titles: Sequence[str], how: str, *, days: str) -> list[Message]:
    """The values of whole tabs, in their order."""
    if not titles:
        return []
    params: Mapping[str, str | Sequence[str]] = {
        "ranges": titles,
        "valueRenderOption": how,
        "dateTimeRenderOption": days,
        "fields": "valueRanges.values",
        "prettyPrint": "false",
    }
    answer = client.ask("GET", f"{path}/values:batchGet", params=params, repeatable=True)
    return [*answer.get("valueRanges", [])]


def _cells(values: Message, formulas: Message) -> Iterator[tuple[Place, Message]]:
    """Each filled cell as `spreadsheets.get` would answer it."""
    rows = zip_longest(values.get("values", ()), formulas.get("values", ()), fillvalue=())
    for row, (shown, typed) in enumerate(rows, start=1):
        for column, (value, source) in enumerate(zip_longest(shown, typed, fillvalue=""), start=1):
            if value == source == "":
                continue
            cell: dict[str, Message] = {}
            if value != "":
                cell["effectiveValue"] = _typed(value)
            if isinstance(source, str) and source.startswith("=") and source != value:
                cell["userEnteredValue"] = {"formulaValue": source}
            elif source != "":
                cell["userEnteredValue"] = _typed(source)
            yield (row, column), cell


def _typed(value: object) -> Message:
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}
