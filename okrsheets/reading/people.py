"""Owners: one cell's names, told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["lists_people", "split_owners"]

_SURE = re.compile(r"\s*(?:[;\n|+]|/| & |\band\b)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")


def lists_people(texts: Iterable[str]) -> bool:
    """Whether commas in a column part people, not a last name from a first.

    They do where one cell has three or more single words, where a word of a pair also stands
    alone, or where any part has two words.

    >>> lists_people(["Ruiz, Ana", "Lee, Kim"]), lists_people(["Ana, Kim", "Ana"])
    (False, True)
    """
    alone: set[str] = set()
    pairs: list[list[str]] = []
    for text in texts:
        parts = _COMMA.split(text.strip())
        if len(parts) == 1:
            alone.add(parts[0])
        elif len(parts) > 2 or any(" " in part for part in parts) or "@" in text:
            return True
        else:
            pairs.append(parts)
    return any(part in alone for pair in pairs for part in pair)


def split_owners(text: str, *, commas_part: bool) -> tuple[str, ...]:
    """The owners a cell names.

    >>> split_owners("Ana Ruiz; Kim Lee", commas_part=False)
    ('Ana Ruiz', 'Kim Lee')
    >>> split_owners("Ruiz, Ana", commas_part=False), split_owners("Ana, Kim", commas_part=True)
    (('Ruiz, Ana',), ('Ana', 'Kim'))
    """
    names: list[str] = []
    for part in _SURE.split(text):
        names.extend(_COMMA.split(part) if commas_part else [part])
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
