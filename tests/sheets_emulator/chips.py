"""Smart chips: people and links that stand as one sign, `@`, in the text of a cell."""

from __future__ import annotations

from .wire import Message

__all__ = ["all_runs", "chip_text"]

SIGN = "@"
UNITS = "utf-16-le"


def chip_text(cell: Message) -> str | None:
    """The text of a cell with each chip as it shows: a person's address, a link's; None without chips.

    >>> chip_text({"userEnteredValue": {"stringValue": "😀 @"}, "chipRuns": [
    ...     {"startIndex": 3, "chip": {"personProperties": {"email": "kim@example.com"}}}]})
    '😀 kim@example.com'
    """
    if not cell.get("chipRuns"):
        return None
    text = _typed(cell).encode(UNITS)  # runs are counted in units of two bytes
    for run in reversed(cell["chipRuns"]):
        at = 2 * run.get("startIndex", 0)
        text = text[:at] + _shown(run.get("chip", {})).encode(UNITS) + text[at + 2 :]
    return text.decode(UNITS)


def all_runs(cell: Message) -> list[Message]:
    """The runs as they are read: the text before, between and after the chips has runs with an empty chip."""
    runs, at = [], 0
    for run in cell["chipRuns"]:
        start = run.get("startIndex", 0)
        if start > at:
            runs.append(_run(at, {}))
        runs.append(_run(start, run.get("chip", {})))
        at = start + 1
    if 2 * at < len(_typed(cell).encode(UNITS)):
        runs.append(_run(at, {}))
    return runs


def _run(start: int, chip: Message) -> Message:
    return ({"startIndex": start} if start else {}) | {"chip": chip}


def _typed(cell: Message) -> str:
    return str(cell.get("userEnteredValue", {}).get("stringValue", ""))


def _shown(chip: Message) -> str:
    person, link = chip.get("personProperties", {}), chip.get("richLinkProperties", {})
    return str(person.get("email") or link.get("uri") or SIGN)
