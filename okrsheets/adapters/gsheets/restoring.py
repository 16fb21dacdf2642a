"""Taking back a write that came to stand in the wrong rows, while people may go on moving them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from okrsheets.adapters.gsheets.answers import Place
from okrsheets.adapters.gsheets.asking import restoring_requests
from okrsheets.adapters.gsheets.contents import Cells, Entered
from okrsheets.adapters.gsheets.drafting import Draft
from okrsheets.adapters.gsheets.exchange import Exchange
from okrsheets.adapters.gsheets.judging import still_wrong, taking_back
from okrsheets.adapters.gsheets.trouble import TroubleError
from okrsheets.errors import WriteLostError
from okrsheets.grid import CellRange

__all__ = ["take_back"]

_ATTEMPTS = 5
_SHOWN = 12


def take_back(exchange: Exchange, draft: Draft, seen: Mapping[int, Cells]) -> None:
    """Make the spreadsheet as if nothing had been written; `seen` is what its tabs hold.

    Raises WriteLostError, with each cell that stands wrong, where that does not succeed.
    """
    drafts = {one.tab.id: one for one in draft.tabs if one.tab.id in seen}
    plans = {number: taking_back(one, seen[number]) for number, one in drafts.items()}
    wrong: dict[int, Mapping[Place, Entered | None]] = {number: plan.wrong for number, plan in plans.items()}
    notes: Mapping[int, Mapping[Place, str]] = {number: plan.notes for number, plan in plans.items()}
    more = [request for plan in plans.values() for request in plan.requests]
    more += [{"deleteSheet": {"sheetId": number}} for number in draft.new_tabs]
    titles = {number: one.tab.title for number, one in drafts.items()}
    known = dict(seen)
    for _ in range(_ATTEMPTS):
        requests = [
            *more,
            *(
                request
                for number, cells in wrong.items()
                for request in restoring_requests(number, cells, notes.get(number, {}))
            ),
        ]
        if not requests:
            break
        try:
            after = exchange.send(requests, titles=[titles[number] for number in wrong])
            more = []
        except TroubleError as error:
            after = _looked(exchange, error, wrong, titles)
        if not wrong.keys() <= after.keys():
            after = _looked(exchange, None, wrong, titles)  # a tab was renamed, or is gone
        wrong = {
            number: left
            for number, cells in wrong.items()
            if number in after
            and (left := still_wrong(known[number], after[number], wrong=cells, ours=drafts[number].ours))
        }
        known, notes = after, {}
    if wrong:
        raise _lost(exchange, wrong, titles)
    spoilt = {number: plan.spoilt for number, plan in plans.items() if plan.spoilt}
    if spoilt:
        places = _names({titles[number]: boxes for number, boxes in spoilt.items()})
        what = (
            f"was changed by someone else while columns were made, and cells there lost their look: {places}"
        )
        raise WriteLostError(exchange.source, what, "bring it back from the sheet's version history")


def _looked(
    exchange: Exchange,
    error: TroubleError | None,
    wrong: Mapping[int, Mapping[Place, Entered | None]],
    titles: Mapping[int, str],
) -> dict[int, Cells]:
    """What the tabs hold, where the last call did not say."""
    try:
        return exchange.look()
    except TroubleError as again:
        raise _lost(exchange, wrong, titles) from (error or again)


def _lost(
    exchange: Exchange, wrong: Mapping[int, Mapping[Place, Entered | None]], titles: Mapping[int, str]
) -> WriteLostError:
    boxes = {
        titles[number]: [CellRange(row, column, row, column) for row, column in sorted(cells)]
        for number, cells in wrong.items()
    }
    what = f"rows moved while they were written, and these cells stand wrong: {_names(boxes)}"
    return WriteLostError(exchange.source, what, "run it again, or see the sheet's version history")


def _names(boxes: Mapping[str, Iterable[CellRange]]) -> str:
    """Ranges as people name them: each tab once."""
    return "; ".join(f"{title}!{', '.join(box.a1 for box in found)}" for title, found in boxes.items())
