"""A tab of ours is added behind all others, and every other part stays as it was or is refused by name."""

from __future__ import annotations

import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from okrsheets.adapters.disk import revision_of
from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.adapters.xlsx.faults import CELL_REFUSALS, FaultError
from okrsheets.adapters.xlsx.patch import Patched, patched
from okrsheets.adapters.xlsx.read import read_workbook
from okrsheets.adapters.xlsx.verify import verify_written
from okrsheets.adapters.xlsx.zipraw import parse_archive
from okrsheets.adapters.xlsx.zipwrite import rebuild
from okrsheets.edits import EditKind, NewTab, Refusal, TabEdit, WritePlan
from okrsheets.grid import CellRef, Sheet, Value, parse_a1
from tests.adapters.xlsx.books import OKRS, alter, draw, members
from tests.adapters.xlsx.judging import Given
from tests.adapters.xlsx.judging_tabs import faults_of_tab
from tests.adapters.xlsx.spelling import PACKED, SPELT

NAME = "OKR summary"
SAID: Mapping[str, Given] = {
    "A1": "OKR summary (auto)",
    "A6": "Team",
    "C6": "Progress",
    "A7": " R&D <é> =1+1",
    "B7": 3,
    "C7": 0.4375,
}
OFFICE = shutil.which("soffice")


def edits(said: Mapping[str, Value], name: str = NAME) -> tuple[TabEdit, ...]:
    made = []
    for a1, value in said.items():
        place = parse_a1(a1)
        assert place is not None
        number = EditKind.PERCENT if isinstance(value, float) else EditKind.NUMBER
        kind = EditKind.TEXT if isinstance(value, str) else EditKind.BLANK if value is None else number
        made.append(TabEdit(CellRef("a.xlsx", name, *place), None, value, kind))
    return tuple(made)


def new_tab(name: str = NAME, said: Mapping[str, Value] = SAID) -> NewTab:
    return NewTab(
        name,
        edits(said, name),
        bold_rows=frozenset({1, 6}),
        widths=(24, 11, 10),
        top=6,
        wrapped=frozenset({1}),
    )


def with_tab(data: bytes, *tabs: NewTab) -> Patched:
    return patched(data, WritePlan("a.xlsx", revision_of(data), tabs=tabs or (new_tab(),)))


def content_of(new: Patched) -> bytes:
    assert new.refused == ()
    assert new.content is not None
    return new.content


def tab_in(data: bytes, name: str = NAME) -> Sheet:
    found = read_workbook(data, source="a.xlsx", title="a.xlsx").sheet(name)
    assert found is not None
    return found


def drawn(folder: Path, *tabs: str) -> bytes:
    return draw(folder / "a.xlsx", *(tabs or (OKRS,))).read_bytes()


def test_a_tab_stands_behind_all_others_and_changes_nothing_else(tmp_path: Path) -> None:
    before = drawn(tmp_path, OKRS, OKRS)
    new = with_tab(before)
    after = content_of(new)
    assert new.tabs == (NAME,)
    assert new.written == ()
    assert faults_of_tab(before, after, NAME, SAID) == []
    (tmp_path / "b.xlsx").write_bytes(after)
    old, now = members(tmp_path / "a.xlsx"), members(tmp_path / "b.xlsx")
    assert {name for name in now if now[name] != old.get(name)} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet3.xml",
    }


def test_titles_are_bold_and_shares_are_percentages(tmp_path: Path) -> None:
    tab = tab_in(content_of(with_tab(drawn(tmp_path))))
    assert tab.cell(1, 1).look.bold
    assert tab.cell(6, 3).look.bold
    assert not tab.cell(7, 1).look.bold
    assert [tab.cell(7, column).number_format for column in (2, 3)] == ["General", "0%"]


def test_long_texts_below_the_headings_go_on_in_a_second_line_and_those_added_later_do_too(
    tmp_path: Path,
) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content_of(with_tab(drawn(tmp_path))))
    tab = openpyxl.load_workbook(path)[NAME]
    assert [tab[at].alignment.wrap_text for at in ("A1", "A6", "A7", "C7")] == [None, None, True, None]
    assert tab.column_dimensions["A"].alignment.wrap_text
    later = WritePlan("b.xlsx", revision_of(path.read_bytes()), tab_edits=edits({"A8": "Support"}))
    path.write_bytes(content_of(patched(path.read_bytes(), later)))
    assert openpyxl.load_workbook(path)[NAME]["A8"].alignment.wrap_text


