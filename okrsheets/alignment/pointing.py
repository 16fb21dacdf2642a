"""What the formula or the link of a cell leads to, whatever its text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.alignment.books import Books, Spot
from okrsheets.alignment.entries import Entry, Scope
from okrsheets.alignment.index import Index
from okrsheets.alignment.links import Pointer, parse_link
from okrsheets.alignment.names import name_of
from okrsheets.alignment.places import Places
from okrsheets.formulas import pointers_in
from okrsheets.grid import CellRange
from okrsheets.model import AlignmentText
from okrsheets.tuples import NamedTuple

__all__ = ["FORMULA", "HYPERLINK", "Pointed", "Pointing"]

FORMULA, HYPERLINK = "formula", "hyperlink"


class Pointed(NamedTuple):
    """Where a cell leads: the `keys` of OKRs at the very places, and the `tabs` that these lie on.

    `whole`: it leads to a tab or workbook as such. `lost`: to a workbook or tab that is not there, which
    `missing` names where it is known. `how` is the step that found it, a formula or a hyperlink.
    """

    how: str
    keys: tuple[str, ...]
    tabs: frozenset[tuple[str, str]]
    whole: bool
    lost: bool
    missing: str | None = None


class Pointing:
    """Follows formulas and links to OKRs."""

    def __init__(self, index: Index, books: Books, places: Places) -> None:
        self._index = index
        self._books = books
        self._places = places

    def of(self, seeker: Entry, source: AlignmentText) -> Pointed | None:
        """Where the cell leads by its formula, else by its link; None where it leads nowhere."""
        pointers: list[Pointer] = []
        how = FORMULA
        if source.formula is not None:
            found = pointers_in(source.formula)
            pointers = [*_parsed(found.links)]
            if pointers:
                how = HYPERLINK
            else:
                pointers += (Pointer(one.book, one.sheet, one.range) for one in found.references)
                pointers += (Pointer(name=name) for name in found.names)
        if not pointers and source.link is not None:
            how = HYPERLINK
            pointers = [*_parsed([source.link])]
        return self._followed(pointers, seeker, source.text, how=how) if pointers else None

    def by_address(self, text: str, seeker: Entry) -> Pointed | None:
        """Where an address that is typed as a text leads; None if it is none of a workbook."""
        for pointer in _parsed([text]):
            says_tab = pointer.sheet is not None or pointer.gid is not None or pointer.name is not None
            if pointer.book is not None or (says_tab and any(self._spots(pointer, seeker))):
                return self._followed([pointer], seeker, "", how=HYPERLINK)
        return None

    def _followed(self, pointers: Iterable[Pointer], seeker: Entry, text: str, *, how: str) -> Pointed:
        keys: dict[str, None] = {}
        tabs: set[tuple[str, str]] = set()
        whole = lost = False
        missing: str | None = None
        for pointer in pointers:
            spots = [*self._spots(pointer, seeker)]
            if not spots:
                spots = [*self._shown_by(pointer, seeker, text)]
                tabs.update(self._tabs_called(pointer, seeker))
                known = (
                    _is_book(pointer) and self._books.behind(pointer.book or "", seeker.tab[0]) is not None
                )
                whole = whole or known
                if not spots and not known and _leads_away(pointer):
                    lost, missing = True, missing or self._called(pointer, seeker)
            for spot in spots:
                if how == FORMULA and self._places.says_alignment(spot):
                    continue  # "=G2", to be aligned as the row above is
                tabs.add((spot.source, spot.sheet))
                whole = whole or (how == HYPERLINK and _is_tab(spot.range))
                if how == HYPERLINK or _is_cell(spot.range):
                    keys.update(dict.fromkeys(self._places.at(spot)))
        return Pointed(how, tuple(keys), frozenset(tabs), whole, lost, missing)

    def _called(self, pointer: Pointer, seeker: Entry) -> str | None:
        """What people call the workbook or the tab of a place."""
        if pointer.book is None:
            return f"the tab {pointer.sheet}" if pointer.sheet else None
        called = self._books.file_called(pointer.book, seeker.tab[0])
        return called and f"the workbook {called}"

    def _spots(self, pointer: Pointer, seeker: Entry) -> Iterator[Spot]:
        """The places in the workbooks that are meant for certain."""
        own, tab = seeker.tab
        if pointer.book is None:
            yield from self._books.spots(pointer, own, own=tab)
            return
        for source in sorted(self._books.behind(pointer.book, own) or ()):
            yield from self._books.spots(pointer, source, own="")

    def _shown_by(self, pointer: Pointer, seeker: Entry, text: str) -> Iterator[Spot]:
        """The places that show what a cell says, where it is not told which workbook or tab is meant."""
        if pointer.range is None:
            return
        scope = Scope(workbooks=self._possible(pointer, seeker))
        if pointer.sheet is not None:
            scope = Scope(tabs=frozenset(self._tabs_called(pointer, seeker)))
        for hit in self._index.hits(name_of(text), scope):
            spot = Spot(*hit.entry.tab, pointer.range)
            if hit.entry.key in self._places.at(spot):
                yield spot

    def _tabs_called(self, pointer: Pointer, seeker: Entry) -> Iterator[tuple[str, str]]:
        """The tabs of the name pointed at, where it is not told in which workbook."""
        if pointer.sheet is not None:
            for source in self._possible(pointer, seeker):
                if (sheet := self._books.tabs.get(source, {}).get(pointer.sheet.casefold())) is not None:
                    yield source, sheet

    def _possible(self, pointer: Pointer, seeker: Entry) -> frozenset[str]:
        """The workbooks that may be meant; none where a file is named that was not given."""
        own = seeker.tab[0]
        if pointer.book is None:
            return frozenset((own,)) if pointer.sheet is None else frozenset()
        if (known := self._books.behind(pointer.book, own)) is not None:
            return known if pointer.sheet is None else frozenset()
        if self._books.says_where(pointer.book, own):
            return frozenset()
        return frozenset(self._books.tabs) - {own}


def _parsed(links: Iterable[str]) -> Iterator[Pointer]:
    for link in links:
        if (pointer := parse_link(link)) is not None:
            yield pointer


def _leads_away(pointer: Pointer) -> bool:
    """Whether a place is said to be elsewhere; a bare name may be one of a function's own words."""
    return not (pointer.book is None and pointer.sheet is None and pointer.gid is None)


def _is_book(pointer: Pointer) -> bool:
    """Whether a workbook is pointed at as such."""
    return pointer == Pointer(book=pointer.book) and pointer.book is not None


def _is_cell(covers: CellRange | None) -> bool:
    return covers is not None and (covers.top, covers.left) == (covers.bottom, covers.right)


def _is_tab(covers: CellRange | None) -> bool:
    """Whether a place is a tab as such: without a cell, or by its first one, as links to tabs have it."""
    return covers is None or covers == CellRange(1, 1, 1, 1)
