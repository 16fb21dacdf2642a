"""The named faults of an Excel file as the errors that people see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from okrsheets.adapters.xlsx.faults import FILE_REFUSALS, READ_FAULTS, FaultError
from okrsheets.errors import WriteRefusedError

__all__ = ["named_errors"]


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
