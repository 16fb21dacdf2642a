"""How a team's habits put one value into a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from okrsheets.grid import Cell
from tests.reading.generator.languages import WORDS
from tests.reading.generator.plans import FIGURES, Habits, Item

__all__ = ["written"]


def written(item: Item, field: str, habits: Habits, *, with_unit: bool) -> Cell | None:
    """The cell of one field; None where it is blank. `with_unit`: the table has a column of units."""
    if field in FIGURES:
        value = getattr(item, field)
        return None if value is None else _figure(value, item.kind, habits, with_unit=with_unit)
    if field == "unit":
        return _unit(item, habits)
    value = item.owners if field == "owner" else getattr(item, field)
    if value is None or value == ():
        return None
    return _WAYS.get(field, _plain)(value, habits)


def _plain(value: object, habits: Habits) -> Cell:
    return Cell(str(value))


def _figure(value: float, kind: str, habits: Habits, *, with_unit: bool) -> Cell:
    if kind == "answer":
        words = WORDS[habits.language]
        return Cell(words.yes if value else words.no)
    if kind == "percent":
        whole = round(value * 100)
        if habits.percents == "unit" and with_unit:
            return Cell(whole)
        return Cell(f"{whole} %") if habits.percents == "text" else Cell(value, number_format="0%")
    if kind == "money" and habits.figures == "number":
        return Cell(value, number_format="#,##0 [$€-407]")
    return _number(value, habits)


def _number(value: float, habits: Habits) -> Cell:
    """A figure; as text its thousands are only parted where decimals show which sign does what."""
    if habits.figures == "number":
        return Cell(int(value) if value % 1 == 0 else value)
    text = f"{value:,.1f}" if value >= 1000 or value % 1 else f"{value:g}"
    return Cell(text.translate(str.maketrans(",.", ".,")) if habits.figures == "comma" else text)


def _unit(item: Item, habits: Habits) -> Cell | None:
    return {"percent": Cell("%"), "money": Cell("EUR")}.get(item.kind)


def _owners(value: tuple[str, ...], habits: Habits) -> Cell:
    parting = habits.people if habits.people not in ("last, first", "mail") else "; "
    return Cell(parting.join(value))


def _date(value: date, habits: Habits) -> Cell:
    if habits.dates == "iso":
        return Cell(value.isoformat())
    if habits.dates == "dotted":
        return Cell(f"{value:%d.%m.%Y}")
    return Cell(datetime.combine(value, time()), number_format="yyyy-mm-dd")


def _share(value: float, habits: Habits) -> Cell:
    if habits.shares == "hundred":
        return Cell(round(value * 100))
    if habits.shares == "text":
        return Cell(f"{value * 100:.0f} %")
    return Cell(value, number_format="0%" if habits.shares == "format" else "General")


def _weight(value: float, habits: Habits) -> Cell:
    return Cell(value, number_format="0%" if habits.weights == "format" else "General")


def _confidence(value: float, habits: Habits) -> Cell:
    if habits.confidences == "words":
        return Cell(WORDS[habits.language].levels[round(value * 10) // 3 - 1])
    if habits.confidences == "format":
        return Cell(value, number_format="0%")
    return Cell(
        {"ten": round(value * 10), "five": round(value * 4) + 1, "hundred": round(value * 100)}[
            habits.confidences
        ]
    )


_WAYS: Mapping[str, Callable[..., Cell]] = {
    "owner": _owners,
    "due": _date,
    "progress": _share,
    "weight": _weight,
    "confidence": _confidence,
}
