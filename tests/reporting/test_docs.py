"""The pictures in docs/: small, and each taken by the command and shown somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from tests.pictures import LARGEST, SHOTS

ROOT = Path(__file__).parents[2]


def test_the_pictures_are_small_and_there() -> None:
    sizes = {path.stem: path.stat().st_size for path in (ROOT / "docs").glob("*.png")}
    assert sizes.keys() == {shot.name for shot in SHOTS}
    assert max(sizes.values()) <= LARGEST


def test_every_picture_is_shown_and_every_shown_one_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {
        (page.parent / found).resolve()
        for page in pages
        for found in re.findall(r'(?:\]\(|src=")([\w/.-]+\.png)', page.read_text(encoding="utf-8"))
    }
    assert shown == {(ROOT / "docs" / f"{shot.name}.png").resolve() for shot in SHOTS}
