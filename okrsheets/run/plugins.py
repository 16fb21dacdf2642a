"""Finds what other packages offer to okrsheets by entry points."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import Any

from okrsheets.errors import PluginError

__all__ = ["cause", "offered", "told_of"]


def offered(group: str) -> Iterator[tuple[str, Any]]:
    """What each entry point of a group leads to, by `package: name`, in the order of these words.

    Raises PluginError for one that cannot be loaded.
    """
    if not _is_named_anywhere(group):
        return
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=group), key=lambda point: (point.module, point.name)):
        place = f"{point.dist.name if point.dist else point.module}: {point.name}"
        with told_of(place, "cannot be loaded", "mend or uninstall it"):
            found = point.load()
        yield place, found


@contextmanager
def told_of(place: str, what: str, cure: str) -> Iterator[None]:
    """Tells whatever is raised within as a mistake of the addition at that place: a PluginError."""
    try:
        yield
    except Exception as error:
        raise PluginError(place, f"{what}: {cause(error)}", cure) from error


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
