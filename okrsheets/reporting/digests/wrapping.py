"""Breaks the lines of the plain text of a mail, where people and mail programs expect them to end."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from okrsheets.patterns import pattern

__all__ = ["WIDTH", "underlined", "wrapped"]

WIDTH = 72
_INDENT = pattern(r"^ *(?:(?:\d+\.|[-*]) )?")
_GAPS = pattern(r"\n{3,}")
_ADDRESS = pattern(r"^<?https?://")


def wrapped(text: str, *, width: int = WIDTH) -> str:
    """A text with its lines broken at blanks; what follows stands as far in as the first word did.

    Addresses stay whole, or nobody could open them; other words that are longer than a line are broken.

    >>> print(wrapped("- Win the east coast", width=12))
    - Win the
      east coast
    """
    lines = [line for long in text.split("\n") for line in _lines(long.rstrip(), width)]
    return _GAPS.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def underlined(heading: str) -> str:
    """A heading of a plain text, and the line below it.

    >>> print(underlined("Teams"))
    Teams
    -----
    """
    return f"{heading}\n{'-' * min(_size(heading), WIDTH)}"


def _lines(line: str, width: int) -> Iterator[str]:
    if len(line) <= width and line.isascii():
        yield line
        return
    found = _INDENT.match(line)
    lead = found[0] if found else ""
    current, used, fresh = lead, len(lead), True
    for word in line[len(lead) :].split(" "):
        for piece in _pieces(word, width - len(lead)):
            size = _size(piece)
            if not fresh and used + 1 + size > width:
                yield current.rstrip()
                current, used, fresh = " " * len(lead), len(lead), True
            current += piece if fresh else f" {piece}"
            used += size if fresh else size + 1
            fresh = False
    yield current.rstrip()


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word, or the pieces of one that no line can hold."""
    if _ADDRESS.match(word) or _size(word) <= room:
        yield word
        return
    piece, used = "", 0
    for sign in word:
        size = _size(sign)
        if piece and used + size > room:
            yield piece
            piece, used = "", 0
        piece += sign
        used += size
    yield piece


def _size(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
