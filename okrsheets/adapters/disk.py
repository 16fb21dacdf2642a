"""A file's bytes for any kind of source, how the disk's failures are told, its revision and its age."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from okrsheets.errors import NotAWorkbookError, SourceError, SourceNotFoundError, SourceTooLargeError

__all__ = ["changed_at", "load_bytes", "revision_of"]


def load_bytes(source: str, *, at_most: int | None = None) -> bytes:
    """What is in the file of a source; raises the `SourceError` that says why it cannot be had.

    A file of more than `at_most` megabytes is refused unread.
    """
    path = Path(source)
    try:
        if path.is_dir():
            raise NotAWorkbookError(source, "is a folder", "name the workbook inside it")
        if path.exists() and not path.is_file():
            raise _unreadable(source)  # a pipe would keep us waiting for ever
        if at_most is not None and path.stat().st_size > at_most * 1_000_000:
            megabytes = f"{path.stat().st_size / 1_000_000:,.1f} MB"
            what = f"is of {megabytes}, and {at_most} MB is the most that is read of this kind"
            raise SourceTooLargeError(source, what, "keep the OKRs in a smaller file of their own")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise SourceNotFoundError(source, "no such file", "check the path") from error
    except PermissionError as error:
        raise SourceError(source, "may not be read", "ask for permission to read it") from error
    except OSError as error:
        raise _unreadable(source) from error


def revision_of(data: bytes) -> str:
    """The revision of a file: a digest of its bytes."""
    return hashlib.sha256(data).hexdigest()


def changed_at(source: str) -> datetime | None:
    """When the file was last written, as the disk tells it; None where it does not."""
    try:
        return datetime.fromtimestamp(Path(source).stat().st_mtime, tz=UTC)
    except (OSError, OverflowError, ValueError):
        return None


def _unreadable(source: str) -> SourceError:
    return SourceError(source, "cannot be read from disk", "check the disk or the connection")
