"""Pages that are made from the code say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

from okrsheets.cli.pages import commands_page
from okrsheets.config.loading import load_config
from okrsheets.config.sections import SECTIONS
from okrsheets.model import Field
from okrsheets.reading import ColumnOverride, SourceOverride, TableOverride
from okrsheets.reading.overrides import LAYOUTS

ROOT = Path(__file__).parents[2]


def test_the_command_reference_is_fresh() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert page == commands_page(), "remake it: make docs"


def test_the_config_page_shows_a_config_that_loads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert blocks
    for text in blocks:
        path = tmp_path / "okrsheets.toml"
        path.write_text(text, encoding="utf-8")
        load_config(path)


def test_the_config_page_names_every_key() -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    fields = {
        *(key for keys in SECTIONS.values() for key in keys),
        *SourceOverride._fields,
        *TableOverride._fields,
        *ColumnOverride._fields,
    } - {"ignored", "endpoint"}  # Google's own address is for tests
    known = (*LAYOUTS, *(field.value for field in Field))
    for key in (*SECTIONS, *fields, *known):
        assert re.search(rf"\b{key}\b", " ".join(page.split())), key
