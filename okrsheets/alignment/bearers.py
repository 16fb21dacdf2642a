"""Who bears each name: OKRs by the names that their ids give them, and by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrsheets.alignment.callings import bare_names, names_by_id
from okrsheets.alignment.entries import Entry, Hit, Rank, bare_title
from okrsheets.alignment.names import name_of
from okrsheets.model import Objective, Okr

__all__ = ["Bearers"]


class Bearers:
    """Entries by name, as hits in the order in which they were added.

    Tabs made from one template have the same ids: all OKRs with one id in objectives with one id bear the
    same names, which lead to a single list of them. The hits of a name are made when it is first asked for.
    """

    __slots__ = ("_by_bare_title", "_by_id", "_by_title", "_entries", "_hits", "_more_by_title", "_of_id")

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._of_id: dict[tuple[str, str | None], list[int]] = {}
        self._by_id: dict[str, list[tuple[int, list[int]]]] = {}
        self._by_title: dict[str, int] = {}
        self._more_by_title: dict[str, list[int]] = {}
        self._by_bare_title: dict[str, list[int]] = {}
        self._hits: dict[str, Sequence[Hit]] = {}

    def add(self, entry: Entry, objective_name: str, *, copy: Okr | None = None) -> None:
        """An entry under the names that it, or a copy of it, gives it; `objective_name` is the id of its
        objective, or empty."""
        okr, title, bare = entry.okr, entry.title, entry.bare
        if copy is not None:
            okr, title, bare = copy, name_of(copy.title or ""), bare_title(copy)
        number = len(self._entries)
        self._entries.append(entry)
        own_name = name_of(okr.id) if okr.id else ""
        if own_name:
            of_id = (own_name, None if isinstance(okr, Objective) else objective_name)
            alike = self._of_id.get(of_id)
            if alike is None:
                alike = self._of_id[of_id] = []
                for rank, name in names_by_id(*of_id):
                    self._by_id.setdefault(name, []).append((rank, alike))
            alike.append(number)
        if title:
            if self._by_title.setdefault(title, number) != number:
                self._more_by_title.setdefault(title, []).append(number)
            for name in bare_names(okr.title or "", bare, title, own_name):
                self._by_bare_title.setdefault(name, []).append(number)

    def hits(self, name: str) -> Sequence[Hit]:
        """Whoever bears a name, each once, under the most literal rank."""
        hits = self._hits.get(name)
        if hits is not None:
            return hits
        ranks: dict[int, int] = {}
        for rank, numbers in self._ranked(name):
            for number in numbers:
                ranks[number] = min(rank, ranks.get(number, rank))
        if not ranks:
            return ()
        hits = self._hits[name] = [Hit(ranks[number], self._entries[number]) for number in sorted(ranks)]
        return hits

    def _ranked(self, name: str) -> Iterator[tuple[int, Iterable[int]]]:
        """The numbers of those who bear a name, by how literally it is theirs."""
        yield from self._by_id.get(name, ())
        if (first := self._by_title.get(name)) is not None:
            yield Rank.WHOLE_TITLE, (first, *self._more_by_title.get(name, ()))
        if bare := self._by_bare_title.get(name):
            yield Rank.BARE_TITLE, bare
