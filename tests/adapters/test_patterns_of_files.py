"""Which files a pattern means."""

from __future__ import annotations

from pathlib import Path

from okrsheets.adapters.files import expand


def test_a_pattern_may_lead_upward_and_stand_below_a_hidden_folder(tmp_path: Path) -> None:
    home, teams = tmp_path / ".work" / "okrs", tmp_path / ".work" / "teams"
    for folder in (home, teams, teams / ".old"):
        folder.mkdir(parents=True)
    for path in (teams / "Sales.xlsx", teams / ".hidden.xlsx", teams / ".old" / "Sales.xlsx"):
        path.write_bytes(b"")
    for pattern in ("../teams/*.xlsx", "../teams/**/*.xlsx", "../t*/Sales.xlsx"):
        assert [path.resolve() for path in expand(pattern, folder=home)] == [teams / "Sales.xlsx"]
