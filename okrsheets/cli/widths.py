"""How much room a text takes in a terminal, and texts cut and filled up to a room."""

from __future__ import annotations

import os
import re
import sys
import unicodedata

from okrsheets.patterns import pattern

__all__ = ["cut", "fill", "one_line", "room_of", "terminal_room"]

_DRIVES = pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Both are compiled by re when first used, and kept by it: few runs need them.
# Signs without a width that join, turn or tag what stands beside them: with them no column lines up.
_UNSEEN = (
    "[\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_BROKEN = "[\ud800-\udfff]"
_LEFT_TO_RIGHT = "\u200e"
_ROOM = 100  # where there is no terminal


def one_line(text: str) -> str:
    """A text of a sheet as one line that can drive no terminal.

    >>> one_line("Win\\r\\nthe\\x1b[31m east ")
    'Win the [31m east'
    """
    if not text.isprintable():  # most texts hold nothing unseen, which is quickly said
        text = _DRIVES.sub(" ", text)
    if not text.isascii():
        text = re.sub(_BROKEN, "\ufffd", re.sub(_UNSEEN, "", unicodedata.normalize("NFC", text)))
    return " ".join(text.split())


def room_of(text: str) -> int:
    """The columns of a terminal that a text of one line takes.

    >>> room_of("Ziel"), room_of("目標"), room_of("e\u0301")
    (4, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_room_of_sign, text))


def _room_of_sign(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def cut(text: str, room: int) -> str:
    """As much of a text as there is room for, with a mark where something is missing.

    >>> cut("Win the east", 8), cut("目標を達成", 6)
    ('Win the…', '目標…')
    """
    if room_of(text) <= room:
        return text
    taken, used = [], 0
    for sign in text:
        used += _room_of_sign(sign)
        if used > room - 1:
            break
        taken.append(sign)
    return "".join(taken) + "…"


def fill(text: str, room: int, *, right: bool = False) -> str:
    """A text cut or filled up with blanks to exactly the room, on its right or, for figures, its left.

    Words that run from right to left are held between marks, or a terminal that turns them would turn
    the whole line with its frame.
    """
    text = cut(text, room)
    blanks = " " * (room - room_of(text))
    if not text.isascii() and any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        text = f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"
    return blanks + text if right else text + blanks


def terminal_room() -> int:
    """The columns of the terminal, found as `shutil` does, which would load all that packs archives."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and len(said) < 6 and int(said):
        return int(said)
    try:
        return (os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0) or _ROOM
    except (OSError, ValueError):  # no terminal, or closed
        return _ROOM
