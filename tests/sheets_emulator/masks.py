"""Field masks: which fields of a message are meant, on reading and on writing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from .wire import Message

__all__ = ["ALL", "Mask", "assigned", "masked", "parse_mask", "within"]

# A field's name to the mask below it; an empty mask means the whole of what is there.
Mask: TypeAlias = Mapping[str, "Mask"]
ALL: Mask = {}
_PART = re.compile(r"[^,()]*")


def parse_mask(text: str) -> Mask:
    """The mask that a `fields` parameter stands for.

    >>> parse_mask("a,b(c,d/e),f.g")
    {'a': {}, 'b': {'c': {}, 'd': {'e': {}}}, 'f': {'g': {}}}
    """
    mask, _ = _items(text, 0)
    return mask


def _items(text: str, at: int) -> tuple[dict[str, Mask], int]:
    found: dict[str, Mask] = {}
    while at < len(text):
        match = _PART.match(text, at)
        path = match[0] if match else ""
        at += len(path)
        below: dict[str, Mask] = {}
        if at < len(text) and text[at] == "(":
            below, at = _items(text, at + 1)
        if names := [name for name in re.split(r"[./]", path.strip()) if name]:
            _add(found, names, below)
        if at < len(text):
            at += 1
            if text[at - 1] == ")":
                break
    return found, at


def _add(mask: dict[str, Mask], names: list[str], below: Mask) -> None:
    """Widen the mask by one path; a path that ends above another takes in all of it."""
    for name in names[:-1]:
        if name in mask and not mask[name]:
            return
        step: dict[str, Mask] = dict(mask.get(name, {}))
        mask[name] = step
        mask = step
    last = names[-1]
    known = mask.get(last)
    mask[last] = {**known, **below} if known and below else below


def within(mask: Mask | None, *names: str) -> Mask | None:
    """The mask below a path of fields: ALL when everything there is meant, None when nothing is."""
    if mask is None:
        return None
    for name in names:
        if not mask or "*" in mask:
            return ALL
        if name not in mask:
            return None
        mask = mask[name]
    return mask


def masked(value: Any, mask: Mask) -> Any:
    """Only the fields that the mask names, in every item of a list.

    >>> masked({"a": 1, "b": [{"c": 2, "d": 3}, {"d": 4}]}, parse_mask("b.c"))
    {'b': [{'c': 2}, {}]}
    """
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [masked(part, mask) for part in value]
    if isinstance(value, dict):
        return {name: masked(part, mask[name]) for name, part in value.items() if name in mask}
    return value


def assigned(target: Message, source: Message, mask: Mask) -> Message:
    """A new message: the target with the masked fields of the source; one that the source lacks is cleared.

    >>> assigned({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 5}}, parse_mask("a,b.c"))
    {'b': {'c': 5, 'd': 3}}
    """
    if not mask or "*" in mask:
        return dict(source)
    result = dict(target)
    for name, below in mask.items():
        part: Any = source.get(name)
        if below and "*" not in below and isinstance(part or {}, dict):
            known = result.get(name)
            part = assigned(known if isinstance(known, dict) else {}, part or {}, below)
        if part is None or (part == {} and not name.endswith("olor")):  # a colour without parts is black
            result.pop(name, None)
        else:
            result[name] = part
    return result
