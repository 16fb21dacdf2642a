"""Finds the templates: a user's folder by file name first, then the ones that come with okrsheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import okrsheets
from okrsheets.errors import ConfigError
from okrsheets.tongue import Tongue

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "read_text", "template_folder", "words_of"]


OURS = "ours"
"""Before the name of a template: the one that comes with okrsheets."""


def template_folder() -> Path:
    """The folder of our own templates: inside an installed package, beside it in a checkout."""
    package = Path(okrsheets.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def read_text(name: str, *, templates: Path | None) -> str:
    """A file that is inlined as it stands, such as the style sheet."""
    for folder in _folders(templates):
        if (path := folder / name).is_file():
            return path.read_text(encoding="utf-8")
    raise ConfigError(str(template_folder() / name), "is missing", "install okrsheets again")


def environment(*, templates: Path | None, html: bool, often: bool = False) -> Environment:
    """A Jinja environment over both folders; a name that the view does not have is an error.

    A user's template that stands in for one of ours can build on that: `{% extends "ours/mail.html.j2" %}`.
    `often`: its templates are rendered many times, so that it pays to fold their constants.
    """
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined  # noqa: PLC0415 - 44 ms that only reports pay

    ours = PrefixLoader({OURS: FileSystemLoader(template_folder())})
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(_folders(templates)), ours]),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=often,  # folding its constants costs a template that is rendered once more than it saves
    )


def words_of(tongue: Tongue) -> Mapping[str, object]:
    """How a template says its own words: `_("Teams")`, `plural(n, "{n} team", "{n} teams")`."""
    return {"_": tongue, "plural": tongue.plural, "sense": tongue.sense}


def _folders(templates: Path | None) -> list[Path]:
    if templates is not None and not templates.is_dir():
        raise ConfigError(str(templates), "is no folder of templates", "check the path")
    return [template_folder()] if templates is None else [templates, template_folder()]
