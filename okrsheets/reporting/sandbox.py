"""Where templates of the user's own are rendered: they see what they are given, and reach nothing else.

Jinja's sandbox keeps them from Python's insides and from changing a value. What it leaves open is closed
here: messages that reach into their values, and counting, repeating or printing without an end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from okrsheets.patterns import pattern
from okrsheets.reporting.templates import leads_out
from okrsheets.tongue import Tongue

__all__ = ["OURS", "bounded", "counting", "near", "sandbox"]

OURS = "okrsheets"
"""Where a template of the user's own finds ours: `{% extends "okrsheets/report.html.j2" %}`."""
FARTHEST = 1_000_000  # steps that a template may count while it is rendered
LONGEST = 50_000_000  # letters of what it prints, or puts together
NAMES = ("view", "_", "plural", "sense", "outline", "supports", "style", "script", "icon", "assets", "folder")
_REACHES = pattern(r"\{\w*[^\w}]")


def sandbox(*, own: Path, ours: Path, html: bool, optimized: bool) -> Environment:
    """An environment whose templates are those in the `own` folder, then ours, by their names."""
    from_ours = FileSystemLoader(ours)
    return _Sandbox(
        loader=ChoiceLoader([_Within(own), from_ours, PrefixLoader({OURS: from_ours})]),
        undefined=_Missing,
        autoescape=html,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=optimized,
    )


def counting() -> Callable[..., range]:
    """`range` for one rendering, which counts so far and no further."""
    spent = 0

    def counted(*ends: int) -> range:
        nonlocal spent
        made = range(*ends)
        spent += len(made)
        if spent > FARTHEST:
            raise SecurityError(f"it counts further than {FARTHEST:,}")
        return made

    return counted


def bounded(pieces: Iterable[str]) -> str:
    """What a template prints, up to a size that a reader could still open."""
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > LONGEST:
            raise SecurityError(f"it prints more than {LONGEST:,} letters")
    return "".join(found)


def near(name: str, known: Iterable[str]) -> str:
    """The cure for a name that is not known."""
    names = sorted(known)
    found = get_close_matches(name, names, n=1, cutoff=0.6)
    if found:
        return f'did you mean "{found[0]}"'
    return f"known are {', '.join(names)}" if names else "look at what a template is given"


class _Within(FileSystemLoader):
    """Loads what lies in a folder, and nothing that a link in it leads to elsewhere."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        if leads_out(Path(found[1]), Path(self.searchpath[0])):
            raise TemplateNotFound(template)
        return found


class _Missing(StrictUndefined):
    """A name that is not there, told with the nearest that is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return f"{self._undefined_hint.rstrip('.')}; mend that line"
        if owner is missing:
            return f'there is no "{name}"; {near(str(name), NAMES)}'
        fields: tuple[str, ...] = getattr(type(owner), "_fields", ())
        return f'{type(owner).__name__} has no "{name}"; {near(str(name), fields)}'


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with what it leaves open closed."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        # Any: whatever a template puts beside an operator
        if operator == "*" and _repeated(left, right) > LONGEST:
            raise SecurityError(f"it repeats something to more than {LONGEST:,} letters")
        if operator == "**" and isinstance(right, int | float) and abs(right) > 64:
            raise SecurityError("its power is above 64")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, called: Any, /, *args: Any, **values: Any) -> Any:
        """Call what a template calls; a message of a tongue may name values, and nothing inside them."""
        speaks = isinstance(getattr(called, "__self__", called), Tongue)
        if speaks and any(isinstance(words, str) and _REACHES.search(words) for words in args):
            raise SecurityError("a message reaches into its values")
        return super().call(context, called, *args, **values)


def _repeated(left: object, right: object) -> int:
    for whole, times in ((left, right), (right, left)):
        if isinstance(whole, str | tuple | list) and isinstance(times, int):
            return len(whole) * times
    return 0
