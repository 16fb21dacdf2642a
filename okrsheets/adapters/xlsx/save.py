"""Saving: the new bytes take the file's place at once, or the file stays as it was."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.laying import clear_halves, lay

__all__ = ["lay_file", "refuse_unwritable", "replace_file"]


def refuse_unwritable(path: Path) -> None:
    """Raise `FaultError` if another program has the workbook open, or it may not be replaced."""
    real = path.resolve()
    # Excel's and LibreOffice's marks of an open document
    for mark in (f"~${real.name}", f".~lock.{real.name}#"):
        if (real.parent / mark).exists():
            raise FaultError("open-elsewhere", mark)
    if not real.stat().st_mode & 0o222 or not os.access(real, os.W_OK):
        raise FaultError("read-only-file")
    if not os.access(real.parent, os.W_OK):
        raise FaultError("no-write-permission")


def lay_file(path: Path, data: bytes) -> None:
    """Write a file whole, or none: a new one, or in place of one that may be written."""
    if path.exists():
        refuse_unwritable(path)
        replace_file(path, data)
        return
    try:
        lay(path, data)
    except (OSError, ValueError) as error:
        raise FaultError("no-write-permission", str(error)) from error


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in the file's place; link, mode, owner and extended attributes stay."""
    real = path.resolve()
    clear_halves(real.parent, of=real.name)
    try:
        lay(real, data, mode=0o600, flushed=True, put=_put_as_before)
    except OSError as error:
        raise FaultError("no-write-permission", str(error)) from error


def _put_as_before(fresh: Path, real: Path) -> None:
    _keep_owner(real, fresh)
    fresh.replace(real)


def _keep_owner(real: Path, fresh: Path) -> None:
    status = real.stat()
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        # only the superuser may give a file away; anyone else becomes the owner of what they write
        with suppress(PermissionError):
            os.chown(fresh, status.st_uid, status.st_gid)
    fresh.chmod(status.st_mode & 0o7777)
    if hasattr(os, "listxattr"):
        for name in _extended_attributes(real):
            try:
                os.setxattr(fresh, name, os.getxattr(real, name))
            except OSError:
                continue


def _extended_attributes(path: Path) -> list[str]:
    try:
        return os.listxattr(path)
    except OSError:
        return []
