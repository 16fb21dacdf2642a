"""What a mail asks of mail programs, held against what these can do by the caniemail data.

The data are one JSON document: by the name of a feature a title and, for each program, `y`, `a` (partly) or
`n`, with notes behind it. A feature is known by an element, an attribute, a CSS property, a kind of
selector, an at-rule, a unit or a function.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

from okrsheets.tuples import NamedTuple

__all__ = ["CLIENTS", "Lack", "Matrix", "features", "lacks", "read_matrix"]

CLIENTS = (
    "outlook-win", "outlook-com", "outlook-mac", "gmail-web", "gmail-ios", "gmail-android", "apple-mac",
    "apple-ios",
)  # fmt: skip

Matrix = Mapping[str, Mapping[str, str]]

_ELEMENTS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead", "caption"), "html-table"),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), "html-lists"),
    **dict.fromkeys(("b", "strong"), "html-strong"),
    **dict.fromkeys(("nav", "section", "article", "main", "details", "figure", "aside"), "html-semantics"),
}
_FUNCTIONS = {
    "var(": "css-variables", "calc(": "css-unit-calc", "rgba(": "css-rgba", "rgb(": "css-rgb",
    "linear-gradient(": "css-linear-gradient", "radial-gradient(": "css-radial-gradient",
    "light-dark(": "css-function-light-dark", "clamp(": "css-function-clamp", "min(": "css-function-min",
    "max(": "css-function-max", "hsl(": "css-modern-color", "oklch(": "css-modern-color",
    "color-mix(": "css-modern-color",
}  # fmt: skip
_DISPLAY = {
    "flex": "css-display-flex",
    "inline-flex": "css-display-flex",
    "grid": "css-display-grid",
    "none": "css-display-none",
}
_UNITS = {"%": "percent"} | {
    unit: unit
    for unit in ("ch", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "rem", "vh", "vmax", "vmin", "vw")
}
_UNIT = re.compile(r"(?<![\w#.-])-?(?:\d+\.?\d*|\.\d+)(%|[a-z]+)")
_MODERN = re.compile(r"rgba?\([^)]*(?:/|\d\s+\d)")
_SELECTORS = (
    (re.compile(r"\*"), "css-selector-universal"),
    (re.compile(r"\.[\w-]"), "css-selector-class"),
    (re.compile(r"#[\w-]"), "css-selector-id"),
    (re.compile(r"\["), "css-selector-attribute"),
    (re.compile(r"(?:[\w\])-])[.#\[]\w|\w\["), "css-selector-chaining"),
    (re.compile(r"[\w\])]\s+[\w.#\[*]"), "css-selector-descendant"),
    (re.compile(r">"), "css-selector-child"),
    (re.compile(r"\+"), "css-selector-adjacent-sibling"),
    (re.compile(r"~"), "css-selector-general-sibling"),
    (re.compile(r"(?:^|[\s>+~])[a-z]"), "css-selector-type"),
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"<!--\[if .*?<!\[endif\]-->", re.DOTALL)


class Lack(NamedTuple):
    """A feature that a mail uses and a program does not know at all."""

    feature: str
    client: str


def read_matrix(path: Path) -> Matrix:
    """What each program does with each feature: the first letter of what the data say."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {client: said[:1] for client, said in feature["s"].items()}
        for name, feature in document.items()
    }


def lacks(html: str, matrix: Matrix) -> list[Lack]:
    """What a mail uses that one of CLIENTS does not know."""
    return sorted(
        Lack(feature, client)
        for feature in features(html, matrix)
        for client in CLIENTS
        if matrix[feature].get(client) == "n"
    )


def features(html: str, matrix: Matrix) -> set[str]:
    """The features of the data that a mail uses; what only Word's comments show is for Word alone."""
    found = _Found()
    found.feed(_CONDITIONAL.sub("", html))
    return {feature for feature in found.features if feature in matrix}


class _Found(HTMLParser):
    """Notes the features of each element, attribute and style."""

    def __init__(self) -> None:
        super().__init__()
        self.features: set[str] = set()
        self._in_style = False

    def handle_decl(self, decl: str) -> None:
        self.features.add("html-doctype")

    def handle_comment(self, data: str) -> None:
        self.features.add("html-comments")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.features.add(_ELEMENTS.get(tag, f"html-{tag}"))
        self._in_style = tag == "style"
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        self.features.add(f"html-{name}")
        if name == "style":
            self.features |= set(_declared(value))
        elif tag == "meta" and value == "color-scheme":
            self.features.add("html-meta-color-scheme")
        elif tag == "img" and name == "src":
            self.features.add(
                "image-base64" if value.startswith("data:") else f"image-{value.rpartition('.')[2]}"
            )
        elif name == "href" and value.startswith("#"):
            self.features.add("html-anchor-links")
        elif name == "href" and value.startswith("mailto:"):
            self.features.add("html-mailto-links")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self.features |= set(_in_sheet(data))


def _in_sheet(style: str) -> Iterator[str]:
    if "/*" in style:
        yield "css-comments"
    style = _COMMENT.sub("", style)
    for asked in re.findall(r"@([\w-]+)([^{;]*)", style):
        yield f"css-at-{asked[0]}"
        for about in re.findall(r"\(\s*([\w-]+)", asked[1]):
            yield f"css-at-media-{about}"
    for selectors, declarations in _RULE.findall(re.sub(r"@[^{]*\{", "", style)):
        if "," in selectors:
            yield "css-selector-grouping"
        for selector in selectors.split(","):
            yield from _selecting(selector.strip())
        yield from _declared(declarations)


def _selecting(selector: str) -> Iterator[str]:
    for name in re.findall(r"::?([\w-]+)", selector):
        yield f"css-pseudo-class-{name}"
        yield f"css-pseudo-element-{name}"
    plain = re.sub(r"::?[\w-]+(\([^)]*\))?", "", selector)
    yield from (feature for sign, feature in _SELECTORS if sign.search(plain))


def _declared(declarations: str) -> Iterator[str]:
    for declaration in declarations.split(";"):
        name, colon, value = (part.strip().lower() for part in declaration.partition(":"))
        if not colon or name.startswith("mso-"):
            continue
        if name.startswith("--"):
            yield "css-variables"
            continue
        parts = name.split("-")
        yield from (f"css-{'-'.join(parts[:length])}" for length in range(1, len(parts) + 1))
        yield from _valued(name, value)


def _valued(name: str, value: str) -> Iterator[str]:
    if "!important" in value:
        yield "css-important"
    if name == "display":
        yield _DISPLAY.get(value.partition(" ")[0], "css-display")
    if "system-ui" in value.replace("-apple-system", ""):
        yield "css-sytem-ui"  # the data spell it so
    if _MODERN.search(value):
        yield "css-modern-color"
    yield from (
        feature for sign, feature in _FUNCTIONS.items() if re.search(rf"(?<![\w-]){re.escape(sign)}", value)
    )
    yield from (f"css-unit-{_UNITS[unit]}" for unit in _UNIT.findall(value) if unit in _UNITS)
