"""Every reason why a cell of a Google Sheet is not written stands in its page."""

from __future__ import annotations

from pathlib import Path

from okrsheets.adapters.gsheets.refusals import REASONS

ROOT = Path(__file__).parents[3]


def test_the_page_lists_every_reason() -> None:
    page = (ROOT / "docs" / "google.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 3]
    listed = [row for row in rows if "-" in row.split("`")[1] and " " not in row.split("`")[1]]
    assert listed == [f"| `{name}` | {reason} |" for name, reason in sorted(REASONS.items())]
