"""Storms of edits and of damage: what is written is whole, and what is not is refused by a known name."""

from __future__ import annotations

import random
import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from okrsheets.adapters.xlsx.faults import FaultError, reason_why
from okrsheets.adapters.xlsx.patch import patched
from okrsheets.adapters.xlsx.setting import plan_of
from okrsheets.grid import column_letters
from tests.adapters.xlsx.books import OKRS, draw
from tests.adapters.xlsx.judging import Given, faults_of, stored_cells, tabs_of
from tests.adapters.xlsx.spelling import PACKED, SPELT, Parts

SHORT = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LONG = settings(SHORT, max_examples=3000)
# XML has no way to say these, and a workbook's own escape for them is not read by all
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="_\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
VALUES = st.one_of(
    TEXTS, st.booleans(), st.integers(-(10**12), 10**12), st.floats(allow_nan=False, allow_infinity=False)
)
PLACES = st.builds(lambda row, column: f"{column_letters(column)}{row}", st.integers(1, 9), st.integers(1, 9))
EDITS = st.dictionaries(PLACES, VALUES, min_size=1, max_size=6)
TARGET: dict[tuple[str, str], Given] = {
    ("Sheet1", "B3"): 0.5,
    ("Sheet1", "F2"): "on track",
    ("Sheet1", "C7"): "new",
}
MEMBERS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
SCRAPS = (
    *(b"<", b">", b"/", b'"', b"'", b"&", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a ?>", b"\0", b"\xff"),
    *(b' r="B3"', b' t="s"', b' xmlns="urn:x"', b' xmlns:x="urn:x"', b"<row>", b"</row>", b"<c/>", b"<x:c/>"),
    *(b'<row r="3"/>', b'<c r="B3"/>', b"<f>1</f>", b"<v>9</v>", b"<!DOCTYPE a>", b"&#1;", b"&lol;"),
    *(b'<f t="array" ref="A1:C9">1</f>', b"</sheetData>", b"<sheetData/>", b"<si/>", b"</sst>", b" "),
)


def _set(
    data: bytes, wanted: dict[tuple[str, str], Given]
) -> tuple[bytes | None, dict[tuple[str, str], Given]]:
    edits = [f"{tab}!{a1}{'=' if isinstance(new, str) else ':='}{new}" for (tab, a1), new in wanted.items()]
    new = patched(data, plan_of(data, edits, source="a.xlsx"))
    refused = {(refusal.sheet, refusal.at) for refusal in new.refused}
    assert all(reason_why(refusal.name) for refusal in new.refused)
    return new.content, {
        at: value for at, value in wanted.items() if at not in refused and (at[0], None) not in refused
    }


def _is_whole_or_refused(data: bytes) -> None:
    """The damaged workbook is refused by a known name, or set so that the judge finds nothing."""
    try:
        after, kept = _set(data, dict(TARGET))
    except FaultError as fault:
        reason_why(fault.name)  # fails where the name is none of the list
        return
    try:
        bad = _bad_members(data)
        tabs = {tab.name: stored_cells(data, tab.member) for tab in tabs_of(data)}
    except (etree.XMLSyntaxError, NotImplementedError, StopIteration, KeyError, ValueError):
        return  # what was not touched is damaged so that the judge cannot read the workbook
    if after is None or "Sheet1" not in tabs:
        return
    assert _bad_members(after) == bad
    assert faults_of(data, after, kept) == []


def _bad_members(data: bytes) -> set[str]:
    bad = set()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for member in archive.infolist():
            try:
                archive.read(member)
            except (
                zipfile.BadZipFile,
                NotImplementedError,
                RuntimeError,
                zlib.error,
                OSError,
                EOFError,
                ValueError,
            ):
                bad.add(member.filename)
    return bad


@cache
def _parts() -> Parts:
    with (
        TemporaryDirectory() as folder,
        zipfile.ZipFile(draw(Path(folder) / "a.xlsx", OKRS, OKRS)) as archive,
    ):
        return {name: archive.read(name) for name in archive.namelist()}


def _any_edits(spelt: str, packed: str, edits: dict[str, Given]) -> None:
    data = PACKED[packed](SPELT[spelt](_parts()))
    wanted = {("Sheet1", a1): new for a1, new in edits.items()}
    after, kept = _set(data, wanted)
    assert kept == wanted
    assert faults_of(data, after or data, wanted) == []


ANY_EDITS = given(spelt=st.sampled_from(list(SPELT)), packed=st.sampled_from(list(PACKED)), edits=EDITS)


@SHORT
@ANY_EDITS
def test_any_edits_are_set_in_any_spelling(spelt: str, packed: str, edits: dict[str, Given]) -> None:
    _any_edits(spelt, packed, edits)


@pytest.mark.slow
@LONG
@ANY_EDITS
def test_many_edits_are_set_in_any_spelling(spelt: str, packed: str, edits: dict[str, Given]) -> None:
    _any_edits(spelt, packed, edits)


def _scraps_in_a_part(member: str, seed: int) -> None:
    chance = random.Random(seed)
    content = _parts()[member]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(content))
        # mostly between tags, where a scrap may well leave the part well formed
        at = content.find(b">", at) + 1 if chance.random() < 0.7 else at
        gone = chance.choice([0, 0, 0, 1, 4, 30])
        content = content[:at] + chance.choice(SCRAPS) + content[at + gone :]
    _is_whole_or_refused(PACKED["stored"](_parts() | {member: content}))


