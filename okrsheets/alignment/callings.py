"""What OKRs, tabs and cycles can be called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from okrsheets.alignment.entries import Rank
from okrsheets.alignment.names import name_of, reduced, without_numbering

__all__ = ["bare_names", "cycle_names", "names_by_id", "scope_names"]


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


@lru_cache(maxsize=4096)
def names_by_id(own_name: str, objective_name: str | None) -> tuple[tuple[int, str], ...]:
    """The names that its id gives an OKR, with their ranks: itself, `1` for `O1`, and of a key result the id
    together with that of its objective: `O1.KR2`, `KR 1.2`, `1.2`, `CO-1.2`.

    `objective_name` is the id of its objective, or empty; None for an objective.
    """
    tokens = own_name.split(".")
    others = (
        ((Rank.DERIVED, name) for name in _other_writings(tokens, "o"))
        if objective_name is None
        else _written_within(tokens, objective_name)
    )
    return (Rank.OWN, own_name), *others


def bare_names(written: str, bare: str, title: str, own_name: str) -> Iterator[str]:
    """What a title is without the number or id in front of it, where it has one.

    `bare` is the title that is `written` without them, `title` and `own_name` are the names that it and the
    id are.
    """
    names: set[str] = set()
    if bare != written:
        names.add(name_of(bare))
        names.add(name_of(without_numbering(written)))
    if own_name and title.startswith(own_name + "."):
        names.add(title[len(own_name) + 1 :])
    yield from names - {"", title}


def _other_writings(tokens: list[str], letter: str) -> Iterator[str]:
    """`1` for `O1` and the other way round."""
    if tokens[0] == letter and len(tokens) > 1:
        yield ".".join(tokens[1:])
    elif tokens[0].isdecimal():
        yield ".".join([letter, *tokens])


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
