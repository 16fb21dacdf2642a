"""Finds the workbooks that a path, a glob or a folder means, and passes over what is no one's sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from okrsheets.errors import SourceNotFoundError

__all__ = ["DELIMITED", "LEGACY", "READABLE", "expand", "identity", "is_there", "would_hold"]

DELIMITED = frozenset({".csv", ".tsv", ".tab"})
LEGACY = frozenset({".xls", ".xlsb", ".ods"})
READABLE = frozenset({".xlsx", ".xlsm"}) | DELIMITED | LEGACY
_WILD = frozenset("*?[")
_LOCKS = ("~$", ".~lock.")  # Excel's and LibreOffice's marks of an open file


def expand(
    pattern: str, *, folder: Path, passed_over: Iterable[Path] = (), endings: Iterable[str] = READABLE
) -> tuple[Path, ...]:
    """The files that one SOURCE means, sorted; a plain path is taken as it is, existing or not.

    Folders and globs leave out lock files, hidden files and folders, what is no workbook by its ending, and
    everything below the folders `passed_over` (state, backups, reports).
    Raises SourceNotFoundError where a folder or glob holds no workbook.
    """
    try:
        place = folder / Path(pattern).expanduser()
        if place.is_dir():
            found: Iterable[Path] = place.rglob("*")
            base = place
        elif not _WILD.isdisjoint(pattern) and not place.exists():
            base = _above_wild(place)
            found = base.glob(str(place.relative_to(base)))
        else:
            return (place,)
        outside = [identity(path) for path in passed_over]
        chosen = sorted(
            path for path in found if _is_sheet(path, below=base, outside=outside, endings=tuple(endings))
        )
    except (OSError, RuntimeError, ValueError) as error:
        # a name that is too long, a home folder of nobody, a NUL in it
        raise SourceNotFoundError(_shortened(pattern), "is no path that can be", "check the path") from error
    if not chosen:
        kinds = ", ".join(sorted(endings))
        raise SourceNotFoundError(pattern, f"no workbook there ({kinds})", "check the path")
    return tuple(chosen)


def would_hold(pattern: str, *, folder: Path) -> Callable[[Path], bool]:
    """Whether one SOURCE would mean a file, in the place that `identity` says, were it there."""
    try:
        place = folder / Path(pattern).expanduser()
        if _WILD.isdisjoint(pattern) or place.exists():
            below = identity(place)
            return lambda path: path.is_relative_to(below)
    except (OSError, RuntimeError, ValueError):  # it is no path that can be
        return lambda _path: False
    above = _above_wild(place)
    base, inner = identity(above), place.relative_to(above).parts
    return lambda path: path.is_relative_to(base) and _matches(path.relative_to(base).parts, inner)


def _above_wild(place: Path) -> Path:
    """The lowest folder above everything wild in a pattern."""
    return next(above for above in place.parents if _WILD.isdisjoint(str(above)))


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path are those of a pattern, in which `**` stands for any folders.

    >>> _matches(("a", "b", "c.csv"), ("**", "*.csv")), _matches(("a", "c.csv"), ("*.csv",))
    (True, False)
    """
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_matches(parts[skipped:], pattern[1:]) for skipped in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def identity(path: Path) -> Path:
    """The one place that a path means, links followed; a circle of links means itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def is_there(path: Path) -> bool:
    """Whether a path is a file that can be seen; in a folder that may not be entered none can."""
    try:
        return path.is_file()
    except OSError:
        return False


def _shortened(pattern: str) -> str:
    return pattern if len(pattern) <= 80 else f"{pattern[:79]}…"


def _is_sheet(path: Path, *, below: Path, outside: list[Path], endings: tuple[str, ...]) -> bool:
    inner = path.relative_to(below).parts
    return (
        path.name.lower().endswith(endings)
        and not any(part.startswith((".", *_LOCKS)) for part in inner[:-1])
        and not path.name.startswith((".", *_LOCKS))
        and path.is_file()
        and not any(identity(path).is_relative_to(place) for place in outside)
    )
