"""The state folder: readable by its owner alone, and able to move along with its workbooks."""

from __future__ import annotations

import os
from pathlib import Path

from okrsheets.errors import StateError
from okrsheets.patterns import pattern

__all__ = ["OWNER_ONLY", "is_link", "make_file", "make_folder", "source_key", "source_of", "unusable"]

OWNER_ONLY = 0o600
_OWNER_FOLDER = 0o700
_LINK = "://"
_NOT_UTF_8 = pattern("[\udc80-\udcff]")  # as Python has bytes of names of files that are not UTF-8
_KEPT_BYTE = pattern("\ufffd([89a-f][0-9a-f])")


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that is there stays as it is.

    Raises StateError where it cannot be made.
    """
    try:
        folder.mkdir(mode=_OWNER_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(folder, error) from error


def make_file(path: Path) -> None:
    """Make an empty file that only its owner can read, unless it is there. Raises StateError."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ONLY))
    except OSError as error:
        raise unusable(path, error) from error


def unusable(path: Path, error: OSError) -> StateError:
    """The error for a file or folder of the state that the system will not give us."""
    what = f"cannot be used ({(error.strerror or 'no reason given').lower()})"
    return StateError(str(path), what, "check its permissions and the free space, or set [state] path")


def is_link(source: str) -> bool:
    """Whether a source is no file."""
    return _LINK in source


def source_of(key: str, folder: Path) -> str:
    """The source that is remembered by this name: its path in full, or its link."""
    if is_link(key):
        return key
    path = _KEPT_BYTE.sub(lambda byte: chr(0xDC00 + int(byte[1], 16)), key)
    return str(folder.resolve().parent / path)


def source_key(source: str, folder: Path) -> str:
    """The name a workbook is remembered by: its path from the folder that holds the state folder.

    So the whole folder can move. A workbook elsewhere goes by its absolute path, a link by itself. A byte
    that is not UTF-8 stands as two digits behind a sign for it, as no database takes it.
    """
    if is_link(source):
        return source
    home, place = folder.resolve().parent, Path(source).resolve()
    path = place.relative_to(home).as_posix() if place.is_relative_to(home) else str(place)
    return _NOT_UTF_8.sub(lambda byte: f"\ufffd{ord(byte[0]) - 0xDC00:x}", path)
