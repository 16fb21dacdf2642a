"""okrsheets from Python: each public name in one call, and every example of the page about it."""

from __future__ import annotations

import json
import pkgutil
import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import okrsheets
from okrsheets.errors import OkrSheetsError, SourceError
from tests.cli.conftest import ROOT, lay

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TODAY = date(2026, 11, 23)
ROWS: list[list[object]] = [
    ["ID", "Objective", "Aligned to", "Key result", "Baseline", "Current", "Target"],
    ["CO-1", "Win new customers in the east", "", "Leads per week", 10, 30, 50],
    ["CO-2", "Win new customers in the west", "CO-9", "Leads per month", 10, 10, 10],
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with one workbook."""
    lay(tmp_path / "Company.xlsx", {"Q4 2026": ROWS})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_public_names_are_these_and_each_stands_on_the_page() -> None:
    assert okrsheets.__all__ == ["check", "inspect", "plan", "read", "report", "resolve", "sync"]
    for name in okrsheets.__all__:
        assert re.search(rf"`{name}\(", PAGE), name


@pytest.mark.usefixtures("folder")
def test_no_public_name_becomes_a_module_when_all_are_imported() -> None:
    for module in pkgutil.walk_packages(okrsheets.__path__, "okrsheets."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in okrsheets.__all__:
        call: Callable[..., object] = getattr(okrsheets, name)
        assert call("Company.xlsx", today=TODAY) is not None
        assert call("Company.xlsx", today=TODAY) is not None


def test_the_examples_of_the_page_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "teams").mkdir()
    lay(folder / "teams" / "Sales.xlsx", {"Sales Q4 2026": ROWS[:2]})
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(example, names)
    said = capsys.readouterr().out
    assert "[" in said
    assert "Leads per week 30.0 of 50.0" in said
    assert "CO-9 -> None dangling" in said


@pytest.mark.usefixtures("folder")
def test_each_call_gives_the_values_of_its_stage() -> None:
    (workbook,) = okrsheets.read("Company.xlsx")
    assert workbook.sheet("Q4 2026") is not None
    understood = okrsheets.inspect("Company.xlsx")
    assert [okr.id for okr in understood.okrs.objectives] == ["CO-1", "CO-2"]
    assert [one.text for one in okrsheets.resolve("Company.xlsx").resolutions] == ["CO-9"]
    rules = {finding.rule for finding in okrsheets.check("Company.xlsx", today=TODAY)}
    assert {"dangling-alignment", "target-is-baseline"} <= rules
    (plan,) = okrsheets.plan("Company.xlsx", today=TODAY)
    assert any(edit.new == 0.5 for edit in plan.edits)
    document = json.loads(okrsheets.report("Company.xlsx", form="json", today=TODAY))
    assert document["objectives"][0]["progress"] == 0.5
    assert "Ziele" in okrsheets.report("Company.xlsx", language="de", today=TODAY)


def test_a_sync_writes_with_a_yes_alone(folder: Path) -> None:
    before = (folder / "Company.xlsx").read_bytes()
    outcome = okrsheets.sync("Company.xlsx", today=TODAY)
    assert (outcome.exit_code, outcome.written) == (0, ())
    assert (folder / "Company.xlsx").read_bytes() == before
    outcome = okrsheets.sync("Company.xlsx", today=TODAY, yes=True)
    assert [one.workbook for one in outcome.written] == ["Company.xlsx"]
    assert (folder / "Company.xlsx").read_bytes() != before
    assert (folder / "okrsheets-report" / "latest.html").is_file()


def test_the_config_that_is_named_or_nearest_holds(folder: Path) -> None:
    (folder / "okrsheets.toml").write_text('[[source]]\nuri = "Company.xlsx"\n', encoding="utf-8")
    other = folder / "other.toml"
    other.write_text('[[source]]\nuri = "Company.xlsx"\n[rules]\nselect = ["target-is-baseline"]\n', "utf-8")
    assert len({finding.rule for finding in okrsheets.check(today=TODAY)}) > 1
    named = okrsheets.check(config=other, today=TODAY)
    assert [finding.rule for finding in named] == ["target-is-baseline"]


@pytest.mark.parametrize("name", ["check", "inspect", "plan", "read", "report", "resolve"])
def test_what_cannot_be_read_is_raised_and_not_passed_over(folder: Path, name: str) -> None:
    (folder / "broken.xlsx").write_text("no workbook", encoding="utf-8")
    call: Callable[..., object] = getattr(okrsheets, name)
    with pytest.raises(SourceError, match=r"broken\.xlsx"):
        call("Company.xlsx", "broken.xlsx", today=TODAY)


@pytest.mark.parametrize(("how", "later"), [("gone", date(2026, 11, 27)), ("damaged", date(2026, 12, 24))])
def test_what_a_workbook_said_earlier_stands_in_for_it(folder: Path, how: str, later: date) -> None:
    (folder / "teams").mkdir()
    for name in ("Sales", "Legal"):
        rows = [ROWS[0], [f"{name[0]}-1", f"Win new customers in {name}", "CO-1", *ROWS[1][3:]]]
        lay(folder / "teams" / f"{name}.xlsx", {name: rows})
    (folder / "okrsheets.toml").write_text(
        '[[source]]\nuri = "Company.xlsx"\n[[source]]\nuri = "teams"\n', encoding="utf-8"
    )
    assert okrsheets.sync(today=TODAY, yes=True).exit_code == 0
    sales = folder / "teams" / "Sales.xlsx"
    sales.unlink()
    if how == "damaged":
        sales.write_text("no workbook", encoding="utf-8")
    stale = [one.place.workbook for one in okrsheets.check(today=TODAY) if one.rule == "stale-source"]
    assert stale == ["teams/Sales.xlsx"]
    document = json.loads(okrsheets.report(form="json", today=TODAY))
    assert document["as_of"] == {"teams/Sales.xlsx": "2026-11-23"}
    assert "Win new customers in Sales" in [one["title"] for one in document["objectives"]]
    assert [one.workbook for one in okrsheets.plan(today=TODAY) if not one.empty] == []
    assert okrsheets.sync(today=TODAY).exit_code == 3
    for call in (okrsheets.read, okrsheets.inspect, okrsheets.resolve):
        with pytest.raises(SourceError, match=r"^teams/Sales\.xlsx"):
            call(today=TODAY)
    with pytest.raises(SourceError, match=r"^teams/Sales\.xlsx"):
        okrsheets.check(today=later)  # what it said counts no more


@pytest.mark.usefixtures("folder")
def test_a_source_that_is_not_there_is_an_error_of_ours() -> None:
    with pytest.raises(OkrSheetsError, match=r"nowhere\.xlsx: no such file; check the path"):
        okrsheets.check("nowhere.xlsx", today=TODAY)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"form": "pdf"}, "form='pdf': is not known; known are html, markdown, markdown-full, json, csv"),
        ({"language": "xx"}, "language='xx': is not known; known are de, en, es, fr, pt"),
    ],
)
def test_a_report_in_no_known_form_or_language_is_an_error_of_ours(asked: Any, said: str) -> None:
    with pytest.raises(OkrSheetsError, match=said):
        okrsheets.report("Company.xlsx", today=TODAY, **asked)
