"""Short words for what the tests say often: call the API without a socket, draw a tab, change it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from tests.sheets_emulator import Emulator
from tests.sheets_emulator.exchange import read_request

__all__ = ["Caller", "ask", "drawn", "grid", "place"]


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls an emulator in this process; the answer must be the one that is expected, by default 200."""

    emulator: Emulator
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, body: Any = None, *, status: int = 200, **query: Any) -> Any:
        target = quote(path, safe="/:!'") + (f"?{urlencode(query, doseq=True)}" if query else "")
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.emulator.answer(read_request(method, target, self.headers, raw))
        assert answer.status == status, (answer.status, answer.body)
        return (
            json.loads(answer.encoded(pretty=True) or b"{}") if isinstance(answer.body, dict) else answer.body
        )

    def batch(self, file_id: str, *requests: Any, status: int = 200, **more: Any) -> Any:
        """A batchUpdate."""
        body = {"requests": list(requests), **more}
        return self("POST", f"/v4/spreadsheets/{file_id}:batchUpdate", body, status=status)

    def get(self, file_id: str, **query: Any) -> Any:
        """spreadsheets.get."""
        return self("GET", f"/v4/spreadsheets/{file_id}", **query)

    def values(self, file_id: str, place: str, **query: Any) -> Any:
        """The values of a range."""
        return self("GET", f"/v4/spreadsheets/{file_id}/values/{place}", **query).get("values", [])

    def refused(self, file_id: str, *requests: Any, status: int = 400) -> str:
        """What a batch is refused with."""
        return str(self.batch(file_id, *requests, status=status)["error"]["message"])


def ask(text: str) -> Any:
    """One batch request in the words of the API: a JSON object without its outer braces."""
    return json.loads("{" + text + "}")


def place(top: int, bottom: int, left: int, right: int) -> dict[str, Any]:
    """A GridRange on the first tab."""
    ends = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": 0, **ends}


def drawn(text: str) -> list[list[str]]:
    """The rows of a tab drawn as lines of `| cell | cell |`; a blank cell is an empty text."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def grid(rows: list[list[Any]]) -> str:
    """Rows drawn the way `drawn` reads them, to compare as a picture."""
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
