"""Boxes and lines to draw: whole numbers in a plane that is as many units wide as its picture has pixels."""

from __future__ import annotations

from okrsheets.tuples import NamedTuple

__all__ = ["Box", "Line", "Picture"]


class Box(NamedTuple):
    """One box with a title and small print in it; `told` are all its words, for who points at it or listens.

    Without an address in `href` it leads nowhere. A box too low for its words has no `head`, one too low
    for two lines no `tail`; the lines stand at `base` and 15 units below it.
    """

    x: int
    y: int
    width: int
    height: int
    base: int
    tone: str
    head: str
    tail: str
    told: str
    href: str


class Line(NamedTuple):
    """One line: its path and the style class of what it stands for."""

    path: str
    kind: str


class Picture(NamedTuple):
    """A drawing and what it shows in words; `legend` explains the kinds of lines that are met."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    words: str
    legend: tuple[tuple[str, str], ...] = ()
