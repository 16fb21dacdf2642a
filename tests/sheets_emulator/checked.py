"""An emulator that doubts itself and its callers: all that passes is held against Google's documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from .contract import answer_faults, find_method, request_faults
from .emulator import Emulator
from .exchange import Answer, Request
from .log import Entry

__all__ = ["CheckedEmulator"]


@dataclass
class CheckedEmulator(Emulator):
    """Notes what Google's schemas do not allow: in `faults` its own answers, in `requests` what was sent.

    Requests are held to the letter of the schemas: names in snake case or numbers as texts, which Google
    takes all the same, are noted, too.
    """

    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        """The answer, looked at on its way."""
        answer = super().answer(request)
        if answer.status == 200 and isinstance(answer.body, dict) and not answer.cut:
            self.faults += answer_faults(request.method, request.path, answer.body)
        if answer.status == 500 and "fault in the emulator" in str(answer.body):
            self.faults.append(f"{request.method} {request.spoken}: {answer.body!r}")
        return answer

    def _note(self, request: Request, kind: str) -> Entry:
        entry = super()._note(request, kind)
        if kind in ("read", "write", "drive") and find_method(request.method, request.path):
            self.requests += request_faults(request.method, request.path, entry.query, entry.body)
        return entry
