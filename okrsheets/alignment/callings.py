"""What OKRs, tabs and cycles can be called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from okrsheets.alignment.entries import Rank, bare_title
from okrsheets.alignment.names import name_of, reduced, without_numbering
from okrsheets.model import Objective, Okr

__all__ = ["cycle_names", "names_of", "scope_names"]


def scope_names(label: str) -> Iterator[str]:
    """What a tab or team can be called: as it is, and without words such as "team" and "OKRs"."""
    name = name_of(label)
    yield name
    yield reduced(name)


def cycle_names(label: str) -> Iterator[str]:
    """A cycle's label, the other way round, and without its year: 2026-Q4, Q4 2026, Q4."""
    name = name_of(label)
    year, _, part = name.partition(".")
    yield name
    if part and not part[0].isdecimal():
        yield part
        yield f"{part}.{year}"


def names_of(okr: Okr, objective_name: str) -> Iterator[tuple[int, str]]:
    """The names of an OKR with their ranks; `objective_name` is the id of its objective, or empty."""
    given: set[str] = set()
    own_name = name_of(okr.id) if okr.id else ""
    names: list[tuple[int, str]] = [(Rank.OWN, own_name)]
    if okr.title:
        title = name_of(okr.title)
        names.append((Rank.WHOLE_TITLE, title))
        if (bare := without_numbering(okr.title)) != okr.title:
            names.append((Rank.BARE_TITLE, name_of(bare)))
        if (bare := bare_title(okr)) != okr.title:
            names.append((Rank.BARE_TITLE, name_of(bare)))
        if own_name and title.startswith(own_name + "."):
            names.append((Rank.BARE_TITLE, title[len(own_name) + 1 :]))
    if isinstance(okr, Objective):
        names.extend((Rank.DERIVED, name) for name in _other_writings(own_name.split("."), "o"))
    elif own_name:
        names.extend(_names_within(own_name, objective_name))
    for rank, name in names:
        if name and name not in given:
            given.add(name)
            yield rank, name


def _other_writings(tokens: list[str], letter: str) -> Iterator[str]:
    """`1` for `O1` and the other way round."""
    if tokens[0] == letter and len(tokens) > 1:
        yield ".".join(tokens[1:])
    elif tokens[0].isdecimal():
        yield ".".join([letter, *tokens])


@lru_cache(maxsize=4096)
def _names_within(own_name: str, objective_name: str) -> tuple[tuple[int, str], ...]:
    """The id of a key result together with that of its objective: `O1.KR2`, `KR 1.2`, `1.2`, `CO-1.2`."""
    return tuple(_written_within(own_name.split("."), objective_name))


def _written_within(own: list[str], objective_name: str) -> Iterator[tuple[int, str]]:
    yield from ((Rank.DERIVED, name) for name in _other_writings(own, "kr"))
    if not objective_name:
        return
    above = objective_name.split(".")
    number_above = above[1:] if above[0] == "o" else above
    number = own[1:] if own[0] == "kr" else own
    if own[: len(above)] == above:
        number = own[len(above) :]
    elif len(number) > len(number_above) and number[: len(number_above)] == number_above:
        number = number[len(number_above) :]
    else:
        yield Rank.OWN, f"{objective_name}.{'.'.join(own)}"
    if number and number[0] == "kr":
        number = number[1:]
    if not all(token.isdecimal() for token in number) or not number:
        return
    tail = ".".join(number)
    yield Rank.DERIVED, f"{objective_name}.kr.{tail}"
    yield Rank.DERIVED, f"{objective_name}.{tail}"
    if all(token.isdecimal() for token in number_above):
        path = ".".join(number_above)
        yield Rank.DERIVED, f"o.{path}.kr.{tail}"
        yield Rank.DERIVED, f"kr.{path}.{tail}"
        yield Rank.DERIVED, f"{path}.{tail}"
