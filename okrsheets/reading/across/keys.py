"""Keys: the names of OKRs across tabs, files and time, `2026-Q4/sales/O1/KR2`."""

from __future__ import annotations

from collections.abc import Sequence

from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["KeyParts", "give_keys", "slug"]

_PARTING = pattern(r"[/\s]+")
_NOT_WORD = pattern(r"[\W_]+")
_LONGEST = 60


class KeyParts(NamedTuple):
    """What an objective's key is made of. `rest` tells two of the same id or title apart by content."""

    cycle: str | None
    team: str | None
    id: str | None
    title: str | None
    rest: tuple[str, ...]


def slug(text: str) -> str:
    """A title as part of a key.

    >>> slug("Expand the market: North America!")
    'expand-the-market-north-america'
    """
    return _NOT_WORD.sub("-", text.casefold()).strip("-")[:_LONGEST].rstrip("-")


def _name(okr_id: str | None, title: str | None) -> str:
    if okr_id:
        return _PARTING.sub("-", okr_id.strip())
    return slug(title) if title else ""


def give_keys(
    objectives: Sequence[tuple[KeyParts, Sequence[tuple[str | None, str]]]],
) -> list[tuple[str, tuple[str, ...]]]:
    """The key of each objective and those of its key results, given as (id, title).

    Of several with the same name the first by content keeps it, the next ones get `~2`, `~3` ...;
    so no key depends on where in which file its OKR stands.
    """
    stems = [
        "/".join(
            part for part in (parts.cycle or "", slug(parts.team or ""), _name(parts.id, parts.title)) if part
        )
        for parts, _ in objectives
    ]
    order = sorted(
        range(len(stems)), key=lambda n: (slug(objectives[n][0].title or ""), objectives[n][0].rest)
    )
    taken: dict[str, int] = {}
    keys: dict[int, tuple[str, tuple[str, ...]]] = {}
    for n in order:
        parts, key_results = objectives[n]
        named = parts.id is not None or bool(parts.title)
        own = _free(stems[n] or "okr", taken) if named else _free(_nameless(stems[n]), taken)
        base = own if named else stems[n]
        keys[n] = (own, _key_results(base, parts.id, key_results, taken))
    return [keys[n] for n in range(len(stems))]


def _nameless(stem: str) -> str:
    """The key of the objective that holds key results without one."""
    return f"{stem}/-" if stem else "-"


def _key_results(
    base: str, objective_id: str | None, key_results: Sequence[tuple[str | None, str]], taken: dict[str, int]
) -> tuple[str, ...]:
    names = [_name(_within(objective_id, okr_id), title) or "kr" for okr_id, title in key_results]
    order: Sequence[int] = range(len(names))
    if len(set(names)) < len(names):
        order = sorted(order, key=lambda n: slug(key_results[n][1]))
    keys = {n: _free(f"{base}/{names[n]}" if base else names[n], taken) for n in order}
    return tuple(keys[n] for n in range(len(names)))


def _within(objective_id: str | None, okr_id: str | None) -> str | None:
    """A key result's id without its objective's: `O1.KR2` is `KR2` in `O1`."""
    if not okr_id or not objective_id or not okr_id.casefold().startswith(objective_id.casefold()):
        return okr_id
    rest = okr_id[len(objective_id) :].lstrip(" .-_/:")
    return rest if rest[:1].isalpha() and rest != okr_id[len(objective_id) :] else okr_id


def _free(key: str, taken: dict[str, int]) -> str:
    """The key, or its next free repetition; `taken` counts how often each was asked for."""
    count = taken[key] = taken.get(key, 0) + 1
    if count == 1:
        return key
    return _free(f"{key}~{count}", taken)
