"""Makes texts of strangers safe to print: nothing in them drives a terminal, and all can be printed."""

from __future__ import annotations

from okrsheets.patterns import pattern

__all__ = ["safe"]

_DRIVES = pattern(r"\x1b(?!\[[0-9;]*m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NO_LETTERS = pattern(r"[\ud800-\udfff]")  # what Python makes of names of files that are not UTF-8


def safe(line: str) -> str:
    """Cells are input from strangers: nothing in one may drive the terminal but plain colour."""
    # Most lines hold nothing unseen, which is quickly said.
    return line if line.isprintable() else _NO_LETTERS.sub("\ufffd", _DRIVES.sub(" ", line))
