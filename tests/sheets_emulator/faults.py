"""What goes wrong on purpose: errors, cut connections, HTML, waits, and people who edit meanwhile."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .exchange import Answer, error_page
from .log import KINDS
from .refusals import ApiError, over_quota, unavailable
from .wire import Message

__all__ = ["CUTS", "Edit", "Fault", "Target", "Waiting"]

# unread: the request is not carried out. before, in, after: it is, and the connection ends before, in the
# middle of or after the answer.
CUTS = ("unread", "before", "in", "after")
QUOTAS = ("read", "write")


@dataclass(frozen=True, slots=True)
class Target:
    """Which requests are meant: by kind (one of KINDS), method and a pattern for the path."""

    kind: str = ""
    method: str = ""
    path: str = ""

    def __post_init__(self) -> None:
        """Refuse a target that no request is ever one of."""
        if self.kind not in ("", *KINDS):
            raise ValueError(f"kind is one of: {', '.join(KINDS)}")
        try:
            re.compile(self.path)
        except re.error as error:
            raise ValueError(f"path is no pattern: {self.path}: {error}") from error

    def fits(self, kind: str, method: str, path: str) -> bool:
        """Whether a request is one of them."""
        return (
            self.kind in ("", kind)
            and self.method.upper() in ("", method)
            and (not self.path or re.search(self.path, path) is not None)
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with requests of a target."""

    on: Target = Target()
    times: int = 1  # this often
    skip: int = 0  # after so many that go well
    status: int = 0  # answer with this error ...
    applied: bool = False  # ... after the request was carried out all the same
    html: bool = False  # ... as a page of HTML; without a status it is a page with status 200
    quota: str = ""  # answer that the read or write quota is used up
    message: str = ""  # other words than Google's
    reason: str = ""  # Drive's word for it, as storageQuotaExceeded
    cut: str = ""  # one of CUTS
    delay: float = 0.0  # seconds of real time before the answer
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse words that mean nothing: a fault that never happens makes a test that cannot fail."""
        if self.cut not in ("", *CUTS):
            raise ValueError(f"cut is one of: {', '.join(CUTS)}")
        if self.quota not in ("", *QUOTAS):
            raise ValueError(f"quota is one of: {', '.join(QUOTAS)}")
        if self.status and not 200 <= self.status <= 599:
            raise ValueError("status is one of HTTP's: 200 to 599")

    @property
    def carried_out(self) -> bool:
        """Whether the request has its effect."""
        if self.cut:
            return self.cut != "unread"
        return self.applied or not (self.status or self.html or self.quota)

    @property
    def name(self) -> str:
        """What the log calls it."""
        words = [
            str(self.status) if self.status else "",
            "html" * self.html,
            self.quota and f"{self.quota} quota",
        ]
        words += [f"cut {self.cut}" if self.cut else "", "applied" * self.applied, "slow" * bool(self.delay)]
        return " ".join(word for word in words if word)

    def spoil(self, answer: Answer) -> Answer:
        """The answer as this fault lets it go out."""
        spoilt = answer
        if self.quota:
            spoilt = _refusal(over_quota(self.quota))
        elif self.html:
            spoilt = error_page(self.status or 200)
        elif self.status:
            spoilt = _refusal(self._error())
        spoilt.headers = spoilt.headers | self.headers
        spoilt.delay, spoilt.cut = self.delay, self.cut
        return spoilt

    def _error(self) -> ApiError:
        error = unavailable(self.status)
        if self.message:
            error.message = self.message
        if self.reason:
            error.errors = [{"domain": "usageLimits", "reason": self.reason, "message": error.message}]
        return error


def _refusal(error: ApiError) -> Answer:
    return Answer(error.code, error.body())


@dataclass(frozen=True, slots=True)
class Edit:
    """What someone else changes just before a request of the target is carried out."""

    file_id: str
    requests: list[Message]
    on: Target = Target(kind="write")
    times: int = 1
    skip: int = 0


class Waiting:
    """Faults and edits that wait for their request; each says how often it happens and after how many."""

    def __init__(self) -> None:
        self._items: list[tuple[Fault | Edit, list[int]]] = []

    def add(self, item: Fault | Edit) -> None:
        """Let it wait."""
        self._items.append((item, [item.skip, item.times]))

    def clear(self) -> None:
        """Let nothing more happen."""
        self._items.clear()

    def __len__(self) -> int:
        return sum(1 for _, (_, times) in self._items if times > 0)

    def edits(self, kind: str, method: str, path: str) -> list[Edit]:
        """The edits whose request this is."""
        due = self._due(kind, method, path, only_first=False, of=Edit)
        return [item for item in due if isinstance(item, Edit)]

    def fault(self, kind: str, method: str, path: str) -> Fault | None:
        """The first fault whose request this is."""
        due = self._due(kind, method, path, only_first=True, of=Fault)
        return next((item for item in due if isinstance(item, Fault)), None)

    def _due(
        self, kind: str, method: str, path: str, *, only_first: bool, of: type[Fault] | type[Edit]
    ) -> list[Fault | Edit]:
        found: list[Fault | Edit] = []
        for item, left in self._items:
            if not isinstance(item, of) or left[1] <= 0 or not item.on.fits(kind, method, path):
                continue
            if left[0] > 0:
                left[0] -= 1
            elif not (only_first and found):
                left[1] -= 1
                found.append(item)
        return found
