"""Findings as a Markdown table a workbook, for comments and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from okrsheets.model import Finding
from okrsheets.reporting.markdown import escape_markdown
from okrsheets.reporting.wording import one_line, severity_chip

__all__ = ["markdown_text"]


def markdown_text(findings: Iterable[Finding], *, total: str) -> str:
    """A heading with the `total`, and the findings under the name of their workbook.

    No text of a sheet is Markdown, HTML, a mention or a link.
    """
    return "\n".join(_lines(findings, total)) + "\n"


def _lines(findings: Iterable[Finding], total: str) -> Iterator[str]:
    yield f"# okrsheets: {total}"
    for workbook, group in groupby(findings, key=lambda finding: finding.place.workbook):
        yield from (
            "",
            f"## {_plain(workbook)}",
            "",
            "| Place | | Finding | Rule |",
            "| --- | --- | --- | --- |",
        )
        for one in group:
            chip = severity_chip(one.severity)
            words = one.message + (f"; {one.hint}" if one.hint else "")
            yield f"| {_plain(str(one.place))} | {chip.label} | {_plain(words)} | `{one.rule}` |"


def _plain(text: str) -> str:
    return escape_markdown(one_line(text))
