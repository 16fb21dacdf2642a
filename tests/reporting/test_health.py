"""The line about the health of alignment, and the facts in the JSON of a report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from okrsheets.model import AlignmentHealth, HealthPart, Results, Scope, narrow
from okrsheets.reporting import ReportSettings, render_html, render_markdown, report_document, report_view
from okrsheets.reporting.health import health_line

CO1 = "2026-Q4/company/CO-1"


def _with(results: Results, health: AlignmentHealth | None) -> Results:
    return results._replace(facts=results.facts._replace(health=health))


def _health(vertical: HealthPart) -> AlignmentHealth:
    nothing = HealthPart("balance", 0.2, 0.8, 0.6)
    horizontal = HealthPart("horizontal", 0.2, 0.75, 0.5, ("Sales",), ("IT", "Legal"))
    return AlignmentHealth(vertical, horizontal, nothing._replace(name="coverage"), nothing)


def test_each_part_says_what_it_counts_and_what_cannot_be_counted_is_left_out(results: Results) -> None:
    vertical = HealthPart("vertical", 0.4, 0.9, 0.7, ("2026-Q4/sales/S-1",), ("2026-Q4/it/IT-4",))
    line = health_line(_with(results, _health(vertical)))
    assert line is not None
    assert line.figure == "44\xa0%, below 65\xa0% is poor"
    assert line.words == (
        "1 of 2 objectives below the top has a parent (weighs 40\xa0%); "
        "1 of 3 teams is linked to a team beside it (weighs 20\xa0%)"
    )


def test_the_line_stands_in_the_page_and_in_the_summary(results: Results) -> None:
    view = report_view(results, settings=ReportSettings())
    assert view.health is not None
    assert view.health.words in render_markdown(view)
    page = render_html(view)
    assert all(bar.words in page for bar in view.health.bars)
    assert view.health.words == "; ".join(bar.words for bar in view.health.bars)


@pytest.mark.parametrize("how", ["one team alone", "no health"])
def test_there_is_no_line_where_it_would_tell_of_what_is_not_shown(results: Results, how: str) -> None:
    shown = narrow(results, Scope(teams=("Sales",))) if how == "one team alone" else _with(results, None)
    view = report_view(shown, settings=ReportSettings())
    assert view.health is None
    assert "Alignment health" not in render_html(view) + render_markdown(view)


def test_the_json_of_a_report_holds_the_facts_of_alignment(results: Results) -> None:
    alignment = json.loads(json.dumps(report_document(results, settings=ReportSettings())))["alignment"]
    assert list(alignment) == [
        "health", "levels", "islands", "skipped_levels", "double_counts", "sideways", "dependencies",
        "waiting", "coverage", "contributors",
    ]  # fmt: skip
    assert alignment["levels"][CO1] == 0
    assert alignment["coverage"][0] == {
        "objective": CO1,
        "key": CO1,
        "by": {"Marketing": "straightforward", "Product": "directional", "Sales": "straightforward"},
    }
    assert alignment["contributors"] == {
        CO1: {"Marketing": 1, "Product": 2, "Sales": 1},
        "2026-Q4/company/CO-2": {"Product": 1},
    }
    assert alignment["dependencies"] == [
        {
            "requester": "2026-Q4/product/P-2/KR2",
            "requesting": "Product",
            "provider": "2026-Q4/it/IT-4",
            "providing": "IT",
            "text": "IT-4",
        }
    ]
    health = alignment["health"]
    assert list(health) == ["score", "target", "red", "parts"]
    assert health["parts"][0] == {
        "name": "vertical",
        "share": 0.75,
        "weight": 0.4,
        "target": 0.9,
        "red": 0.7,
        "met": ["2026-Q4/marketing/M-1", "2026-Q4/product/P-2", "2026-Q4/sales/S-1"],
        "missing": ["2026-Q4/it/IT-4"],
    }


def test_the_page_about_the_json_names_every_field_and_the_lines_that_are_in_force(results: Results) -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    document = json.loads(json.dumps(report_document(results, settings=ReportSettings())))
    alignment, health = document["alignment"], document["alignment"]["health"]
    rows = [row for name in ("dependencies", "coverage") for row in alignment[name][:1]]
    for fields in (document, alignment, *rows, health, *health["parts"][:1]):
        for name in fields.keys() - {"name", "schema"}:
            assert f"`{name}`" in page, name
    for part in health["parts"]:
        lines = " | ".join(f"{part[name]:.0%}".replace("%", " %") for name in ("weight", "target", "red"))
        assert re.search(rf"^\| `{part['name']}` \| .* \| {lines} \|$", page, re.MULTILINE)
