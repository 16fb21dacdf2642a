"""Draws a tab of OKRs: banner, cycle, a table waiting to be filled in, its lists and its colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from okrsheets.fresh.columns import COLUMNS, KEY_RESULT, OBJECTIVE, Column, letter_of
from okrsheets.fresh.looks import ACCENT, LINE, RISK, SLOW, SOFT, STATUS_COLOURS, TINT, Look, Looks
from okrsheets.fresh.naming import PEOPLE
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Amount", "Banner", "Content", "Row", "blank_rows", "draw_okrs"]


class Amount(NamedTuple):
    """A figure with the number format that says what it is of, such as `0 %`."""

    value: float
    number_format: str = "General"


Content: TypeAlias = str | float | date | Amount
Row: TypeAlias = Mapping[str, Content]
"""A row of the table, by the names of its columns; `type` says which kind it is."""

HEADER = 4  # the row of the headings, from 1
_OBJECTIVES, _KEY_RESULTS = 4, 4
_ROOM = 200  # rows below the header in which lists and colours work, for a table that grows
_TO_GROW = 60  # of them below a table that is longer than that
_CONFIDENCES = ("High", "Medium", "Low")
_PEOPLE = f"={PEOPLE}!$A$5:$A$64"


class Banner(NamedTuple):
    """What stands above the table. `others` are the cells that hold the ids to align to, if any.

    `owners`: there is a list of people to choose from.
    """

    title: str
    hint: str
    cycles: Sequence[str]
    others: str | None = None
    colour: str = ACCENT
    owners: bool = True


def blank_rows(letters: str) -> tuple[Row, ...]:
    """The rows of a table that waits to be filled in: ids and types, nothing else."""
    rows: list[Row] = []
    for number in range(1, _OBJECTIVES + 1):
        rows.append({"id": f"{letters}{number}", "type": OBJECTIVE})
        rows += [
            {"id": f"{letters}{number}.{below}", "type": KEY_RESULT} for below in range(1, _KEY_RESULTS + 1)
        ]
    return tuple(rows)


def draw_okrs(
    sheet: Worksheet,
    looks: Looks,
    *,
    banner: Banner,
    rows: Sequence[Row],
    table: str,
    columns: Sequence[Column] = COLUMNS,
) -> None:
    """Draw the tab; `table` is the name of its table, which no other in the workbook has."""
    bottom = HEADER + len(rows)
    area = _Area(columns, HEADER + max(_ROOM, len(rows) + _TO_GROW))
    sheet.set_default_row(24)  # not row by row: a row of a height of its own does not grow with its texts
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    _draw_banner(sheet, looks, banner)
    headings = [
        {"header": column.heading, "header_format": looks.heading(column.align)} for column in columns
    ]
    place = f"A{HEADER}:{letter_of('note', columns)}{bottom}"
    sheet.add_table(place, {"name": table, "columns": headings, "style": None})
    sheet.set_row(HEADER - 1, 26)
    for number, row in enumerate(rows, start=HEADER + 1):
        _write_row(sheet, looks, number, row, columns)
    _add_lists(sheet, area, banner)
    _add_colours(sheet, looks, area)
    sheet.freeze_panes(HEADER, 3)
    sheet.hide_gridlines(2)
    sheet.set_tab_color(banner.colour)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER - 1)
    sheet.set_footer("&L&F, &A&RPage &P of &N")
    sheet.set_selection(f"C{HEADER + 1}")


def _draw_banner(sheet: Worksheet, looks: Looks, banner: Banner) -> None:
    sheet.set_row(0, 36)
    sheet.set_row(1, 22)
    sheet.set_row(2, 10)
    sheet.write_string("A1", banner.title, looks.title)
    if banner.cycles:
        sheet.write_string("A2", "Cycle", looks.plain(font_color=SOFT, indent=1))
        sheet.write_string("B2", banner.cycles[0], looks.cell(bold=True, align="center"))
        sheet.data_validation(
            "B2",
            _list(
                banner.cycles,
                title="Cycle",
                says="The time these OKRs are for. Choose it, or write it as Q1 2027.",
                strict=False,
            ),
        )
    place = "C2" if banner.cycles else "A2"
    sheet.write_string(place, banner.hint, looks.plain(font_color=SOFT, indent=1))


def _write_row(sheet: Worksheet, looks: Looks, number: int, row: Row, columns: Sequence[Column]) -> None:
    objective = row["type"] == OBJECTIVE
    for at, column in enumerate(columns):
        look: Look = {"align": column.align}
        if column.align == "left":
            look["indent"] = 2 if column.name == "title" and not objective else 1
        if objective:
            look |= {"bg_color": TINT, "bold": column.name in ("id", "type", "title", "owner")}
        if column.name in ("title", "note"):
            look["text_wrap"] = True
        if column.name in ("id", "type") and not objective:
            look["font_color"] = SOFT
        if column.name == "updated":
            look["num_format"] = "yyyy-mm-dd"
        content = row.get(column.name)
        if isinstance(content, Amount):
            content, look["num_format"] = content
        elif isinstance(content, float) and 0 < content < 1:
            look["num_format"] = "0 %"
        _write(sheet, (number - 1, at), content, looks.cell(**look))


def _write(sheet: Worksheet, at: tuple[int, int], content: str | float | date | None, look: Format) -> None:
    if content is None:
        sheet.write_blank(*at, None, look)
    elif isinstance(content, str):
        sheet.write_string(*at, content, look)
    elif isinstance(content, date):
        sheet.write_datetime(*at, content, look)
    else:
        sheet.write_number(*at, content, look)


class _Area(NamedTuple):
    """The cells below the headings in which lists and colours work, down to a last row."""

    columns: Sequence[Column]
    bottom: int

    def letter(self, name: str) -> str:
        return letter_of(name, self.columns)

    def cells(self, name: str) -> str:
        return f"{self.letter(name)}{HEADER + 1}:{self.letter(name)}{self.bottom}"


def _add_lists(sheet: Worksheet, area: _Area, banner: Banner) -> None:
    """What each column offers and says; only a type and a status that nothing could read are refused."""
    lists: dict[str, tuple[Sequence[str] | str, bool]] = {
        "type": ((OBJECTIVE, KEY_RESULT), True),
        "status": (tuple(STATUS_COLOURS), True),
        "confidence": (_CONFIDENCES, True),
    }
    if banner.owners:
        lists["owner"] = (_PEOPLE, False)
    if banner.others is not None:
        lists["aligned to"] = (banner.others, False)
    for column in area.columns:
        if column.name in lists:
            source, strict = lists[column.name]
            options = _list(source, title=column.heading, says=column.says, strict=strict)
        elif column.name == "updated":
            options = {
                "validate": "date",
                "criteria": ">=",
                "value": date(2000, 1, 1),
                "error_title": "No day",
                "error_message": "Please write a day, such as 2027-02-15.",
            } | _prompt(column.heading, column.says)
        else:
            options = {"validate": "any"} | _prompt(column.heading, column.says)
        sheet.data_validation(area.cells(column.name), options)


def _list(source: Sequence[str] | str, *, title: str, says: str, strict: bool) -> dict[str, object]:
    """A drop-down list; where it is not strict something else may be written too."""
    return {
        "validate": "list",
        "source": source if isinstance(source, str) else list(source),
        "show_error": strict,
        "error_title": title,
        "error_message": "Please choose one of the list.",
    } | _prompt(title, says)


def _prompt(title: str, says: str) -> dict[str, object]:
    return {"input_title": title, "input_message": says}


def _add_colours(sheet: Worksheet, looks: Looks, area: _Area) -> None:
    """Words of a status in their colours, and what is still missing or out of date in a soft one."""
    for word, (ink, fill) in STATUS_COLOURS.items():
        _colour_word(sheet, looks.change(font_color=ink, bg_color=fill), area.cells("status"), word)
    low = looks.change(font_color=RISK[0], bg_color=RISK[1])
    _colour_word(sheet, low, area.cells("confidence"), "Low")
    first = HEADER + 1
    kind, title, target = (f"${area.letter(name)}{first}" for name in ("type", "title", "target"))
    awaited = looks.change(bg_color=SLOW[1])
    for name in ("owner", "target"):
        cell = f"${area.letter(name)}{first}"
        rule = f'=AND({kind}="{KEY_RESULT}",{title}<>"",{cell}="")'
        sheet.conditional_format(area.cells(name), {"type": "formula", "criteria": rule, "format": awaited})
    nameless = f'=AND({title}="",{target}<>"")'
    sheet.conditional_format(
        area.cells("title"), {"type": "formula", "criteria": nameless, "format": awaited}
    )
    day = f"${area.letter('updated')}{first}"
    old = f'=AND({kind}="{KEY_RESULT}",{day}<>"",{day}<TODAY()-31)'
    late = looks.change(font_color=SLOW[0], bg_color=SLOW[1])
    sheet.conditional_format(area.cells("updated"), {"type": "formula", "criteria": old, "format": late})
    # rows that are added below the table look like those above them
    below = f"A{first}:{area.letter('note')}{area.bottom}"
    line = looks.change(bg_color=TINT, border=1, border_color=LINE)
    rule = f'={kind}="{OBJECTIVE}"'
    sheet.conditional_format(below, {"type": "formula", "criteria": rule, "format": line})


def _colour_word(sheet: Worksheet, look: Format, cells: str, word: str) -> None:
    rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": look}
    sheet.conditional_format(cells, rule)
