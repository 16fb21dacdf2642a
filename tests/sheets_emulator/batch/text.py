"""Requests that work on what is written in cells: find and replace, split, trim, paste."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator

from ..a1 import Box
from ..book import Place, Sheet
from ..entering import as_entered
from ..languages import language_of
from ..refusals import invalid, not_emulated
from ..render import Renderer, Rendering
from ..wire import Message
from .edit import Batch, Handlers, placed
from .moving import grow_to

__all__ = ["HANDLERS"]

_DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}
_GROUP = re.compile(r"\\(.)|\$(\d+)|(\\)")


def _scope(batch: Batch, request: Message) -> list[tuple[Sheet, Box]]:
    """Where to look: a range, a tab, or all tabs; exactly one of the three is given."""
    given = [name for name in ("range", "sheetId", "allSheets") if name in request]
    if len(given) != 1:
        raise invalid("Must specify exactly one of range, sheetId or allSheets.")
    if given == ["range"]:
        return [placed(batch, request, "range")]
    sheets = [batch.book.sheet(request["sheetId"])] if given == ["sheetId"] else batch.book.sheets
    return [(sheet, sheet.whole) for sheet in sheets]


def _find_replace(batch: Batch, request: Message) -> Message:
    if not request.get("find"):
        raise invalid("find must be specified.")
    replace = _replacing(request)
    counts = dict.fromkeys(("valuesChanged", "formulasChanged", "rowsChanged", "sheetsChanged"), 0)
    counts["occurrencesChanged"] = 0
    for sheet, box in _scope(batch, request):
        rows = set()
        for place, text in _searched(batch, sheet, box, formulas=bool(request.get("includeFormulas"))):
            changed, times = replace(text)
            if times:
                batch.editor.check(sheet, _one(place))
                _enter(batch, sheet, place, changed)
                counts["formulasChanged" if text.startswith("=") else "valuesChanged"] += 1
                counts["occurrencesChanged"] += times
                rows.add(place[0])
        counts["rowsChanged"] += len(rows)
        counts["sheetsChanged"] += bool(rows)
    return {"findReplace": {name: count for name, count in counts.items() if count}}


def _searched(batch: Batch, sheet: Sheet, box: Box, *, formulas: bool) -> Iterator[tuple[Place, str]]:
    """The texts to look into, row by row: what cells show, and formulas only on demand."""
    renderer = Renderer(batch.book)
    for place, cell in sorted(sheet.filled(box), key=lambda item: item[0]):
        formula = cell.get("userEnteredValue", {}).get("formulaValue")
        if formula is None:
            yield place, str(renderer.value(sheet, place, Rendering()))
        elif formulas:
            yield place, formula


def _replacing(request: Message) -> Callable[[str], tuple[str, int]]:
    """What a search makes of a text, and how often it found something in it."""
    find, replacement = request["find"], request.get("replacement", "")
    try:
        pattern = re.compile(
            find if request.get("searchByRegex") else re.escape(find),
            0 if request.get("matchCase") else re.IGNORECASE,
        )
    except re.error as error:
        raise invalid(f"Invalid regular expression: {find}") from error

    def new(match: re.Match[str]) -> str:
        if not request.get("searchByRegex"):
            return str(replacement)
        return _GROUP.sub(lambda part: part[1] or (match[int(part[2])] or "" if part[2] else ""), replacement)

    def replace(text: str) -> tuple[str, int]:
        if request.get("matchEntireCell"):
            whole = pattern.fullmatch(text)
            return (new(whole), 1) if whole else (text, 0)
        return pattern.subn(new, text)

    return replace


def _enter(batch: Batch, sheet: Sheet, place: Place, text: str) -> None:
    """Put a text into a cell as if it were typed; the cell's own number format stays."""
    kept = {name: part for name, part in sheet.cells.get(place, {}).items() if name != "userEnteredValue"}
    if text:
        value, number_format = as_entered(text, language_of(batch.book.locale), year=batch.book.now().year)
        look = kept.get("userEnteredFormat", {})
        if number_format and "numberFormat" not in look:
            kept["userEnteredFormat"] = look | {"numberFormat": number_format}
        kept["userEnteredValue"] = value
    sheet.put(place, kept)


def _one(place: Place) -> Box:
    return Box(place[0], place[1], place[0] + 1, place[1] + 1)


def _trim(batch: Batch, request: Message) -> Message:
    sheet, box = placed(batch, request, "range")
    batch.editor.check(sheet, box)
    changed = 0
    for place, cell in list(sheet.filled(box)):
        text = cell.get("userEnteredValue", {}).get("stringValue", "")
        trimmed = " ".join(text.split())
        if trimmed != text:
            sheet.put(place, cell | {"userEnteredValue": {"stringValue": trimmed}})
            changed += 1
    return {"trimWhitespace": {"cellsChangedCount": changed} if changed else {}}


def _split(batch: Batch, request: Message) -> None:
    """Spread the texts of a column over the columns right of it."""
    sheet, box = placed(batch, request, "source")
    if box.width != 1:
        raise invalid("The source range must span exactly one column.")
    texts = {
        place[0]: cell["userEnteredValue"]["stringValue"]
        for place, cell in sheet.filled(box)
        if "stringValue" in cell.get("userEnteredValue", {})
    }
    delimiter = _delimiter(request, list(texts.values()))
    rows = {row: text.split(delimiter) for row, text in texts.items()}
    width = max((len(parts) for parts in rows.values()), default=1)
    target = Box(box.top, box.left, box.bottom, box.left + width)
    grow_to(batch, sheet, target)
    batch.editor.check(sheet, target)
    for row, parts in rows.items():
        for column, part in enumerate(parts, start=box.left):
            _enter(batch, sheet, (row, column), part.strip())


def _delimiter(request: Message, texts: list[str]) -> str:
    kind = request.get("delimiterType", "AUTODETECT")
    if kind == "CUSTOM":
        if not request.get("delimiter"):
            raise invalid("delimiter must be specified when delimiterType is CUSTOM.")
        return str(request["delimiter"])
    if kind in _DELIMITERS:
        return _DELIMITERS[kind]
    counts = {sign: sum(text.count(sign) for text in texts) for sign in _DELIMITERS.values()}
    return max(counts, key=counts.__getitem__)


def _paste_data(batch: Batch, request: Message) -> None:
    if request.get("html"):
        raise not_emulated("pasteData of HTML")
    start, delimiter = request.get("coordinate", {}), request.get("delimiter") or "\t"
    if len(delimiter) > 1:
        raise not_emulated(f'pasteData with the delimiter "{delimiter}"')
    sheet = batch.book.sheet(start.get("sheetId", 0))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    rows = list(csv.reader(io.StringIO(request.get("data", "")), delimiter=delimiter))
    box = Box(top, left, top + len(rows), left + max(map(len, rows), default=0))
    grow_to(batch, sheet, box)
    batch.editor.check(sheet, box)
    for row, line in enumerate(rows, start=top):
        for column, text in enumerate(line, start=left):
            _enter(batch, sheet, (row, column), text)


HANDLERS: Handlers = {
    "findReplace": _find_replace,
    "pasteData": _paste_data,
    "textToColumns": _split,
    "trimWhitespace": _trim,
}
