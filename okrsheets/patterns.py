"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["pattern"]

_KEPT = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class _Pattern:
    """Stands for a regular expression, and has its methods once one of them was asked for."""

    __slots__ = ("_flags", "_text", *_KEPT)

    def __init__(self, text: object, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not set
        compiled = re.compile(cast("str", self._text), self._flags)
        for kept in _KEPT:
            setattr(self, kept, getattr(compiled, kept))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, at no cost to a command that does not come to use it.

    A mistake in the text is found with the first use. Each takes up to a millisecond to compile, and a sheet
    meets a third of those that the modules reading it hold.

    >>> word = pattern(r"[a-z]+")
    >>> word.sub("-", "1 one 2 two"), word.flags == re.compile("").flags
    ('1 - 2 -', True)
    """
    # It does all that a pattern does, which no type can say: that of the standard library is closed.
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
