"""A judge of a patched workbook that shares no code with the patcher: zipfile for members, lxml for parts."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote

from lxml import etree

__all__ = ["Given", "Tab", "faults_of", "stored_cells", "tabs_of"]

Given = str | float | bool
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]+)([0-9]+)")


class Tab(NamedTuple):
    """A tab of cells: its name and the member it is stored in."""

    name: str
    member: str


def faults_of(before: bytes, after: bytes, given: Mapping[tuple[str, str], Given]) -> list[str]:
    """What is wrong with a workbook into which cells were set: (tab, address) -> value."""
    faults = list(_container_faults(before, after))
    if faults:
        return faults
    old, new = _contents(before), _contents(after)
    tabs = {tab.name: tab.member for tab in tabs_of(before)}
    set_in: dict[str, dict[str, Given]] = {}
    for (tab, a1), value in given.items():
        set_in.setdefault(tabs[tab], {})[a1] = value
    strings = _strings(new)
    for name in old:
        if old[name] == new[name]:
            continue
        first, second = _parsed(old[name]), _parsed(new[name])
        kind = _local(first)
        if kind == "worksheet":
            faults += _sheet_faults(first, second, set_in.get(name, {}), strings)
        elif kind == "sst":
            faults += _strings_faults(first, second)
        elif kind == "workbook":
            faults += _workbook_faults(first, second)
        else:
            faults.append(f"{name}: changed without need")
        faults += [f"{name}: {fault}" for fault in _frame_faults(old[name], new[name], first, second)]
    return faults + _value_faults(new, set_in, strings)


def tabs_of(data: bytes) -> list[Tab]:
    """The tabs of cells, found as the format says."""
    contents = _contents(data)
    root = next(r for r in _relations(contents, "") if r[1].endswith("/officeDocument"))
    relations = {r[0]: r for r in _relations(contents, root[2])}
    found = []
    for sheet in _parsed(contents[root[2]]).iter("{*}sheet"):
        identifier = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        if identifier in relations and relations[identifier][1].endswith("/worksheet"):
            found.append(Tab(sheet.get("name"), relations[identifier][2]))
    return found


def stored_cells(data: bytes, member: str) -> dict[str, tuple[str, Any]]:
    """The cells of a tab that hold something, by address: `formula`, or how the value is stored, and it."""
    contents = _contents(data)
    strings = _strings(contents)
    cells = {}
    for a1, cell in _cells(_parsed(contents[member])):
        if cell.find("{*}f") is not None:
            cells[a1] = ("formula", cell.findtext("{*}v"))
        elif (value := _value(cell, strings)) is not None:
            cells[a1] = (cell.get("t", "n"), value)
    return cells


def _container_faults(before: bytes, after: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(before)) as one, zipfile.ZipFile(BytesIO(after)) as two:
        old, new = one.infolist(), two.infolist()
        if [m.filename for m in old] != [m.filename for m in new]:
            yield "the members or their order changed"
            return
        if one.comment != two.comment:
            yield "the comment of the archive changed"
        in_file = [sorted((m.header_offset, at) for at, m in enumerate(members)) for members in (old, new)]
        if [at for _, at in in_file[0]] != [at for _, at in in_file[1]]:
            yield "the order of the members in the file changed"
        for first, second in zip(old, new, strict=True):
            same_crc = (first.CRC, first.file_size) == (second.CRC, second.file_size)
            if same_crc and _raw(before, first) != _raw(after, second):
                yield f"{first.filename}: packed again without need"
            if (first.date_time, first.external_attr, first.comment) != (
                second.date_time,
                second.external_attr,
                second.comment,
            ):
                yield f"{first.filename}: its time or attributes changed"
            if not same_crc and zipfile.ZipFile.read(two, second) is None:
                yield f"{first.filename}: cannot be unpacked"
            if same_crc and first.extra != second.extra:
                yield f"{first.filename}: its extra field changed"


def _raw(data: bytes, member: zipfile.ZipInfo) -> bytes:
    name, extra = struct.unpack_from("<HH", data, _start(data, member) + 26)
    start = _start(data, member)
    return data[start : start + 30 + name + extra + member.compress_size]


def _start(data: bytes, member: zipfile.ZipInfo) -> int:
    return member.header_offset


def _contents(data: bytes) -> dict[str, bytes]:
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            try:
                found[member.filename] = archive.read(member)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
                found[member.filename] = _raw(data, member)
    return found


def _relations(contents: Mapping[str, bytes], member: str) -> list[tuple[str, str, str]]:
    """(id, type, member) of a part's relationships inside of the package."""
    folder, name = posixpath.split(member.replace("\\", "/"))
    key = posixpath.join(folder, "_rels", f"{name}.rels").lower()
    listing = next((c for n, c in contents.items() if n.replace("\\", "/").lstrip("/").lower() == key), None)
    if listing is None:
        return []
    names = {n.replace("\\", "/").lstrip("/").lower(): n for n in contents}
    found = []
    for relation in _parsed(listing).iter("{*}Relationship"):
        target = relation.get("Target", "").replace("\\", "/")
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
        place = place if place in names else unquote(place)
        if relation.get("TargetMode") != "External" and place in names:
            found.append((relation.get("Id", ""), relation.get("Type", ""), names[place]))
    return found


