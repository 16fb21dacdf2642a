"""The same workbook as other programs spell and pack it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO

from lxml import etree

__all__ = ["PACKED", "SPELT"]

Parts = dict[str, bytes]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def _each(change: Callable[[bytes], bytes], *, of: str = "xl/") -> Callable[[Parts], Parts]:
    """The change in all XML parts of a folder that are no relationships."""

    def changed(parts: Parts) -> Parts:
        inside = {n for n in parts if n.startswith(of) and n.endswith(".xml")}
        return {name: change(content) if name in inside else content for name, content in parts.items()}

    return changed


def _prefixed(content: bytes) -> bytes:
    root = etree.fromstring(content)
    if etree.QName(root).namespace != MAIN:
        return content
    spaces = {"x" if prefix is None else prefix: space for prefix, space in root.nsmap.items()}
    renamed = etree.Element(root.tag, dict(root.attrib), nsmap=spaces)
    renamed.extend(list(root))
    etree.cleanup_namespaces(renamed, keep_ns_prefixes=[p for p in spaces if p])
    return bytes(etree.tostring(renamed, xml_declaration=True, encoding="UTF-8", standalone=True))


def _encoded(codec: str, declared: str, mark: bytes = b"") -> Callable[[bytes], bytes]:
    def encode(content: bytes) -> bytes:
        text = re.sub(r'encoding="[^"]*"', f'encoding="{declared}"', content.decode(), count=1)
        return mark + text.encode(codec, "xmlcharrefreplace")

    return encode


def _without_addresses(parts: Parts) -> Parts:
    bare = re.sub(rb'<(row|c) r="[A-Z]*\d+"', rb"<\1", parts[SHEET])
    return parts | {SHEET: re.sub(rb' spans="[^"]*"', b"", bare)}


def _indented(content: bytes) -> bytes:
    return re.sub(
        rb"(<(?:row|c|/row|/sheetData|cols|col|si|/sst|xf|sheet|/worksheet)\b)", rb"\r\n  \1", content
    )


def _quoted(content: bytes) -> bytes:
    head, body = content.split(b"?>", 1)
    return head + b"?>" + re.sub(rb' ([\w:]+)="([^"\']*)"', rb"  \1 = '\2'", body)


def _commented(content: bytes) -> bytes:
    said = b'<!-- <row r="2"><c r="B2"/></row> --><?note <c r="B2"> ?>'
    return re.sub(rb"(<row r=\"[23]\"|<c r=\"[BD]2\"|<si>|<sheets>|<cellXfs)", said + rb"\1", content)


def _cdata(parts: Parts) -> Parts:
    strings = re.sub(rb"<t>([^<&]*)</t>", rb"<t><![CDATA[\1]]></t>", parts["xl/sharedStrings.xml"])
    return parts | {"xl/sharedStrings.xml": strings}


def _moved(target: str, member: str) -> Callable[[Parts], Parts]:
    """The tab in another member, pointed to in another way."""

    def move(parts: Parts) -> Parts:
        rels = "xl/_rels/workbook.xml.rels"
        pointing = parts[rels].replace(b"worksheets/sheet1.xml", target.encode())
        return {member if n == SHEET else n: pointing if n == rels else c for n, c in parts.items()} | {
            "[Content_Types].xml": parts["[Content_Types].xml"].replace(SHEET.encode(), member.encode())
        }

    return move


def _strict(content: bytes) -> bytes:
    return content.replace(MAIN.encode(), STRICT.encode()).replace(OFFICE, STRICT_OFFICE)


def _strict_package(parts: Parts) -> Parts:
    return {name: _strict(content) for name, content in parts.items()}


def _other_spaces(content: bytes) -> bytes:
    """Namespaces bound twice, and again further in, as some writers of XML do."""
    bound = f'<worksheet xmlns:y="{MAIN}" '.encode()
    content = content.replace(b"<worksheet ", bound, 1)
    return content.replace(b"<row ", f'<row xmlns="{MAIN}" xmlns:z="urn:other" '.encode())


def _inline(parts: Parts) -> Parts:
    """Texts in their cells and no shared strings, as many small writers have it."""
    items = re.findall(rb"<si>(.*?)</si>", parts["xl/sharedStrings.xml"], re.DOTALL)

    def inline(match: re.Match[bytes]) -> bytes:
        return b'<c%s t="inlineStr"><is>%s</is></c>' % (match[1], items[int(match[2])])

    pointing = re.compile(rb"<(?:Override|Relationship)[^>]*sharedStrings[^>]*>")
    return {
        name: re.sub(rb'<c([^>]*) t="s"><v>(\d+)</v></c>', inline, pointing.sub(b"", content))
        for name, content in parts.items()
        if name != "xl/sharedStrings.xml"
    }


SPELT: Mapping[str, Callable[[Parts], Parts]] = {
    "as it is": lambda parts: parts,
    "with a prefix": _each(_prefixed),
    "strict": _strict_package,
    "UTF-8 with a mark": _each(_encoded("utf-8", "UTF-8", b"\xef\xbb\xbf")),
    "UTF-16 little": _each(_encoded("utf-16-le", "UTF-16", b"\xff\xfe")),
    "UTF-16 big": _each(_encoded("utf-16-be", "UTF-16", b"\xfe\xff")),
    "UTF-16 without a mark": _each(_encoded("utf-16-le", "UTF-16LE"), of="xl/worksheets"),
    "Latin-1": _each(_encoded("latin-1", "ISO-8859-1")),
    "ASCII": _each(_encoded("ascii", "US-ASCII")),
    "Windows-1252": _each(_encoded("cp1252", "windows-1252")),
    "UTF8 by another name": _each(_encoded("ascii", "UTF8")),
    "no addresses": _without_addresses,
    "indented with carriage returns": _each(_indented),
    "single quotes and spaces": _each(_quoted),
    "comments and instructions": _each(_commented),
    "CDATA": _cdata,
    "namespaces bound twice": _each(_other_spaces, of="xl/worksheets"),
    "inline texts": _inline,
    "absolute target": _moved("/xl/worksheets/sheet1.xml", SHEET),
    "target above": _moved("../wtf/data.xml", "wtf/data.xml"),
    "backslash target": _moved("worksheets\\sheet1.xml", SHEET),
    "escaped target": _moved("worksheets/my%20tab.xml", "xl/worksheets/my tab.xml"),
    "escaped target and member": _moved("worksheets/my%20tab.xml", "xl/worksheets/my%20tab.xml"),
    "another case": _moved("worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML"),
    "backslash member": _moved("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
}


class _Pipe(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow each member."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # any buffer is written
        self.written += piece
        return len(piece)


def _zip(parts: Parts, file: IO[bytes], *, method: int = zipfile.ZIP_DEFLATED, wide: bool = False) -> None:
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.comment = b"kept"
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2019, 5, 4, 3, 2, 0))
            entry.compress_type, entry.external_attr = method, 0o640 << 16
            with archive.open(entry, "w", force_zip64=wide) as member:
                member.write(content)


def _packed(**options: object) -> Callable[[Parts], bytes]:
    def pack(parts: Parts) -> bytes:
        file = BytesIO()
        _zip(parts, file, **options)  # type: ignore[arg-type]  # the options are written above
        return file.getvalue()

    return pack


def _streamed(parts: Parts) -> bytes:
    pipe = _Pipe()
    _zip(parts, pipe)  # type: ignore[arg-type]  # it writes, which is all that is asked of it
    return bytes(pipe.written)


def _with_folders(parts: Parts) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that a name stands twice, which is the point
        for folder in ("xl/", "xl/worksheets/", "xl/"):
            archive.writestr(zipfile.ZipInfo(folder), b"")
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _content_types_last(parts: Parts) -> bytes:
    first = "[Content_Types].xml"
    return _packed()({n: c for n, c in parts.items() if n != first} | {first: parts[first]})


PACKED: Mapping[str, Callable[[Parts], bytes]] = {
    "stored": _packed(method=zipfile.ZIP_STORED),
    "zip64": _packed(wide=True),
    "sizes behind the members": _streamed,
    "folders, one of them twice": _with_folders,
    "something before it": lambda parts: b"#!/bin/sh\nexit\n" + _packed()(parts),
    "something behind it": lambda parts: _packed()(parts) + b"\0\0 trailing",
    "content types last": _content_types_last,
}
