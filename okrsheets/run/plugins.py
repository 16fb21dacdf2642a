"""Plug-ins that are installed beside okrsheets: found by their entry points, and loaded."""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from okrsheets.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["cause", "load_plugin", "plugin_place", "plugins_of"]


def plugins_of(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, in the order of their packages and names; nothing is loaded."""
    if not _is_named_anywhere(group):
        return ()
    from importlib.metadata import entry_points

    return tuple(sorted(entry_points(group=group), key=lambda point: (point.module, point.name)))


def plugin_place(point: EntryPoint) -> str:
    """What a plug-in is called in a message: its package and its name."""
    return f"{point.dist.name if point.dist else point.module}: {point.name}"


def load_plugin(point: EntryPoint) -> Any:
    """What an entry point leads to, which may be anything. Raises PluginError where it leads nowhere."""
    try:
        return point.load()
    except Exception as error:
        place = plugin_place(point)
        raise PluginError(place, f"cannot be loaded: {cause(error)}", "mend or uninstall it") from error


def cause(error: Exception) -> str:
    """What was raised and at which line of which file, on one line."""
    if isinstance(error, SyntaxError):
        file, line = error.filename, error.lineno
        said: object = error.msg
    else:
        (*_, (frame, line)) = walk_tb(error.__traceback__)
        file, said = frame.f_code.co_filename, error
    return " ".join(f"{type(error).__name__}: {said} (line {line} of {Path(file or '').name})".split())


def _is_named_anywhere(group: str) -> bool:
    """Whether a package that is installed names the group at all.

    importlib.metadata would say it too, and takes longer to import than a small workbook to check.
    """
    section = f"[{group}]"
    return any(
        section in listed.read_text(encoding="utf-8", errors="replace")
        for folder in dict.fromkeys(sys.path)
        for listed in Path(folder or ".").glob("*-info/entry_points.txt")
    )
