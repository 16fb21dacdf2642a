"""The workbooks as references call them: by file, title, alias or address, and what they say by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.alignment.links import Pointer, google_key, unescaped
from okrsheets.alignment.names import name_of
from okrsheets.formulas import pointers_in
from okrsheets.grid import CellRange, Workbook
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["Books", "Spot", "file_names"]

_BEHIND = pattern(r"[#?{]")


class Spot(NamedTuple):
    """A place in a workbook that was given; without a `range` it is the whole tab."""

    source: str
    sheet: str
    range: CellRange | None


class Books(NamedTuple):
    """The given workbooks: `called` are all names of each, `by_name` the other way round.

    `tabs` leads from a tab's name without case to the name as it stands, and `names` from a defined name
    to its formula, for each workbook.
    """

    called: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, frozenset[str]]
    by_key: Mapping[str, str]
    tabs: Mapping[str, Mapping[str, str]]
    given: Mapping[str, Workbook]
    names: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(
        cls,
        titles: Mapping[str, str],
        *,
        workbooks: Sequence[Workbook] = (),
        tabs: Iterable[tuple[str, str]] = (),
        also: Mapping[str, Sequence[str]],
    ) -> Books:
        """The workbooks of these titles. `tabs` are those known without a grid; `also` says what else each
        is called, addresses included."""
        called: dict[str, tuple[str, ...]] = {}
        by_name: dict[str, set[str]] = {}
        by_key: dict[str, str] = {}
        for source, title in titles.items():
            more = also.get(source, ())
            names = (*file_names(title), *file_names(source), *(one for one in more if "://" not in one))
            called[source] = tuple(dict.fromkeys(names))
            for name in called[source]:
                by_name.setdefault(name_of(name), set()).add(source)
            for address in (source, *more):
                if (key := google_key(address)) is not None:
                    by_key[key] = source
                elif "://" in address:
                    by_key[_address(address)] = source
        known: dict[str, dict[str, str]] = {source: {} for source in titles}
        for source, sheet in (*tabs, *((book.source, s.name) for book in workbooks for s in book.sheets)):
            known.setdefault(source, {}).setdefault(sheet.casefold(), sheet)
        return cls(
            called,
            {name: frozenset(sources) for name, sources in by_name.items()},
            by_key,
            known,
            {book.source: book for book in workbooks},
            {
                book.source: {name.casefold(): formula for name, formula in book.names.items()}
                for book in workbooks
            },
        )

    def named(self, name: str) -> frozenset[str] | None:
        """The workbooks that a file, title, alias or address means; None where none was given."""
        key = google_key(name) or (_address(name) if "://" in name else name)
        if (source := self.by_key.get(key)) is not None:
            return frozenset((source,))
        for one in file_names(unescaped(name.partition("?")[0])):
            if (found := self.by_name.get(name_of(one))) is not None:
                return found
        return None

    def behind(self, book: str, seen_from: str) -> frozenset[str] | None:
        """As `named`, of what a formula in a workbook calls another: `1` is the first file outside."""
        if not book.isdecimal() or seen_from not in self.given:
            return self.named(book)
        outside = self.given[seen_from].outside
        number = int(book)
        return self.named(outside[number - 1]) if 0 < number <= len(outside) and outside[number - 1] else None

    def says_where(self, book: str, seen_from: str) -> bool:
        """Whether what a formula calls another workbook tells which file that is."""
        if not book.isdecimal():
            return "://" not in book
        outside = self.given[seen_from].outside if seen_from in self.given else ()
        return 0 < int(book) <= len(outside) and outside[int(book) - 1] != ""

    def file_called(self, book: str, seen_from: str) -> str | None:
        """The file name of what a formula or link calls another workbook; None where that tells none."""
        if book.isdecimal():
            outside = self.given[seen_from].outside if seen_from in self.given else ()
            book = outside[int(book) - 1] if 0 < int(book) <= len(outside) else ""
        name = file_names(unescaped(_BEHIND.split(book, maxsplit=1)[0]))[0]
        return name if "." in name else None

    def spots(self, pointer: Pointer, source: str, *, own: str) -> Iterator[Spot]:
        """The places in one workbook that a pointer leads to; `own` is the tab it stands on."""
        if pointer.name is not None and pointer.sheet is None:
            yield from self._named_spots(pointer.name, source, own=own)
        elif (sheet := self._tab(pointer, source, own=own)) is not None:
            yield Spot(source, sheet, pointer.range)

    def has_tab(self, source: str, sheet: str) -> bool:
        """Whether a workbook has a tab of that name, in whatever case."""
        return sheet.casefold() in self.tabs.get(source, ())

    def _tab(self, pointer: Pointer, source: str, *, own: str) -> str | None:
        if pointer.sheet is not None:
            return self.tabs.get(source, {}).get(pointer.sheet.casefold())
        if pointer.gid is not None:
            book = self.given.get(source)
            return next((s.name for s in book.sheets if s.gid == pointer.gid), None) if book else None
        return own or None

    def _named_spots(self, name: str, source: str, *, own: str) -> Iterator[Spot]:
        """What a defined name, a table's or a tab's stands for."""
        folded = name.casefold()
        meant = self.names.get(source, {})
        formula = meant.get(f"{own}!{name}".casefold()) or meant.get(folded)
        if formula is not None:
            for reference in pointers_in(formula).references:
                pointer = Pointer(None, reference.sheet, reference.range)
                if reference.book is None and (sheet := self._tab(pointer, source, own=own)):
                    yield Spot(source, sheet, reference.range)
            return
        book = self.given.get(source)
        for page in book.sheets if book else ():
            for table in page.tables:
                if table.name.casefold() == folded:
                    yield Spot(source, page.name, table.range)
                    return
        if (tab := self.tabs.get(source, {}).get(folded)) is not None:
            yield Spot(source, tab, None)


def file_names(title: str) -> tuple[str, ...]:
    """What a workbook can be called: its file name with and without the ending.

    >>> file_names("plans/Sales 2026.xlsx")
    ('Sales 2026.xlsx', 'Sales 2026')
    """
    name = title.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return (name, stem) if dot and ending.isalnum() and stem else (name,)


def _address(text: str) -> str:
    """An address as it is compared: without what asks or points behind it, or stands for a place."""
    return _BEHIND.split(text, maxsplit=1)[0].rstrip("/").casefold()
