"""Tables that are joined with others, of which a person says what they are."""

from __future__ import annotations

import pytest

from okrsheets.model import Field, Level, OkrSet, Reading
from okrsheets.reading import ReadingSettings, SheetOverride, SourceOverride, TableOverride
from okrsheets.reading.overrides import ColumnOverride
from tests.grids import sheet
from tests.reading.conftest import Read

TABS = (
    sheet(
        "Objectives",
        """
        | ID  | Title           |
        | A-1 | Bake by hand    |
        | A-2 | Open at sunrise |
        """,
    ),
    sheet(
        "Key Results",
        """
        | 编号 | 目标编号 | Key result        | Target |
        | K-1  | A-1      | Loaves a day      | 90     |
        | K-2  | A-1      | Bakers who knead  | 4      |
        | K-3  | A-2      | Guests before six | 30     |
        """,
    ),
)


def _told(tab: str, layout: str | None, **columns: Field) -> ReadingSettings:
    said = {letters: ColumnOverride(field) for letters, field in columns.items()}
    table = TableOverride(layout=layout, columns=said)
    return ReadingSettings(
        overrides={"Plan.xlsx": SourceOverride(sheets={tab: SheetOverride(tables=(table,))})}
    )


def _seen(said: tuple[Reading, OkrSet]) -> list[object]:
    reading, okrs = said
    tables = [table for tab in reading.sheets for table in tab.tables]
    columns = [(c.column, c.field, c.level) for table in tables for c in table.columns]
    return [okrs.objectives, [table.layout for table in tables], columns]


@pytest.mark.parametrize(
    ("tab", "layout", "columns"),
    [
        ("Objectives", "relational", {}),
        ("Objectives", None, {"B": Field.OBJECTIVE}),
        ("Objectives", "objectives only", {}),
        ("Objectives", "relational", {"A": Field.ID, "B": Field.OBJECTIVE}),
        ("Key Results", "relational", {}),
        ("Key Results", "key results only", {}),
        ("Key Results", None, {"B": Field.ID}),
        ("Key Results", None, {"C": Field.KEY_RESULT}),
        ("Key Results", "relational", {"A": Field.ID, "B": Field.ID, "C": Field.KEY_RESULT}),
    ],
)
def test_a_table_stays_joined_when_a_person_says_what_was_found(
    read: Read, tab: str, layout: str | None, columns: dict[str, Field]
) -> None:
    found = read(*TABS)
    assert [len(one.key_results) for one in found[1].objectives] == [2, 1]
    told = read(*TABS, settings=_told(tab, layout, **columns))
    assert _seen(told) == _seen(found)
    assert told[0].amiss == ()


def test_ids_said_to_be_a_key_results_own_join_nothing(read: Read) -> None:
    told = ColumnOverride(Field.ID, level=Level.KEY_RESULT)
    table = TableOverride(columns={"B": told, "A": ColumnOverride(ignored=True)})
    said = SourceOverride(sheets={"Key Results": SheetOverride(tables=(table,))})
    _, okrs = read(*TABS, settings=ReadingSettings(overrides={"Plan.xlsx": said}))
    assert [one.title for one in okrs.objectives if one.key_results] == [None]


def test_a_table_said_to_be_joined_that_nothing_joins_is_told(read: Read) -> None:
    reading, _ = read(
        sheet("KRs", "| Key result | Target |\n| Loaves a day | 90 |\n| Bakers who knead | 4 |"),
        settings=_told("KRs", "relational"),
    )
    (one,) = reading.amiss
    assert one.what == (
        'the table in A1:B3 cannot be read as "relational"; it was read as "key results only"'
    )
