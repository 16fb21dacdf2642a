"""Finds what other packages offer to okrsheets by entry points."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb
from typing import Any

from okrsheets.errors import OkrSheetsError, PluginError
from okrsheets.tuples import NamedTuple

__all__ = ["Offer", "cause", "offered", "offers", "told_of"]


class Offer(NamedTuple):
    """An entry point of another package: its name, and its place, `package: name`; not yet imported."""

    place: str
    name: str
    load_unguarded: Callable[[], Any]

    def load(self) -> Any:
        """What it leads to, which may be anything. Raises PluginError where it cannot be loaded."""
        with told_of(self.place, "cannot be loaded", "mend or uninstall it"):
            return self.load_unguarded()


def offers(group: str) -> Iterator[Offer]:
    """The entry points of a group, in the order of what they lead to; nothing is imported."""
    if f"[{group}]" not in _groups_named(tuple(dict.fromkeys(sys.path))):
        return
    from importlib.metadata import entry_points

    for point in sorted(entry_points(group=group), key=lambda point: (point.module, point.name)):
        place = f"{point.dist.name if point.dist else point.module}: {point.name}"
        yield Offer(place, point.name, point.load)


def offered(group: str) -> Iterator[tuple[str, Any]]:
    """What each entry point of a group leads to, by its place. Raises as `Offer.load`."""
    for offer in offers(group):
        yield offer.place, offer.load()


@contextmanager
def told_of(
    place: str, what: str, cure: str, *, but: tuple[type[OkrSheetsError], ...] = ()
) -> Iterator[None]:
    """Tells whatever is raised within as a mistake of the addition at that place: a PluginError.

    What it may raise is let through: errors of the kinds in `but`.
    """
    try:
        yield
    except but:
        raise
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


@lru_cache(maxsize=1)
def _groups_named(paths: tuple[str, ...]) -> frozenset[str]:
    """The groups, in brackets, that packages installed in these folders name.

    importlib.metadata would say it too, and takes longer to import than a small workbook to check.
    """
    return frozenset(
        line.strip()
        for folder in paths
        for listed in Path(folder or ".").glob("*-info/entry_points.txt")
        for line in listed.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.startswith("[")
    )
