"""A plan into a spreadsheet: one call writes and looks at what became of it, and the rest is for bad days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from okrsheets.adapters.gsheets.answers import Book
from okrsheets.adapters.gsheets.contents import Cells
from okrsheets.adapters.gsheets.drafting import Draft, draft_plan
from okrsheets.adapters.gsheets.exchange import Exchange
from okrsheets.adapters.gsheets.failures import what_and_cure
from okrsheets.adapters.gsheets.judging import Verdict, judged
from okrsheets.adapters.gsheets.restoring import take_back
from okrsheets.adapters.gsheets.trouble import Trouble, TroubleError, TroubleKind
from okrsheets.edits import WriteOutcome, WritePlan
from okrsheets.errors import WriteError, WriteLostError

__all__ = ["write_plan"]


def write_plan(
    plan: WritePlan, book: Book, exchange: Exchange, *, unchanged: Callable[[], bool]
) -> WriteOutcome:
    """Write a plan into the spreadsheet as it was read; `unchanged` reads it again and compares.

    Raises as `okrsheets.adapters.Adapter` says, and WriteLostError where cells stand wrong.
    """
    draft = draft_plan(plan, book)
    overtaken = _carried_out(draft, exchange, unchanged) if draft.requests else False
    revision = _revision(plan, draft) if draft.requests else plan.revision
    own = [edit.ref.sheet for edit in draft.own_edits]
    tabs = tuple(dict.fromkeys([*own, *(tab.name for tab in draft.new_tabs.values())]))
    return WriteOutcome(plan.workbook, revision, draft.edits, draft.refused, tabs, len(own), overtaken)


def _revision(plan: WritePlan, draft: Draft) -> str:
    """The revision after a write: Google tells of none, and to read it would be one call more."""
    return sha256(repr((plan.revision, draft.requests)).encode("utf-8", "surrogatepass")).hexdigest()


def _carried_out(draft: Draft, exchange: Exchange, unchanged: Callable[[], bool]) -> bool:
    """Write; True where people changed something else meanwhile.

    Where rows or columns moved before they were written all is taken back, and SourceChangedError raised.
    """
    seen = _written(draft, exchange, unchanged)
    verdicts = _verdicts(draft, seen)
    if len(verdicts) < len(draft.tabs) or any(verdict.moved for verdict in verdicts.values()):
        take_back(exchange, draft, seen)
        raise exchange.changed()
    return any(verdict.overtaken for verdict in verdicts.values())


def _verdicts(draft: Draft, seen: Mapping[int, Cells]) -> dict[int, Verdict]:
    return {one.tab.id: judged(one, seen[one.tab.id]) for one in draft.tabs if one.tab.id in seen}


def _written(draft: Draft, exchange: Exchange, unchanged: Callable[[], bool]) -> Mapping[int, Cells]:
    """Write once, however many calls that takes; what the tabs hold afterwards."""
    policy, attempt = exchange.client.policy, 0
    began = policy.clock()
    while True:
        attempt += 1
        try:
            held = exchange.send(draft.requests, titles=[one.tab.title for one in draft.tabs])
        except TroubleError as error:
            trouble = error.trouble
        else:
            known = all(one.tab.id in held for one in draft.tabs)
            return held if known else _looked(exchange, Trouble(TroubleKind.CUT))
        if trouble.kind in (TroubleKind.REFUSED, TroubleKind.PROTECTED) and not unchanged():
            raise exchange.changed()
        if not trouble.unsure:
            raise exchange.refused(trouble)
        seen = _looked(exchange, trouble)
        verdicts = _verdicts(draft, seen)
        if any(verdict.applied for verdict in verdicts.values()) or seen.keys() & draft.new_tabs.keys():
            return seen
        if len(verdicts) < len(draft.tabs) or any(verdict.overtaken for verdict in verdicts.values()):
            raise exchange.changed()
        wait = policy.pause(attempt)
        if policy.clock() - began + wait > policy.patience:
            _, what, cure = what_and_cure(trouble, exchange.login)
            raise WriteError(exchange.source, f"was not written: {what}", cure)
        exchange.client.rest(wait, trouble)


def _looked(exchange: Exchange, trouble: Trouble) -> Mapping[int, Cells]:
    """What all tabs hold, after a call whose answer did not say."""
    try:
        return exchange.look()
    except TroubleError as error:
        _, what, _ = what_and_cure(trouble, exchange.login)
        what = f"was written or was not, which cannot be told: {what}"
        raise WriteLostError(exchange.source, what, "run it again, which puts right what is not") from error
