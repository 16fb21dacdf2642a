"""Texts in cells: the shared strings, Excel's own escapes, and new strings appended."""

from __future__ import annotations

import re

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.adapters.xlsx.xmltext import (
    ATTRIBUTES,
    Element,
    Part,
    Splice,
    attribute_span,
    elements,
    escape,
    root_element,
    spelt_in_one_way,
    unescape,
    whole_number,
)
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["LONGEST_TEXT", "SharedStrings", "plain_text", "read_shared_strings", "rich_text", "text_element"]

LONGEST_TEXT = 32_767

_ESCAPED = pattern(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = pattern(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNGROUPED_ATTRIBUTES = ATTRIBUTES.replace("((", "(?:(", 1)
# Compiled by re when first used, and kept by it: few runs need it.
_NOT_XML = "[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]"


def plain_text(fragment: str) -> str:
    """The text of `<t>` or `<v>`, Excel's `_x000D_` escapes resolved.

    >>> plain_text("R&amp;D _x005F_x0041_ _x0041_")
    'R&D _x0041_ A'
    """
    text = unescape(fragment) if "&" in fragment or "\r" in fragment else fragment
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
    if "rPh" in fragment:
        guides = list(elements(fragment, "rPh"))
        starts = [0, *(guide.end for guide in guides)]
        ends = [*(guide.start for guide in guides), len(fragment)]
        fragment = "".join(fragment[start:end] for start, end in zip(starts, ends, strict=True))
    runs = [fragment[e.tag_end : e.body_end] for e in elements(fragment, "t")]
    return plain_text("".join(runs))


def text_element(text: str, prefix: str) -> str:
    """`<t>` with a text that reads back as the very same text.

    >>> text_element(" _x0041_", "")
    '<t xml:space="preserve"> _x005F_x0041_</t>'
    """
    stored = _LOOKS_ESCAPED.sub("_x005F_", text)
    stored = re.sub(_NOT_XML, lambda match: f"_x{ord(match[0]):04X}_", stored)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<{prefix}t{space}>{escape(stored)}</{prefix}t>"


def read_shared_strings(part: Part | None) -> list[str]:
    """The shared strings in their order; none where the workbook has no such part."""
    return [] if part is None else _Items.of(part).texts()


class _Items(NamedTuple):
    """What stands in each shared string, in its only `<t>` or else in the whole item, and between them."""

    plain: list[str | None]
    rich: list[str | None]
    between: list[str]

    @classmethod
    def of(cls, part: Part) -> _Items:
        prefix = re.escape(root_element(part, "sst").prefix)
        simple = rf'<{prefix}t(?: xml:space="preserve")?>([^<]*+)</{prefix}t>'
        any_item = rf"<{prefix}si(?:{_UNGROUPED_ATTRIBUTES})(?:/>|>(.*?)</{prefix}si\s*+>)"
        pieces = re.split(f"<{prefix}si>{simple}</{prefix}si>|{any_item}", part.clear, flags=re.DOTALL)
        return cls(pieces[1::3], pieces[2::3], pieces[::3])

    def texts(self) -> list[str]:
        return [
            rich_text(rich) if rich else plain_text(plain or "")
            for plain, rich in zip(self.plain, self.rich, strict=True)
        ]

    def in_order(self, prefix: str) -> bool:
        """Whether nothing else stands among the items, and no item in another: all readers count the same."""
        nested = f"<{prefix}si"
        return not (
            "".join(self.between[1:-1]).strip()
            or any(rich is not None and nested in rich for rich in self.rich)
            or (
                self.plain
                and not self.between[-1].lstrip().startswith((f"</{prefix}sst", f"<{prefix}extLst"))
            )
        )


class SharedStrings:
    """The shared strings part while texts are being added to its end; what is there is never changed."""

    __slots__ = ("added", "part", "places", "root", "texts", "uses")

    def __init__(self, part: Part, root: Element, texts: list[str], places: dict[str, int]) -> None:
        self.part = part
        self.root = root
        self.texts = texts
        self.places = places
        self.added: list[str] = []
        self.uses = 0

    @classmethod
    def of(cls, part: Part) -> SharedStrings:
        """The part's strings; a text with formatting of its own is not offered to other cells."""
        root, items = root_element(part, "sst"), _Items.of(part)
        if not (spelt_in_one_way(part, root, "si") and items.in_order(root.prefix)):
            raise FaultError("unknown-format", part.name)
        texts = items.texts()
        places = {text: at for at, text in reversed(list(enumerate(texts))) if not items.rich[at]}
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

    def _end_of_items(self) -> int:
        text, prefix, end = self.part.masked, self.root.prefix, self.root.body_end
        last = max(
            text.rfind(f"<{prefix}si", 0, end), text.rfind(f"</{prefix}si>", 0, end), self.root.tag_end
        )
        # what extends the format stands behind all strings
        later = text.find(f"<{prefix}extLst", last, end)
        return end if later < 0 else later

    def rewritten(self) -> bytes | None:
        """The part with the added strings and right counts; None if there are none."""
        if not self.added:
            return None
        edits = []
        total = len(self.texts) + len(self.added)
        if span := attribute_span(self.part.text, self.root, "uniqueCount"):
            edits.append(Splice(*span, str(total)))
        span = attribute_span(self.part.text, self.root, "count")
        if span and (stored := whole_number(self.part.text[slice(*span)])) is not None:
            edits.append(Splice(*span, str(stored + self.uses)))
        new = "".join(self.added)
        if self.root.empty:
            slash = self.part.text.rindex("/", self.root.start, self.root.end)
            edits.append(Splice(slash, self.root.end, f">{new}</{self.root.prefix}sst>"))
        else:
            at = self._end_of_items()
            edits.append(Splice(at, at, new))
        return self.part.spliced(edits)
