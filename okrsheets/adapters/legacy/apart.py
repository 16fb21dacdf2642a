"""Reads a workbook in a process of its own, because a broken one can end the process that reads it.

Of a damaged .xls the library asks for memory by sizes that the file states, and where the system has
not got that much the whole process is ended, with no exception that could be caught.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

from okrsheets.adapters.legacy.unpacking import Fault, Tab
from okrsheets.errors import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    SourceError,
    SourceTooLargeError,
)

__all__ = ["read_tabs"]

_SECONDS = 60
_CURE = "open it in the program that made it, and save it as .xlsx"
_CHILD = """
import sys
sys.path[:] = {path!r}
from okrsheets.adapters.legacy.unpacking import hand_over
hand_over({source!r})
"""


def read_tabs(source: str) -> tuple[Tab, ...]:
    """The tabs of a workbook; raises the `SourceError` that says why it cannot be read."""
    command = [sys.executable, "-I", "-c", _CHILD.format(path=sys.path, source=source)]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        what = f"takes longer than {_SECONDS} seconds to read"
        raise SourceTooLargeError(source, what, "keep the OKRs in a smaller file of their own") from error
    except OSError as error:
        raise SourceError(source, "cannot be read now: no process could be started", "try again") from error
    if done.returncode != 0 or not done.stdout:
        raise DamagedWorkbookError(source, "is damaged, or larger than can be read", _CURE)
    found: tuple[Tab, ...] | Fault = pickle.loads(done.stdout)
    if not isinstance(found, Fault):
        return found
    if found is Fault.LOCKED:
        raise EncryptedWorkbookError(source, "is encrypted with a password", "remove the password and save")
    raise DamagedWorkbookError(source, "is cut short or damaged", _CURE)
