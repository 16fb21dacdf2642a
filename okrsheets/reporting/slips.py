"""Fills templates in, and tells what is wrong in one of the user's own: `file:line: what; cure`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from okrsheets.errors import ConfigError, reason_of
from okrsheets.patterns import pattern

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["filled"]

MEND = "mend that line"
_SLIPS = (
    ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What Python raises for what a template does, beside Jinja's own errors."""
_NO_SUCH = pattern(r"No (filter|test) named '([^']*)'")


def filled(environment: Environment, name: str, values: Mapping[str, object], *, own: Path | None) -> str:
    """A template filled in. Without a folder of the user's `own` templates a fault is ours, and a bug.

    Raises ConfigError for what is wrong in theirs.
    """
    if own is None:
        return environment.get_template(name).render(values)
    from jinja2 import TemplateError  # noqa: PLC0415 - 44 ms that only reports pay

    from okrsheets.reporting.sandbox import bounded, counting  # noqa: PLC0415 - imports Jinja

    try:
        template = environment.get_template(name)
        return bounded(template.generate({**values, "range": counting()}))
    except (TemplateError, *_SLIPS) as error:
        raise _told(error, environment, own / name) from error


def _told(error: Exception, environment: Environment, path: Path) -> ConfigError:
    """What went wrong, in one line."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - see above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415

    from okrsheets.reporting.sandbox import OURS, near  # noqa: PLC0415

    place = _place(error, path)
    if isinstance(error, TemplateSyntaxError):
        place = f"{error.filename or path}:{error.lineno}"
    if found := _NO_SUCH.match(str(error)):
        kind, name = found.groups()
        known = environment.filters if kind == "filter" else environment.tests
        return ConfigError(place, f'there is no {kind} "{name}"', near(name, known))
    if isinstance(error, TemplateSyntaxError):
        return ConfigError(place, f"no template: {_line(error.message or '').rstrip('.')}", MEND)
    if isinstance(error, TemplateNotFound):
        what = f'asks for "{error.message or error.name}", which is in no folder of templates'
        return ConfigError(place, what, near(str(error.name), environment.list_templates()))
    if isinstance(error, UndefinedError):
        what, _, cure = (error.message or "a name is not there").partition("; ")
        return ConfigError(place, what, cure or MEND)
    if isinstance(error, SecurityError):
        what = (error.message or str(error)).removesuffix(f"; {MEND}").rstrip(".")
        return ConfigError(place, f"is not allowed: {what}", "print what the view has, and no more")
    if isinstance(error, RecursionError):
        cure = f'extend "{OURS}/{path.name}", which is ours'
        return ConfigError(place, "calls itself without an end", cure)
    if isinstance(error, UnicodeDecodeError):
        return ConfigError(place, "is no text in UTF-8", "save it as UTF-8")
    if isinstance(error, OSError):
        return ConfigError(place, f"cannot be read: {reason_of(error)}", "allow reading it")
    return ConfigError(place, f"cannot be rendered: {_line(str(error))}", MEND)


def _place(error: Exception, path: Path) -> str:
    """The line of a template that was last at work, in the user's folder if any was; Jinja puts it there."""
    lines = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.endswith((".py", ">"))
    ]
    of_theirs = [each for each in lines if Path(each[0]).is_relative_to(path.parent)]
    if not lines:
        return str(path)
    file, line = (of_theirs or lines)[-1]
    return f"{file}:{line}"


def _line(words: str) -> str:
    return " ".join(words.split())
