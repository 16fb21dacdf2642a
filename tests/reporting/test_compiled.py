"""Templates that were compiled are kept beside them, and used only where they still hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from okrsheets.reporting.compiled import CompiledTemplates

TEXT = "{% if who %}\nHello {{ who|upper }}\n{% endif %}"


class Counting(Environment):
    """An environment that knows how often it compiled."""

    compiled = 0

    def compile(self, *args: Any, **named: Any) -> Any:  # all that Jinja's takes, and what it returns
        self.compiled += 1
        return super().compile(*args, **named)


@pytest.fixture(autouse=True)
def _compiled_files_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def surroundings(folder: Path, **options: Any) -> Counting:
    return Counting(loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(folder), **options)


def rendered(made: Counting) -> tuple[str, int]:
    """What the template says, and how often it was compiled for that."""
    return made.get_template("page.j2").render(who="you"), made.compiled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.j2").write_text(TEXT, encoding="utf-8")
    assert rendered(surroundings(tmp_path)) == ("\nHello YOU\n", 1)
    return tmp_path


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert rendered(surroundings(folder)) == ("\nHello YOU\n", 0)


def test_a_changed_template_is_compiled_anew_however_old_its_file_is(folder: Path) -> None:
    (folder / "page.j2").write_text(TEXT.replace("Hello", "Howdy"), encoding="utf-8")
    assert rendered(surroundings(folder)) == ("\nHowdy YOU\n", 1)
    assert rendered(surroundings(folder)) == ("\nHowdy YOU\n", 0)


@pytest.mark.parametrize("options", [{"trim_blocks": True}, {"optimized": False}, {"autoescape": True}])
def test_other_options_are_another_template(folder: Path, options: dict[str, bool]) -> None:
    _, times = rendered(surroundings(folder, **options))
    assert times == 1


def test_filters_that_are_called_otherwise_are_another_template(folder: Path) -> None:
    made = surroundings(folder)

    def upper(_: Environment, text: str) -> str:
        return text.upper()

    upper.jinja_pass_arg = made.filters["map"].jinja_pass_arg  # type: ignore[attr-defined] # Jinja's own mark
    made.filters["upper"] = upper
    assert rendered(made) == ("\nHello YOU\n", 1)


@pytest.mark.parametrize("length", [0, 10, 32, 33, 200, -1])
def test_what_was_cut_short_is_not_used(folder: Path, length: int) -> None:
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:length])
    assert rendered(surroundings(folder)) == ("\nHello YOU\n", 1)


def test_what_was_changed_is_not_used(folder: Path) -> None:
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"Hello", b"Jello"))
    assert rendered(surroundings(folder)) == ("\nHello YOU\n", 1)


def test_where_nothing_can_be_written_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text(TEXT, encoding="utf-8")
    (tmp_path / "__pycache__").write_text("a file, no folder", encoding="utf-8")
    for _ in range(2):
        assert rendered(surroundings(tmp_path)) == ("\nHello YOU\n", 1)


def test_nothing_is_written_where_python_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.j2").write_text(TEXT, encoding="utf-8")
    assert rendered(surroundings(tmp_path)) == ("\nHello YOU\n", 1)
    assert not (tmp_path / "__pycache__").exists()


def test_it_is_kept_where_python_is_told_to_keep_such_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.j2").write_text(TEXT, encoding="utf-8")
    assert [rendered(surroundings(folder)) for _ in range(2)] == [("\nHello YOU\n", 1), ("\nHello YOU\n", 0)]
    assert [path.name for path in folder.iterdir()] == ["page.j2"]


def test_nothing_half_is_left_where_it_cannot_be_kept(tmp_path: Path) -> None:
    (tmp_path / "page.j2").write_text(TEXT, encoding="utf-8")
    rendered(surroundings(tmp_path))
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.unlink()
    (kept / "in the way").mkdir(parents=True)
    assert rendered(surroundings(tmp_path)) == ("\nHello YOU\n", 1)
    assert [*(tmp_path / "__pycache__").iterdir()] == [kept]
