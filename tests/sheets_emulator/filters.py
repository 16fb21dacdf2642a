"""Filters: which rows a tab's filter, or a condition, leaves out of sight."""

from __future__ import annotations

from collections.abc import Callable

from .book import Sheet
from .date_patterns import serial_of
from .entering import as_entered
from .render import Renderer, Rendering
from .wire import Message

__all__ = ["filtered_rows", "normal_filter"]

_CONDITIONS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_EQ": lambda text, word: text.casefold() == word.casefold(),
    "TEXT_NOT_EQ": lambda text, word: text.casefold() != word.casefold(),
    "TEXT_CONTAINS": lambda text, word: word.casefold() in text.casefold(),
    "TEXT_NOT_CONTAINS": lambda text, word: word.casefold() not in text.casefold(),
    "TEXT_STARTS_WITH": lambda text, word: text.casefold().startswith(word.casefold()),
    "TEXT_ENDS_WITH": lambda text, word: text.casefold().endswith(word.casefold()),
    "BLANK": lambda text, word: not text,
    "NOT_BLANK": lambda text, word: bool(text),
}
_NUMBERS: dict[str, Callable[[float, list[float]], bool]] = {
    "NUMBER_EQ": lambda number, limits: number == limits[0],
    "NUMBER_NOT_EQ": lambda number, limits: number != limits[0],
    "NUMBER_GREATER": lambda number, limits: number > limits[0],
    "NUMBER_GREATER_THAN_EQ": lambda number, limits: number >= limits[0],
    "NUMBER_LESS": lambda number, limits: number < limits[0],
    "NUMBER_LESS_THAN_EQ": lambda number, limits: number <= limits[0],
    "NUMBER_BETWEEN": lambda number, limits: limits[0] <= number <= limits[1],
    "NUMBER_NOT_BETWEEN": lambda number, limits: not limits[0] <= number <= limits[1],
    "DATE_EQ": lambda day, limits: int(day) == int(limits[0]),
    "DATE_NOT_EQ": lambda day, limits: int(day) != int(limits[0]),
    "DATE_BEFORE": lambda day, limits: day < limits[0],
    "DATE_AFTER": lambda day, limits: int(day) > limits[0],
    "DATE_ON_OR_BEFORE": lambda day, limits: int(day) <= limits[0],
    "DATE_ON_OR_AFTER": lambda day, limits: day >= limits[0],
    "DATE_BETWEEN": lambda day, limits: limits[0] <= day < limits[1] + 1,
    "DATE_NOT_BETWEEN": lambda day, limits: not limits[0] <= day < limits[1] + 1,
}
_DAYS_FROM_NOW = {
    "TODAY": 0,
    "TOMORROW": 1,
    "YESTERDAY": -1,
    "PAST_WEEK": -7,
    "PAST_MONTH": -30,
    "PAST_YEAR": -365,
}


def normal_filter(message: Message) -> Message:
    """A filter with its criteria in both forms in which Google answers them: by column and as a list."""
    criteria = dict(message.get("criteria", {}))
    for spec in message.get("filterSpecs", []):
        criteria[str(spec.get("columnIndex", 0))] = spec.get("filterCriteria", {})
    result = {name: part for name, part in message.items() if name not in ("criteria", "filterSpecs")}
    if criteria:
        columns = sorted(criteria, key=int)
        result["criteria"] = {column: criteria[column] for column in columns}
        result["filterSpecs"] = [
            {"filterCriteria": criteria[column]} | ({"columnIndex": int(column)} if int(column) else {})
            for column in columns
        ]
    return result


def filtered_rows(sheet: Sheet, renderer: Renderer) -> frozenset[int]:
    """The rows below a tab's filter heading that its criteria hide.

    Hidden values and the conditions on texts, numbers, dates and blanks count; others hide nothing here.
    """
    if sheet.basic_filter is None or "criteria" not in sheet.basic_filter:
        return frozenset()
    box = sheet.cover(sheet.basic_filter["range"])
    hidden = set()
    for column, criterion in sheet.basic_filter["criteria"].items():
        condition = criterion.get("condition", {})
        limits = [_limit(value, renderer) for value in condition.get("values", [])]
        for row in range(box.top + 1, box.bottom):
            place = (row, int(column))
            text = str(renderer.value(sheet, place, Rendering()))
            number = renderer.value(sheet, place, Rendering("UNFORMATTED_VALUE"))
            if text in criterion.get("hiddenValues", []) or not _meets(text, number, condition, limits):
                hidden.add(row)
    return frozenset(hidden)


def _limit(value: Message, renderer: Renderer) -> float | None:
    """The number or day that a condition compares with; None when it is neither."""
    now = renderer.calculator.book.now()
    if "relativeDate" in value:
        days = _DAYS_FROM_NOW.get(value["relativeDate"])
        return None if days is None else int(serial_of(now)) + days
    entered, _ = as_entered(str(value.get("userEnteredValue", "")), renderer.language, year=now.year)
    limit = entered.get("numberValue")
    return None if limit is None else float(limit)


def _meets(text: str, number: object, condition: Message, limits: list[float | None]) -> bool:
    kind = condition.get("type", "")
    word = next((str(value.get("userEnteredValue", "")) for value in condition.get("values", [])), "")
    if kind in _CONDITIONS:
        return _CONDITIONS[kind](text, word)
    known = [limit for limit in limits if limit is not None]
    if kind in _NUMBERS and len(known) > kind.endswith("BETWEEN"):
        measured = isinstance(number, int | float) and not isinstance(number, bool)
        return measured and _NUMBERS[kind](float(str(number)), known)
    return True