def _parsed(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(huge_tree=True, resolve_entities=False))


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _strings(contents: Mapping[str, bytes]) -> list[str]:
    for root in _relations(contents, ""):
        if root[1].endswith("/officeDocument"):
            for relation in _relations(contents, root[2]):
                if relation[1].endswith("/sharedStrings"):
                    return [_text(item) for item in _parsed(contents[relation[2]]).findall("{*}si")]
    return []


def _text(item: Any) -> str:
    runs = [t for t in item.iter("{*}t") if _local(t.getparent()) != "rPh"]
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(t.text or "" for t in runs))


def _cells(sheet: Any) -> Iterator[tuple[str, Any]]:
    number = 0
    for row in sheet.find("{*}sheetData").findall("{*}row"):
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row.findall("{*}c"):
            match = _PLACE.fullmatch(cell.get("r", "").replace("$", "").upper())
            column = _number(match[1]) if match else column + 1
            yield f"{_letters(column)}{match[2] if match else number}", cell


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    return (_letters((number - 1) // 26) if number > 26 else "") + chr(65 + (number - 1) % 26)


def _value(cell: Any, strings: list[str]) -> Any:
    kind, stored = cell.get("t", "n"), cell.findtext("{*}v")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return _text(inline) if inline is not None else None
    if not stored:
        return None
    if kind == "s":
        return strings[int(stored)] if stored.isdigit() and int(stored) < len(strings) else None
    if kind == "b":
        return stored.strip() in ("1", "true")
    if kind == "n":
        try:
            return float(stored)
        except ValueError:
            return stored
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), stored)


def _canonical(element: Any) -> bytes:
    copy = etree.fromstring(etree.tostring(element, with_tail=False), etree.XMLParser(huge_tree=True))
    try:
        return bytes(etree.tostring(copy, method="c14n"))
    except etree.C14NError:  # a namespace that is no address of the web
        return bytes(etree.tostring(copy))


def _sheet_faults(before: Any, after: Any, given: Mapping[str, Given], strings: list[str]) -> Iterator[str]:
    old, new = dict(_cells(before)), dict(_cells(after))
    kept = [a1 for a1 in new if a1 in old]
    if kept != list(old):
        yield "cells are gone or have another order"
    for a1, cell in new.items():
        if a1 in given:
            continue
        if a1 not in old:
            yield f"{a1}: nobody asked for this cell"
        elif _canonical(old[a1]) != _canonical(cell):
            yield f"{a1}: changed without need"
    for a1 in given.keys() & old.keys() & new.keys():
        marks = [{k: v for k, v in c[a1].attrib.items() if k not in ("t", "cm", "vm")} for c in (old, new)]
        if marks[0] != marks[1]:
            yield f"{a1}: its marks changed from {marks[0]} to {marks[1]}"
    yield from _row_faults(before, after, given)


def _row_faults(before: Any, after: Any, given: Mapping[str, Given]) -> Iterator[str]:
    rows = []
    for sheet in (before, after):
        number, found = 0, {}
        for row in sheet.find("{*}sheetData").findall("{*}row"):
            number = int(row.get("r", number + 1))
            found[number] = row
        rows.append(found)
    old, new = rows
    touched = {int(match[2]) for a1 in given if (match := _PLACE.fullmatch(a1))}
    if list(new) != sorted(new) and list(old) == sorted(old):
        yield "rows are out of order now"
    for number, row in new.items():
        columns = _columns_of(row)
        if number in touched and columns != sorted(set(columns)) and _in_order(old.get(number)):
            yield f"row {number}: cells are out of order"
        if number not in old:
            if number not in touched or set(row.attrib) - {"r"}:
                yield f"row {number}: nobody asked for this row"
            continue
        marks = [{k: v for k, v in r.attrib.items() if k != "spans"} for r in (old[number], row)]
        if marks[0] != marks[1] or ("spans" in row.attrib) != ("spans" in old[number].attrib):
            yield f"row {number}: its marks changed"
        if number in touched and "spans" in row.attrib and columns:
            ends = [int(end) for end in re.findall(r"\d{1,9}", row.get("spans"))]
            if (
                ends
                and not min(ends) <= min(columns) <= max(columns) <= max(ends)
                and row.get("spans") != old[number].get("spans")
            ):
                yield f"row {number}: spans do not hold its cells"


def _in_order(row: Any) -> bool:
    columns = [] if row is None else _columns_of(row)
    return columns == sorted(set(columns))


