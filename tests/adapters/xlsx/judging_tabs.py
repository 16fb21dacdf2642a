"""A judge of a workbook that got a tab, which shares no code with what made it: zipfile and lxml."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from lxml import etree

from tests.adapters.xlsx.judging import Given, stored_cells, tabs_of

__all__ = ["faults_of_tab"]

# a tab, its relationship and its type; looks and texts of its cells
_GROWING = {"sheets", "Relationships", "Types", "fonts", "cellXfs", "sst"}


def faults_of_tab(before: bytes, after: bytes, name: str, given: Mapping[str, Given]) -> list[str]:
    """What is wrong with a workbook that got one tab, of this name, holding these values by address."""
    faults = list(_part_faults(before, after))
    old, new = tabs_of(before), tabs_of(after)
    if [tab.name for tab in new] != [*(tab.name for tab in old), name]:
        return [*faults, f"the tabs are {new}"]
    if new[:-1] != old:
        faults.append("tabs have moved to other members")
    cells = {a1: value for a1, (_, value) in stored_cells(after, new[-1].member).items()}
    return faults if cells == given else [*faults, f"the tab holds {cells}"]


def _part_faults(before: bytes, after: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(before)) as one, zipfile.ZipFile(BytesIO(after)) as two:
        old, new = one.infolist(), two.infolist()
        if [m.filename for m in new[:-1]] != [m.filename for m in old]:
            yield "the members or their order changed"
            return
        if two.testzip() not in (None, one.testzip()):
            yield "a member cannot be unpacked"
        for first, second in zip(old, new, strict=False):
            if (first.CRC, first.file_size) == (second.CRC, second.file_size):
                if _raw(before, first) != _raw(after, second):
                    yield f"{first.filename}: packed again without need"
            elif not _only_grew(one.read(first), two.read(second)):
                yield f"{first.filename}: changed beside what it lists"


def _raw(data: bytes, member: zipfile.ZipInfo) -> bytes:
    start = member.header_offset
    lengths = data[start + 26], data[start + 27], data[start + 28], data[start + 29]
    head = 30 + lengths[0] + 256 * lengths[1] + lengths[2] + 256 * lengths[3]
    return data[start : start + head + member.compress_size]


def _only_grew(before: bytes, after: bytes) -> bool:
    """Whether a part without what was put behind the rest of its lists is the part from before."""
    first, second = etree.fromstring(before), etree.fromstring(after)
    for one, two in zip(_lists(first), _lists(second), strict=True):
        for added in list(two)[len(list(one)) :]:
            before_it = added.getprevious()
            if before_it is not None and added.tail:
                before_it.tail = (before_it.tail or "") + added.tail  # blanks between lines stay
            two.remove(added)
        for count in ("count", "uniqueCount"):
            if count in two.attrib and count in one.attrib:
                two.set(count, one.get(count))
    return bytes(etree.tostring(first, method="c14n")) == bytes(etree.tostring(second, method="c14n"))


def _lists(root: Any) -> list[Any]:
    named = (element for element in root.iter() if isinstance(element.tag, str))
    return [element for element in named if etree.QName(element).localname in _GROWING]
