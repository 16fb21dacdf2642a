"""Every command as a person uses it: what it prints, where, and the exit code it ends with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from filelock import FileLock

from tests.cli.conftest import DAY, PLAN, Run, lay

OURS = ["Progress (auto)", "Status (auto)", "Aligned to (auto)", "Warnings (auto)"]


def _row(path: Path, tab: str, row: int) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)[tab]
    return {str(sheet.cell(3, c).value): sheet.cell(row, c).value for c in range(1, sheet.max_column + 1)}


def test_sync_fills_our_columns_beside_the_table(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    sales = _row(plan, "Sales", 4)
    assert sales["Progress (auto)"] == pytest.approx(0.4211)
    assert sales["Status (auto)"] == "behind"
    assert sales["Aligned to (auto)"] == 'Company CO-1 "Expand the market in North America" (straightforward)'
    assert "CO-9" in str(_row(plan, "Sales", 5)["Warnings (auto)"])


def test_sync_names_objectives_progress_and_findings(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert "CO-1 Expand the market in North America" in done.stdout
    assert "38 %" in done.stdout  # the mean of 40, 33 and 42 %, Sales' key result included
    assert '"CO-9" is no objective or key result' in done.stdout
    assert "[dangling-alignment]" in done.stdout
    assert plan.exists()


def test_without_consent_nothing_is_written_and_the_summary_says_so(okrsheets: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = okrsheets("sync", "plan.xlsx")
    assert done.returncode == 0
    assert plan.read_bytes() == before
    assert "not written without your word" in done.stderr


def test_what_to_do_for_several_workbooks_is_said_once(okrsheets: Run, plan: Path) -> None:
    lay(plan.parent / "other.xlsx", {"East": PLAN["Sales"]})
    said = okrsheets("sync", "plan.xlsx", "other.xlsx").stderr.splitlines()
    assert [line.partition(":")[0] for line in said if line.endswith("cells to write")] == [
        "other.xlsx",
        "plan.xlsx",
    ]
    cure = "run sync --yes, or set write = true in their [[source]]"
    assert [line for line in said if "word" in line] == [
        f"2 workbooks are not written without your word; {cure}"
    ]


def test_consent_once_given_is_remembered(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "--yes", "plan.xlsx")
    book = openpyxl.load_workbook(plan)
    book["Company"]["F4"] = 30
    book.save(plan)
    done = okrsheets("sync", "plan.xlsx")
    assert "wrote" in done.stderr


def test_a_second_sync_writes_nothing(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    okrsheets("sync", "--yes", "plan.xlsx")
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in (
            plan,
            *sorted(tmp_path.glob("okrsheets-report/*.*")),
            *sorted(tmp_path.glob("*/teams/*")),
        )
    }
    done = okrsheets("sync", "--yes", "plan.xlsx")
    assert "nothing was written" in done.stderr
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert [path.name for path in before] == [
        "plan.xlsx",
        *(f"{DAY}.html", "latest.html", "summary.md", "company.html", "sales.html"),
    ]


def test_a_dry_run_leaves_no_trace(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    before = plan.read_bytes()
    done = okrsheets("sync", "--dry-run", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert "Progress (auto)" in done.stdout
    assert plan.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_no_write_renders_the_report_only(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    before = plan.read_bytes()
    done = okrsheets("sync", "--yes", "--no-write", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert plan.read_bytes() == before
    assert (tmp_path / "okrsheets-report" / "latest.html").exists()


def test_plan_shows_old_and_new_and_its_exit_code_tells(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("plan", "--exit-code", "plan.xlsx")
    assert done.returncode == 1
    assert "  Sales, row 4: Increase the revenue from new customers" in done.stdout
    assert "    Sales!I4  Progress (auto)            (empty) -> 42 %" in done.stdout
    okrsheets("sync", "--yes", "plan.xlsx")
    done = okrsheets("plan", "--exit-code", "plan.xlsx")
    assert done.returncode == 0
    assert done.stdout == "nothing to change\n"


def test_plan_as_json_lists_every_cell(okrsheets: Run, plan: Path) -> None:
    document = json.loads(okrsheets("plan", "--format", "json", "plan.xlsx").stdout)
    assert document["schema"] == "okrsheets/1"
    assert plan.name in json.dumps(document)


def test_check_exits_by_the_worst_finding(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("check", "plan.xlsx").returncode == 1
    assert okrsheets("check", "--fail-on", "never", "plan.xlsx").returncode == 0
    assert okrsheets("check", "--fail-on", "info", "plan.xlsx").returncode == 1
    assert okrsheets("check", "--tab", "Company", "plan.xlsx").returncode == 0
    assert plan.exists()


def test_check_narrows_to_a_person(okrsheets: Run, plan: Path) -> None:
    everything = okrsheets("check", "plan.xlsx").stdout
    one = okrsheets("check", "--owner", "mara", "plan.xlsx").stdout
    assert "Sales!" in everything
    assert "Sales!" not in one
    assert plan.exists()


def test_a_key_result_that_nobody_owns_is_on_the_list_of_its_objectives_owner(
    okrsheets: Run, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["Type", "Title", "Owner", "Baseline", "Current", "Target"],
        ["Objective", "Win the east", "Mara", "", "", ""],
        ["Key result", "Leads per week", "", 10, 20, 10],
        ["Key result", "Deals per week", "Dana", 5, 6, 5],
    ]
    lay(tmp_path / "own.xlsx", {"Sales": rows})
    asked = ("--format", "json", "--select", "target-is-baseline", "own.xlsx")
    for owner, row in (("Mara", 3), ("Dana", 4)):
        found = json.loads(okrsheets("check", "--owner", owner, *asked).stdout)["findings"]
        assert [each["place"]["cell"] for each in found] == [f"F{row}"]


def test_check_as_json_names_rule_place_and_cure(okrsheets: Run, plan: Path) -> None:
    document = json.loads(okrsheets("check", "--format", "json", plan.name).stdout)
    dangling = [one for one in document["findings"] if one["rule"] == "dangling-alignment"]
    assert len(dangling) == 1
    assert "Sales" in json.dumps(dangling[0])
    assert "H5" in json.dumps(dangling[0])


def test_inspect_as_json_is_the_whole_reading(okrsheets: Run, plan: Path) -> None:
    document = json.loads(okrsheets("inspect", "--format", "json", plan.name).stdout)
    assert document["schema"] == "okrsheets/1"
    for tab in document["workbooks"][0]["sheets"]:
        assert tab["left_out"] == [{"range": "A1", "because": "a title"}]
    assert [objective["id"] for objective in document["objectives"]] == ["CO-1", "S-1"]
    sales = document["objectives"][1]
    assert sales["at"]["sheet"] == "Sales"
    assert [kr["current"] for kr in sales["key_results"]] == [2.9, 0.25]
    assert sales["key_results"][0]["alignments"][0]["kind"] == "straightforward"


def test_inspect_tells_a_person_each_column_and_why(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("inspect", plan.name)
    assert done.returncode == 0, done.stderr
    assert "Sales!A3:H5" in done.stdout
    assert "    left out A1: a title\n" in done.stdout
    assert "baseline" in done.stdout


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("html", "<!doctype html>"),
        ("markdown", "Expand the market"),
        ("json", '"made_of"'),
        ("csv", "Expand the market"),
    ],
)
def test_report_prints_each_format(okrsheets: Run, plan: Path, form: str, says: str) -> None:
    done = okrsheets("report", "--format", form, "--out", "-", plan.name)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


def test_rules_lists_and_explain_explains(okrsheets: Run) -> None:
    assert "dangling-alignment" in okrsheets("rules").stdout
    rules = json.loads(okrsheets("rules", "--format", "json").stdout)["rules"]
    assert {"name", "severity", "family", "needs_history", "summary"} <= rules[0].keys()
    assert "Bad" in okrsheets("explain", "target-is-baseline").stdout
    done = okrsheets("explain", "target-is-baselin")
    assert done.returncode == 2
    assert 'did you mean "target-is-baseline"' in done.stderr


def test_an_unknown_command_offers_the_nearest(okrsheets: Run) -> None:
    done = okrsheets("chekc")
    assert done.returncode == 2
    assert 'did you mean "check"' in done.stderr


def test_another_sync_at_work_is_waited_for_by_nobody(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    lock = next((tmp_path / ".okrsheets").glob("*.lock"))
    with FileLock(lock):
        done = okrsheets("sync", "--yes", plan.name)
    assert done.returncode == 75
    assert "another sync" in done.stderr


def test_arguments_narrow_what_is_written_but_not_what_is_resolved(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    team = lay(tmp_path / "team.xlsx", {"Sales": PLAN["Sales"]})
    lay(plan, {"Company": PLAN["Company"]})
    (tmp_path / "okrsheets.toml").write_text(
        '[[source]]\nuri = "plan.xlsx"\nwrite = true\n[[source]]\nuri = "team.xlsx"\nwrite = true\n',
        encoding="utf-8",
    )
    before = plan.read_bytes()
    done = okrsheets("sync", "team.xlsx")
    assert done.returncode == 0, done.stderr
    assert plan.read_bytes() == before
    assert "straightforward" in str(_row(team, "Sales", 4)["Aligned to (auto)"])


def test_help_is_quick_because_it_imports_little(okrsheets: Run) -> None:
    code = (
        "import sys, okrsheets.cli as c\n"
        "try: c.okrsheets.main(['--help'], standalone_mode=True)\n"
        "except SystemExit: pass\n"
        "heavy = {'openpyxl', 'xlsxwriter', 'jinja2', 'sqlite3', 'rapidfuzz', 'lxml', 'rich', 'smtplib',"
        " 'babel', 'gspread', 'google.auth', 'requests'}\n"
        "print(sorted(heavy & set(sys.modules)), len(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy, modules = done.stderr.rsplit(" ", 1)
    assert heavy == "[]"
    assert int(modules) <= 200


def test_inspect_imports_neither_rules_nor_state_nor_what_reads_a_config(plan: Path) -> None:
    code = (
        "import sys, okrsheets.cli as c\n"
        f"try: c.okrsheets.main(['inspect', {plan.name!r}], standalone_mode=True)\n"
        "except SystemExit: pass\n"
        "unasked = {'okrsheets.' + name for name in ('rules', 'state', 'config.loading', 'reporting')}\n"
        "print(sorted(unasked & set(sys.modules)), 'okrsheets.reading' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=plan.parent
    )
    assert done.stdout.endswith("[] True\n"), done.stdout


@pytest.mark.parametrize("name", ["demo", "inspect", "check", "plan", "sync", "report", "rules", "explain"])
def test_every_command_has_a_short_first_line_and_an_example(okrsheets: Run, name: str) -> None:
    text = okrsheets(name, "--help").stdout
    first = text.splitlines()[2].strip()
    assert 0 < len(first) < 45
    assert f"okrsheets {name}" in text.split("Options:")[0].split("\n", 2)[2]


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("OKRSHEETS_RULES_FORMAT", "json", ("rules",)),
        ("OKRSHEETS_CONFIG_SHOW_FORMAT", "json", ("config", "show")),
        ("OKRSHEETS_MAIL_OUTBOX_FORMAT", "json", ("mail", "outbox")),
    ],
)
def test_a_variable_called_after_command_and_option_says_the_option(
    okrsheets: Run, name: str, value: str, arguments: tuple[str, ...]
) -> None:
    assert okrsheets(*arguments, env={name: value}).stdout.startswith("{")
    assert not okrsheets(*arguments, "--format", "text", env={name: value}).stdout.startswith("{")


def test_the_variable_of_one_command_comes_before_that_of_all(okrsheets: Run, tmp_path: Path) -> None:
    env = {"OKRSHEETS_CONFIG": "gone.toml", "OKRSHEETS_RULES_CONFIG": "there.toml"}
    (tmp_path / "there.toml").touch()
    assert okrsheets("rules", env=env).returncode == 0
    assert "gone.toml: no such file" in okrsheets("explain", "dangling-alignment", env=env).stderr


@pytest.mark.parametrize("value", ["1", "1.2"])
def test_the_version_that_an_image_says_it_holds_changes_nothing(okrsheets: Run, value: str) -> None:
    done = okrsheets("rules", env={"OKRSHEETS_VERSION": value})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == okrsheets("rules").stdout


def test_colour_is_as_asked(okrsheets: Run, plan: Path) -> None:
    assert "\x1b[" not in okrsheets("check", plan.name).stdout
    assert "\x1b[31m" in okrsheets("check", "--color", "always", plan.name).stdout
    assert "\x1b[" not in okrsheets("check", "--color", "never", plan.name).stdout


@pytest.mark.parametrize(
    ("option", "name", "near"),
    [("--tab", "Sale", "Sales"), ("--owner", "Dan", "Dana"), ("--team", "Companie", "Company")],
)
def test_a_slip_in_a_filter_is_told(okrsheets: Run, plan: Path, option: str, name: str, near: str) -> None:
    done = okrsheets("check", option, name, plan.name)
    assert done.returncode == 2
    assert f'did you mean "{near}"' in done.stderr


@pytest.mark.parametrize(
    ("option", "name", "says"),
    [
        ("--owner", "dana", 'did you mean "Dana Cole" or "Dana Voss"'),
        ("--owner", "VOSS", 'did you mean "Dana Voss"'),
        ("--source", "plan", 'did you mean "plan.xlsx"'),
        ("--owner", "x", "known are Dana Cole, Dana Voss, P00, P01, P02, P03, P04, P05 and 4 more"),
        ("--owner", "", "known are Dana Cole, Dana Voss, P00, P01, P02, P03, P04, P05 and 4 more"),
    ],
)
def test_a_part_of_a_name_in_a_filter_says_whose_it_could_be(
    okrsheets: Run, tmp_path: Path, option: str, name: str, says: str
) -> None:
    owners = ["Dana Cole", "Dana Voss", *(f"P{number:02}" for number in range(10))]
    rows: list[list[object]] = [["Objective", "Key result", "Owner", "Baseline", "Current", "Target"]]
    rows += [["Win the east", f"Sign {number} partners", who, 0, 5, 9] for number, who in enumerate(owners)]
    lay(tmp_path / "plan.xlsx", {"Sales Q4 2026": rows})
    done = okrsheets("report", option, name, "plan.xlsx")
    assert (done.returncode, done.stderr) == (2, f"error: {option} {name}: is not there; {says}\n")


def test_an_empty_source_is_told(okrsheets: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = okrsheets("sync", "--yes", "")
    assert done.returncode == 2
    assert "is empty" in done.stderr
    assert plan.read_bytes() == before


def test_a_cycle_that_is_over_is_said_and_nothing_of_it_is_written(okrsheets: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = okrsheets("sync", "--yes", "--today", "2027-02-15", plan.name)
    assert "2026-Q4 ended on 2026-12-31: shown as it ended, not checked, not written" in done.stdout
    assert plan.read_bytes() == before


def test_a_cell_of_ours_that_a_person_changed_is_put_right_and_told(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    book["Sales"]["I4"] = 0.99
    book.save(plan)
    done = okrsheets("sync", plan.name)
    (told,) = (line for line in done.stdout.splitlines() if "[edited-managed-cell]" in line)
    assert told.split()[0] == "Sales!I4"
    assert '99 % stands in "Progress (auto)"' in told
    assert _row(plan, "Sales", 4)["Progress (auto)"] == pytest.approx(0.4211)


def test_write_false_in_the_config_takes_consent_back(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    config = '[[source]]\nuri = "plan.xlsx"\nwrite = false\n'
    okrsheets("sync", "--yes", plan.name)
    book = openpyxl.load_workbook(plan)
    book["Sales"]["F4"] = 3.6
    book.save(plan)
    before = plan.read_bytes()
    (tmp_path / "okrsheets.toml").write_text(config, encoding="utf-8")
    okrsheets("sync")
    assert plan.read_bytes() == before


def test_a_report_that_cannot_be_put_anywhere_is_told(okrsheets: Run, tmp_path: Path, plan: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = okrsheets("report", "--out", "taken/inner", plan.name)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_workbook_that_cannot_be_written_fails_once_and_is_a_warning_then(
    okrsheets: Run, tmp_path: Path, plan: Path
) -> None:
    (tmp_path / "~$plan.xlsx").write_bytes(b"open in Excel")
    before = plan.read_bytes()
    first, second = okrsheets("sync", "--yes", plan.name), okrsheets("sync", "--yes", plan.name)
    assert (first.returncode, second.returncode) == (3, 0)
    assert "error: plan.xlsx" in first.stderr
    assert "warning: plan.xlsx" in second.stderr
    assert "up to date" not in first.stderr + second.stderr
    assert plan.read_bytes() == before
    (tmp_path / "~$plan.xlsx").unlink()
    assert "wrote" in okrsheets("sync", "--yes", plan.name).stderr
