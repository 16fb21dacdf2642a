"""What the rows of the next cycle are aligned to, written so that it is found there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from okrsheets.fresh.carrying import Asked, Carried, Fate
from okrsheets.model import AlignmentKind, KeyResult, Okr, Outcome, Resolution, Results
from okrsheets.tuples import NamedTuple

__all__ = ["CarriedLink", "Links", "links_of", "texts_of"]

_LEFT = {
    Fate.DONE: "which is done",
    Fate.CANCELLED: "which was cancelled",
    Fate.UNFINISHED: "which does not go on",
    Fate.POSTPONED: "which does not go on",
}
_LOST = {
    Outcome.DANGLING: "which was not found",
    Outcome.AMBIGUOUS: "which could mean several",
    Outcome.UNREACHABLE: "which could not be read",
}
_USUAL = (AlignmentKind.DIRECTIONAL, AlignmentKind.STRAIGHTFORWARD)


class CarriedLink(NamedTuple):
    """An alignment of the next cycle between OKRs by the keys that they have had, as its cell says it."""

    child: str
    parent: str | None
    kind: AlignmentKind
    text: str


class Links(NamedTuple):
    """The links that go on, and in words those that do not, by the key of their child."""

    kept: Mapping[str, tuple[CarriedLink, ...]]
    lost: Mapping[str, tuple[str, ...]]


def links_of(carried: Carried, results: Results, asked: Asked) -> Links:
    """What all that goes on is aligned to, and waits for."""
    places, left = carried.places, {okr.key: fate for okr, fate in carried.left}
    names = _names(carried, results, asked)
    kept: dict[str, list[CarriedLink]] = {}
    lost: dict[str, list[str]] = {}
    for each in results.resolutions.resolutions:
        if each.child not in places:
            continue
        okr = results.okrs.by_key[each.child]
        if each.outcome is Outcome.VAGUE:
            text = _worded(okr, each, each.text)
        elif each.parent is not None and each.parent in names:
            text = _worded(okr, each, names[each.parent])
        elif (why := _why_lost(each, results, left)) is not None:
            lost.setdefault(each.child, []).append(why)
            continue
        else:
            continue
        kept.setdefault(each.child, []).append(CarriedLink(each.child, each.parent, each.kind, text))
    return Links(
        {key: tuple(dict.fromkeys(some)) for key, some in kept.items()},
        {key: tuple(dict.fromkeys(some)) for key, some in lost.items()},
    )


def _why_lost(each: Resolution, results: Results, left: Mapping[str, Fate]) -> str | None:
    """That an alignment does not go on, and why."""
    words = {AlignmentKind.DEPENDENCY: "depended on"}.get(each.kind, "was aligned to")
    if each.parent is not None:
        parent = results.okrs.by_key[each.parent]
        name = parent.id or f'"{parent.title}"'
        why = _LEFT[left[parent.key]] if parent.key in left else "which is of another cycle"
        return f"{words} {name}, {why}"
    return f'{words} "{each.text}", {_LOST[each.outcome]}' if each.outcome in _LOST else None


def _names(carried: Carried, results: Results, asked: Asked) -> Mapping[str, str]:
    """How each OKR is called that something in the next cycle can be aligned to, by its key."""
    places = carried.places
    staying = [
        okr
        for okr in results.okrs.okrs
        if okr.key not in places and _goes_on_by_itself(okr, results, asked) and (okr.id or okr.title)
    ]
    used = Counter(each.id.casefold() for _, _, each in places.values())
    used.update(okr.id.casefold() for okr in staying if okr.id is not None)
    tabs = Counter(tab.name.casefold() for book in carried.books for tab in book.tabs)
    named = {}
    for book, tab, each in places.values():
        where = f"'{tab.name}'" if not tab.name.isalnum() else tab.name
        if tabs[tab.name.casefold()] > 1:
            where = f"'[{book.file}]{tab.name}'"
        if used[each.id.casefold()] == 1:
            named[each.okr.key] = each.id
        elif isinstance(each.okr, KeyResult) and each.okr.objective in places:
            named[each.okr.key] = f"{where}!{_below(places[each.okr.objective][2].id, each.id)}"
        else:
            named[each.okr.key] = f"{where}!{each.id}"
    for okr in staying:
        is_alone = okr.id is not None and used[okr.id.casefold()] == 1
        named[okr.key] = okr.id if is_alone and okr.id is not None else okr.title or okr.id or okr.key
    return named


def _below(objective: str, key_result: str) -> str:
    """The id of a key result with that of its objective, unless it begins with it.

    >>> _below("O1", "KR2"), _below("O1", "O1.2")
    ('O1.KR2', 'O1.2')
    """
    begins = key_result.casefold().startswith(objective.casefold())
    return key_result if begins else f"{objective}.{key_result}"


def _goes_on_by_itself(okr: Okr, results: Results, asked: Asked) -> bool:
    """Whether an OKR is of a time that holds the next cycle, such as its year, or of none."""
    objective = results.okrs.by_key.get(okr.objective) if isinstance(okr, KeyResult) else None
    cycle = okr.cycle or (objective.cycle if objective is not None else None)
    return cycle is None or cycle.holds(asked.after)


def _worded(okr: Okr, each: Resolution, name: str) -> str:
    """The reference with its share, and the words for its kind where that is not the usual one."""
    share = None if each.share is None else f"{round(each.share * 100, 4):g} %"
    if each.kind is AlignmentKind.DEPENDENCY or each.kind is _USUAL[isinstance(okr, KeyResult)]:
        return name if share is None else f"{name} ({share})"
    if each.kind is AlignmentKind.DIRECTIONAL:
        return f"supports {name}" if share is None else f"supports {name} ({share})"
    return f"contributes to {name}" if share is None else f"contributes {share} to {name}"


def texts_of(links: Iterable[CarriedLink], *, dependencies: bool) -> Iterator[str]:
    """What the cells of one row say: of what it is aligned to, or of what it waits for."""
    return (link.text for link in links if (link.kind is AlignmentKind.DEPENDENCY) is dependencies)
