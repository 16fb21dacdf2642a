"""Which address is which call, and of which kind it counts as."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from .exchange import Request
from .identities import Caller
from .wire import Message

if TYPE_CHECKING:
    from .emulator import Emulator

__all__ = ["Call", "Route", "Table", "find_route"]


@dataclass(frozen=True, slots=True)
class Call:
    """One request with what is known of it: who sent it and what its address names."""

    emulator: Emulator
    caller: Caller
    request: Request
    names: Mapping[str, str]

    @property
    def email(self) -> str:
        """Who calls."""
        return self.caller.email


Handler: TypeAlias = Callable[[Call], Message | bytes | None]


@dataclass(frozen=True, slots=True)
class Route:
    """An address, and what answers there; `method_id` is the method's name in Google's discovery document."""

    verb: str
    pattern: re.Pattern[str]
    kind: str
    handler: Handler
    method_id: str = ""
    response: str = ""


Table: TypeAlias = Sequence[Route]


def find_route(table: Table, request: Request) -> tuple[Route, Mapping[str, str]] | None:
    """The route of a request and the parts of its address."""
    for route in table:
        if route.verb == request.method and (match := route.pattern.fullmatch(request.path)):
            return route, match.groupdict()
    return None
