"""The bytes of a text file as characters, whatever wrote them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

from okrsheets.errors import NotAWorkbookError

__all__ = ["decode"]

_SAMPLE: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What spreadsheet programs save on Windows and on old Macs, by language. With fewer to choose from
# a short file is told right far more often.
_OLD: Final = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859-2", "iso8859-15",
    "mac-roman", "cp850", "koi8-r", "cp932", "euc_jis_2004", "iso2022_jp_2", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip
# A few of these letters tell nothing about the language, and Western Europe's code page is the likeliest.
_WESTERN: Final = "äöüÄÖÜßéèêëàâáãåæçîïíìñóòôõøúùûœÉÈÊÀÁÂÃÅÆÇÍÑÓÔÕØÚ€£§°½²µ–—‘’“”„«»…•·´®™©\xa0"
_FEW: Final = 3
_ASCII: Final = bytes(range(128))
_OTHER_KINDS: Final = (
    (b"PK\x03\x04", "is a zip file such as Excel saves", "rename it to .xlsx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel workbook", "rename it to .xls"),
    (b"%PDF-", "is a PDF file", "save the table in it as .xlsx"),
)
_WEB_PAGES: Final = ("<!doctype html", "<html")


def decode(data: bytes, *, source: str) -> str:
    r"""The text of a file, its line ends as `\n`; raises NotAWorkbookError where it is no text.

    >>> decode("Größe\r\n".encode("utf-16"), source="plan.csv")
    'Größe\n'
    """
    for start, what, cure in _OTHER_KINDS:
        if data.startswith(start):
            raise NotAWorkbookError(source, f"{what}, whatever its name says", cure)
    text = _characters(data).replace("\0", "").removesuffix("\x1a")  # DOS ended its files with a Ctrl-Z
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sample = text[:_SAMPLE]
    if sample[:200].lstrip().lower().startswith(_WEB_PAGES):
        raise NotAWorkbookError(source, "is a web page and no table", "download it again, signed in")
    if len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f\ufffd]", sample)) * 20 > len(sample):
        raise NotAWorkbookError(source, "is no text, whatever its name says", "save it as .xlsx or .csv")
    return text


def _characters(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    found = _wide(data) if b"\0" in data[:_SAMPLE] else None
    if found is None and b"\x1b$" in data:
        found = _strictly(data, "iso2022_jp_2")  # it is made of ASCII, and so is UTF-8 as well
    if found is None:
        found = _strictly(data, "utf-8") or _utf8_with_slips(data)
    return _old(data) if found is None else found


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str | None:
    """The text if it is UTF-16 without a mark: read so, it makes more sense than as single bytes."""
    sample = data[: _SAMPLE & ~1]
    narrow = _sense(sample.decode("utf-8", "replace"))
    senses = {order: _sense(sample.decode(order, "replace")) for order in ("utf-16-le", "utf-16-be")}
    likely = max(senses, key=lambda order: senses[order])
    if senses[likely] <= max(0, narrow):
        return None
    return data.decode(likely, "replace").removesuffix("\ufffd")


def _sense(text: str) -> int:
    """How much speaks for a text: its delimiters and line ends, against characters that are none."""
    plain = sum(map(text.count, "\n\r\t,;|^ "))
    senseless = sum(category(one) in ("Cc", "Cn", "Co", "Cs") or one == "\ufffd" for one in text)
    ends = sum(map(text.count, "\n\r\t"))
    return plain - 10 * (senseless - ends)


def _utf8_with_slips(data: bytes) -> str | None:
    """The text if it is UTF-8 but for a few bytes: cut at its end, or with a line from elsewhere."""
    text = data.decode("utf-8", "surrogateescape")
    known = text.encode("utf-8", "ignore").decode("utf-8")  # without the bytes that are no UTF-8
    slips = len(text) - len(known)
    beyond_ascii = len(known) - len(known.encode("ascii", "ignore"))
    if beyond_ascii < 2 * slips:
        return None
    return re.sub(r"[\udc80-\udcff]", lambda slip: _single_byte(ord(slip[0]) - 0xDC00), text)


def _single_byte(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")


def _old(data: bytes) -> str:
    """The text of a file from before UTF-8, in the encoding that a sample of it speaks for."""
    sample = data[:_SAMPLE] if len(data) <= _SAMPLE else b"\n".join(_telling(data))
    western = sample.translate(None, _ASCII).decode("cp1252", "replace")
    if len(western) <= _FEW and set(western) <= set(_WESTERN):
        return data.decode("cp1252", "replace")
    from chardet import detect  # noqa: PLC0415 - a tenth of a second that hardly any file needs

    found = detect(
        sample, include_encodings=_OLD, max_bytes=_SAMPLE, prefer_superset=True, compat_names=False
    )
    return data.decode(found["encoding"] or "cp1252", "replace")


def _telling(data: bytes) -> Iterator[bytes]:
    """The lines that are not plain ASCII, as many as a sample holds."""
    taken = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            yield line[:_SAMPLE]
            taken += len(line)
            if taken > _SAMPLE:
                return