def test_a_style_keeps_its_alignment_where_texts_are_wrapped(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    aligned = 'xfId="0" applyAlignment="1"><alignment horizontal="left"/></xf></cellXfs>'
    alter(path, "xl/styles.xml", lambda text: text.replace('xfId="0"/></cellXfs>', aligned))
    path.write_bytes(content_of(with_tab(path.read_bytes())))
    found = openpyxl.load_workbook(path)[NAME]["A7"].alignment
    assert (found.horizontal, found.wrap_text) == ("left", True)


def test_titles_are_bold_where_a_font_says_that_it_is_not(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, "xl/styles.xml", lambda text: text.replace("<font>", '<font><b val="0"/>', 1))
    after = content_of(with_tab(path.read_bytes()))
    assert tab_in(after).cell(1, 1).look.bold
    with zipfile.ZipFile(BytesIO(after)) as archive:
        fonts = archive.read("xl/styles.xml").decode().split("</fonts>")[0].split("<font>")[1:]
    assert [font.count("<b") for font in fonts] == [1] * len(fonts)


@pytest.mark.parametrize(
    ("member", "left"),
    [
        (
            "[Content_Types].xml",
            '<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/xml"/></Types>',
        ),
        (
            "xl/_rels/workbook.xml.rels",
            '<Relationship Id="rId9" Type="urn:x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>',
        ),
        ("xl/worksheets/_rels/sheet2.xml.rels", "<Relationships/>"),
    ],
)
def test_what_was_left_of_a_part_that_is_gone_does_not_speak_of_the_new_one(
    tmp_path: Path, member: str, left: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    end = f"</{left.rpartition('</')[2]}" if "</" in left else ""
    alter(path, member, lambda text: text.replace(end, left) if end else left)
    after = content_of(with_tab(path.read_bytes()))
    assert tab_in(after).cell(7, 2).value == 3
    with zipfile.ZipFile(BytesIO(after)) as archive:
        assert "xl/worksheets/sheet2.xml" not in archive.namelist()
        assert "xl/worksheets/sheet3.xml" in archive.namelist()


@pytest.mark.parametrize("twice", [False, True])
def test_a_part_whose_type_is_said_twice_does_not_pass_the_check(tmp_path: Path, *, twice: bool) -> None:
    before, tab = drawn(tmp_path), "xl/worksheets/sheet2.xml"
    path = tmp_path / "b.xlsx"
    path.write_bytes(content_of(with_tab(before)))
    if twice:
        again = f'<Override PartName="/{tab}" ContentType="application/xml"/></Types>'
        alter(path, "[Content_Types].xml", lambda text: text.replace("</Types>", again))
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    added, old = {tab: contents.pop(tab)}, parse_archive(before)
    whole = rebuild(old, contents, added=added)
    with pytest.raises(FaultError, match="not-verified") if twice else nullcontext():
        verify_written(old, whole, replaced=contents, added=added, drafts=[])


def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    cell = tab_in(content_of(with_tab(drawn(tmp_path), new_tab(said={"A1": "=1+1"})))).cell(1, 1)
    assert (cell.value, cell.formula) == ("=1+1", None)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    before = drawn(tmp_path)
    assert content_of(with_tab(before)) == content_of(with_tab(before))


def test_cells_of_the_tab_change_later_and_no_other_part_does(tmp_path: Path) -> None:
    before = content_of(with_tab(drawn(tmp_path)))
    plan = WritePlan("a.xlsx", revision_of(before), tab_edits=edits({"B7": 4, "C8": 0.5, "C7": None}))
    new = patched(before, plan)
    after = content_of(new)
    assert new.tabs == (NAME,)
    tab = tab_in(after)
    assert [tab.value(*at) for at in ((7, 2), (7, 3), (8, 3))] == [4, None, 0.5]
    assert tab.cell(8, 3).number_format == "0%"
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as now:
        assert [n for n in now.namelist() if now.read(n) != old.read(n)] == ["xl/worksheets/sheet2.xml"]
    again = patched(after, plan._replace(revision=revision_of(after)))
    assert again.content is None


def test_the_next_tab_gets_names_and_numbers_of_its_own(tmp_path: Path) -> None:
    first = content_of(with_tab(drawn(tmp_path)))
    second = content_of(with_tab(first, new_tab("Another", {"A1": "x"}), new_tab("A third", {"A1": "y"})))
    assert [sheet.name for sheet in read_workbook(second, source="a", title="a").sheets] == [
        "Sheet1",
        NAME,
        "Another",
        "A third",
    ]
    assert openpyxl.load_workbook(BytesIO(second))["A third"]["A1"].value == "y"


@pytest.mark.parametrize("spelt", SPELT)
def test_workbooks_of_all_spellings_take_a_tab(tmp_path: Path, spelt: str) -> None:
    with zipfile.ZipFile(draw(tmp_path / "a.xlsx", OKRS.replace("cities", "Städte"))) as archive:
        parts = SPELT[spelt]({name: archive.read(name) for name in archive.namelist()})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    before = packed.getvalue()
    new = with_tab(before)
    assert new.refused == ()
    after = content_of(new)
    assert faults_of_tab(before, after, NAME, SAID) == []
    assert tab_in(after).value(7, 3) == 0.4375
    for read in (_by_openpyxl, _by_calamine):
        try:
            known = read(before, "Sheet1") is not None
        except (KeyError, ValueError, OSError, zipfile.BadZipFile, CalamineError, WorksheetNotFound):
            continue  # it does not know this spelling
        if known:
            assert read(after, NAME) == "Team"


@pytest.mark.parametrize("packing", PACKED)
def test_workbooks_of_all_packings_take_a_tab(tmp_path: Path, packing: str) -> None:
    with zipfile.ZipFile(draw(tmp_path / "a.xlsx", OKRS)) as archive:
        before = PACKED[packing]({name: archive.read(name) for name in archive.namelist()})
    try:
        after = content_of(with_tab(before))
    except FaultError as fault:
        assert fault.name in ("duplicate-members", "damaged-zip", "encrypted")  # noqa: PT017 - the name tells
        return
    assert tab_in(after).value(6, 1) == "Team"


def _by_openpyxl(data: bytes, tab: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(BytesIO(data))
    return book[tab]["A6"].value or "" if tab in book.sheetnames else None


def _by_calamine(data: bytes, tab: str) -> object:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(tab).to_python()
    return rows[5][0] if len(rows) > 5 else ""


def test_the_tab_that_was_open_and_names_of_tabs_stay(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS, OKRS)
    names = '<definedNames><definedName name="Here" localSheetId="1">Sheet2!$A$1</definedName></definedNames>'
    alter(path, "xl/workbook.xml", lambda text: text.replace("<calcPr", f"{names}<calcPr"))
    alter(
        path, "xl/workbook.xml", lambda text: text.replace("<workbookView ", '<workbookView activeTab="1" ')
    )
    book = openpyxl.load_workbook(BytesIO(content_of(with_tab(path.read_bytes()))))
    assert book.active.title == "Sheet2"
    assert book["Sheet2"].defined_names["Here"].attr_text == "Sheet2!$A$1"


def test_a_workbook_without_styles_takes_a_tab_without_looks(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, "xl/styles.xml", lambda text: text.replace("cellXfs", "otherXfs"))
    assert tab_in(content_of(with_tab(path.read_bytes()))).value(7, 3) == 0.4375


def test_a_workbook_with_a_protected_structure_gets_its_cells_and_no_tab(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(
        path,
        "xl/workbook.xml",
        lambda text: text.replace("<bookViews>", '<workbookProtection lockStructure=" true "/><bookViews>'),
    )
    before = path.read_bytes()
    plan = WritePlan("a.xlsx", revision_of(before), tab_edits=edits({"F2": "x"}, "Sheet1"), tabs=(new_tab(),))
    new = patched(before, plan)
    reason = CELL_REFUSALS["protected-structure"]
    assert new.refused == (Refusal(NAME, None, "protected-structure", reason),)
    assert new.content is not None
    assert tab_in(new.content, "Sheet1").value(2, 6) == "x"
    assert new.tabs == ("Sheet1",)


def test_a_chart_sheet_of_that_name_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.create_chartsheet("Okr Summary")
    book.save(path)
    before = path.read_bytes()
    new = with_tab(before)
    assert [refusal.name for refusal in new.refused] == ["tab-name-taken"]
    assert new.content is None


@pytest.mark.parametrize(
    ("member", "old", "other"),
    [
        ("[Content_Types].xml", "Types", "Kinds"),
        ("[Content_Types].xml", "</Types>", ""),
        ("xl/workbook.xml", "<sheets>", '<sheets><y:sheet xmlns:y="urn:other" name="x" r:id="rId9"/>'),
    ],
)
def test_lists_in_a_form_that_takes_no_line_are_left_alone(
    tmp_path: Path, member: str, old: str, other: str
) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, member, lambda text: text.replace(old, other))
    new = with_tab(path.read_bytes())
    assert [refusal.name for refusal in new.refused] == ["no-new-tab"]
    assert new.content is None


def test_a_damaged_workbook_part_is_a_named_fault(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    alter(path, "xl/workbook.xml", lambda text: text.replace("</sheets>", ""))
    with pytest.raises(FaultError, match="damaged-xml"):
        with_tab(path.read_bytes())


def test_a_plan_for_another_revision_writes_no_tab(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.xlsx", OKRS)
    revision = XlsxAdapter().read(str(path)).revision
    outcome = XlsxAdapter().apply(WritePlan(str(path), revision, tabs=(new_tab(),)))
    assert outcome.tabs == (NAME,)
    assert outcome.revision == revision_of(path.read_bytes()) != revision


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_with_its_new_tab(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(content_of(with_tab(drawn(tmp_path))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "b.xlsx")], capture_output=True, check=True, timeout=180)
    book = CalamineWorkbook.from_path(str(tmp_path / "b.ods"))
    assert book.sheet_names == ["Sheet1", NAME]
    assert book.get_sheet_by_name(NAME).to_python()[-1] == [" R&D <é> =1+1", 3.0, 0.4375]
