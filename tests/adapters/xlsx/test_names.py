"""Names that a workbook defines, and the files that its formulas call by number, are read with it."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from okrsheets.adapters.xlsx import XlsxAdapter
from okrsheets.grid import Workbook
from tests.adapters.xlsx.books import alter, draw

_OTHER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LISTING = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OTHER}/externalLinkPath" Target="{{target}}" TargetMode="External"/>'
    "</Relationships>"
)


def _read(path: Path) -> Workbook:
    return XlsxAdapter().read(str(path))


def _with_files_outside(tmp_path: Path, *targets: str) -> Path:
    path = draw(tmp_path / "a.xlsx", "| x |")
    for number, target in enumerate(targets, start=1):
        part = f"xl/externalLinks/externalLink{number}.xml"
        alter(path, part, lambda _: "<externalLink/>")
        listing = _LISTING.format(target=target)
        alter(path, f"xl/externalLinks/_rels/externalLink{number}.xml.rels", lambda _, text=listing: text)  # type: ignore[misc] # mypy knows no default of a lambda
    related = "".join(
        f'<Relationship Id="out{n}" Type="{_OTHER}/externalLink" Target="externalLinks/externalLink{n}.xml"/>'
        for n in range(1, len(targets) + 1)
    )
    alter(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{related}</Relationships>"),
    )
    # the order of the list counts, not that of the parts
    listed = "".join(f'<externalReference r:id="out{n}"/>' for n in range(len(targets), 0, -1))
    alter(
        path,
        "xl/workbook.xml",
        lambda xml: xml.replace("<calcPr", f"<externalReferences>{listed}</externalReferences><calcPr"),
    )
    return path


def test_the_names_of_a_workbook_and_of_a_single_tab_are_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("R&D").autofilter("A1:B3")
    book.add_worksheet("Sales")
    book.define_name("Vision", "='R&D'!$B$2")
    book.define_name("Sales!Top", "=Sales!$A$1")
    book.close()
    assert _read(tmp_path / "a.xlsx").names == {"Vision": "'R&D'!$B$2", "Sales!Top": "Sales!$A$1"}


def test_files_outside_stand_in_the_order_in_which_formulas_count_them(tmp_path: Path) -> None:
    path = _with_files_outside(tmp_path, "plan.xlsx", "file:///C:/R%26D%20plan.xlsx")
    assert _read(path).outside == ("file:///C:/R%26D%20plan.xlsx", "plan.xlsx")


def test_a_workbook_without_names_or_files_outside_has_none(tmp_path: Path) -> None:
    book = _read(draw(tmp_path / "a.xlsx", "| x |"))
    assert (dict(book.names), book.outside) == ({}, ())


def test_a_file_outside_whose_part_is_missing_keeps_its_number(tmp_path: Path) -> None:
    path = _with_files_outside(tmp_path, "plan.xlsx", "other.xlsx")
    alter(path, "xl/externalLinks/_rels/externalLink2.xml.rels", lambda _: "<Relationships/>")
    assert _read(path).outside == ("", "plan.xlsx")
