"""okrsheets.toml: what it may say, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.config import Config, find_config
from okrsheets.config.loading import load_config
from okrsheets.edits import ManagedRole
from okrsheets.errors import ConfigError
from okrsheets.grid import CellRange
from okrsheets.model import AlignmentKind, Field, Level, Severity
from okrsheets.reading import ColumnOverride, TableOverride


def _load(folder: Path, text: str) -> Config:
    path = folder / "okrsheets.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_key_is_optional(tmp_path: Path) -> None:
    config = _load(tmp_path, "")
    assert config.sources == ()
    assert config.root == tmp_path
    assert config.stages == Config(root=tmp_path).stages


def test_a_mark_that_some_editors_begin_a_file_with_is_passed_over(tmp_path: Path) -> None:
    assert _load(tmp_path, '\ufeff[report]\ntitle = "Halden"\n').report_title == "Halden"


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
        kind = "directional"
        [pace]
        policy = "viva"
        behind_gap = 0.3
        cadence = 7
        parent = "weakest"
        [progress]
        roll_up = "key-results"
        measure = "profit"
        policy = "synergita"
        [vocabulary]
        target = ["Zielwert"]
        [vocabulary.statuses]
        on_track = ["Rolling"]
        [rules]
        ignore = ["missing-owner"]
        severity = { orphan-objective = "error" }
        [writeback]
        warnings = "off"
        headings = { status = "State (auto)" }
        summary_tab = true
        [report]
        title = "Halden"
        """,
    )
    assert config.sources[0].write
    assert config.sources[0].default_team == "Board"
    assert config.stages.reading.current_cycle == "Q4 2026"
    assert config.stages.reading.fiscal_year_start == 4
    assert config.stages.reading.words == {"target": ("Zielwert",)}
    assert config.stages.reading.value_words == {"statuses": {"on_track": ("Rolling",)}}
    assert config.stages.reading.headings == {ManagedRole.STATUS: "State (auto)"}
    assert config.stages.alignment.top == {"Company"}
    assert config.stages.alignment.kind is AlignmentKind.DIRECTIONAL
    pace = config.stages.progress.pace
    assert (config.pace_policy, pace.policy.name, pace.cadence) == ("viva", "default", 7)
    assert pace.policy.summary.endswith("behind to 30, at risk above")
    assert pace.parent.name == "weakest"
    assert config.stages.progress.measure.name == "profit"
    roll_up = config.stages.progress.roll_up
    assert (roll_up.mode, roll_up.policy.name) == ("key-results", "synergita")
    stages = config.stages
    assert {s.close_after for s in (stages.progress, stages.lint, stages.writeback)} == {30}
    assert config.stages.lint.ignore == {"missing-owner"}
    assert config.stages.lint.severity == {"orphan-objective": Severity.ERROR}
    assert config.stages.writeback.warnings is None
    assert config.stages.writeback.summary_tab
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
        ('[rules.severity]\nmissing-owner = "fatal"', 'unknown severity "fatal"'),
        ('[rules.tabs."Ideas"]\nselect = ["missing-owner"]', 'unknown key "select"'),
        ('[rules.tabs]\nIdeas = ["missing-owner"]', "is no table"),
        ('[writeback]\nheadings = { status = "State" }', "lacks its marker"),
        ('[people]\n"Ann Lee" = 3', "is no list"),
        ('people = ["Ann Lee"]', "is no table"),
        ("cycle = 3", "is no table"),
        ("[cycle]\nclose_after = -1", "is no number of days"),
        ("[rules.thresholds]\nstated-differs = nan", "is no number from 0 on"),
        ("[cycle", "is no TOML"),
        ('[report]\nlanguage = "nl"', 'unknown language "nl"; known are de, en, es, fr, pt'),
        ("[report]\nlanguage = [1]", 'unknown language "[1]"; known are de'),
        (
            '[progress]\nroll_up = "key results"',
            'unknown roll-up mode "key results"; did you mean "key-results"',
        ),
        ('[progress]\nmeasure = "profitt"', 'unknown measuring policy "profitt"; did you mean "profit"'),
        ('[progress]\npolicy = "quantiv"', 'unknown roll-up policy "quantiv"; did you mean "quantive"'),
        ('[pace]\nparent = "worst"', 'unknown way to judge a parent "worst"'),
        ("[pace]\nbehind_gap = -1", "is no number from 0 on"),
        ("[pace]\npolicy = 3", "is no text"),
        ('[[source]]\nuri = "a.xlsx"\nroll_up = 3', 'unknown roll-up mode "3"'),
        (
            '[alignment]\nkind = "directed"',
            'unknown kind of alignment "directed"; did you mean "directional"',
        ),
        ('[[source]]\nuri = "a.xlsx"\nalignment = "dependency"', 'unknown kind of alignment "dependency"'),
        ('[[source]]\nuri = "a.xlsx"\ntop = ["Company"]', "is neither true nor false"),
    ],
)
def test_a_slip_is_told_in_one_line_with_its_cure(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as told:
        _load(tmp_path, text)
    assert says in str(told.value)
    assert "\n" not in str(told.value)
    assert told.value.exit_code == 2


def test_rules_are_silenced_in_a_tab(tmp_path: Path) -> None:
    lint = _load(tmp_path, '[rules.tabs."Ideas"]\nignore = ["missing-owner"]').stages.lint
    assert lint.tabs == {"Ideas": {"missing-owner"}}


def test_people_have_an_address_several_names_or_nothing_more(tmp_path: Path) -> None:
    said = '[people]\n"Ann Lee" = "ann@example.com"\n"Ben Ruiz" = ["Benny", "ben@example.com"]\n"Kim" = []'
    assert _load(tmp_path, said).stages.lint.people == {
        "Ann Lee": ("ann@example.com",),
        "Ben Ruiz": ("Benny", "ben@example.com"),
        "Kim": (),
    }


def test_a_source_may_be_called_by_one_alias_or_by_several(tmp_path: Path) -> None:
    one = _load(tmp_path, '[[source]]\nuri = "a.xlsx"\nalias = "Strategy"')
    several = _load(tmp_path, '[[source]]\nuri = "a.xlsx"\nalias = ["Strategy", "Plan"]')
    assert (one.sources[0].alias, several.sources[0].alias) == (("Strategy",), ("Strategy", "Plan"))
    with pytest.raises(ConfigError, match="is no list"):
        _load(tmp_path, '[[source]]\nuri = "a.xlsx"\nalias = 3')


def test_what_counts_can_be_said_of_a_source_and_of_its_tabs(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        """
        [[source]]
        uri = "a.xlsx"
        roll_up = "aligned"
        [source.sheets."Sales*"]
        roll_up = "key-results"
        [source.sheets."IT"]
        skip = true
        [[source]]
        uri = "b.xlsx"
        """,
    )
    assert [list(each.roll_up.items()) for each in config.sources] == [
        [("Sales*", "key-results"), ("*", "aligned")],
        [],
    ]


def test_overrides_reach_reading_as_they_are_written(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        """
        [[source]]
        uri = "Company.xlsx"
        team = "Board"
        cycle = "Q4 2026"
        [source.sheets."Drafts"]
        skip = true
        [source.sheets."Q* 2026"]
        header = [3, 4]
        range = "b3:H"
        layout = "typed rows"
        team = "Sales"
        cycle = "H1 2026"
        skip_rows = [12, "20-25"]
        decimal = ","
        dates = "dmy"
        [source.sheets."Q* 2026".columns]
        C = "owner"
        D = { field = "progress", level = "key_result", scale = 100 }
        Remarks = "ignore"
        "When?" = { dates = "mdy", decimal = "." }
        """,
    )
    said = config.sources[0].override
    assert said is not None
    assert (said.team, said.cycle) == ("Board", "Q4 2026")
    assert said.sheets["Drafts"].skip
    (table,) = said.sheets["Q* 2026"].tables
    assert table == TableOverride(
        range=CellRange(3, 2, 1_048_576, 8),
        header=(3, 4),
        layout="typed rows",
        team="Sales",
        cycle="H1 2026",
        skip_rows=((12, 12), (20, 25)),
        decimal=",",
        dates="dmy",
        columns={
            "C": ColumnOverride(Field.OWNER),
            "D": ColumnOverride(Field.PROGRESS, level=Level.KEY_RESULT, scale=100.0),
            "Remarks": ColumnOverride(ignored=True),
            "When?": ColumnOverride(dates="mdy", decimal="."),
        },
    )


def test_a_table_of_a_tab_says_what_its_tab_says_unless_it_says_otherwise(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        """
        [[source]]
        uri = "Company.xlsx"
        [source.sheets."OKRs"]
        decimal = ","
        skip_rows = [9]
        columns = { A = "objective", B = "owner" }
        [[source.sheets."OKRs".tables]]
        range = "A1:D8"
        [[source.sheets."OKRs".tables]]
        header = 20
        decimal = "."
        skip_rows = [30]
        columns = { B = "key_result" }
        """,
    )
    said = config.sources[0].override
    assert said is not None
    first, second = said.sheets["OKRs"].tables
    assert (first.decimal, first.skip_rows, first.range) == (",", ((9, 9),), CellRange(1, 1, 8, 4))
    assert (second.decimal, second.skip_rows, second.header) == (".", ((9, 9), (30, 30)), (20, 20))
    assert first.columns["B"].field is Field.OWNER
    assert (second.columns["A"].field, second.columns["B"].field) == (Field.OBJECTIVE, Field.KEY_RESULT)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("heder = 3", 'sheets."Q3": unknown key "heder"; did you mean "header"'),
        ("header = 0", "is no row of headings; write its number"),
        ("header = [3, 5]", "is no row of headings"),
        ("header = []", "is no row of headings"),
        ("header = true", "is no row of headings"),
        ('range = "A3"', '"A3" is no range; write it as "A3:H40"'),
        ('range = "A3:XFE9"', "is wider or longer than a tab can be"),
        ('layout = "outlined"', 'unknown layout "outlined"; did you mean "outline"'),
        ('cycle = "soon"', '"soon" is no cycle'),
        ("skip_rows = 3", "is no list of rows"),
        ('skip_rows = ["9-3"]', '"9-3" is no row'),
        ("skip_rows = [0]", '"0" is no row'),
        ('decimal = ";"', 'unknown decimal mark ";"'),
        ('dates = "ymd"', 'unknown order of a date "ymd"; did you mean'),
        ("skip = 1", "is neither true nor false"),
        ('columns = { C = "ownr" }', 'unknown field "ownr"; did you mean "owner"'),
        ('columns = { C = { feild = "owner" } }', 'unknown key "feild"; did you mean "field"'),
        (
            'columns = { C = { field = "owner", level = "objectiv" } }',
            'unknown level "objectiv"; did you mean "objective"',
        ),
        ("columns = { C = { scale = 0 } }", "is no scale"),
        ("columns = { C = 3 }", 'unknown field "3"'),
        ('columns = "C"', "is no table"),
        ("tables = 3", "is no list of tables"),
        ('tables = [{ layout = "flat" }]', "does not say where it stands"),
        ("header = 3\ntables = [{ header = 9 }]", "stands beside a list of tables"),
    ],
)
def test_a_slip_in_an_override_is_told_in_one_line_with_its_cure(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(ConfigError) as told:
        _load(tmp_path, f'[[source]]\nuri = "a.xlsx"\n[source.sheets."Q3"]\n{text}')
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_tabs_name_cannot_break_the_line_of_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as told:
        _load(tmp_path, '[[source]]\nuri = "a.xlsx"\n[source.sheets."Q\\n\\u001b[31m"]\nx = 1')
    assert "\n" not in str(told.value)


def test_the_nearest_config_above_a_folder_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "teams" / "sales"
    inner.mkdir(parents=True)
    (tmp_path / "okrsheets.toml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / "okrsheets.toml"
    assert find_config(tmp_path.parent) is None


def _project(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "header",
    [
        "[tool.okrsheets]",
        "[tool.okrsheets.cycle]",
        "[[ tool . okrsheets.source ]]",
        '[tool."okrsheets".cycle]',
    ],
)
def test_a_project_with_a_table_of_ours_is_a_config(tmp_path: Path, header: str) -> None:
    project = _project(tmp_path, f'[project]\nname = "x"\n{header}\n')
    assert find_config(tmp_path) == project


def test_a_project_without_a_table_of_ours_is_passed_by(tmp_path: Path) -> None:
    inner = tmp_path / "teams"
    inner.mkdir()
    _project(inner, '[project]\ndependencies = ["okrsheets"]\n[tool.okrsheetsx]\n# [tool.okrsheets]\n')
    (tmp_path / "okrsheets.toml").write_text("", encoding="utf-8")
    assert find_config(inner) == tmp_path / "okrsheets.toml"


def test_of_the_two_in_a_folder_the_one_that_is_ours_alone_counts(tmp_path: Path) -> None:
    _project(tmp_path, "[tool.okrsheets]\n")
    (tmp_path / "okrsheets.toml").write_text("", encoding="utf-8")
    assert find_config(tmp_path) == tmp_path / "okrsheets.toml"


def test_a_project_says_what_an_okrsheets_toml_says(tmp_path: Path) -> None:
    text = '[{0}cycle]\nclose_after = 3\n[[{0}source]]\nuri = "a.xlsx"\n[{0}source.sheets.A]\nskip = true\n'
    project = load_config(_project(tmp_path, text.format("tool.okrsheets.")))
    assert project._replace(path=None) == _load(tmp_path, text.format(""))._replace(path=None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "[tool.okrsheets.cycle]\nclose_after = -1",
            "pyproject.toml: tool.okrsheets.cycle.close_after: is no number",
        ),
        ("[tool.okrsheets]\ncycle = 3", "is no table; write [tool.okrsheets.cycle] above its keys"),
        ("[tool.okrsheets]\nsource = 3", "write [[tool.okrsheets.source]] above its keys"),
        ("[tool.okrsheets]\nsource = [3]", "write [[tool.okrsheets.source]] above its keys"),
        ("[tool.okrsheets.cycel]", 'unknown key "cycel"; did you mean "cycle"'),
        ("[tool.ruff]", "pyproject.toml: has no table [tool.okrsheets]; add it, or name another file"),
        ("tool = 3", "has no table [tool.okrsheets]"),
    ],
)
def test_a_slip_in_a_project_is_told_where_it_stands(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError) as told:
        load_config(_project(tmp_path, text))
    assert says in str(told.value)


def test_what_is_said_of_copies_reaches_reading(tmp_path: Path) -> None:
    config = _load(
        tmp_path,
        """
        [[source]]
        uri = "Company.xlsx"
        copy = false
        [source.sheets."Board"]
        copy = true
        [source.sheets."Both"]
        copy = false
        [[source.sheets."Both".tables]]
        header = 3
        """,
    )
    said = config.sources[0].override
    assert said is not None
    assert said.copy is False
    assert {name: sheet.copy for name, sheet in said.sheets.items()} == {"Board": True, "Both": False}
