"""Findings as annotations of GitHub Actions: one workflow command a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from okrsheets.model import Finding, Severity
from okrsheets.reporting.wording import one_line

__all__ = ["github_lines"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """One `::error file=...,title=...::message` a finding, in their order.

    A workbook has no lines that GitHub could show, so the cell stands before the message.
    Escaped as github.com/actions/toolkit does (packages/core/src/command.ts).
    """
    for finding in findings:
        place = str(finding.place)
        where = "" if place == finding.place.workbook else f"{place}: "
        cure = f"; {finding.hint}" if finding.hint else ""
        properties = f"file={_property(finding.place.workbook)},title={_property(finding.rule)}"
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(where + finding.message + cure)}"


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
