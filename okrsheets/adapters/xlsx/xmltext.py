"""One XML part as text: its encoding there and back, elements with their places, and edits spliced in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from xml.parsers import expat

from okrsheets.adapters.xlsx.faults import FaultError
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = [
    "ATTRIBUTES",
    "Element",
    "Part",
    "Splice",
    "attribute_span",
    "attributes",
    "check_well_formed",
    "closing_tag",
    "elements",
    "escape",
    "first_element",
    "is_on",
    "open_part",
    "root_element",
    "spelt_in_one_way",
    "unescape",
    "whole_number",
]

ATTRIBUTES = r"""((?:\s++[^\s=<>"'/]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'))*+)\s*+"""
"""All attributes of a tag, as one group of a pattern; `>` may stand inside of their values."""

NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)

_REST_OF_TAG = pattern(rf"{ATTRIBUTES}(/?)>")
_STEP = 1 << 20
_MOST_DIGITS = 18
_ATTRIBUTE = pattern(r"""([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DECLARED_ENCODING = pattern(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_HIDING = pattern(r"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<\?.*?\?>", re.DOTALL)
# Compiled by re when first used, and kept by it: few runs need it.
_REFERENCE = r"&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));"
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class Element(NamedTuple):
    """Where an element stands in a text; an empty one (`<a/>`) has `tag_end` = `end`."""

    start: int
    tag_end: int
    body_end: int
    end: int
    prefix: str
    attributes: str

    @property
    def empty(self) -> bool:
        return self.tag_end == self.end


class Splice(NamedTuple):
    """Replace the text from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


class Part(NamedTuple):
    """A part's text. `masked` has the same length, with comments and CDATA blanked out for searching.

    `added` is the encoding of what is put in, which may be narrower than that of the part.
    """

    name: str
    text: str
    masked: str
    encoding: str
    mark: bytes
    added: str = "utf-8"

    def spliced(self, edits: Iterable[Splice]) -> bytes:
        """The part with all edits made, those at one place in the order given, in its own encoding.

        >>> Part("", "a-c", "a-c", "utf-8", b"").spliced([Splice(1, 2, "b"), Splice(3, 3, "d")])
        b'abcd'
        """
        # piece by piece, as a text that holds one emoji takes four bytes for each of its letters
        pieces = [self.mark]
        position = 0
        for edit in (*sorted(edits, key=itemgetter(0, 1)), Splice(len(self.text), len(self.text), "")):
            if edit.start < position:
                raise FaultError("not-verified", "edits overlap")
            pieces += (
                _encoded(self.text[at : min(at + _STEP, edit.start)], self.encoding)
                for at in range(position, edit.start, _STEP)
            )
            pieces.append(_encoded(edit.text, self.added))
            position = edit.end
        return b"".join(pieces)

    @property
    def clear(self) -> str:
        """The text to read from: without comments, CDATA turned into plain text; other places than `text`."""
        return self.text if self.masked is self.text else _without_hiding(self.text)

    def slice_clear(self, start: int, end: int) -> str:
        """What stands between two places of `text`, to be read."""
        piece = self.text[start:end]
        return piece if self.masked is self.text else _without_hiding(piece)


def open_part(name: str, raw: bytes, *, checked: bool = True, namespaces: bool = False) -> Part:
    """The part as text, checked to be well-formed XML without a document type."""
    encoding, mark, added = _encoding(raw)
    try:
        text = raw[len(mark) :].decode(encoding)
        if encoding != "utf-8" and mark + text.encode(encoding) != raw:
            raise FaultError("damaged-xml", name)
    except (UnicodeError, LookupError) as error:
        raise FaultError("damaged-xml", name) from error
    if checked:
        utf8 = raw[len(mark) :] if encoding == "utf-8" else text.encode()
        check_well_formed(name, utf8, namespaces=namespaces)
    masked = text
    if "<!" in text or text.find("<?", 5) >= 0:
        masked = _HIDING.sub(lambda match: " " * len(match[0]), text)
    return Part(name=name, text=text, masked=masked, encoding=encoding, mark=mark, added=added)


def check_well_formed(name: str, utf8: bytes, *, namespaces: bool = False) -> None:
    """Raise `FaultError` unless the bytes are one well-formed document without a document type.

    With `namespaces` every prefix has to stand for one, which readers ask of a part and reading it does not.
    """

    def refuse_doctype(*_: object) -> None:
        raise FaultError("doctype", name)

    parser = expat.ParserCreate("utf-8", " ") if namespaces else expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(utf8, True)  # noqa: FBT003 - the signature of expat
    except expat.ExpatError as error:
        raise FaultError("damaged-xml", f"{name}: {error}") from error


def root_element(part: Part, name: str) -> Element:
    """The root of a part, which must be an element of the spreadsheet namespace."""
    match = re.search(rf"<(?:([\w.-]+):)?({re.escape(name)}){ATTRIBUTES}(/?)>", part.masked)
    if match is None:
        raise FaultError("unknown-format", part.name)
    prefix = f"{match[1]}:" if match[1] else ""
    namespace = attributes(match[3]).get(f"xmlns:{match[1]}" if match[1] else "xmlns")
    if namespace not in NAMESPACES:
        raise FaultError("unknown-format", part.name)
    if match[4]:
        return Element(match.start(), match.end(), match.end(), match.end(), prefix, match[3])
    body_end = part.masked.rfind(f"</{prefix}{name}")
    return Element(match.start(), match.end(), body_end, len(part.masked), prefix, match[3])


def elements(
    text: str, name: str, *, start: int = 0, end: int | None = None, prefix: str | None = None
) -> Iterator[Element]:
    """The elements of that name, of a kind that never nests; `prefix` None means any.

    >>> [text[e.tag_end:e.body_end] for text in ['<r><i a="1">x</i><i/></r>'] for e in elements(text, "i")]
    ['x', '']
    """
    position, limit = start, len(text) if end is None else end
    if text.find(name, position, limit) < 0:
        return  # most names that are asked for stand nowhere, and a pattern takes long to compile
    prefixes = r"((?:[\w.-]+:)?)" if prefix is None else f"({re.escape(prefix)})"
    pattern = re.compile(f"<{prefixes}{re.escape(name)}")
    while opening := pattern.search(text, position, limit):
        position = opening.end()
        rest = _REST_OF_TAG.match(text, position, limit)
        if rest is None:
            continue  # a longer name
        tag_end = body_end = position = rest.end()
        if not rest[2]:
            body_end, position = closing_tag(text, f"{opening[1]}{name}", position, limit)
        yield Element(opening.start(), tag_end, body_end, position, opening[1], rest[1])


def first_element(
    text: str, name: str, *, start: int = 0, end: int | None = None, prefix: str | None = None
) -> Element | None:
    """The first element of that name, or None."""
    return next(elements(text, name, start=start, end=end, prefix=prefix), None)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, by the name they are written with.

    >>> attributes(' r="A1" name = \\'R&amp;D\\'')
    {'r': 'A1', 'name': 'R&D'}
    """
    return {
        match[1]: unescape(match[2] if match[2] is not None else match[3])
        for match in _ATTRIBUTE.finditer(text)
    }


def is_on(value: str | None) -> bool:
    """Whether an attribute says yes: blanks may stand around it, as around every value of an XML schema.

    >>> is_on(" true "), is_on("0"), is_on(None)
    (True, False, False)
    """
    return value is not None and value.strip() in ("1", "true", "on")


def whole_number(text: str | None) -> int | None:
    """The number that an attribute says, in blanks or not; None where it is none that a sheet can have.

    >>> whole_number(" 12 "), whole_number("-1"), whole_number("9" * 5000), whole_number(None)
    (12, None, None, None)
    """
    said = "" if text is None else text.strip()
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None


def closing_tag(text: str, name: str, start: int, end: int) -> tuple[int, int]:
    """Where the next closing tag of that name begins and ends; longer names begin with the same letters.

    >>> closing_tag("<c></color></c >", "c", 3, 16)
    (11, 16)
    """
    closer, position = f"</{name}", start
    while (at := text.find(closer, position, end)) >= 0:
        position = at + len(closer)
        if text.startswith(">", position):
            return at, position + 1
        if text[position : position + 1].isspace() and (tag_end := text.find(">", position, end)) >= 0:
            return at, tag_end + 1
    raise FaultError("damaged-xml", name)


def attribute_span(text: str, element: Element, name: str) -> tuple[int, int] | None:
    """Where the value of an element's attribute stands, between its quotes; None if it has none."""
    for match in _ATTRIBUTE.finditer(text, element.start, element.tag_end):
        if match[1] == name:
            return match.span(2) if match[2] is not None else match.span(3)
    return None


def spelt_in_one_way(
    part: Part, root: Element, names: str, *, start: int = 0, end: int | None = None
) -> bool:
    """Whether elements of these names (`row|c`) are all found by the prefix of their root.

    Two prefixes may stand for one namespace, and one prefix for two; nearly no part makes use of it.
    """
    text, limit = part.masked, len(part.masked) if end is None else end
    if text.find("xmlns", root.tag_end, limit) < 0 and sum(map(text.count, NAMESPACES)) == 1:
        return True
    found = re.compile(rf"<((?:[\w.-]+:)?)(?:{names})(?=[\s/>])").findall(text, start, limit)
    bound = re.compile(r"""\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)""").findall(text, root.tag_end, limit)
    own = root.prefix.removesuffix(":")
    return set(found) <= {root.prefix} and all(prefix != own or uri in NAMESPACES for prefix, uri in bound)


def escape(text: str) -> str:
    """The text as content of an element or an attribute in double quotes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unescape(text: str) -> str:
    """The text that an XML fragment without elements stands for, line ends as XML reads them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(_REFERENCE, _referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if code < 0x110000 else ""


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "xmlcharrefreplace")


def _encoding(raw: bytes) -> tuple[str, bytes, str]:
    """A part's encoding, its byte-order mark, and in which encoding to put in more.

    Not all readers know more than UTF-8 and UTF-16 by their proper names: the rest gets plain ASCII.
    """
    if raw[:3] == b"\xef\xbb\xbf":
        return "utf-8", raw[:3], "utf-8"
    wide = "utf-16-le" if raw[:1] in (b"\xff", b"<") else "utf-16-be"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return wide, raw[:2], wide
    if raw[:4] in (b"<\0?\0", b"\0<\0?"):
        return wide, b"", wide
    match = _DECLARED_ENCODING.match(raw[:200])
    declared = match[1].decode().lower() if match else "utf-8"
    if declared in ("us-ascii", "ascii"):
        return ("ascii" if raw.isascii() else "utf-8"), b"", "ascii"
    return ("utf-8" if declared == "utf8" else declared), b"", "utf-8" if declared == "utf-8" else "ascii"


def _without_hiding(text: str) -> str:
    return _HIDING.sub(lambda match: escape(match[1] or ""), text)
