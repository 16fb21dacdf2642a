"""Finds the templates: a user's folder by file name first, then the ones that come with okrsheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import okrsheets
from okrsheets.errors import ConfigError, reason_of
from okrsheets.tongue import Tongue

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["environment", "leads_out", "read_own", "read_text", "template_folder", "words_of"]


def template_folder() -> Path:
    """The folder of our own templates: inside an installed package, beside it in a checkout."""
    package = Path(okrsheets.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def read_text(name: str, *, templates: Path | None) -> str:
    """A file that is inlined as it stands, such as the style sheet."""
    for folder in _folders(templates):
        if (path := folder / name).is_file():
            return _text(path, folder)
    raise ConfigError(str(template_folder() / name), "is missing", "install okrsheets again")


def read_own(name: str, *, templates: Path | None) -> str:
    """A file that only the user's folder may have; empty where it has none."""
    path = None if templates is None else templates / name
    return _text(path, path.parent) if path is not None and path.is_file() else ""


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a file in a folder is a link to one that lies elsewhere."""
    return not path.resolve().is_relative_to(folder.resolve())


def _text(path: Path, folder: Path) -> str:
    if leads_out(path, folder):
        raise ConfigError(str(path), "leads out of the folder of templates", "put the file itself there")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), "is no text in UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {reason_of(error)}", "allow reading it") from error


def environment(*, templates: Path | None, html: bool, often: bool = False) -> Environment:
    """A Jinja environment in which a name that the view does not have is an error.

    With a folder of the user's own templates it is a sandbox, where these come before ours. `often`: its
    templates are rendered many times, so that it pays to fold their constants; once, it costs more.
    """
    if templates is not None:
        from okrsheets.reporting.sandbox import sandbox  # noqa: PLC0415 - imports Jinja

        own, ours = _folders(templates)
        return sandbox(own=own, ours=ours, html=html, optimized=often)
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - 44 ms that only reports pay

    from okrsheets.reporting.compiled import CompiledTemplates  # noqa: PLC0415 - imports Jinja

    folder = template_folder()
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=often,
        # constants that were folded hold what filters made of them, which may make something else by now
        bytecode_cache=None if often else CompiledTemplates(folder),
    )


def words_of(tongue: Tongue) -> Mapping[str, object]:
    """How a template says its own words: `_("Teams")`, `plural(n, "{n} team", "{n} teams")`."""
    return {"_": tongue, "plural": tongue.plural, "sense": tongue.sense}


def _folders(templates: Path | None) -> list[Path]:
    if templates is not None and not templates.is_dir():
        raise ConfigError(str(templates), "is no folder of templates", "check the path")
    return [template_folder()] if templates is None else [templates, template_folder()]
