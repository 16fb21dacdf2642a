"""Saving: the new bytes take the file's place at once, or the file stays as it was."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from glob import escape
from pathlib import Path

from okrsheets.adapters.xlsx.faults import FaultError

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
    fresh = path.with_name(f".{path.name[:200]}.{os.getpid()}.tmp")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except (OSError, ValueError) as error:
        raise FaultError("no-write-permission", str(error)) from error
    finally:
        with suppress(OSError, ValueError):
            fresh.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Put new bytes in the file's place; link, mode, owner and extended attributes stay."""
    real = path.resolve()
    fresh = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    _clear_away(real)
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _keep_owner(real, fresh)
            fresh.replace(real)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FaultError("no-write-permission", str(error)) from error


def _clear_away(real: Path) -> None:
    """Remove what a process that was cut off has left beside the file."""
    if os.name != "posix":
        return  # elsewhere signal 0 is no mere question, and whether a process lives is not to be told
    mark = re.compile(rf"\.{re.escape(real.name)}\.(\d+)\.tmp")
    for path in real.parent.glob(f".{escape(real.name)}.*.tmp"):
        found = mark.fullmatch(path.name)
        if found and not _is_running(int(found[1])):
            with suppress(OSError):
                path.unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # somebody else's
    return process != os.getpid()


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
