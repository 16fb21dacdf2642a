"""What a stranger can hand us: one line with place, what and cure, and nothing written or lost."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.conftest import PLAN, Run, lay

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)  # how encrypted and old binary workbooks begin
ONE_LINE = re.compile(r"error: (?P<place>[^\n]+?): (?P<what>[^\n]+); (?P<cure>[^\n]+)\n")


@pytest.mark.parametrize("command", ["inspect", "check", "plan", "report", "sync"])
@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gone.xlsx", None, "no such file"),
        ("empty.xlsx", b"", "empty"),
        ("words.xlsx", b"Objective,Key result\nGrow,Win 40\n", "not an Excel workbook"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("old.xlsx", OLE, ".xls)"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(200), "damaged"),
        ("plan.pdf", b"%PDF-1.7", "no workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    okrsheets: Run, tmp_path: Path, command: str, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = okrsheets(command, name)
    assert done.returncode == 2, done.stderr
    told = ONE_LINE.fullmatch(done.stderr)
    assert told is not None, done.stderr
    assert name in told["place"]
    assert says in told["what"]
    assert "Traceback" not in done.stderr
    if content is not None:
        assert (tmp_path / name).read_bytes() == content


def test_a_folder_without_workbooks_is_told(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "teams").mkdir()
    done = okrsheets("check", "teams")
    assert done.returncode == 2
    assert ONE_LINE.fullmatch(done.stderr)


def test_one_unreadable_source_does_not_stop_the_others(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"no workbook at all")
    done = okrsheets("sync", "--yes", "plan.xlsx", "broken.xlsx")
    assert done.returncode == 3
    assert "broken.xlsx" in done.stderr
    assert "wrote" in done.stderr
    assert (tmp_path / "broken.xlsx").read_bytes() == b"no workbook at all"


def test_a_workbook_without_okrs_is_read_and_said(okrsheets: Run, tmp_path: Path) -> None:
    path = lay(
        tmp_path / "stock.xlsx", {"Stock": [["Part", "Shelf", "Count"], ["Bolt", "A3", 40], ["Nut", "A4", 7]]}
    )
    before = path.read_bytes()
    done = okrsheets("sync", "--yes", "stock.xlsx")
    assert done.returncode == 0, done.stderr
    assert "no OKRs" in done.stdout
    assert path.read_bytes() == before


def test_no_source_and_no_config_is_told(okrsheets: Run) -> None:
    done = okrsheets("check")
    assert done.returncode == 2
    assert ONE_LINE.fullmatch(done.stderr)


def test_a_title_that_begins_with_an_equals_sign_stays_a_text(okrsheets: Run, tmp_path: Path) -> None:
    tabs = {name: [list(row) for row in rows] for name, rows in PLAN.items()}
    for row in tabs["Company"][3:]:
        row[1] = '=HYPERLINK("http://example.com","Expand the market")'
    path = lay(tmp_path / "plan.xlsx", tabs)
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(path) as book:
        for part in book.namelist():
            if part.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in book.read(part)
    assert okrsheets("plan", "--exit-code", "plan.xlsx").returncode == 0


def test_an_error_in_a_target_is_a_finding_and_the_rest_is_done(okrsheets: Run, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "plan.xlsx"))
    sheet = book.add_worksheet("Sales")
    sheet.write_row(0, 0, ["Objective", "Key result", "Owner", "Baseline", "Current", "Target"])
    sheet.write_row(1, 0, ["Grow with new customers", "Win 40 customers", "Dana", 5, 19])
    sheet.write_formula(1, 5, "=Gone!A1", None, "#REF!")
    sheet.write_row(2, 0, ["Grow with new customers", "Raise the win rate", "Dana", 20, 25, 40])
    book.close()
    done = okrsheets("check", "plan.xlsx")
    assert done.returncode == 1, done.stderr
    assert "Sales!F2" in done.stdout
    assert "[error-value]" in done.stdout
    assert "[unmeasurable-key-result]" not in done.stdout


def test_an_error_saved_in_a_text_file_is_a_finding(okrsheets: Run, tmp_path: Path) -> None:
    heading = "Objective,Key result,Owner,Current,Target"
    row = "Grow with friends,Raise the win rate,Dana,25,#WERT!"
    (tmp_path / "plan.csv").write_text(f"{heading}\n{row}\n", encoding="utf-8")
    done = okrsheets("check", "plan.csv")
    assert done.returncode == 1, done.stderr
    assert "plan!E2" in done.stdout
    assert "[error-value]" in done.stdout


def test_a_tab_of_many_empty_formatted_rows_costs_nothing(okrsheets: Run, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "plan.xlsx"))
    grey = book.add_format({"bg_color": "#eeeeee"})
    for name, rows in PLAN.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    empty = book.add_worksheet("Later")
    for number in range(100_000):
        empty.write_blank(number, 0, None, grey)
    book.close()
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert "2 objectives, 4 key results" in done.stdout
    assert okrsheets("plan", "--exit-code", "plan.xlsx").returncode == 0


def test_a_merged_header_is_read(okrsheets: Run, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "plan.xlsx"))
    sheet = book.add_worksheet("Sales")
    bold = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 1, 0, "Objective", bold)
    sheet.merge_range(0, 1, 1, 1, "Key result", bold)
    sheet.merge_range(0, 2, 0, 4, "Values", bold)
    sheet.write_row(1, 2, ["Baseline", "Current", "Target"])
    sheet.write_row(2, 0, ["Grow with new customers", "Win 40 customers", 5, 19, 40])
    sheet.write_row(3, 0, ["Grow with new customers", "Raise the win rate", 20, 25, 40])
    book.close()
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert "1 objective, 2 key results" in done.stdout
    assert okrsheets("plan", "--exit-code", "plan.xlsx").returncode == 0


def test_paths_that_cannot_be_are_told(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "loop.xlsx").symlink_to("loop.xlsx")
    os.mkfifo(tmp_path / "pipe.xlsx")
    for source in ("x" * 300 + ".xlsx", "loop.xlsx", "pipe.xlsx"):
        done = okrsheets("check", source)
        assert done.returncode == 2, done.stderr
        assert ONE_LINE.fullmatch(done.stderr), done.stderr


def test_a_mistyped_path_leaves_no_trace(okrsheets: Run, tmp_path: Path) -> None:
    assert okrsheets("sync", "--yes", "gone.xlsx").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_values_beyond_all_bounds_do_no_harm(okrsheets: Run, tmp_path: Path) -> None:
    tabs = {name: [list(row) for row in rows] for name, rows in PLAN.items()}
    tabs["Sales"][3][4:7] = [0, 1e300, 1e-300]
    tabs["Sales"][4][4:7] = [0, "9" * 400, 100]
    lay(tmp_path / "plan.xlsx", tabs)
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert "Infinity" not in okrsheets("report", "--format", "json", "plan.xlsx").stdout


def test_control_characters_in_a_cell_do_not_reach_the_terminal(okrsheets: Run, tmp_path: Path) -> None:
    tabs = {name: [list(row) for row in rows] for name, rows in PLAN.items()}
    for row in tabs["Company"][3:]:
        row[1] = "Expand\x1b]0;owned\x07 the market \x1b[2J"
    lay(tmp_path / "plan.xlsx", tabs)
    shown = okrsheets("sync", "--dry-run", "plan.xlsx").stdout
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_file_whose_name_is_no_utf8_is_told_and_the_rest_is_done(okrsheets: Run, plan: Path) -> None:
    odd = os.fsencode(plan.with_name("Pl")) + b"\xe4n.xlsx"
    Path(os.fsdecode(odd)).write_bytes(plan.read_bytes())
    for command in (("check", "*.xlsx"), ("sync", "*.xlsx"), ("report", "*.xlsx"), ("doctor", "*.xlsx")):
        done = okrsheets(*command)
        assert done.returncode in (1, 3), done.stderr
        assert "Pl\ufffdn.xlsx: has a name that is not UTF-8; rename it" in done.stderr
        assert "Traceback" not in done.stderr
