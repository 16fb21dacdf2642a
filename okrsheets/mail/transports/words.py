"""What servers and programs say, as it stands inside a line of ours."""

from __future__ import annotations

from okrsheets.mail import wording

__all__ = ["one_line"]

_LONGEST = 300


def one_line(said: bytes | str) -> str:
    """The words on one line, without what drives terminals, and cut where they are many.

    >>> one_line(b"5.1.1 no such user\\r\\nsee https://example.com")
    '5.1.1 no such user see https://example.com'
    """
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    line = wording.one_line(words)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
