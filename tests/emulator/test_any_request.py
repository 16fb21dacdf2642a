"""Whatever Google's schemas allow is answered: carried out, refused, or said not to be emulated."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.calls import drawn
from tests.sheets_emulator.batch import HANDLERS
from tests.sheets_emulator.checked import CheckedEmulator
from tests.sheets_emulator.discovery import UNIONS, load_discovery
from tests.sheets_emulator.exchange import read_request
from tests.sheets_emulator.wire import Message

SCHEMAS = load_discovery().schemas
DEEPEST = 6
LIKELY = {"range", "source", "destination", "start", "rows", "fields", "properties", "dimensions"}
FIELDS = [
    "*",
    "userEnteredValue,note",
    "userEnteredFormat.textFormat.bold",
    "title",
    "range",
    "name",
    "index",
]
FIELDS += [
    "hiddenByUser",
    "gridProperties",
    "columnProperties",
    "metadataValue",
    "title,tabColor",
    "collapsed",
]
TEXTS = ["", "a", "Plan", "=A1+B2", "=SUM(Plan!A1:B9)", "5", "@"]
PLAN = """
| Id | Key result | Progress |
| K1 | Activation | =1/2     |
| K2 |            | 20%      |
"""


class Author:
    """Writes messages of a schema, mostly sensible ones."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def message(self, schema: str, depth: int = 0) -> Message:
        """A message of a schema."""
        if schema == "GridRange":
            return self._bounds("startRowIndex", "endRowIndex") | self._bounds(
                "startColumnIndex", "endColumnIndex"
            )
        if schema == "DimensionRange":
            return self._bounds("startIndex", "endIndex") | {
                "dimension": self.random.choice(["ROWS", "COLUMNS"])
            }
        result: Message = {}
        for name, spec in SCHEMAS[schema].get("properties", {}).items():
            chance = 0.95 if name in LIKELY else 0.3 if name == "sheetId" or depth > 2 else 0.7
            if depth < DEEPEST and self.random.random() < chance:
                result[name] = self._value(spec, name, depth + 1)
        _, members = UNIONS.get(schema, ("", frozenset()))
        chosen = [name for name in result if members is None or name in members]
        for name in self.random.sample(chosen, max(len(chosen) - 1, 0)):
            del result[name]
        return result

    def _bounds(self, start: str, end: str) -> Message:
        first, last = sorted(self.random.sample(range(7), 2))
        return {start: first} | ({end: last} if self.random.random() < 0.9 else {})

    def _value(self, spec: Message, name: str, depth: int) -> Any:
        if "$ref" in spec:
            return self.message(spec["$ref"], depth)
        if spec["type"] == "array":
            return [self._value(spec["items"], name, depth) for _ in range(self.random.randint(0, 2))]
        if spec["type"] == "object":
            return {"1": self._value(spec["additionalProperties"], name, depth)}
        if "enum" in spec:
            return self.random.choice(spec["enum"])
        choices: dict[str, list[Any]] = {
            "string": FIELDS if name == "fields" else TEXTS,
            "integer": [0, 0, 1, 2, 4, -1],
            "number": [0, 0.5, -2],
        }
        return self.random.choice(choices.get(spec["type"], [True, False]))


@pytest.mark.parametrize("kind", sorted(HANDLERS))
@settings(max_examples=5)
@given(seed=st.integers(0, 10**6))
def test_any_request_of_a_kind_is_answered(kind: str, seed: int) -> None:
    emulator = CheckedEmulator(open_access=True)
    book = emulator.make_book(tabs={"Plan": drawn(PLAN)}).id
    author = Author(Random(seed))
    for _ in range(2):
        request = {kind: author.message(SCHEMAS["Request"]["properties"][kind]["$ref"])}
        body = {"requests": [request], "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
        answer = emulator.answer(
            read_request("POST", f"/v4/spreadsheets/{book}:batchUpdate", {}, json.dumps(body).encode())
        )
        assert answer.status in (200, 400, 501), (request, answer.body)
    assert emulator.faults == []
