"""`okrsheets init`: a config with what was found, that changes nothing and harms none that is there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import PLAN, Run, lay


def test_a_config_is_written_and_what_was_found_is_shown(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("init", plan.name)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "plan.xlsx: 2 objectives, 4 key results\n"
        "  Company!A3:G5  flat, 100% sure\n"
        "  Sales!A3:H5  flat, 100% sure\n"
    )
    assert "wrote okrsheets.toml" in done.stderr
    text = (plan.parent / "okrsheets.toml").read_text(encoding="utf-8")
    assert '[[source]]\nuri = "plan.xlsx"\n' in text
    assert '[source.sheets."Sales".columns]\n#A = "id"' in text


def test_every_command_takes_the_config_and_reads_as_before(okrsheets: Run, plan: Path) -> None:
    before = json.loads(okrsheets("inspect", "--format", "json", plan.name).stdout)
    findings = okrsheets("check", plan.name).stdout
    okrsheets("init", plan.name)
    config = plan.parent / "okrsheets.toml"
    assert json.loads(okrsheets("inspect", "--format", "json").stdout) == before
    assert okrsheets("check").stdout == findings
    config.write_text(re.sub(r"(?m)^#(?=\S)", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    after = json.loads(okrsheets("inspect", "--format", "json").stdout)
    assert after["objectives"] == before["objectives"]
    columns = [
        c for tab in after["workbooks"][0]["sheets"] for table in tab["tables"] for c in table["columns"]
    ]
    assert {column["because"].split(";")[0] for column in columns} == {"the config says so"}
    assert {column["confidence"] for column in columns} == {1.0}


def test_nothing_is_written_into_a_workbook_for_what_init_wrote(okrsheets: Run, plan: Path) -> None:
    before = plan.read_bytes()
    okrsheets("init", plan.name)
    assert "not written without your word" in okrsheets("sync").stderr
    assert plan.read_bytes() == before


def test_a_config_that_is_there_is_not_replaced(okrsheets: Run, plan: Path) -> None:
    config = plan.parent / "okrsheets.toml"
    config.write_text("# ours\n", encoding="utf-8")
    done = okrsheets("init", plan.name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: okrsheets.toml: is there already; "
        "see what init would write with --out -, or write it anew with --force\n"
    )
    assert config.read_text(encoding="utf-8") == "# ours\n"


def test_a_config_in_a_project_is_not_put_out_of_force_unasked(okrsheets: Run, plan: Path) -> None:
    project = plan.with_name("pyproject.toml")
    project.write_text('[tool.okrsheets.report]\ntitle = "Halden"\n', encoding="utf-8")
    done = okrsheets("init", plan.name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: pyproject.toml: holds a config, which would count no more beside")
    assert not plan.with_name("okrsheets.toml").exists()
    assert okrsheets("init", "--out", "-", plan.name).returncode == 0
    assert okrsheets("init", "--force", plan.name).returncode == 0


def test_what_is_replaced_by_force_is_kept_beside_it(okrsheets: Run, plan: Path) -> None:
    config = plan.parent / "okrsheets.toml"
    config.write_text("# ours\n", encoding="utf-8")
    done = okrsheets("init", "--force", plan.name)
    assert done.returncode == 0
    assert "what stood in okrsheets.toml is kept in okrsheets.toml.old\n" in done.stderr
    assert (plan.parent / "okrsheets.toml.old").read_text(encoding="utf-8") == "# ours\n"
    assert "[[source]]" in config.read_text(encoding="utf-8")


def test_a_config_can_be_printed_beside_one_that_is_there(okrsheets: Run, plan: Path) -> None:
    okrsheets("init", plan.name)
    written = (plan.parent / "okrsheets.toml").read_text(encoding="utf-8")
    done = okrsheets("init", "--out", "-", plan.name)
    assert (done.returncode, done.stdout) == (0, written)


def test_without_a_source_all_of_the_folder_is_taken(okrsheets: Run, plan: Path) -> None:
    lay(plan.parent / "other.xlsx", {"East": PLAN["Sales"]})
    done = okrsheets("init")
    assert done.returncode == 0, done.stderr
    assert "other.xlsx: 1 objective" in done.stdout
    text = (plan.parent / "okrsheets.toml").read_text(encoding="utf-8")
    assert 'uri = "."\n' in text
    assert "# in plan.xlsx:\n# Sales!A3:H5: flat" in text


def test_each_source_that_was_named_has_its_own_table(okrsheets: Run, plan: Path) -> None:
    (plan.parent / "teams").mkdir()
    lay(plan.parent / "teams" / "east.xlsx", {"East": PLAN["Sales"]})
    okrsheets("init", "plan.xlsx", "teams/*.xlsx")
    text = (plan.parent / "okrsheets.toml").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^uri = .*$", text) == ['uri = "plan.xlsx"', 'uri = "teams/*.xlsx"']
    assert okrsheets("check").returncode == okrsheets("check", "plan.xlsx", "teams/east.xlsx").returncode


def test_a_config_in_another_folder_finds_its_sources(okrsheets: Run, plan: Path) -> None:
    (plan.parent / "okr").mkdir()
    done = okrsheets("init", "--out", "okr/okrsheets.toml", "plan.xlsx")
    assert done.returncode == 0, done.stderr
    assert 'uri = "../plan.xlsx"' in (plan.parent / "okr" / "okrsheets.toml").read_text(encoding="utf-8")
    shown = okrsheets("inspect", "--config", "okr/okrsheets.toml")
    assert "plan.xlsx: 2 objectives" in shown.stdout


def test_what_cannot_be_read_is_told_and_the_rest_is_drafted(okrsheets: Run, plan: Path) -> None:
    (plan.parent / "broken.xlsx").write_bytes(b"PK\x03\x04 cut short")
    done = okrsheets("init", "broken.xlsx", "plan.xlsx")
    assert done.returncode == 3
    assert "broken.xlsx" in done.stderr
    text = (plan.parent / "okrsheets.toml").read_text(encoding="utf-8")
    assert "plan.xlsx" in text
    assert "broken.xlsx" not in text


def test_where_nothing_can_be_read_nothing_is_written(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut short")
    assert okrsheets("init", "broken.xlsx").returncode == 2
    assert okrsheets("init", "missing.xlsx").returncode == 2
    assert not (tmp_path / "okrsheets.toml").exists()


def test_a_folder_that_cannot_be_written_is_told(okrsheets: Run, plan: Path) -> None:
    done = okrsheets("init", "--out", "plan.xlsx/okrsheets.toml", plan.name)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "cannot be written" in done.stderr
