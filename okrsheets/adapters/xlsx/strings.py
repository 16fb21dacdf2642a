"""Texts in cells: the shared strings, Excel's own escapes, and new strings appended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from okrsheets.adapters.xlsx.xmltext import (
    Element,
    Part,
    Splice,
    attribute_span,
    elements,
    escape,
    root_element,
    splice,
    unescape,
)

__all__ = ["LONGEST_TEXT", "SharedStrings", "plain_text", "read_shared_strings", "rich_text", "text_element"]

LONGEST_TEXT = 32_767

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def plain_text(fragment: str) -> str:
    """The text of `<t>` or `<v>`, Excel's `_x000D_` escapes resolved.

    >>> plain_text("R&amp;D _x005F_x0041_ _x0041_")
    'R&D _x0041_ A'
    """
    text = unescape(fragment)
    if "_x" not in text:
        return text
    decoded = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # two escapes may stand for the halves of one character; a lone half is no text at all
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def rich_text(fragment: str) -> str:
    """The text of all runs of a string item, phonetic guides left out.

    >>> rich_text("<r><t>Ex</t></r><r><t>pand</t></r><rPh><t>x</t></rPh>")
    'Expand'
    """
    guides = [(e.start, e.end) for e in elements(fragment, "rPh")] if "rPh" in fragment else []
    runs = [
        fragment[e.tag_end : e.body_end]
        for e in elements(fragment, "t")
        if not any(start < e.start < end for start, end in guides)
    ]
    return plain_text("".join(runs))


def text_element(text: str, prefix: str) -> str:
    """`<t>` with a text that reads back as the very same text.

    >>> text_element(" _x0041_", "")
    '<t xml:space="preserve"> _x005F_x0041_</t>'
    """
    stored = _LOOKS_ESCAPED.sub("_x005F_", text)
    stored = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", stored)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<{prefix}t{space}>{escape(stored)}</{prefix}t>"


def read_shared_strings(part: Part | None) -> list[str]:
    """The shared strings in their order; none where the workbook has no such part."""
    if part is None:
        return []
    prefix = root_element(part, "sst").prefix
    p = re.escape(prefix)
    simple = rf'<{p}t(?: xml:space="preserve")?>([^<]*+)</{p}t>'
    item = re.compile(rf"<{p}si>{simple}</{p}si>|<{p}si(?:\s[^>]*)?(?:/>|>(.*?)</{p}si>)", re.DOTALL)
    return [
        (plain_text(plain) if "&" in plain or "_x" in plain or "\r" in plain else plain)
        if not rich
        else rich_text(rich)
        for plain, rich in item.findall(part.clear)
    ]


@dataclass(slots=True)
class SharedStrings:
    """The shared strings part while texts are being added to its end; what is there is never changed."""

    part: Part
    root: Element
    texts: list[str]
    places: dict[str, int]
    added: list[str] = field(default_factory=list)
    uses: int = 0

    @classmethod
    def of(cls, part: Part) -> SharedStrings:
        """The part's strings; a text with formatting is not offered for another cell."""
        root = root_element(part, "sst")
        texts = read_shared_strings(part)
        places: dict[str, int] = {}
        items = elements(part.masked, "si", start=root.tag_end, prefix=root.prefix)
        for index, (text, item) in enumerate(zip(texts, items, strict=False)):
            if part.text[item.tag_end : item.body_end] == text_element(text, root.prefix):
                places.setdefault(text, index)
        return cls(part, root, texts, places)

    def index_of(self, text: str) -> int:
        """The number of a text, which is appended if it is new."""
        self.uses += 1
        place = self.places.get(text)
        if place is None:
            place = self.places[text] = len(self.texts) + len(self.added)
            self.added.append(
                f"<{self.root.prefix}si>{text_element(text, self.root.prefix)}</{self.root.prefix}si>"
            )
        return place

    def rewritten(self) -> bytes | None:
        """The part with the added strings and right counts; None if there are none."""
        if not self.added:
            return None
        edits = []
        counts = {"count": self.uses, "uniqueCount": len(self.added)}
        for name, more in counts.items():
            span = attribute_span(self.part.text, self.root, name)
            if span and (stored := self.part.text[slice(*span)]).isdecimal():
                total = int(stored) + more if name == "count" else len(self.texts) + more
                edits.append(Splice(*span, str(total)))
        new = "".join(self.added)
        if self.root.empty:
            slash = self.part.text.rindex("/", self.root.start, self.root.end)
            edits.append(Splice(slash, self.root.end, f">{new}</{self.root.prefix}sst>"))
        else:
            edits.append(Splice(self.root.body_end, self.root.body_end, new))
        return self.part.encode(splice(self.part.text, edits))
