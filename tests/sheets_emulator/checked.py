"""An emulator that doubts itself: whatever it answers is held against Google's discovery document."""

from __future__ import annotations

from dataclasses import dataclass, field

from .discovery import load_discovery
from .emulator import Emulator
from .exchange import Answer, Request
from .routes import find_route
from .sheets_api import SHEETS_ROUTES

__all__ = ["CheckedEmulator"]


@dataclass
class CheckedEmulator(Emulator):
    """Notes every answer that Google's schemas do not allow, and every fault of its own."""

    faults: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        """The answer, looked at on its way."""
        answer = super().answer(request)
        found = find_route(SHEETS_ROUTES, request)
        if found and answer.status == 200 and isinstance(answer.body, dict) and not answer.cut:
            faults = load_discovery().faults(found[0].response, answer.body)
            self.faults += [f"{request.method} {request.spoken}: {fault}" for fault in faults]
        if answer.status == 500 and "fault in the emulator" in str(answer.body):
            self.faults.append(f"{request.method} {request.spoken}: {answer.body!r}")
        return answer