def _columns_of(row: Any) -> list[int]:
    columns: list[int] = []
    for cell in row.findall("{*}c"):
        match = _PLACE.fullmatch(cell.get("r", "").replace("$", "").upper())
        columns.append(_number(match[1]) if match else columns[-1] + 1 if columns else 1)
    return columns


def _frame_faults(raw_before: bytes, raw_after: bytes, before: Any, after: Any) -> Iterator[str]:
    """What changed around cells and strings: declaration, byte-order mark, root, siblings."""
    if raw_before[:4] != raw_after[:4]:
        yield "its first bytes changed"
    if before.getroottree().docinfo.encoding != after.getroottree().docinfo.encoding:
        yield "its encoding changed"
    if before.nsmap != after.nsmap or before.tag != after.tag:
        yield "its root changed"
    if _local(before) != "worksheet":
        return
    if before.attrib != after.attrib:
        yield "the attributes of its root changed"
    siblings = [[e for e in root if isinstance(e.tag, str)] for root in (before, after)]
    if [e.tag for e in siblings[0]] != [e.tag for e in siblings[1]]:
        yield "elements came or went"
        return
    for one, other in zip(*siblings, strict=True):
        if _local(one) == "sheetData":
            if one.attrib != other.attrib:
                yield "the attributes of sheetData changed"
        elif _local(one) != "dimension" and _canonical(one) != _canonical(other):
            yield f"{_local(one)} changed"


def _strings_faults(before: Any, after: Any) -> Iterator[str]:
    old, new = before.findall("{*}si"), after.findall("{*}si")
    if [etree.tostring(e) for e in old[:-1]] != [etree.tostring(e) for e in new[: max(len(old) - 1, 0)]]:
        yield "shared strings that were there changed"
    if old and _canonical(old[-1]) != _canonical(new[len(old) - 1]):
        yield "the last shared string changed"
    names = [[_local(e) for e in root if isinstance(e.tag, str)] for root in (before, after)]
    others = [[name for name in each if name != "si"] for each in names]
    if others[0] != others[1] or (
        names[0][len(old) :] != names[1][len(new) :] and names[0][: len(old)] == ["si"] * len(old)
    ):
        yield "shared strings are out of order"
    if after.get("uniqueCount", str(len(new))) != str(len(new)):
        yield "the count of shared strings is wrong"


_WORKBOOK_ORDER = """
    fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences
    definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing
    fileRecoveryPr webPublishObjects extLst
""".split()  # noqa: SIM905 - as the format lists them


def _workbook_faults(before: Any, after: Any) -> Iterator[str]:
    old, new = ([e for e in root if isinstance(e.tag, str)] for root in (before, after))
    rest = [[_canonical(e) for e in part if _local(e) != "calcPr"] for part in (old, new)]
    if rest[0] != rest[1]:
        yield "the workbook part changed beside its calculation"
    ranks = [
        [_WORKBOOK_ORDER.index(n) for e in part if (n := _local(e)) in _WORKBOOK_ORDER] for part in (old, new)
    ]
    if ranks[0] == sorted(ranks[0]) and ranks[1] != sorted(ranks[1]):
        yield "the calculation stands at the wrong place"
    marks = [dict(e.attrib) for part in (old, new) for e in part if _local(e) == "calcPr"]
    if len(marks) == 2 and marks[0] == marks[1]:
        if rest[0] == rest[1]:
            yield "the workbook part changed without need"
    elif (
        not marks
        or marks[-1].get("fullCalcOnLoad") != "1"
        or (len(marks) == 2 and marks[0].items() - marks[1].items() - {("fullCalcOnLoad", "0")})
    ):
        yield "the calculation changed beside its mark"


def _value_faults(
    contents: Mapping[str, bytes], given: Mapping[str, Mapping[str, Given]], strings: list[str]
) -> list[str]:
    faults = []
    for member, values in given.items():
        sheet = _parsed(contents[member])
        cells = dict(_cells(sheet))
        used = next((e for e in sheet.iterchildren("{*}dimension", "{*}sheetData")), None)
        used = used if used is not None and _local(used) == "dimension" else None
        for a1, wanted in values.items():
            found = _value(cells[a1], strings) if a1 in cells else None
            if found != (wanted if wanted != "" else None) or isinstance(found, bool) != isinstance(
                wanted, bool
            ):
                faults.append(f"{a1}: holds {found!r} instead of {wanted!r}")
            if used is not None and a1 in cells and not _within(a1, used.get("ref", "")):
                faults.append(f"{a1}: is outside of the used range {used.get('ref')}")
    return faults


def _within(a1: str, used: str) -> bool:
    corners = [_PLACE.fullmatch(corner) for corner in used.replace("$", "").split(":")]
    place = _PLACE.fullmatch(a1)
    if not all(corners) or place is None:
        return True
    columns = sorted(_number(c[1]) for c in corners if c)
    rows = sorted(int(c[2]) for c in corners if c)
    return columns[0] <= _number(place[1]) <= columns[-1] and rows[0] <= int(place[2]) <= rows[-1]
