"""Findings as people read them in a terminal: by workbook, each with its cell and its cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from okrsheets.cli.talk import count, paint, paint_severity
from okrsheets.model import Finding, PlaceKind, Severity

__all__ = ["finding_lines", "finding_total"]


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """One line per finding under the name of its workbook, in the order they come."""
    for workbook, group in groupby(findings, key=lambda finding: finding.place.workbook):
        yield paint(workbook, bold=True)
        ours = list(group)
        width = min(24, max(len(_place(finding)) for finding in ours))
        for finding in ours:
            cure = f"; {finding.hint}" if finding.hint else ""
            word = paint_severity(finding.severity, f"{finding.severity.word:<7}")
            rule = paint(f"[{finding.rule}]", dim=True)
            yield f"  {_place(finding):<{width}}  {word}  {finding.message}{cure} {rule}"


def finding_total(findings: Iterable[Finding]) -> str:
    """How many of each severity: `3 errors, 1 warning, 2 notes`."""
    severities = [finding.severity for finding in findings]
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    parts = [count(severities.count(one), word) for one, word in words.items() if one in severities]
    return ", ".join(parts) or "no findings"


def _place(finding: Finding) -> str:
    return "" if finding.place.kind is PlaceKind.WORKBOOK else str(finding.place)
