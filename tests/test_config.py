"""okrsheets.toml: what it may say, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.config import Config, find_config, load_config
from okrsheets.errors import ConfigError
from okrsheets.grid import ManagedRole
from okrsheets.model import Severity


def _load(folder: Path, text: str) -> Config:
    path = folder / "okrsheets.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_key_is_optional(tmp_path: Path) -> None:
    config = _load(tmp_path, "")
    assert config.sources == ()
    assert config.root == tmp_path
    assert config.stages == Config(root=tmp_path).stages


def test_each_key_reaches_the_stage_it_is_for(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        """
        [[source]]
        uri = "Company.xlsx"
        write = true
        default_team = "Board"
        [cycle]
        current = "Q4 2026"
        fiscal_year_start = 4
        close_after = 30
        [alignment]
        top = ["Company"]
        [progress]
        behind_gap = 0.3
        [vocabulary]
        target = ["Zielwert"]
        [rules]
        ignore = ["missing-owner"]
        severity = { orphan-objective = "error" }
        [writeback]
        warnings = "off"
        headings = { status = "State (auto)" }
        [report]
        title = "Halden"
        """,
    )
    assert config.sources[0].write
    assert config.sources[0].default_team == "Board"
    assert config.stages.reading.current_cycle == "Q4 2026"
    assert config.stages.reading.fiscal_year_start == 4
    assert config.stages.reading.words == {"target": ("Zielwert",)}
    assert config.stages.reading.headings == {ManagedRole.STATUS: "State (auto)"}
    assert config.stages.alignment.top == {"Company"}
    assert config.stages.progress.behind_gap == 0.3
    stages = config.stages
    assert {s.close_after for s in (stages.progress, stages.lint, stages.writeback)} == {30}
    assert config.stages.lint.ignore == {"missing-owner"}
    assert config.stages.lint.severity == {"orphan-objective": Severity.ERROR}
    assert config.stages.writeback.warnings is None
    assert config.report_title == "Halden"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[cycel]", 'unknown key "cycel"; did you mean "cycle"'),
        ('[cycle]\ncurent = "Q4"', 'unknown key "curent"; did you mean "current"'),
        ('[cycle]\ncurrent = "soon"', '"soon" is no cycle'),
        ("[cycle]\nfiscal_year_start = 13", "is no month"),
        ("[[source]]\nwrite = true", "names no file"),
        ('[[source]]\nuri = "a.xlsx"\nwrite = "yes"', "is neither true nor false"),
        (
            '[rules]\nignore = ["missing-owners"]',
            'unknown rule "missing-owners"; did you mean "missing-owner"',
        ),
        ('[rules.severity]\nmissing-owner = "fatal"', 'unknown severity "fatal"'),
        ('[writeback]\nheadings = { status = "State" }', "lacks its marker"),
        ("cycle = 3", "is no table"),
        ("[cycle]\nclose_after = -1", "is no number of days"),
        ("[rules.thresholds]\nstated-differs = nan", "is no number from 0 on"),
        ("[cycle", "is no TOML"),
    ],
)
def test_a_slip_is_told_in_one_line_with_its_cure(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as told:
        _load(tmp_path, text)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert told.value.exit_code == 2


def test_the_nearest_config_above_a_folder_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "teams" / "sales"
    inner.mkdir(parents=True)
    (tmp_path / "okrsheets.toml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / "okrsheets.toml"
    assert find_config(tmp_path.parent) is None
