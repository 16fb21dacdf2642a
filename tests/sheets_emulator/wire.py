"""JSON messages as Google's APIs send them: what they hold, and how numbers and blanks are written."""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

__all__ = ["Message", "merged", "pruned", "short_float", "tidy_number"]

# A message is checked against Google's discovery document before anything reads it; the types of its
# fields stand there, in 273 schemas that change every month, and not here.
Message: TypeAlias = dict[str, Any]


def pruned(value: Any) -> Any:
    """The same without nulls: null and absent mean one thing in Google's JSON.

    >>> pruned({"a": None, "b": [{"c": None}]})
    {'b': [{}]}
    """
    if isinstance(value, dict):
        return {name: pruned(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [pruned(part) for part in value]
    return value


def merged(under: Message, over: Message) -> Message:
    """`under` with every field that `over` sets, field by field down to the leaves; a colour is one leaf.

    >>> merged({"look": {"aColor": {"red": 1, "blue": 1}, "bold": True}}, {"look": {"aColor": {"red": 1}}})
    {'look': {'aColor': {'red': 1}, 'bold': True}}
    """
    result = dict(under)
    for name, part in over.items():
        below = result.get(name)
        # a channel that a colour lacks is zero, whatever lies under it
        leaf = name.endswith(("olor", "olorStyle"))
        if isinstance(below, dict) and isinstance(part, dict) and not leaf:
            result[name] = merged(below, part)
        else:
            result[name] = part
    return result


def tidy_number(number: float) -> float:
    """A whole number without its fraction, as JSON from Google has it.

    >>> tidy_number(42.0), tidy_number(1.5)
    (42, 1.5)
    """
    return int(number) if float(number).is_integer() and abs(number) < 1e15 else number


def short_float(number: float) -> float:
    """The shortest decimal that is the same 32-bit number: how colours come back.

    >>> short_float(127 / 255)
    0.49803922
    """
    packed = struct.pack("f", number)
    for digits in range(1, 10):
        short = float(f"{number:.{digits}g}")
        if struct.pack("f", short) == packed:
            return tidy_number(short)
    return number
