"""Google Sheets, read in one call; another writes, and looks at what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.adapters.gsheets.access import GoogleAccess
    from okrsheets.adapters.gsheets.adapter import GsheetsAdapter
    from okrsheets.adapters.gsheets.credentials import Login, log_in

__all__ = ["GoogleAccess", "GsheetsAdapter", "Login", "log_in"]

# the libraries of Google take as long to import as all the rest of a command
__getattr__ = found_in(
    __name__,
    {
        "GoogleAccess": "access",
        "GsheetsAdapter": "adapter",
        "Login": "credentials",
        "log_in": "credentials",
    },
)
