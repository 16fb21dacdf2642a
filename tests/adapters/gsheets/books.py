"""Spreadsheets to try with, who they are shared with, and how the adapter gets at them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from okrsheets.adapters.gsheets import GoogleAccess
from okrsheets.adapters.gsheets.transport import Policy
from okrsheets.grid import parse_a1
from okrsheets.secrets import SecretKind, SecretPlace
from tests.sheets_emulator import Emulator, Server
from tests.sheets_emulator.credentials import service_account_key

__all__ = ["BOSS", "BOT", "access_to", "area", "drawn", "link_to", "make", "on_the_clock"]

BOT = "bot@project.iam.gserviceaccount.com"
BOSS = "boss@example.com"


def access_to(server: Server, email: str) -> GoogleAccess:
    """A service account's key that gets its tokens from the emulator."""
    key = json.dumps(service_account_key(email, url=server.url))
    return GoogleAccess(SecretPlace("the test's key", SecretKind.TEXT, key), endpoint=server.url)


def on_the_clock(emulator: Emulator) -> Policy:
    """Waiting takes no time: it moves the emulator's clock, by which quotas are counted."""
    return Policy(sleep=emulator.clock.sleep, clock=emulator.clock.now, chance=lambda: 0.5)


def link_to(book: str) -> str:
    """What the adapter calls a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{book}"


def drawn(text: str) -> list[list[str]]:
    """The rows of a tab drawn as lines of `| cell | cell |`, each cell as a person types it."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def make(
    emulator: Emulator, tabs: Mapping[str, str], *requests: Mapping[str, Any], role: str = "writer"
) -> str:
    """The link of a spreadsheet of the boss, its tabs drawn, changed by requests, shared with the robot."""
    rows = {title: drawn(text) for title, text in tabs.items()}
    file = emulator.make_book("OKRs Q4 2026", owner=BOSS, tabs=rows, access={BOT: role} if role else {})
    if requests:
        emulator.edit(file.id, [dict(one) for one in requests])
    return link_to(file.id)


def area(a1: str, *, tab: int = 0) -> dict[str, int]:
    """A GridRange written as `B2:C9`."""
    first, _, last = a1.partition(":")
    top, left = parse_a1(first) or (0, 0)
    bottom, right = parse_a1(last or first) or (0, 0)
    return {
        "sheetId": tab,
        "startRowIndex": top - 1,
        "endRowIndex": bottom,
        "startColumnIndex": left - 1,
        "endColumnIndex": right,
    }
