"""Filters: which rows a tab's filter, or a condition, leaves out of sight."""

from __future__ import annotations

from collections.abc import Callable

from .book import Sheet
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
_NUMBERS: dict[str, Callable[[float, float], bool]] = {
    "NUMBER_EQ": lambda number, limit: number == limit,
    "NUMBER_NOT_EQ": lambda number, limit: number != limit,
    "NUMBER_GREATER": lambda number, limit: number > limit,
    "NUMBER_GREATER_THAN_EQ": lambda number, limit: number >= limit,
    "NUMBER_LESS": lambda number, limit: number < limit,
    "NUMBER_LESS_THAN_EQ": lambda number, limit: number <= limit,
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

    Hidden values and the conditions on texts, numbers and blanks count; others hide nothing here.
    """
    if sheet.basic_filter is None or "criteria" not in sheet.basic_filter:
        return frozenset()
    box = sheet.cover(sheet.basic_filter["range"])
    hidden = set()
    for column, criterion in sheet.basic_filter["criteria"].items():
        for row in range(box.top + 1, box.bottom):
            place = (row, int(column))
            text = str(renderer.value(sheet, place, Rendering()))
            number = renderer.value(sheet, place, Rendering("UNFORMATTED_VALUE"))
            if text in criterion.get("hiddenValues", []) or not _meets(
                text, number, criterion.get("condition")
            ):
                hidden.add(row)
    return frozenset(hidden)


def _meets(text: str, number: object, condition: Message | None) -> bool:
    if condition is None:
        return True
    kind = condition.get("type", "")
    word = next((str(value.get("userEnteredValue", "")) for value in condition.get("values", [])), "")
    if kind in _CONDITIONS:
        return _CONDITIONS[kind](text, word)
    if kind in _NUMBERS:
        measured = isinstance(number, int | float) and not isinstance(number, bool)
        return measured and _NUMBERS[kind](float(str(number)), float(word or 0))
    return True
