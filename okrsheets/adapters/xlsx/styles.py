"""Styles: what a cell's style says of its number format and look, and new styles appended."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from okrsheets.adapters.serials import Moment, moment_of_format
from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    Splice,
    attribute_span,
    attributes,
    elements,
    escape,
    first_element,
    root_element,
    whole_number,
)
from okrsheets.grid import PLAIN, Look
from okrsheets.tuples import NamedTuple

__all__ = ["CellStyle", "StyleBook", "read_styles"]

_BUILT_IN = MappingProxyType(
    {
        0: "General",
        1: "0",
        2: "0.00",
        3: "#,##0",
        4: "#,##0.00",
        5: '"$"#,##0_);("$"#,##0)',
        6: '"$"#,##0_);[Red]("$"#,##0)',
        7: '"$"#,##0.00_);("$"#,##0.00)',
        8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        14: "mm-dd-yy",
        15: "d-mmm-yy",
        16: "d-mmm",
        17: "mmm-yy",
        18: "h:mm AM/PM",
        19: "h:mm:ss AM/PM",
        20: "h:mm",
        21: "h:mm:ss",
        22: "m/d/yy h:mm",
        37: "#,##0_);(#,##0)",
        38: "#,##0_);[Red](#,##0)",
        39: "#,##0.00_);(#,##0.00)",
        40: "#,##0.00_);[Red](#,##0.00)",
        45: "mm:ss",
        46: "[h]:mm:ss",
        47: "mmss.0",
        48: "##0.0E+0",
        49: "@",
        # East Asian editions show these as days
        **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
    }
)
T = TypeVar("T")

_PERCENT = 9
_MOST_STYLES = 65_000
_FALSE = ("0", "false", "off")
_WHITE = ("FFFFFF", "indexed9", "indexed65")


class CellStyle(NamedTuple):
    """What a style says, as far as values and layouts depend on it."""

    number_format: str = "General"
    moment: Moment | None = None
    look: Look = PLAIN


PLAIN_STYLE = CellStyle()


def read_styles(part: Part | None) -> list[CellStyle]:
    """The cell styles in their order; none where the workbook has no styles."""
    if part is None:
        return []
    text = part.clear
    prefix = root_element(part, "styleSheet").prefix
    formats = {
        number: values.get("formatCode", "General")
        for values in _children(text, "numFmts", "numFmt", prefix)
        if (number := whole_number(values.get("numFmtId"))) is not None
    }
    bold = [_is_bold(text[e.start : e.end]) for e in _items(text, "fonts", "font", prefix)]
    fills = [_fill_color(text[e.start : e.end]) for e in _items(text, "fills", "fill", prefix)]
    moments: dict[str, Moment | None] = {}
    styles = []
    for element in _items(text, "cellXfs", "xf", prefix):
        values = attributes(element.attributes)
        format_id = _number(values.get("numFmtId"))
        number_format = formats.get(format_id) or _BUILT_IN.get(format_id, "General")
        if number_format not in moments:
            moments[number_format] = moment_of_format(number_format)
        look = Look(
            bold=_at(bold, _number(values.get("fontId"))) or False,
            fill=_at(fills, _number(values.get("fillId"))),
            indent=_indent(text[element.tag_end : element.body_end]),
        )
        styles.append(CellStyle(number_format, moments[number_format], look))
    return styles


class StyleBook:
    """The styles part while styles are being added to its end; what is there is never changed."""

    __slots__ = ("added", "cloned", "fonts", "part", "places", "section", "stored", "styles")

    def __init__(self, part: Part, section: Element, stored: list[str], styles: list[CellStyle]) -> None:
        self.part = part
        self.section = section
        self.stored = stored
        self.places = {xf: at for at, xf in reversed(list(enumerate(stored)))}
        self.styles = styles
        self.added: list[str] = []
        self.cloned: dict[tuple[int, int], int] = {}
        self.fonts: list[str] = []

    @classmethod
    def of(cls, part: Part | None) -> StyleBook | None:
        """The styles to build on, or None where the workbook has none."""
        if part is None:
            return None
        prefix = root_element(part, "styleSheet").prefix
        section = first_element(part.masked, "cellXfs", prefix=prefix)
        if section is None or section.empty:
            return None
        stored = [
            part.text[e.start : e.end]
            for e in elements(part.masked, "xf", start=section.tag_end, end=section.body_end, prefix=prefix)
        ]
        return cls(part, section, stored, read_styles(part))

    def format_of(self, style: int) -> CellStyle:
        """What a style of the file says."""
        return self.styles[style] if style < len(self.styles) else PLAIN_STYLE

    def looking_like(self, style: int, *, percent: bool) -> int:
        """A style with that look, shown as a percentage or as General, without protection or quote sign."""
        if style >= len(self.stored):
            return 0
        return self._with_format(style, _PERCENT if percent else 0)

    def as_percent(self, style: int) -> int:
        """The style itself where it shows numbers in a way of its own, else its twin for percentages."""
        shown = self.format_of(style)
        if style >= len(self.stored) or not (shown.number_format in ("General", "@") or shown.moment):
            return style
        return self._with_format(style, _PERCENT)

    def bold(self, style: int) -> int:
        """A style with that look in bold; itself where its font is not to be found."""
        prefix = self.section.prefix
        fonts = _items(self.part.masked, "fonts", "font", prefix)
        xf = self.stored[style] if style < len(self.stored) else ""
        font = _at(fonts, _number(attributes(xf.partition(">")[0]).get("fontId")))
        if font is None or _is_bold(text := self.part.text[font.start : font.end]):
            return self.looking_like(style, percent=False)
        tag, inner = text[: font.tag_end - font.start].rstrip("/>"), text[font.tag_end - font.start :]
        if unbold := first_element(inner, "b"):  # as some programs say that a font is not
            inner = inner[: unbold.start] + inner[unbold.end :]
        self.fonts.append(f"{tag}><{prefix}b/>{inner or f'</{prefix}font>'}")
        return self._place(_with_font(_reformatted(xf, 0), len(fonts) + len(self.fonts) - 1))

    def wrapped(self, style: int) -> int:
        """A style with that look in which long texts go on in a second line."""
        if style >= len(self.stored):
            return 0
        return self._place(_wrapped(_reformatted(self.stored[style], 0), self.section.prefix))

    def _with_format(self, style: int, format_id: int) -> int:
        if (style, format_id) not in self.cloned:
            self.cloned[style, format_id] = self._place(_reformatted(self.stored[style], format_id))
        return self.cloned[style, format_id]

    def _place(self, xf: str) -> int:
        place = self.places.get(xf)
        if place is None:
            if len(self.stored) + len(self.added) >= _MOST_STYLES:
                return 0
            place = self.places[xf] = len(self.stored) + len(self.added)
            self.added.append(xf)
        return place

    def rewritten(self) -> bytes | None:
        """The part with the added styles; None if there are none."""
        if not self.added:
            return None
        edits = [Splice(self.section.body_end, self.section.body_end, "".join(self.added))]
        if span := attribute_span(self.part.text, self.section, "count"):
            edits.append(Splice(*span, str(len(self.stored) + len(self.added))))
        fonts = first_element(self.part.masked, "fonts", prefix=self.section.prefix) if self.fonts else None
        if fonts is not None:
            edits.append(Splice(fonts.body_end, fonts.body_end, "".join(self.fonts)))
            if span := attribute_span(self.part.text, fonts, "count"):
                there = len(_items(self.part.masked, "fonts", "font", self.section.prefix))
                edits.append(Splice(*span, str(there + len(self.fonts))))
        return self.part.spliced(edits)


def _reformatted(xf: str, format_id: int) -> str:
    """A style with another number format, and nothing in it that is not look."""
    tag, closing, body = xf.partition(">")
    tag = re.sub(
        r"""\s(?:quotePrefix|pivotButton|applyProtection|applyNumberFormat)\s*=\s*(?:"[^"]*"|'[^']*')""",
        "",
        tag,
    )
    tag, replaced = re.subn(r"""(\snumFmtId\s*=\s*)(?:"[^"]*"|'[^']*')""", rf'\g<1>"{format_id}"', tag)
    empty = tag.endswith("/")
    tag = tag.removesuffix("/").rstrip()
    tag += "" if replaced else f' numFmtId="{format_id}"'
    tag += ' applyNumberFormat="1"' if format_id else ""
    body = re.sub(r"<((?:[\w.-]+:)?)protection\b[^>]*?(?:/>|>\s*</\1protection\s*>)", "", body)
    return f"{tag}/{closing}" if empty else tag + closing + body