SCRAPS_IN_A_PART = given(member=st.sampled_from(MEMBERS), seed=st.integers(0, 2**32))


@SHORT
@SCRAPS_IN_A_PART
def test_scraps_in_a_part_leave_it_whole_or_refused(member: str, seed: int) -> None:
    _scraps_in_a_part(member, seed)


@pytest.mark.slow
@LONG
@SCRAPS_IN_A_PART
def test_many_scraps_in_a_part_leave_it_whole_or_refused(member: str, seed: int) -> None:
    _scraps_in_a_part(member, seed)


def _shaken_rows(seed: int) -> None:
    """Rows and cells twice, gone, moved, renamed, without marks or with others: well formed, and odd."""
    chance = random.Random(seed)
    root = etree.fromstring(_parts()[MEMBERS[0]])
    for _ in range(chance.randint(1, 4)):
        shaken = chance.choice(list(root.find("{*}sheetData").iter("{*}*")))
        where, what = shaken.getparent(), chance.randrange(6)
        if what == 0:
            where.append(etree.fromstring(etree.tostring(shaken, with_tail=False)))
        elif what == 1 and etree.QName(shaken).localname != "sheetData":
            where.remove(shaken)
        elif what == 2:
            where.insert(0, shaken)
        elif what == 3 and shaken.attrib:
            del shaken.attrib[chance.choice(list(shaken.attrib))]
        elif what == 4:
            shaken.set(
                chance.choice("rst"), chance.choice(["B3", "3", "F2", "", "s", "n", "inlineStr", "99999999"])
            )
        else:
            shaken.insert(0, etree.Comment(' <c r="B3"/> '))
    _is_whole_or_refused(PACKED["stored"](_parts() | {MEMBERS[0]: etree.tostring(root)}))


@SHORT
@given(seed=st.integers(0, 2**32))
def test_shaken_rows_are_set_whole_or_refused(seed: int) -> None:
    _shaken_rows(seed)


@pytest.mark.slow
@LONG
@given(seed=st.integers(0, 2**32))
def test_many_shaken_rows_are_set_whole_or_refused(seed: int) -> None:
    _shaken_rows(seed)


def _damaged_container(packed: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(PACKED[packed](_parts()))
    for _ in range(chance.randint(1, 3)):
        records = [at for at in range(len(data) - 4) if data[at : at + 2] == b"PK"]
        at = (
            chance.choice(records) + chance.randrange(60)
            if records and chance.random() < 0.7
            else chance.randrange(len(data))
        )
        at = min(at, len(data) - 5)
        what = chance.randrange(5)
        if what == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif what == 1:
            struct.pack_into("<I", data, at, chance.choice([0, 1, 0xFFFF, 0xFFFFFFFF, len(data)]))
        elif what == 2:
            del data[at : at + chance.randint(1, 40)]
        elif what == 3:
            data[at:at] = chance.randbytes(chance.randint(1, 40))
        else:
            data = data[:at]
        if len(data) < 30:
            break
    _is_whole_or_refused(bytes(data))


DAMAGED_CONTAINER = given(packed=st.sampled_from(list(PACKED)), seed=st.integers(0, 2**32))


@SHORT
@DAMAGED_CONTAINER
def test_a_damaged_container_is_set_whole_or_refused(packed: str, seed: int) -> None:
    _damaged_container(packed, seed)


@pytest.mark.slow
@LONG
@DAMAGED_CONTAINER
def test_many_damaged_containers_are_set_whole_or_refused(packed: str, seed: int) -> None:
    _damaged_container(packed, seed)


def test_the_storm_begins_with_a_workbook_that_is_set() -> None:
    data = PACKED["stored"](_parts())
    assert [tab.name for tab in tabs_of(data)] == ["Sheet1", "Sheet2"]
    assert _set(data, dict(TARGET))[1] == TARGET
