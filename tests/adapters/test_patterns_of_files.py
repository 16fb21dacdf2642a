"""Which files a pattern means."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.adapters.files import expand, would_hold
from okrsheets.errors import SourceNotFoundError


def test_a_pattern_may_lead_upward_and_stand_below_a_hidden_folder(tmp_path: Path) -> None:
    home, teams = tmp_path / ".work" / "okrs", tmp_path / ".work" / "teams"
    for folder in (home, teams, teams / ".old"):
        folder.mkdir(parents=True)
    for path in (teams / "Sales.xlsx", teams / ".hidden.xlsx", teams / ".old" / "Sales.xlsx"):
        path.write_bytes(b"")
    for pattern in ("../teams/*.xlsx", "../teams/**/*.xlsx", "../t*/Sales.xlsx"):
        assert [path.resolve() for path in expand(pattern, folder=home)] == [teams / "Sales.xlsx"]


@pytest.mark.parametrize(
    "pattern",
    [
        "teams",
        "teams/*.xlsx",
        "teams/*",
        "**/*.xlsx",
        "teams/**/*.xlsx",
        "t*/[EN]*.xlsx",
        "teams/?ast.xlsx",
        "teams/old/*",
        "link/*.xlsx",
        "link",
        "../*/teams/*.csv",
        "teams/East.xlsx",
        "elsewhere/*",
    ],
)
def test_what_a_pattern_would_hold_is_what_it_holds_while_it_is_there(tmp_path: Path, pattern: str) -> None:
    home = tmp_path / "home"
    names = ("Top.xlsx", "teams/East.xlsx", "teams/North.csv", "teams/old/East.xlsx", "teams/old/a/b.xlsx")
    paths = [home / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (home / "link").symlink_to(home / "teams")
    holds = would_hold(pattern, folder=home)
    try:
        found = {path.resolve() for path in expand(pattern, folder=home)}
    except SourceNotFoundError:
        found = set()
    assert {path for path in paths if holds(path)} == found


@pytest.mark.parametrize("pattern", ["~nobody-at-all/x", "a\0b", "x" * 5000])
def test_what_is_no_path_would_hold_nothing(tmp_path: Path, pattern: str) -> None:
    assert not would_hold(pattern, folder=tmp_path)(tmp_path / "Plan.xlsx")
