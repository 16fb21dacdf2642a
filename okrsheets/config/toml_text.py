"""Texts of any kind as TOML writes them."""

from __future__ import annotations

import re

from okrsheets.patterns import pattern

__all__ = ["plain", "quoted"]

_ESCAPED = pattern(r'["\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
# Compiled by re when first used, and kept by it: few runs need it.
_UNFIT = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str) -> str:
    """A text as a TOML string of one line; also a key.

    What is no sign by itself (half of a pair) cannot be written in TOML, and stands as U+FFFD.

    >>> print(quoted('the "east"\\n'))
    "the \\"east\\"\\n"
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _SHORT:
        return _SHORT[sign]
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else f"\\u{ord(sign):04X}"


def plain(text: str, longest: int) -> str:
    """A text as it may stand in a comment: one line, not too long.

    >>> plain("Win\\nthe   east", 9)
    'Win the …'
    """
    line = " ".join(re.sub(_UNFIT, " ", text).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
