"""Taking back a write that came to stand in the wrong rows, while people may go on moving them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from okrsheets.adapters.gsheets.answers import Message, Place
from okrsheets.adapters.gsheets.asking import restoring_requests
from okrsheets.adapters.gsheets.contents import Cells, Entered
from okrsheets.adapters.gsheets.drafting import Draft
from okrsheets.adapters.gsheets.exchange import Exchange
from okrsheets.adapters.gsheets.judging import TakingBack, still_wrong, taking_back
from okrsheets.adapters.gsheets.trouble import TroubleError
from okrsheets.errors import WriteLostError
from okrsheets.grid import CellRange

__all__ = ["take_back"]

_ATTEMPTS = 5
_VERSIONS = "see whether they are right, or take the sheet's version history, then run it again"


def take_back(exchange: Exchange, draft: Draft, seen: Mapping[int, Cells]) -> None:
    """Make the spreadsheet as if nothing had been written; `seen` is what its tabs hold.

    Raises WriteLostError, with each cell that stands wrong or may do so, where that does not succeed.
    """
    tabs = [
        _Tab(one.tab.title, seen[one.tab.id], taking_back(one, seen[one.tab.id]), one.tab.id)
        for one in draft.tabs
        if one.tab.id in seen
    ]
    _Restoring(exchange, tabs, set(draft.new_tabs)).carry_out()


@dataclass(slots=True)
class _Tab:
    """One tab on its way back: what it held when it was last looked at, and which of its cells are `wrong`.

    `told` are cells of people that were written over and put back as they had been read.
    """

    title: str
    known: Cells
    plan: TakingBack
    number: int
    wrong: Mapping[Place, Entered | None] = field(init=False)
    told: set[Place] = field(init=False)

    def __post_init__(self) -> None:
        self.wrong = self.plan.wrong
        self.told = set(self.plan.covered)

    def look_again(self, after: Cells) -> None:
        """Take up what it holds now, after the wrong cells were put back."""
        ours = {column for _, column in self.plan.wrong}
        self.wrong = still_wrong(self.known, after, wrong=self.wrong)
        self.known = after
        theirs = {place for place, right in self.wrong.items() if right and place[1] not in ours}
        self.told |= self.wrong.keys() if self.told or theirs else theirs


@dataclass(slots=True)
class _Restoring:
    """Puts back cells, tables and filters, and takes away the tabs that were made."""

    exchange: Exchange
    tabs: list[_Tab]
    made: set[int]
    around_is_wrong: bool = False

    def carry_out(self) -> None:
        around = [request for tab in self.tabs for request in tab.plan.requests]
        first = True
        for attempt in range(1, _ATTEMPTS + 1):
            requests = [*around, *self._requests(first=first)]
            if not requests:
                break
            try:
                after = self.exchange.send(requests)
                around = []
            except TroubleError as error:
                if around and not error.trouble.unsure:
                    # a table or filter that is no longer there would keep the cells from going back
                    around, self.around_is_wrong = [], True
                self.exchange.client.rest(self.exchange.client.policy.pause(attempt), error.trouble)
                after = self._looked(error)
            self.made &= after.keys()
            self.tabs = [tab for tab in self.tabs if tab.number in after]
            for tab in self.tabs:
                tab.look_again(after[tab.number])
            first = False
        self._conclude()

    def _requests(self, *, first: bool) -> Iterator[Message]:
        for number in sorted(self.made):
            yield {"deleteSheet": {"sheetId": number}}
        for tab in self.tabs:
            yield from restoring_requests(tab.number, tab.wrong, tab.plan.notes if first else {})

    def _looked(self, error: TroubleError) -> dict[int, Cells]:
        """What the tabs hold, where the last call did not say."""
        try:
            return self.exchange.look()
        except TroubleError:
            raise self._lost() from error

    def _lost(self) -> WriteLostError:
        places = _names((tab.title, _cells(tab.wrong)) for tab in self.tabs if tab.wrong)
        what = f"rows moved while they were written, and these cells stand wrong: {places or 'new tabs'}"
        return WriteLostError(self.exchange.source, what, "run it again, or take the sheet's version history")

    def _conclude(self) -> None:
        """Raise WriteLostError where something stands wrong, or may do so."""
        if any(tab.wrong for tab in self.tabs):
            raise self._lost()
        told = _names((tab.title, _cells(tab.told)) for tab in self.tabs if tab.told)
        spoilt = _names((tab.title, tab.plan.spoilt) for tab in self.tabs if tab.plan.spoilt)
        if told or spoilt:
            places = told or spoilt
            what = f"rows or columns moved meanwhile: {places} were written over, and put back as read"
            if spoilt:
                what += f", but for a part of the look of {spoilt}"
            raise WriteLostError(self.exchange.source, what, _VERSIONS)
        if self.around_is_wrong:
            what = "was changed by someone else meanwhile, and a table or filter may end elsewhere by now"
            raise WriteLostError(self.exchange.source, what, _VERSIONS)


def _cells(places: Iterable[Place]) -> list[CellRange]:
    return [CellRange(row, column, row, column) for row, column in sorted(places)]


def _names(boxes: Iterable[tuple[str, Iterable[CellRange]]]) -> str:
    """Ranges as people name them: each tab once."""
    return "; ".join(f"{title}!{', '.join(box.a1 for box in found)}" for title, found in boxes)
