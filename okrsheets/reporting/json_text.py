"""JSON documents as text, indented, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

__all__ = ["json_text"]

_PLAIN = {None: "null", True: "true", False: "false"}


def json_text(document: Mapping[str, Any]) -> str:
    r"""What `json.dumps(document, ensure_ascii=False, indent=2)` gives, in a third of the time.

    The standard encoder leaves its C code where it indents, and a document may hold every cell of a company.

    >>> print(json_text({"title": "Grow", "owners": ["Ann"], "weight": None}))
    {
      "title": "Grow",
      "owners": [
        "Ann"
      ],
      "weight": null
    }
    """
    return _written(document, "\n")


def _written(value: Any, indent: str) -> str:  # whatever a document may hold
    kind = value.__class__
    if kind is str:
        return encode_basestring(value)
    if value is None or kind is bool:
        return _PLAIN[value]
    if kind is int:
        return repr(value)
    deeper = f"{indent}  "
    if kind is dict:
        parts = [f"{encode_basestring(key)}: {_written(item, deeper)}" for key, item in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(parts)}{indent}}}" if parts else "{}"
    if kind is list:
        parts = [_written(item, deeper) for item in value]
        return f"[{deeper}{f',{deeper}'.join(parts)}{indent}]" if parts else "[]"
    return json.dumps(value, ensure_ascii=False)
