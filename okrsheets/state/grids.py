"""Workbooks as bytes that are small and that only we read, and back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, TypeAlias

from okrsheets.grid import Cell, CellRange, ErrorValue, Look, Sheet, SheetTable, Value, Workbook

__all__ = ["bytes_of_grid", "grid_of_bytes"]

_MOST = 256_000_000
"""Bytes that a grid may come to when it is unpacked: more was never packed by us."""
_LEVEL = 4  # of zlib: a fifth larger than at its best, in a third of the time

_Style: TypeAlias = tuple[str, bool, str | None, int]


def bytes_of_grid(workbook: Workbook) -> bytes:
    """What the workbook says, whole: values, formulas, links and looks, and what its tabs are like.

    Its source and its revision are no part of it.
    """
    styles: dict[_Style, int] = {}
    document: dict[str, Any] = {
        "title": workbook.title,
        "sheets": [_plain_sheet(sheet, styles) for sheet in workbook.sheets],
        "read_only_because": workbook.read_only_because,
        "names": dict(workbook.names),
        "outside": list(workbook.outside),
        "changed": workbook.changed and workbook.changed.isoformat(),
        "url": workbook.url,
        "takes_no_tab": workbook.takes_no_tab and list(workbook.takes_no_tab),
        "plain_text": workbook.plain_text,
    }
    document["styles"] = list(styles)
    return zlib.compress(json.dumps(document, separators=(",", ":")).encode("ascii"), _LEVEL)


def grid_of_bytes(data: bytes, *, source: str, revision: str, as_of: date) -> Workbook:
    """The workbook again, under the name that it goes by now.

    Raises ValueError, TypeError, KeyError, IndexError, AttributeError or zlib.error for what no such bytes
    say.
    """
    unpacking = zlib.decompressobj()
    text = unpacking.decompress(data, _MOST)
    if not unpacking.eof:
        raise ValueError("cut short, or too large")
    kept: dict[str, Any] = json.loads(text)  # its shape is that of `bytes_of_grid`, which alone writes it
    styles = [(fmt, Look(bold, fill, indent)) for fmt, bold, fill, indent in kept["styles"]]
    return Workbook(
        source,
        kept["title"],
        revision,
        tuple(_sheet(plain, styles) for plain in kept["sheets"]),
        kept["read_only_because"],
        kept["names"],
        tuple(kept["outside"]),
        kept["changed"] and datetime.fromisoformat(kept["changed"]),
        kept["url"],
        takes_no_tab=_pair(kept["takes_no_tab"]),
        plain_text=kept["plain_text"],
        as_of=as_of,
    )


def _pair(kept: list[str] | None) -> tuple[str, str] | None:
    if kept is None:
        return None
    name, words = kept
    return name, words


def _plain_sheet(sheet: Sheet, styles: dict[_Style, int]) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": list(_rows(sheet, styles)),
        "merges": [list(merge) for merge in sheet.merges],
        "tables": [[table.name, list(table.range), *table[2:]] for table in sheet.tables],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "hidden": sheet.hidden,
        "protected": sheet.protected,
        "occupied": [list(range_) for range_ in sheet.occupied],
        "filter_range": sheet.filter_range and list(sheet.filter_range),
        "gid": sheet.gid,
    }


def _rows(sheet: Sheet, styles: dict[_Style, int]) -> Iterator[list[Any]]:
    """Each row that holds something: its number, then its cells."""
    rows: dict[int, list[Any]] = {}
    for (row, column), cell in sheet.cells.items():
        value, formula, number_format, link, look = cell
        style = styles.setdefault((number_format, *look), len(styles))
        plain = [column, _plain(value), style]
        if formula is not None or link is not None:
            plain += [formula, link]
        rows.setdefault(row, []).append(plain)
    for row, cells in rows.items():
        yield [row, *cells]


def _sheet(kept: Mapping[str, Any], styles: list[tuple[str, Look]]) -> Sheet:
    cells = {}
    for row, *plain in kept["rows"]:
        for column, value, style, *more in plain:
            formula, link = more or (None, None)
            number_format, look = styles[style]
            cells[row, column] = Cell(_value(value), formula, number_format, link, look)
    return Sheet(
        kept["name"],
        cells,
        tuple(CellRange(*merge) for merge in kept["merges"]),
        tuple(SheetTable(name, CellRange(*at), *rest) for name, at, *rest in kept["tables"]),
        frozenset(kept["hidden_rows"]),
        frozenset(kept["hidden_columns"]),
        kept["hidden"],
        kept["protected"],
        tuple(CellRange(*range_) for range_ in kept["occupied"]),
        kept["filter_range"] and CellRange(*kept["filter_range"]),
        kept["gid"],
    )


def _plain(value: Value) -> Any:
    """A value as JSON holds it: what that has no words for as a list of its kind and its text."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, ErrorValue):
        return ["error", value.code]
    kind = "moment" if isinstance(value, datetime) else "day" if isinstance(value, date) else "time"
    return [kind, value.isoformat()]


def _value(plain: Any) -> Value:
    if isinstance(plain, list):
        kind, text = plain
        return _KINDS[kind](text)
    if plain is None or isinstance(plain, str | int | float):
        return plain
    raise ValueError("no value of a cell")


_KINDS: Mapping[str, Callable[[str], Value]] = {
    "error": ErrorValue,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
}
