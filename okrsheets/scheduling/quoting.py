"""Texts inside YAML."""

from __future__ import annotations

import json

__all__ = ["quoted"]


def quoted(text: str) -> str:
    r"""A text in double quotes: what JSON writes of printable signs is YAML, too.

    >>> print(quoted('50% "sure": yes'))
    "50% \"sure\": yes"
    """
    return json.dumps(text, ensure_ascii=False)
