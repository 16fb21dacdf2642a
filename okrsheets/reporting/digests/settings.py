"""How mails are written, beside what a report is told."""

from __future__ import annotations

from okrsheets.reporting.settings import ReportSettings
from okrsheets.tuples import NamedTuple

__all__ = ["DigestSettings"]


class DigestSettings(NamedTuple):
    """How mails are written.

    `report_url` is where the report can be read, its folder or its page; None where only files are made.
    `threaded`: the mails of a cycle have one subject, and stand together in an inbox; else the week is in it.
    `max_rows` is how many lines the tables of a mail have together, `requests` what is asked of one person at
    once, and `largest` the bytes of HTML above which mail programs cut a mail off.
    """

    report: ReportSettings = ReportSettings()
    report_url: str | None = None
    threaded: bool = True
    max_rows: int = 40
    requests: int = 5
    largest: int = 90_000
