"""Lays .xls, .xlsb and .ods files for tests: converted by LibreOffice, or byte by byte."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

__all__ = ["binary_workbook", "converted", "open_document"]

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def converted(path: Path, ending: str) -> Path:
    """The workbook as LibreOffice saves it under another ending (`xls`, `ods`)."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice, which makes these files, is not on this machine")
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path.with_suffix(f".{ending}")


def binary_workbook(path: Path, cells: Mapping[tuple[int, int], str | float | bool], *, tab: str) -> Path:
    """A minimal .xlsb with one tab, its cells by (row, column) from 1."""
    rows: dict[int, list[bytes]] = {}
    for (row, column), value in sorted(cells.items()):
        place = struct.pack("<II", column - 1, 0)
        if isinstance(value, bool):
            cell = _record(4, place + bytes([value]))
        elif isinstance(value, float):
            cell = _record(5, place + struct.pack("<d", value))
        else:
            cell = _record(6, place + _wide(value))
        rows.setdefault(row, []).append(cell)
    data = b"".join(_record(0, struct.pack("<I", row - 1)) + b"".join(rows[row]) for row in rows)
    sheet = _record(129) + _record(148, bytes(16)) + _record(145) + data + _record(146) + _record(130)
    entry = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(tab))
    workbook = _record(131) + _record(143) + entry + _record(144) + _record(132)
    target = f'Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", workbook)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship {target}/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def open_document(path: Path, rows: str, *, manifest: str = "") -> Path:
    """A minimal .ods whose one tab, `Plan`, holds these rows of XML."""
    names = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0">{manifest}</manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Plan">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _record(number: int, content: bytes = b"") -> bytes:
    return _varint(number) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
