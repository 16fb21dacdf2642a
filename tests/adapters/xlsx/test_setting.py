"""`python -m okrsheets.adapters.xlsx set`: cells of any workbook, or one line that says why not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.__main__ import main, refusals_page
from okrsheets.adapters.xlsx.faults import refusals
from tests.adapters.xlsx.books import OKRS, draw

ROOT = Path(__file__).parents[3]


def test_texts_numbers_and_truths_are_set_in_a_copy(tmp_path: Path) -> None:
    source, out = draw(tmp_path / "a.xlsx", OKRS), tmp_path / "out.xlsx"
    before = source.read_bytes()
    edits = ["Sheet1!B2==a=b!C3", "Sheet1!C2:=0.7", "Sheet1!$E$2:=true", "Sheet1!F2:=-12", "Sheet1!A2="]
    assert main(["set", str(source), str(out), *edits]) == 0
    sheet = XlsxAdapter().read(str(out)).sheets[0]
    assert [sheet.value(2, column) for column in (1, 2, 3, 4, 5, 6)] == [None, "=a=b!C3", 0.7, 19, True, -12]
    assert source.read_bytes() == before


def test_what_is_there_already_gives_the_same_bytes(tmp_path: Path) -> None:
    source, out = draw(tmp_path / "a.xlsx", OKRS), tmp_path / "out.xlsx"
    assert main(["set", str(source), str(out), "Sheet1!D2:=19"]) == 0
    assert out.read_bytes() == source.read_bytes()


@pytest.mark.parametrize("tab", ["It's so!", "a=b", "Q4!B5", "50:50", "Plan & more"])
def test_a_tab_is_named_as_it_stands(tmp_path: Path, tab: str) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "out.xlsx"
    book = xlsxwriter.Workbook(str(source))
    book.add_worksheet(tab.replace(":", ";"))
    book.close()
    assert main(["set", str(source), str(out), f"{tab.replace(':', ';')}!B5=x!C6=y"]) == 0
    assert XlsxAdapter().read(str(out)).sheets[0].value(5, 2) == "x!C6=y"


def _long(path: Path) -> None:
    draw(path, OKRS)


@pytest.mark.parametrize(
    ("lay", "edit", "name"),
    [
        (_long, "Sheet1!D2:=none", "not-an-edit"),
        (_long, "D2=1", "not-an-edit"),
        (_long, "Sheet1!ZZZ1=1", "outside-sheet"),
        (_long, "Sheet1!A0=1", "outside-sheet"),
        (_long, "Gone!A1=1", "no-sheet"),
        (_long, "Sheet1!A1:=1e999", "not-finite"),
        (_long, f"Sheet1!A1:={'9' * 400}", "not-finite"),
        (_long, "Sheet1!A1=\ud800", "not-text"),
        (_long, f"Sheet1!A1={'é' * 32_768}", "text-too-long"),
        (lambda path: path.write_bytes(b"Objective"), "Sheet1!A1=1", "not-zip"),
        (lambda path: path.mkdir(), "Sheet1!A1=1", "unreadable-file"),
        (lambda _: None, "Sheet1!A1=1", "no-such-file"),
    ],
)
def test_a_refusal_is_one_line_with_its_name_and_lays_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lay: Callable[[Path], object], edit: str, name: str
) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "out.xlsx"
    lay(source)
    assert main(["set", str(source), str(out), edit]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"refused: {name}: ")
    assert said.count("\n") == 1
    assert list(tmp_path.glob("*out*")) == []


def test_where_the_copy_cannot_be_laid_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = draw(tmp_path / "a.xlsx", OKRS)
    assert main(["set", str(source), str(tmp_path / "no" / "out.xlsx"), "Sheet1!A1=x"]) == 1
    assert capsys.readouterr().out.startswith("refused: no-write-permission: ")


def test_the_page_of_refusals_is_what_the_code_knows() -> None:
    assert (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8") == refusals_page()


def test_every_name_that_the_code_refuses_with_is_on_the_page() -> None:
    known = {name for reasons in refusals().values() for name in reasons}
    used = {
        argument.value
        for path in (ROOT / "okrsheets" / "adapters" / "xlsx").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "FaultError"
        for argument in call.args[:1]
        if isinstance(argument, ast.Constant)
    }
    assert len(used) > 15
    assert used <= known
