"""Texts and values of any kind as TOML writes them."""

from __future__ import annotations

import re
from typing import Any

from okrsheets.patterns import pattern

__all__ = ["plain", "quoted", "toml_header", "toml_key", "toml_value"]

_ESCAPED = pattern(r'["\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]')
# Both are compiled by re when first used, and kept by it: few runs need it.
_BARE = r"[A-Za-z0-9_-]+"
_UNFIT = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+"
_WHOLE = 1e15  # numbers up to it are written in full
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


def toml_key(word: str) -> str:
    """A key, in quotes where it needs them.

    >>> toml_key("close_after"), toml_key("Q4 2026")
    ('close_after', '"Q4 2026"')
    """
    return word if re.fullmatch(_BARE, word) else quoted(word)


def toml_header(path: tuple[str | int, ...]) -> str:
    """The line above the keys of a table; the last of a path is a number in a list of tables.

    >>> toml_header(("source", 0)), toml_header(("source", 0, "sheets", "Q4 2026"))
    ('[[source]]', '[source.sheets."Q4 2026"]')
    """
    name = ".".join(toml_key(word) for word in path if isinstance(word, str))
    return f"[[{name}]]" if isinstance(path[-1], int) else f"[{name}]"


def toml_value(value: Any) -> str:
    """A value on one line: text, number, true or false, or a list or table of such.

    >>> toml_value({"skip": True, "rows": [1, "3-4"]})
    '{ skip = true, rows = [1, "3-4"] }'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_value, value))}]"
    is_whole = isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE
    return str(int(value) if is_whole else value)
