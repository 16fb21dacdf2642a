"""`[source.sheets."Tab"]`: what a person says of how a tab is read, key by key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from okrsheets.config.aligning import alignment_kind
from okrsheets.config.checks import Check, Checker, number, table, text, yes_no
from okrsheets.config.rolling import roll_up_mode
from okrsheets.grid import CellRange, column_number
from okrsheets.model import Field, Level
from okrsheets.patterns import pattern
from okrsheets.reading import ColumnOverride, SheetOverride, TableOverride, parse_cycle
from okrsheets.reading.overrides import LAYOUTS

__all__ = ["cycle_label", "sheets"]

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_RANGE = pattern(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})?:\$?([A-Z]{1,3})\$?([1-9]\d{0,6})?", re.IGNORECASE)
_ROWS = pattern(r"([1-9]\d{0,6})\s*[-–:]\s*([1-9]\d{0,6})")
_IGNORE = "ignore"
_FIELDS = {field.value: field for field in Field}
_LEVELS = {"objective": Level.OBJECTIVE, "key_result": Level.KEY_RESULT, "key result": Level.KEY_RESULT}
_ORDERS = ("dmy", "mdy")


def sheets(checker: Checker, key: str, value: Any) -> Mapping[str, SheetOverride]:
    """What is said of each tab of a source."""
    place = key.rpartition(".")[0]
    return {
        name: _sheet(checker, f'{place}: sheets."{name}"', table(checker, f"{place}: sheets", keys))
        for name, keys in table(checker, key, value).items()
    }


def _sheet(checker: Checker, key: str, value: Any) -> SheetOverride:
    checks = {**_TABLE, "skip": yes_no, "copy": yes_no, "tables": _tables}
    said = checker.checked(key, value, {**checks, "roll_up": roll_up_mode, "alignment": alignment_kind})
    for word in ("roll_up", "alignment"):
        said.pop(word, None)  # no matter of reading: `roll_up_modes` and `alignment_kinds` have them
    tables: list[dict[str, Any]] = said.pop("tables", [])
    skip, copy = said.pop("skip", False), said.pop("copy", None)
    if not tables:
        return SheetOverride(skip, (TableOverride(**said),), copy)
    for word in ("range", "header"):
        if word in said:
            raise checker.fail(f"{key}.{word}", "stands beside a list of tables", "write it in each of them")
    return SheetOverride(skip, tuple(TableOverride(**_within(said, one)) for one in tables), copy)


def _within(tab: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of one table, with those of its tab where it says nothing itself."""
    columns = {**tab.get("columns", {}), **one.get("columns", {})}
    skipped = (*tab.get("skip_rows", ()), *one.get("skip_rows", ()))
    return {**tab, **one, "columns": columns, "skip_rows": skipped}


def _tables(checker: Checker, key: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list):
        raise checker.fail(key, "is no list of tables", "write it in double brackets, as [[...tables]]")
    found = []
    for count, keys in enumerate(value, start=1):
        place = f"{key} {count}"
        said = checker.checked(place, table(checker, place, keys), _TABLE)
        if "range" not in said and "header" not in said:
            raise checker.fail(place, "does not say where it stands", 'add range = "A3:H40" or header = 3')
        found.append(said)
    return found


def _range(checker: Checker, key: str, value: Any) -> CellRange:
    match = _RANGE.fullmatch(text(checker, key, value).strip())
    if match is None:
        raise checker.fail(key, f'"{value}" is no range', 'write it as "A3:H40", or "A3:H" down to the end')
    (left, right), (top, bottom) = sorted(map(column_number, match.group(1, 3))), match.group(2, 4)
    rows = sorted((int(top or 1), int(bottom or _LAST_ROW)))
    if right > _LAST_COLUMN or rows[1] > _LAST_ROW:
        raise checker.fail(key, f'"{value}" is wider or longer than a tab can be', "check its letters")
    return CellRange(rows[0], left, rows[1], right)


def _header(checker: Checker, key: str, value: Any) -> tuple[int, int]:
    rows = value if isinstance(value, list) else [value]
    if (
        not all(_is_row(row) for row in rows)
        or len(rows) not in (1, 2)
        or rows[-1] - rows[0] != len(rows) - 1
    ):
        raise checker.fail(key, "is no row of headings", "write its number, as 4, or of two rows [3, 4]")
    return rows[0], rows[-1]


def _rows(checker: Checker, key: str, value: Any) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list):
        raise checker.fail(key, "is no list of rows", 'write it as [12, "20-25"]')
    return tuple(_span(checker, key, one) for one in value)


def _span(checker: Checker, key: str, value: Any) -> tuple[int, int]:
    if _is_row(value):
        return value, value
    match = _ROWS.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None or int(match[1]) > int(match[2]):
        raise checker.fail(key, f'"{value}" is no row', 'write a number, as 12, or several as "20-25"')
    return int(match[1]), int(match[2])


def _is_row(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LAST_ROW


def _columns(checker: Checker, key: str, value: Any) -> Mapping[str, ColumnOverride]:
    said = table(checker, key, value)
    return MappingProxyType({name: _column(checker, f'{key}."{name}"', one) for name, one in said.items()})


def _column(checker: Checker, key: str, value: Any) -> ColumnOverride:
    if not isinstance(value, dict):
        return ColumnOverride(**_meaning(checker, key, value))
    said = checker.checked(key, value, _COLUMN)
    return ColumnOverride(**said.pop("field", {}), **said)


def _meaning(checker: Checker, key: str, value: Any) -> dict[str, Any]:
    word = checker.known_word(key, value, (*_FIELDS, _IGNORE), "field")
    return {"ignored": True} if word == _IGNORE else {"field": _FIELDS[word]}


def _level(checker: Checker, key: str, value: Any) -> Level:
    return _LEVELS[checker.known_word(key, value, _LEVELS, "level")]


def _scale(checker: Checker, key: str, value: Any) -> float:
    if number(checker, key, value) == 0:
        raise checker.fail(key, "is no scale", "write what 100 % is written as: 1, 10 or 100")
    return float(value)


def _dates(checker: Checker, key: str, value: Any) -> str:
    return checker.known_word(key, value, _ORDERS, "order of a date")


def _decimal(checker: Checker, key: str, value: Any) -> str:
    return checker.known_word(key, value, (",", "."), "decimal mark")


def _layout(checker: Checker, key: str, value: Any) -> str:
    return checker.known_word(key, value, LAYOUTS, "layout")


def cycle_label(checker: Checker, key: str, value: Any) -> str:
    """The label of a cycle that names its days."""
    if parse_cycle(text(checker, key, value)) is None:
        raise checker.fail(key, f'"{value}" is no cycle', 'write it as "Q4 2026" or "H1 2026"')
    return str(value)


_COLUMN: Mapping[str, Check] = {
    "field": _meaning,
    "level": _level,
    "scale": _scale,
    "dates": _dates,
    "decimal": _decimal,
}
_TABLE: Mapping[str, Check] = {
    "range": _range,
    "header": _header,
    "layout": _layout,
    "team": text,
    "cycle": cycle_label,
    "skip_rows": _rows,
    "dates": _dates,
    "decimal": _decimal,
    "columns": _columns,
}
