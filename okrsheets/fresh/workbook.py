"""A fresh workbook as bytes, and those bytes as a file that was not there before."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from okrsheets.errors import OutputError, UsageError, reason_of
from okrsheets.fresh.looks import LINE, SOFT, Looks
from okrsheets.fresh.naming import EXAMPLE, HELP, PEOPLE, TeamTab
from okrsheets.fresh.okr_tab import HEADER, Banner, blank_rows, draw_okrs
from okrsheets.fresh.pages import draw_help, draw_people, example_rows
from okrsheets.laying import clear_halves, lay

__all__ = ["fresh_workbook", "refuse_to_overwrite", "save_new"]


def fresh_workbook(*, tabs: tuple[TeamTab, ...], cycles: Sequence[str], today: date) -> bytes:
    """A workbook with a tab of OKRs for each team, an example, a list of people and help.

    `cycles` are offered in each tab, and the first one stands there. The same arguments give the same bytes.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only who makes a workbook needs it

    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    made = datetime.combine(today, time(), UTC)  # the moment of writing would make every copy differ
    workbook.set_properties({"title": f"OKRs {cycles[0]}", "created": made})
    looks = Looks(workbook)
    top = next((tab for tab in tabs if tab.top), tabs[0])
    ids = f"='{top.name}'!$A${HEADER + 1}:$A${HEADER + len(blank_rows(top.letters))}"
    for number, tab in enumerate(tabs, start=1):
        alone = len(tabs) == 1
        banner = Banner(
            title="Our OKRs" if alone else f"OKRs: {tab.name}",
            hint="Write an objective in a green row, and its key results below it. The tab Help tells more.",
            cycles=cycles,
            others=None if alone or tab.top else ids,
        )
        sheet = workbook.add_worksheet(tab.name)
        draw_okrs(sheet, looks, banner=banner, rows=blank_rows(tab.letters), table=f"OKRs_{number}")
    banner = Banner(
        title="Example",
        hint="So it looks when it is filled in. Nothing on this tab counts, and you may delete it.",
        cycles=(),
        colour=LINE,
    )
    rows = example_rows(start=today, align_to=f"{top.letters}1.2" if len(tabs) > 1 else None)
    draw_okrs(workbook.add_worksheet(EXAMPLE), looks, banner=banner, rows=rows, table="Example")
    draw_people(workbook.add_worksheet(PEOPLE), looks)
    draw_help(workbook.add_worksheet(HELP), looks, tabs=tabs)
    for name in (PEOPLE, HELP):
        workbook.get_worksheet_by_name(name).set_tab_color(SOFT)
    workbook.close()
    return file.getvalue()


def refuse_to_overwrite(path: Path, *, cure: str = "choose another name") -> None:
    """Raises UsageError where a file is, OutputError where that cannot be told."""
    try:
        if path.exists() or path.is_symlink():
            raise UsageError(str(path), "is there already and stays as it is", cure)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def save_new(path: Path, content: bytes) -> None:
    """Put a file where none is; raises UsageError where one is, OutputError where none can be.

    It is there whole or not at all.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(str(path), "is no name of an .xlsx file", f"write {path.stem or 'plan'}.xlsx")
    refuse_to_overwrite(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_halves(path.parent, of=path.name)
        lay(path, content, put=_put_where_none_is)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def _put_where_none_is(waiting: Path, path: Path) -> None:
    """Give a file that is whole its name; raises UsageError where another has it."""
    try:
        os.link(waiting, path)
    except FileExistsError:
        refuse_to_overwrite(path)
    except OSError:  # this disk knows no second names
        refuse_to_overwrite(path)
        waiting.rename(path)
    else:
        waiting.unlink()


def _unwritable(path: Path, error: OSError | ValueError) -> OutputError:
    why = reason_of(error) if isinstance(error, OSError) else "it is no name of a file"
    return OutputError(str(path), f"cannot be written: {why}", "choose another folder")
