"""A baseline: the findings that were there when someone began to look, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from okrsheets.errors import UsageError, reason_of
from okrsheets.model import Finding
from okrsheets.reporting import json_text
from okrsheets.reporting.documents import SCHEMA
from okrsheets.reporting.exchange.marks import finding_mark
from okrsheets.run.reports import put_text

__all__ = ["not_in_baseline", "write_baseline"]

_MOST_BYTES = 50_000_000


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Keep these findings in a file that can be read and compared; raises OutputError."""
    known = [
        {
            "mark": finding_mark(one),
            "rule": one.rule,
            "workbook": one.place.workbook,
            "place": str(one.place),
            "message": one.message,
        }
        for one in findings
    ]
    put_text(path, json_text({"schema": SCHEMA, "baseline": known}) + "\n")


def not_in_baseline(findings: Sequence[Finding], path: Path) -> tuple[Finding, ...]:
    """The findings that the file does not hold; one that it holds once excuses one.

    Raises UsageError where the file is no baseline.
    """
    known = Counter(_marks_in(path))
    new: list[Finding] = []
    for one in findings:
        mark = finding_mark(one)
        if known[mark]:
            known[mark] -= 1
        else:
            new.append(one)
    return tuple(new)


def _marks_in(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(str(path), "is too large for a baseline", "write it anew with --write-baseline")
        document = json.loads(path.read_bytes())
    except OSError as error:
        what = f"cannot be read: {reason_of(error)}"
        raise UsageError(str(path), what, "make it with --write-baseline, or check the path") from error
    except (ValueError, RecursionError):
        document = None
    try:
        return [str(one["mark"]) for one in document["baseline"]]
    except (KeyError, TypeError) as error:
        raise UsageError(str(path), "is no baseline", "write it anew with --write-baseline") from error
