"""Findings in the formats that other programs take: SARIF, JUnit, GitHub's annotations, Markdown."""

from __future__ import annotations

from okrsheets.reporting.exchange.github import github_lines
from okrsheets.reporting.exchange.junit import junit_text
from okrsheets.reporting.exchange.markdown import markdown_text
from okrsheets.reporting.exchange.sarif import sarif_document

__all__ = ["github_lines", "junit_text", "markdown_text", "sarif_document"]
