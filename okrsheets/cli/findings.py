"""Findings as people read them in a terminal: by workbook, each with its cell and its cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from okrsheets.cli.pointing import Pointer
from okrsheets.cli.talk import count, paint, paint_severity
from okrsheets.model import Finding, PlaceKind, Severity

__all__ = ["finding_lines", "finding_total", "statistics_lines"]

_INDENT = "  "


def finding_lines(findings: Sequence[Finding], *, pointer: Pointer | None = None) -> Iterator[str]:
    """One line per finding under the name of its workbook, in the order they come.

    With a `pointer`, the row's words stand below each, with a mark under the cell that is meant,
    and a blank line between two tabs.
    """
    for workbook, group in groupby(findings, key=lambda finding: finding.place.workbook):
        yield paint(workbook, bold=True)
        ours = list(group)
        width = min(24, max(len(_place(finding)) for finding in ours))
        tab = ours[0].place.sheet
        for finding in ours:
            if pointer is not None and tab and finding.place.sheet != tab:
                yield ""
            tab = finding.place.sheet
            cure = f"; {finding.hint}" if finding.hint else ""
            word = paint_severity(finding.severity, f"{finding.severity.word:<7}")
            rule = paint(f"[{finding.rule}]", dim=True)
            yield f"{_INDENT}{_place(finding):<{width}}  {word}  {finding.message}{cure} {rule}"
            if pointer is not None:
                for line in pointer.lines(finding):
                    yield paint(f"{_INDENT}{'':<{width}}  {line}", dim=True)


def finding_total(findings: Iterable[Finding]) -> str:
    """How many of each severity: `3 errors, 1 warning, 2 info`."""
    severities = [finding.severity for finding in findings]
    parts = [
        count(severities.count(one), one.word, one.words)
        for one in sorted(Severity, reverse=True)
        if one in severities
    ]
    return ", ".join(parts) or "no findings"


def statistics_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """How often each rule spoke, the most frequent first."""
    counts = Counter((one.rule, one.severity) for one in findings)
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0][0]))
    width = max((len(f"{number:,}") for _, number in most), default=0)
    for (rule, severity), number in most:
        yield f"{number:>{width},}  {paint_severity(severity, f'{severity.word:<7}')}  {rule}"


def _place(finding: Finding) -> str:
    return "" if finding.place.kind is PlaceKind.WORKBOOK else str(finding.place)
