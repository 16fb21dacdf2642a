"""What people and programs enter into cells, in a form that compares, and back into Google's words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from okrsheets.adapters.gsheets.answers import Message, Place
from okrsheets.adapters.targets import Content
from okrsheets.tuples import NamedTuple

__all__ = ["Cells", "Entered", "content_message", "entered_in", "entered_of"]


class Entered(NamedTuple):
    """What was entered into a cell: kind and value as Google names them, and the runs in its text as JSON."""

    kind: str
    value: str | float | bool
    runs: str = ""

    @property
    def message(self) -> Message:
        """The same in Google's words, to be entered again."""
        runs: dict[str, Any] = json.loads(self.runs) if self.runs else {}
        return {"userEnteredValue": {self.kind: self.value}, **runs}


Cells: TypeAlias = Mapping[Place, Entered]

_RUNS = ("chipRuns", "textFormatRuns")


def entered_in(cells: Mapping[Place, Message]) -> dict[Place, Entered]:
    """What was entered into each of these cells; those into which nothing was are left out."""
    found = ((place, entered_of(data)) for place, data in cells.items())
    return {place: entered for place, entered in found if entered is not None}


def entered_of(data: Message) -> Entered | None:
    """What was entered into a cell; None where that is nothing."""
    value = data.get("userEnteredValue")
    if not value:
        return None
    kind, content = next(iter(value.items()))
    if content == "":
        return None
    runs = {name: data[name] for name in _RUNS if name in data}
    return Entered(kind, content, json.dumps(runs, sort_keys=True) if runs else "")


def content_message(content: Content) -> Message:
    """The value to enter for a cell to hold this: never as a person types it, so no text becomes a formula.

    >>> content_message("=1+1"), content_message(0.5), content_message(True), content_message(None)
    ({'stringValue': '=1+1'}, {'numberValue': 0.5}, {'boolValue': True}, {})
    """
    if content is None or content == "":
        return {}
    if isinstance(content, bool):
        return {"boolValue": content}
    if isinstance(content, str):
        return {"stringValue": content}
    return {"numberValue": content}
