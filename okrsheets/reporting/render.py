"""Renders a report view with Jinja: one self-contained HTML page, Markdown, or a summary for chats."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from okrsheets.reporting.markdown import escape_markdown, markdown_address
from okrsheets.reporting.outline import outline
from okrsheets.reporting.slips import filled
from okrsheets.reporting.supporters import support_lines
from okrsheets.reporting.templates import environment, read_own, read_text, words_of
from okrsheets.reporting.view import ReportView
from okrsheets.reporting.wording import shortened
from okrsheets.tongue import Tongue
from okrsheets.tuples import NamedTuple

__all__ = [
    "Assets",
    "assets",
    "html_renderer",
    "render_html",
    "render_markdown",
    "render_summary",
    "template_renderer",
]

HTML_TEMPLATE = "report.html.j2"
MARKDOWN_TEMPLATE = "report.md.j2"
SUMMARY_TEMPLATE = "summary.md.j2"

ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='4' "
    "fill='#0f766e'/><path d='M4 8.5l3 3 5-7' fill='none' stroke='#fff' stroke-width='2'/></svg>"
)


class Assets(NamedTuple):
    """Style, script and icon as files beside the pages, by the names that their pages ask for."""

    files: Mapping[str, str]
    style: str
    script: str
    icon: str


def assets(*, templates: Path | None = None) -> Assets:
    """The files that pages without inlined ones need; names change with what is in them."""
    style, script = _style(templates), read_text("report.js", templates=templates)
    names = (_named("report", "css", style), _named("report", "js", script), _named("icon", "svg", ICON))
    return Assets(dict(zip(names, (style, script, ICON), strict=True)), *names)


def render_html(view: ReportView, *, templates: Path | None = None) -> str:
    """The report as one page that needs no other file and no network.

    Style and script are the only ones that its content security policy lets run. Raises ConfigError
    for a template of the user's that Jinja cannot render.
    """
    return html_renderer(templates=templates)(view, "")


def html_renderer(
    *, templates: Path | None = None, beside: Assets | None = None
) -> Callable[[ReportView, str], str]:
    """What renders pages one after the other, each self-contained unless its assets lie `beside` it.

    The second argument is how a page says the folder of its assets: `../` or nothing.
    """
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2, and only reports pay for it

    surroundings = environment(templates=templates, html=True)
    # both come from template folders, and hold no text of a sheet
    style, script = _style(templates), read_text("report.js", templates=templates)
    inlined = {
        "style": Markup(style),
        "script": Markup(script),
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "icon": "data:image/svg+xml," + quote(ICON, safe=" ='/:"),
        "assets": beside,
    }

    def render(view: ReportView, folder: str) -> str:
        values = {"view": view, **words_of(view.tongue), "folder": folder, **inlined}
        return filled(surroundings, HTML_TEMPLATE, values, own=templates)

    return render


def template_renderer(
    name: str,
    *,
    html: bool,
    tongue: Tongue,
    templates: Path | None,
    filters: Mapping[str, Callable[[str], str]] = MappingProxyType({}),
) -> Callable[[object], str]:
    """What fills in one template with one view after the other, with `filters` beside Jinja's own."""
    surroundings = environment(templates=templates, html=html, often=True)
    surroundings.filters.update(filters)
    words = words_of(tongue)

    def render(view: object) -> str:
        return filled(surroundings, name, {"view": view, **words}, own=templates)

    return render


def render_markdown(view: ReportView, *, templates: Path | None = None) -> str:
    """The whole report for repositories; no text of a sheet is Markdown, HTML, mention or link."""
    lines = {
        "outline": outline(view.nodes, view.tongue),
        "supports": support_lines(view.coverage, view.tongue),
    }
    return _markdown(MARKDOWN_TEMPLATE, view, lines, templates)


def render_summary(view: ReportView, *, templates: Path | None = None) -> str:
    """The report as one message of a chat, in the Markdown that all of them know."""
    return _markdown(SUMMARY_TEMPLATE, view, {}, templates)


def _markdown(name: str, view: ReportView, lines: Mapping[str, object], templates: Path | None) -> str:
    surroundings = environment(templates=templates, html=False)
    surroundings.filters |= {"md": escape_markdown, "address": markdown_address, "brief": _brief}
    values = {"view": view, **lines, **words_of(view.tongue)}
    text = filled(surroundings, name, values, own=templates)
    return text.rstrip("\n") + "\n"


def _brief(text: str, longest: int) -> str:
    """A text cut where it is long; a template says so before it escapes it."""
    return shortened(text, longest=longest)


def _style(templates: Path | None) -> str:
    more = read_own("more.css", templates=templates)
    return read_text("report.css", templates=templates) + _steps() + more


def _named(stem: str, ending: str, text: str) -> str:
    return f"{stem}-{sha256(text.encode('utf-8')).hexdigest()[:8]}.{ending}"


def _steps() -> str:
    """A rule per whole percent for widths, markers and bounds, so that no element needs a style."""
    return "".join(f".{name}{n}{{--{name}:{n}%}}" for name in "wxlh" for n in range(101)) + "\n"


def _hash(text: str) -> str:
    """A content security policy's name for an inline text."""
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
