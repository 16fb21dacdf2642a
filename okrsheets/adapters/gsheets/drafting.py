"""What a plan makes of a spreadsheet: the cells that are accepted, what is refused, and the requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from hashlib import sha256
from math import prod

from okrsheets.adapters.gsheets.answers import Book, Message, Place, Tab
from okrsheets.adapters.gsheets.asking import (
    cell_requests,
    filter_request,
    grid_requests,
    grid_size,
    look_requests,
    new_tab_requests,
    new_tab_size,
    table_request,
)
from okrsheets.adapters.gsheets.contents import Entered, content_message, entered_of
from okrsheets.adapters.gsheets.guards import LONGEST_TEXT, MOST_CELLS, Growing, TabGuard
from okrsheets.adapters.gsheets.refusals import refusal
from okrsheets.adapters.targets import Target, fault_of, targets_of, targets_on
from okrsheets.edits import CellEdit, ManagedColumn, NewTab, Refusal, TabEdit, TableGrowth, WritePlan
from okrsheets.tuples import NamedTuple

__all__ = ["Draft", "TabDraft", "draft_plan"]


class TabDraft(NamedTuple):
    """One tab's share: `written` is what its cells will hold, None for nothing; `fresh` are new columns.

    `ours` are all columns of ours, `growing` its tables and filter with other ranges.
    """

    tab: Tab
    accepted: tuple[Target, ...]
    written: Mapping[Place, Entered | None]
    fresh: tuple[ManagedColumn, ...]
    ours: frozenset[int]
    growing: tuple[Growing, ...]
    requests: tuple[Message, ...]

    def is_ours(self, place: Place | None) -> bool:
        """Whether a cell of the tab as it was read is in a column of ours, or on a tab that is all ours."""
        if place is None or place[1] in self.ours or place in self.written:
            return True
        return any(isinstance(target.edit, TabEdit) for target in self.accepted)


class Draft(NamedTuple):
    """All that is to be done; `new_tabs` are those that are made, by the number that each will have."""

    tabs: tuple[TabDraft, ...]
    new_tabs: Mapping[int, NewTab]
    refused: tuple[Refusal, ...]
    requests: tuple[Message, ...]

    @property
    def edits(self) -> tuple[CellEdit, ...]:
        """The edits in our columns that are accepted."""
        edits = [target.edit for draft in self.tabs for target in draft.accepted]
        return tuple(edit for edit in edits if isinstance(edit, CellEdit))

    @property
    def own_edits(self) -> tuple[TabEdit, ...]:
        """Those on tabs of ours that were there."""
        edits = [target.edit for draft in self.tabs for target in draft.accepted]
        return tuple(edit for edit in edits if isinstance(edit, TabEdit))


def draft_plan(plan: WritePlan, book: Book) -> Draft:
    """What can be written of a plan into the spreadsheet as it was read."""
    targets = targets_of(plan)
    room = MOST_CELLS - sum(tab.rows * tab.columns for tab in book.tabs)
    tabs = {tab.title: tab for tab in book.tabs}
    drafts: list[TabDraft] = []
    refused: list[Refusal] = []
    for name in dict.fromkeys([*targets, *(growth.sheet for growth in plan.extends + plan.shrinks)]):
        if name not in tabs:
            refused.append(refusal(name, None, "no-sheet"))
            continue
        draft, reasons = _draft_tab(
            TabGuard(tabs[name], book, room),
            targets.get(name, []),
            ours={one.at.column for one in plan.columns if one.at.sheet == name and not one.lying},
            growths=[growth for growth in plan.extends if growth.sheet == name],
            shrinks=[growth for growth in plan.shrinks if growth.sheet == name],
        )
        refused += reasons
        if draft is not None:
            drafts.append(draft)
            room -= prod(grid_size(draft.tab, draft.written)) - draft.tab.rows * draft.tab.columns
    new_tabs, reasons, requests = _draft_new(plan.tabs, book, room)
    refused += reasons
    whole = [request for draft in drafts for request in draft.requests]
    return Draft(tuple(drafts), new_tabs, tuple(refused), (*whole, *requests))


def _draft_tab(
    guard: TabGuard,
    targets: Sequence[Target],
    *,
    ours: Set[int],
    growths: Sequence[TableGrowth],
    shrinks: Sequence[TableGrowth],
) -> tuple[TabDraft | None, list[Refusal]]:
    tab = guard.tab
    if tab.is_shut:
        return None, [refusal(tab.title, None, "protected-tab")]
    reasons, leaving = _judged(guard, targets, shrinks)
    accepted = {target.place: target for target, reason in reasons if reason is None}
    refused = [refusal(tab.title, target.a1, reason) for target, reason in reasons if reason]
    growing: list[Growing] = []
    for growth in growths:
        one = guard.growing(growth, by=len(growth.headings))
        if one is not None and guard.can_grow(one, accepted):
            growing.append(one)
        elif growth.table is not None:
            refused.append(refusal(tab.title, _place_of(growth, targets), "table-cannot-grow"))
    due = [target for target in accepted.values() if not guard.holds_already(target)]
    fresh = [target.owner for target in due if target.is_heading and target.owner is not None]
    written: dict[Place, Entered | None] = {
        target.place: entered_of({"userEnteredValue": content_message(target.content)}) for target in due
    }
    requests = [
        *grid_requests(tab, [target.place for target in due]),
        *(_resized(tab, one) for one in leaving),
        *look_requests(tab, fresh),
        *cell_requests(tab, due),
        *(_resized(tab, one) for one in growing),
    ]
    draft = TabDraft(
        tab,
        tuple(accepted.values()),
        written,
        tuple(fresh),
        frozenset(ours),
        (*leaving, *growing),
        tuple(requests),
    )
    return draft, refused


def _resized(tab: Tab, growing: Growing) -> Message:
    if growing.table is None:
        return filter_request(tab, growing.after)
    return table_request(tab, growing.table, growing.after)


def _judged(
    guard: TabGuard, targets: Sequence[Target], shrinks: Sequence[TableGrowth]
) -> tuple[list[tuple[Target, str | None]], list[Growing]]:
    """The targets, each with the reason why it is refused, and the tables and filters that shrink.

    A column leaves its table only where nothing is left in it; else its heading stays.
    """
    found = [guard.growing(growth, by=-len(growth.headings)) for growth in shrinks]
    leaving = [one for one in found if one is not None and one.after.right >= one.after.left]
    headings = {one: guard.headings_to_free(one, targets) for one in leaving}
    shrunk = [one for one in leaving if headings[one]]
    while True:
        freed = frozenset(place for one in shrunk for place in headings[one])
        kept = frozenset(place for one in leaving for place in headings[one]) - freed
        reasons = guard._replace(freed=freed, kept=kept).reasons(targets)
        accepted = {target.place: target for target, reason in reasons if reason is None}
        clean = [one for one in shrunk if guard.leaves_nothing(one, accepted)]
        if len(clean) == len(shrunk):
            return reasons, shrunk
        shrunk = clean


def _place_of(growth: TableGrowth, targets: Iterable[Target]) -> str | None:
    """Where people see a growth: at its first heading."""
    headings = (t.a1 for t in targets if t.is_heading and t.content in growth.headings)
    return next(headings, growth.table)


def _draft_new(
    tabs: Sequence[NewTab], book: Book, room: int
) -> tuple[dict[int, NewTab], list[Refusal], list[Message]]:
    """The tabs that are made, those that cannot be, and the requests for the former."""
    made: dict[int, NewTab] = {}
    refused: list[Refusal] = []
    requests: list[Message] = []
    names = {tab.title.casefold() for tab in book.tabs}
    numbers = {tab.id for tab in book.tabs}
    for tab in tabs:
        targets = targets_on(tab.cells)
        fault = next(filter(None, (fault_of(t.content, longest=LONGEST_TEXT) for t in targets)), None)
        if tab.name.casefold() in names:
            fault = "tab-name-taken"
        elif prod(new_tab_size(targets)) > room:
            fault = "sheet-full"
        if fault is not None:
            refused.append(refusal(tab.name, None, fault))
            continue
        number = _free_number(tab.name, numbers)
        names.add(tab.name.casefold())
        numbers.add(number)
        made[number] = tab
        room -= prod(new_tab_size(targets))
        requests += new_tab_requests(number, tab, targets)
    return made, refused, requests


def _free_number(name: str, taken: Iterable[int]) -> int:
    """A number for a new tab that no other has; said by us, so that the tab is known again."""
    number = int.from_bytes(sha256(name.encode("utf-8", "surrogatepass")).digest()[:4], "big") >> 1
    while number in taken:
        number = (number + 1) % (1 << 31)
    return number