def _with_font(xf: str, font: int) -> str:
    tag, closing, body = xf.partition(">")
    kept = re.sub(r"""\s(?:fontId|applyFont)\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag)
    empty = "/" if kept.endswith("/") else ""
    return f'{kept.removesuffix("/").rstrip()} fontId="{font}" applyFont="1"{empty}{closing}{body}'


def _wrapped(xf: str, prefix: str) -> str:
    tag, closing, body = xf.partition(">")
    tag = re.sub(r"""\sapplyAlignment\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag).removesuffix("/").rstrip()
    alignment = first_element(body, "alignment")
    marks = attributes(alignment.attributes) if alignment else {}
    if alignment:
        body = body[: alignment.start] + body[alignment.end :]
    said = "".join(f' {name}="{escape(value)}"' for name, value in marks.items() if name != "wrapText")
    body = f'<{prefix}alignment{said} wrapText="1"/>' + (body or f"</{prefix}xf>")
    return f'{tag} applyAlignment="1"{closing}{body}'


def _items(text: str, section: str, name: str, prefix: str) -> list[Element]:
    found = first_element(text, section, prefix=prefix)
    if found is None:
        return []
    return list(elements(text, name, start=found.tag_end, end=found.body_end, prefix=prefix))


def _children(text: str, section: str, name: str, prefix: str) -> list[Mapping[str, str]]:
    return [attributes(element.attributes) for element in _items(text, section, name, prefix)]


def _is_bold(font: str) -> bool:
    element = first_element(font, "b")
    return element is not None and attributes(element.attributes).get("val", "1") not in _FALSE


def _fill_color(fill: str) -> str | None:
    pattern, color = first_element(fill, "patternFill"), first_element(fill, "fgColor")
    if pattern is None or color is None:
        return None
    values = attributes(color.attributes)
    if attributes(pattern.attributes).get("patternType", "none") == "none":
        return None
    if rgb := values.get("rgb"):
        token = rgb[-6:].upper()
    elif "theme" in values:
        token = f"theme{values['theme']}" + (f"*{values['tint']}" if "tint" in values else "")
    elif "indexed" in values:
        token = f"indexed{values['indexed']}"
    else:
        return None
    return None if token in _WHITE else token


def _indent(xf_body: str) -> int:
    element = first_element(xf_body, "alignment") if xf_body else None
    return _number(attributes(element.attributes).get("indent")) if element else 0


def _number(text: str | None) -> int:
    return whole_number(text) or 0


def _at(items: Sequence[T], index: int) -> T | None:
    return items[index] if index < len(items) else None
