"""Looks of cells and tabs: colours come in two forms, and a mask that names one means both."""

from __future__ import annotations

from typing import Any

from .masks import ALL, Mask
from .reading import THEME
from .wire import Message, short_float

__all__ = ["normal_look", "widened"]

_CHANNELS = frozenset({"red", "green", "blue", "alpha"})


def normal_look(message: Message) -> Message:
    """The same with each colour in both forms, `...Color` and `...ColorStyle`, in steps of 1/255.

    >>> normal_look({"tabColor": {"red": 0.5, "green": 0}})
    {'tabColor': {'red': 0.49803922}, 'tabColorStyle': {'rgbColor': {'red': 0.49803922}}}
    """
    result: Message = {}
    for name, part in message.items():
        if not isinstance(part, dict):
            result[name] = part
        elif name.endswith("olorStyle"):
            color = _color(part)
            if color is not None:
                result[name.removesuffix("Style")] = color
                result[name] = part if "themeColor" in part else {"rgbColor": color}
        elif name.endswith("olor") and _CHANNELS.issuperset(part):
            if f"{name}Style" not in message:
                color = _stepped(part)
                result |= {name: color, f"{name}Style": {"rgbColor": color}}
        else:
            result[name] = normal_look(part)
    return result


def widened(mask: Mask) -> Mask:
    """The mask with the other form of every colour that it names."""
    result: dict[str, Mask] = {}
    for name, below in mask.items():
        if name.endswith("olorStyle"):
            result |= {name: ALL, name.removesuffix("Style"): ALL}
        elif name.endswith("olor"):
            result |= {name: ALL, f"{name}Style": ALL}
        else:
            result[name] = widened(below)
    return result


def _color(style: Message) -> Message | None:
    if "themeColor" in style:
        themed = {item["colorType"]: item["color"]["rgbColor"] for item in THEME["themeColors"]}
        return dict(themed.get(style["themeColor"], {}))
    return _stepped(style["rgbColor"]) if "rgbColor" in style else None


def _stepped(color: dict[str, Any]) -> Message:
    # Cells and tabs keep eight bits of each channel, cut off and not rounded.
    return {name: short_float(int(part * 255 + 1e-6) / 255) for name, part in color.items() if part}
