"""The part of docs/templates.md that says what templates are given, made from the values themselves.

`python -m tests.view_page` writes it anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["PAGE", "blocks_of", "page_text", "view_values"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "templates.md"
REPORTING = ROOT / "okrsheets" / "reporting"
TEMPLATES = ROOT / "templates"
VIEWS = ("ReportView", "DigestView")  # of reports, and of mails
BEGINS, ENDS = "<!-- the view begins -->", "<!-- the view ends -->"
_BLOCK = re.compile(r"\{% block (\w+) %\}")
_WORD = re.compile(r"\b[A-Z]\w+\b")


class Value(NamedTuple):
    """One kind of value in the view: what it is, and its fields with their types."""

    name: str
    words: str
    fields: tuple[tuple[str, str], ...]


def view_values() -> tuple[Value, ...]:
    """The views and all values in them, each where it is met first."""
    known, aliases = _known()
    found: dict[str, Value] = {}
    waiting = list(VIEWS)
    while waiting:
        name = waiting.pop(0)
        if name in aliases:
            waiting = [*_WORD.findall(aliases[name]), *waiting]
        elif name in known and name not in found:
            found[name] = value = known[name]
            waiting += [word for _, kind in value.fields for word in _WORD.findall(kind)]
    return tuple(found.values())


def blocks_of(template: str) -> tuple[str, ...]:
    """The names of the blocks of one of our templates."""
    return tuple(_BLOCK.findall((TEMPLATES / template).read_text(encoding="utf-8")))


def page_text() -> str:
    """The page with its part made anew."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    _, _, behind = rest.partition(ENDS)
    return "\n".join([before + BEGINS, *_lines(), ENDS + behind])


def _lines() -> Iterator[str]:
    _, aliases = _known()
    for template in ("report.html.j2", "summary.md.j2", "report.md.j2", "mail.html.j2"):
        yield f"\nBlocks of `{template}`: {', '.join(f'`{name}`' for name in blocks_of(template))}."
    for value in view_values():
        yield f"\n### {value.name}\n\n{value.words}\n"
        yield "| field | is |\n|---|---|"
        for name, kind in value.fields:
            said = _WORD.sub(lambda found: _plain(found[0], aliases), kind)
            yield f"| `{name}` | {said.replace('|', 'or')} |"
    yield ""


def _plain(name: str, aliases: dict[str, str]) -> str:
    return _WORD.sub(lambda found: _plain(found[0], aliases), aliases[name]) if name in aliases else name


def _known() -> tuple[dict[str, Value], dict[str, str]]:
    """The named tuples of the reports by name, and other names for types."""
    known: dict[str, Value] = {}
    aliases: dict[str, str] = {}
    paths = [*sorted(REPORTING.rglob("*.py")), ROOT / "okrsheets" / "tongue" / "speech.py"]
    for path in paths:
        for each in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(each, ast.ClassDef) and any(
                ast.unparse(base) == "NamedTuple" for base in each.bases
            ):
                fields = tuple(
                    (ast.unparse(one.target), ast.unparse(one.annotation))
                    for one in each.body
                    if isinstance(one, ast.AnnAssign)
                )
                known[each.name] = Value(each.name, _joined(ast.get_docstring(each) or ""), fields)
            elif isinstance(each, ast.AnnAssign) and ast.unparse(each.annotation) == "TypeAlias":
                aliases[ast.unparse(each.target)] = ast.unparse(each.value or each.target).strip("'\"")
    return known, aliases


def _joined(words: str) -> str:
    """A docstring without its examples, a line for each paragraph."""
    paragraphs = [
        " ".join(each.split()) for each in words.split("\n\n") if not each.lstrip().startswith(">>>")
    ]
    return "\n\n".join(paragraphs)


if __name__ == "__main__":
    PAGE.write_text(page_text(), encoding="utf-8")
