"""Workbooks that are copies of others: the same tabs with nearly the same OKRs, of which the newer counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import UTC, datetime
from typing import TypeAlias

from okrsheets.grid import Workbook
from okrsheets.reading.across.alike import Words, matched, words_of
from okrsheets.reading.across.joined import CopyOf, Home, Joined, Member
from okrsheets.reading.language.vocabulary import normalise
from okrsheets.reading.settings import ReadingSettings

__all__ = ["copied_workbooks", "copies_in"]

_MOST = 16  # workbooks in which one OKR stands, beyond which it does not tell copies
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_Families: TypeAlias = Mapping[Home, tuple[Member, ...]]


def copied_workbooks(
    joined: Joined, families: _Families, *, workbooks: Sequence[Workbook], settings: ReadingSettings
) -> Mapping[str, str]:
    """The older one of each two workbooks with the same tabs and over 80 % the same OKRs, with the newer."""
    tabs: dict[str, set[str]] = {}
    for home in families:
        table = joined.tables[home[0]]
        tabs.setdefault(table.source, set()).add(table.table.sheet)
    alike: dict[frozenset[str], list[Workbook]] = {}
    for book in workbooks:
        said = settings.overrides.get(book.source)
        if book.source in tabs and not (said is not None and said.copy is False):
            alike.setdefault(frozenset(tabs[book.source]), []).append(book)
    asked = {book.source: book for some in alike.values() if len(some) > 1 for book in some}
    if not asked:
        return {}
    items = _items(joined, families, asked.keys())
    holding: dict[tuple[object, ...], list[str]] = {}
    older: dict[str, str] = {}
    for source in sorted(asked, key=lambda one: _age(asked[one])):
        shared = Counter(
            other
            for item in items[source]
            for other in holding.get(item, ())[:_MOST]
            if tabs[other] == tabs[source]
        )
        newer = max(shared, key=lambda other: shared[other], default=None)
        if newer is not None and shared[newer] * 10 > max(len(items[source]), len(items[newer])) * 8:
            older[source] = newer
            continue
        for item in items[source]:
            holding.setdefault(item, []).append(source)
    return older


def _age(book: Workbook) -> tuple[bool, float, int, str]:
    """Newer ones first, but before one that is gone any that is there.

    Of two that are as old, "Plan.xlsx" comes before "Copy of Plan.xlsx".
    """
    changed = book.changed or _LONG_AGO
    return book.counts_until is not None, (_LONG_AGO - changed).total_seconds(), len(book.title), book.source


def _items(joined: Joined, families: _Families, sources: Set[str]) -> Mapping[str, Set[tuple[object, ...]]]:
    """What tells the OKRs of each workbook: words, team and cycle of every objective and key result."""
    items: dict[str, set[tuple[object, ...]]] = {source: set() for source in sources}
    for home, members in families.items():
        table = joined.tables[home[0]]
        if table.source not in sources:
            continue
        found = joined.objective(home)
        team, cycle = table.scope_of(found)
        own = (normalise(found.title or ""), team, cycle and cycle.label)
        items[table.source].add(own)
        for member in members:
            title = joined.key_result(member).title or ""
            items[table.source].add((*own, normalise(title) or title))
    return items


def copies_in(
    older: Mapping[str, str], joined: Joined, families: _Families, copies: Mapping[Home, CopyOf]
) -> Mapping[Home, CopyOf]:
    """Everything in older copies of workbooks, each with where it stands in the newer one, if it does."""
    there: dict[tuple[str, str], list[Home]] = {}
    newer = set(older.values())
    for home in families:
        source = joined.tables[home[0]].source
        if source in newer:
            title = joined.objective(home).title
            there.setdefault((source, normalise(title or "")), []).append(home)
    found: dict[Home, CopyOf] = {}
    for home, members in families.items():
        source = joined.tables[home[0]].source
        if source not in older:
            continue
        title = joined.objective(home).title
        because = f"its workbook is an older copy of {older[source]}, which counts"
        places = there.get((older[source], normalise(title or "")), [])[:_MOST]
        found[home] = max(
            (_copy(members, place, joined, families, copies, because) for place in places),
            key=lambda copy: len(copy.members),
            default=CopyOf(None, {}, because),
        )
    return found


def _copy(
    members: Sequence[Member],
    place: Home,
    joined: Joined,
    families: _Families,
    copies: Mapping[Home, CopyOf],
    because: str,
) -> CopyOf:
    """The copy of what stands at a place, or of what that one repeats."""
    others = families[place]
    pairs = matched(*([_words(joined, member) for member in some] for some in (members, others)))
    further = copies.get(place)
    if further is None:
        return CopyOf(place, {members[n]: others[m] for n, m in pairs.items()}, because)
    led = {members[n]: further.members[others[m]] for n, m in pairs.items() if others[m] in further.members}
    return CopyOf(further.home, led, because)


def _words(joined: Joined, member: Member) -> Words:
    return words_of(joined.key_result(member), joined.tables[member[0]].vocabulary)
