"""Google Sheets for tests of the command line: an emulator, and the environment that leads there."""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.sheets_emulator import Emulator, Server

__all__ = ["BOSS", "BOT", "Google"]

BOT = "bot@project.iam.gserviceaccount.com"
BOSS = "boss@example.com"


class Google(NamedTuple):
    """An emulator, and the environment of a program that is to use it."""

    emulator: Emulator
    server: Server
    env: dict[str, str]

    def share(self, tabs: dict[str, list[list[Any]]], *, title: str = "plan", role: str = "writer") -> str:
        """The link of a spreadsheet with these tabs, shared with the robot."""
        typed = {
            name: [["'" + cell if isinstance(cell, str) and cell else cell for cell in row] for row in rows]
            for name, rows in tabs.items()
        }
        access = {BOT: role} if role else {}
        file = self.emulator.make_book(title, owner=BOSS, tabs=typed, access=access)
        return f"https://docs.google.com/spreadsheets/d/{file.id}"

    def counts(self) -> tuple[int, int]:
        """The read and write calls since they were last counted."""
        counts = self.emulator.log.counts()
        self.emulator.log.clear()
        return counts["read"], counts["write"]

    def cells(self, link: str) -> dict[str, dict[Any, Any]]:
        """What was entered on each tab."""
        book = self.emulator.store.files[link.rpartition("/")[2]].book
        return {
            sheet.title: {
                place: cell["userEnteredValue"]
                for place, cell in sheet.cells.items()
                if "userEnteredValue" in cell
            }
            for sheet in book.sheets
        }
