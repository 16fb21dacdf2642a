"""JSON documents as text: readable, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any, TypeAlias

__all__ = ["Document", "Json", "json_text"]

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Document: TypeAlias = dict[str, Json]

_DEEPEST = 4
"""Containers this deep stand on one line: a key result, a tab, a cell of a plan."""

# A document is made here and holds no part of itself.
_on_one_line = JSONEncoder(ensure_ascii=False, check_circular=False).encode


def json_text(document: Mapping[str, Any]) -> str:
    r"""The document with a line for each of its parts, down to the key results of an objective.

    The standard encoder leaves its C code where it indents, and a document may hold every cell of a
    company: what is deeper is left to it, on one line.

    >>> print(json_text({"title": "Grow", "owners": ["Ann"], "weight": None}))
    {
      "title": "Grow",
      "owners": [
        "Ann"
      ],
      "weight": null
    }
    """
    return _written(document, "\n", deep=0)


def _written(value: Any, indent: str, *, deep: int) -> str:  # whatever a document may hold
    if value is None:
        return "null"  # what most parts are that are not said
    kind = value.__class__
    if kind is str:
        return encode_basestring(value)
    if deep == _DEEPEST or not value or (kind is not dict and kind is not list):
        return _on_one_line(value)
    deeper = f"{indent}  "
    if kind is dict:
        parts = [
            f"{encode_basestring(key)}: {_written(item, deeper, deep=deep + 1)}"
            for key, item in value.items()
        ]
        return f"{{{deeper}{f',{deeper}'.join(parts)}{indent}}}"
    parts = [_written(item, deeper, deep=deep + 1) for item in value]
    return f"[{deeper}{f',{deeper}'.join(parts)}{indent}]"
