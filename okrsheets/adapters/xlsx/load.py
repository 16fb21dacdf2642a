"""Files on disk to bytes, and named faults to the errors that people see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from okrsheets.adapters.xlsx.faults import FILE_REFUSALS, READ_FAULTS, FaultError
from okrsheets.errors import WriteRefusedError

__all__ = ["load_bytes", "named_errors"]


def load_bytes(source: str) -> tuple[Path, bytes]:
    """The path of a source, and what is in the file; raises `FaultError` where it cannot be read."""
    path = Path(source)
    try:
        if path.is_dir():
            raise FaultError("folder")
        if path.exists() and not path.is_file():
            raise FaultError("unreadable")  # a pipe would keep us waiting for ever
        return path, path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise FaultError("no-file") from error
    except PermissionError as error:
        raise FaultError("no-permission") from error
    except OSError as error:
        raise FaultError("unreadable") from error


@contextmanager
def named_errors(source: str) -> Iterator[None]:
    """Raise the faults met inside as errors that name the source as it was typed."""
    try:
        yield
    except FaultError as fault:
        refusal = FILE_REFUSALS.get(fault.name)
        if refusal:
            raise WriteRefusedError(source, fault.name, refusal.what, refusal.cure) from fault
        reason = READ_FAULTS[fault.name]
        raise reason.error(source, reason.what, reason.cure) from fault
