"""Owners: one cell's names, told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["lists_people", "people_in_brackets", "split_owners"]

_SURE = re.compile(r"\s*(?:[;\n|+]|/| & |\band\b)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_BRACKETS = re.compile(r"\(([^()]{2,60})\)$")
_WORD = r"(?![A-Z]{2,}(?![^\W\d_]))[A-Z\u00c0-\u00de][^\W\d_]*\.?"  # a capital first, but no acronym
_NAME = re.compile(rf"@[\w.-]+|{_WORD}(?: {_WORD}){{0,2}}")


def lists_people(texts: Iterable[str]) -> bool:
    """Whether commas in a column part people, not a last name from a first.

    They do where three or more words follow each other, where a word of a pair also stands alone or
    beside one that does ("Ana, Kim & Lee"), or where any part has two words.

    >>> lists_people(["Ruiz, Ana", "Lee, Kim"]), lists_people(["Ana, Kim", "Ana"])
    (False, True)
    """
    alone: set[str] = set()
    pairs: list[list[str]] = []
    for text in texts:
        cell = [_COMMA.split(some.strip()) for some in _SURE.split(text)]
        several = [parts for parts in cell if len(parts) > 1]
        if any(len(parts) > 2 or any(" " in part for part in parts) for parts in several):
            return True
        if several and (len(several) < len(cell) or "@" in text):
            return True
        pairs += several
        alone.update(parts[0] for parts in cell if len(parts) == 1)
    return any(part in alone for pair in pairs for part in pair)


def people_in_brackets(titles: Sequence[str]) -> list[tuple[str, ...]]:
    """Whom each title names in brackets at its end, where at least half of several titles do so.

    >>> people_in_brackets(["Ship it (Ana, Kim Lee)", "Sell it (Bo)", "Rest"])
    [('Ana', 'Kim Lee'), ('Bo',), ()]
    >>> people_in_brackets(["Ship it (see below)", "Sell it (Q3)"])
    [(), ()]
    """
    found = [_people_at_end(title) for title in titles]
    named = sum(map(bool, found))
    return found if named > 1 and named * 2 >= len(found) else [()] * len(found)


def _people_at_end(title: str) -> tuple[str, ...]:
    match = _BRACKETS.search(title) if title.endswith(")") else None
    names = split_owners(match[1], commas_part=True) if match else ()
    return names if all(map(_NAME.fullmatch, names)) else ()


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
