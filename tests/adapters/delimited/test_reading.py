"""Delimited text is read cell by cell, at the addresses that a spreadsheet program shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.delimited.texts import read_bytes, rows_of

OKRS = [
    ["Objective", "Key result", "Owner", "Target"],
    ["Grow, and fast", "Win 40 customers", "Mara", "40"],
    ["Grow, and fast", "Open offices in 3 cities", "Dana", "1,5"],
]


@pytest.mark.parametrize("name", ["plan.csv", "plan.tsv", "plan.tab"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^"])
def test_any_delimiter_is_found_whatever_the_ending(tmp_path: Path, delimiter: str, name: str) -> None:
    lines = [delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in OKRS]
    assert rows_of(read_bytes(tmp_path, "\n".join(lines).encode(), name=name)) == OKRS


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("sep=;\nGoal;Share\nGrow, fast;1,5\n", [["Goal", "Share"], ["Grow, fast", "1,5"]]),
        ('"sep=|"\nGrow; fast|x\n', [["Grow; fast", "x"]]),
        ("Goal;Share\nGrow;1,5\nLearn;2,5\n", [["Goal", "Share"], ["Grow", "1,5"], ["Learn", "2,5"]]),
        ("Goal,Share\nGrow;2.5,3\n", [["Goal", "Share"], ["Grow;2.5", "3"]]),
        ("Grow;Mara\n", [["Grow", "Mara"]]),
        ("Grow\tMara, Dana\n", [["Grow", "Mara, Dana"]]),
        ("a;b;c\nd;e\nf;g;h;i\nj;k\n", [["a", "b", "c"], ["d", "e"], ["f", "g", "h", "i"], ["j", "k"]]),
        ("Objectives\nGrow fast\nLearn\n", [["Objectives"], ["Grow fast"], ["Learn"]]),
        ("Goal, Who\nGrow, Mara\n", [["Goal", " Who"], ["Grow", " Mara"]]),
    ],
)
def test_the_delimiter_is_the_one_that_lines_agree_on(
    tmp_path: Path, content: str, rows: list[list[str]]
) -> None:
    assert rows_of(read_bytes(tmp_path, content.encode())) == rows


def test_text_above_the_table_does_not_decide(tmp_path: Path) -> None:
    notes = [
        "# Where we go, and why",
        "",
        "We met, talked, and agreed; nothing else counts, says Mara.",
        "* first, read this",
        "* then, that",
        "* last, ask",
        "",
    ]
    table = ["Goal;Result;Target", "Grow;Win customers;40", "Learn;Hold courses;3", "Last;Be quick;1"]
    read = rows_of(read_bytes(tmp_path, "\n".join(notes + table).encode()))
    assert [";".join(row) for row in read[:7]] == notes
    assert read[7:] == [line.split(";") for line in table]


def test_delimiters_in_quotes_do_not_decide(tmp_path: Path) -> None:
    rows = [["S1", "Goal: grow; Target: 40; Owner: Mara"], ["S2", "Goal: learn; Target: 3; Owner: Dana"]]
    lines = [f'{first},"{second}"' for first, second in rows]
    assert rows_of(read_bytes(tmp_path, "\n".join(lines).encode())) == rows


def test_blank_lines_and_breaks_in_cells_keep_the_addresses(tmp_path: Path) -> None:
    book = read_bytes(tmp_path, b'Goal,Who\r\n\r\n"Grow\r\nand ""last""",Mara\r\n,\r\nLearn,Dana\r\n')
    cells = {at: cell.value for at, cell in book.sheets[0].cells.items()}
    assert cells == {
        (1, 1): "Goal",
        (1, 2): "Who",
        (3, 1): 'Grow\nand "last"',
        (3, 2): "Mara",
        (5, 1): "Learn",
        (5, 2): "Dana",
    }


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(tmp_path: Path, end: str) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in OKRS]
    assert rows_of(read_bytes(tmp_path, end.join(lines).encode())) == OKRS


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ('Goal,Who\n"Grow,Mara\nLearn,Dana\n', [["Goal", "Who"], ['"Grow', "Mara"], ["Learn", "Dana"]]),
        ('Goal,Who\nGrow,"Mara', [["Goal", "Who"], ["Grow", '"Mara']]),
        ('Goal,Who\n"Grow" fast,Mara\n', [["Goal", "Who"], ["Grow fast", "Mara"]]),
        ('Goal,Who\n5" screens,Mara\n', [["Goal", "Who"], ['5" screens', "Mara"]]),
        ('Goal,Who\nGrow, "Mara, Dana"\n', [["Goal", "Who"], ["Grow", "Mara, Dana"]]),
        ('Goal,Who\nGrow, "Mara" and Dana\n', [["Goal", "Who"], ["Grow", ' "Mara" and Dana']]),
        ("Goal,Who\nGrow,Mara\0\n\0", [["Goal", "Who"], ["Grow", "Mara"]]),
        ("Goal,Who\nGrow,Mara\n\x1a", [["Goal", "Who"], ["Grow", "Mara"]]),
        ("Goal,Id\nGrow,0042\n=1+1,1e3\n", [["Goal", "Id"], ["Grow", "0042"], ["=1+1", "1e3"]]),
    ],
)
def test_odd_quotes_and_characters_lose_nothing(tmp_path: Path, content: str, rows: list[list[str]]) -> None:
    assert rows_of(read_bytes(tmp_path, content.encode())) == rows


def test_lines_that_are_each_one_quoted_cell_are_unwrapped(tmp_path: Path) -> None:
    content = '"Goal,Who,Why"\n"Grow,Mara,""to live, and last"""\n\n"Learn,Dana,to grow"\n'
    assert rows_of(read_bytes(tmp_path, content.encode())) == [
        ["Goal", "Who", "Why"],
        ["Grow", "Mara", "to live, and last"],
        [],
        ["Learn", "Dana", "to grow"],
    ]


@pytest.mark.parametrize(
    "content",
    [
        '"Goal"\n"Grow, and fast"\n"Learn"\n',
        '"Grow, and fast"\n"Learn, and well"\n',
        '"Goal,Who,Why"\n"Grow,Mara"\n',
        '"Goal,Who,Why"\nGrow\n',
    ],
)
def test_quoted_lines_that_do_not_agree_stay_one_cell_each(tmp_path: Path, content: str) -> None:
    rows = [[line.strip('"')] for line in content.splitlines()]
    assert rows_of(read_bytes(tmp_path, content.encode())) == rows


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b",,,\r\n", b"\0\0\0"])
def test_a_file_of_nothing_is_an_empty_tab(tmp_path: Path, content: bytes) -> None:
    book = read_bytes(tmp_path, content, name="Q4 plan.csv")
    assert [(sheet.name, dict(sheet.cells)) for sheet in book.sheets] == [("Q4 plan", {})]


def test_the_tab_is_called_like_the_file_and_is_never_written(tmp_path: Path) -> None:
    book = read_bytes(tmp_path, b"Goal,Who\n", name="Sales.2026.csv")
    assert (book.title, book.sheets[0].name) == ("Sales.2026.csv", "Sales.2026")
    assert book.read_only_because
    assert book.revision != read_bytes(tmp_path, b"Goal,Why\n", name="Sales.2026.csv").revision
