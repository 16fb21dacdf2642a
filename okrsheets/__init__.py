"""OKRs that stay in your spreadsheets: read, aligned, rolled up, judged, written back, reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrsheets.lazy import found_in

if TYPE_CHECKING:
    from okrsheets.api import check, inspect, plan, read, report, resolve, sync

__all__ = ["check", "inspect", "plan", "read", "report", "resolve", "sync"]

__version__ = "0.1.0"

__getattr__ = found_in("okrsheets", dict.fromkeys(__all__, "api"))
