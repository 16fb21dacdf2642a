"""The help page of a fresh workbook, in plain words."""

from __future__ import annotations

from typing import TypeAlias

from okrsheets.fresh.naming import TeamTab

__all__ = ["guide"]

Section: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]


def guide(tabs: tuple[TeamTab, ...]) -> tuple[Section, ...]:
    """The sections of the help: a heading, and below it what is explained and what is said of it."""
    top = next((tab for tab in tabs if tab.top), tabs[0])
    serves = f"{top.letters}1.2"
    whose = "The tab OKRs is yours" if len(tabs) == 1 else "Each team has a tab of its own"
    return (
        (
            "How to fill it in",
            (
                ("1", f"{whose}. Choose the cycle at its top."),
                ("2", "Write an objective: where you want to be, in a sentence people remember."),
                ("3", "Below it write what will have changed by then, and by how much: its key results."),
                ("4", "Give each row an owner, and each key result its start and its target."),
                ("5", "Every week or two put in where it is now, the status, how sure you are, and the day."),
                ("Fewer rows", "Rows you do not need may stay empty, or go."),
                ("More rows", "Insert one, choose its type and give it the next ID."),
                ("Which belong", "A key result belongs to the objective above it, so keep them together."),
            ),
        ),
        (
            "Figures of a key result",
            (
                ("More", "start 5, now 19, target 40: two fifths of the way"),
                ("Less", "start 8, now 6, target 3: two fifths of the way too"),
                ("Keep", "begin the sentence with Keep or Hold: it counts as long as the figure is held"),
                ("Yes or no", "no as the start, yes as the target"),
                ("Per cent", "60 % in each of the three cells, or 60 in each, but not one of both"),
            ),
        ),
        (
            "Aligned to",
            (
                ("What to write", f"the ID of what your row serves, such as {serves}, or its title"),
                ("A key result", "that serves another objective counts in the progress of that objective"),
                ("An objective", "that serves another one shows the direction, and no number moves"),
                (
                    "Your own words",
                    f'"supports {serves}" shows the direction, "contributes to {serves}" carries progress',
                ),
            ),
        ),
        (
            "What comes of it",
            (
                ("Progress", "the share of the way from start to target; of an objective: the mean of them"),
                ("Check", "okrsheets check tells what is missing, and what points nowhere"),
                (
                    "Sync",
                    "okrsheets sync writes progress, status and warnings into columns of its own beside your",
                ),
                ("", "table, marked (auto), and makes a report. Your cells are never changed"),
                (
                    "Your layout",
                    "add columns, move them, rename tabs; okrsheets inspect shows how it is read",
                ),
            ),
        ),
    )
