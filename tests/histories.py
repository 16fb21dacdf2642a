"""Lets tests remember what earlier runs saw, in a state that is held in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date

from okrsheets.grid import Workbook
from okrsheets.model import Figure, Figures, HistoryView, OkrSet, Resolutions, Results
from okrsheets.pipeline import StageSettings, analyse
from okrsheets.state import news_of
from okrsheets.state.history import HISTORY_TABLES, keep_news, read_history

__all__ = ["remembered", "results_of", "synced"]


def remembered(runs: Iterable[Results], *, until: date = date.max) -> HistoryView:
    """What is known after runs that saw this, each with the history of those before."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(HISTORY_TABLES)
        known = HistoryView()
        for results in runs:
            keep_news(connection, news_of(results._replace(history=known)), key_of=str)
            known = read_history(connection, until=until, name_of=str)
        return known


def synced(days: Mapping[date, Sequence[Workbook]], *, settings: StageSettings | None = None) -> HistoryView:
    """What is known after these workbooks were synced on these days, one after the other."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(HISTORY_TABLES)
        known = HistoryView()
        for day, books in days.items():
            stages = settings or StageSettings()
            results = analyse(books, settings=stages, today=day, history=known, rules=())
            keep_news(connection, news_of(results), key_of=str)
            known = read_history(connection, until=date.max, name_of=str)
        return known


def results_of(okrs: OkrSet, day: date, *, progress: dict[str, float] | None = None) -> Results:
    """What a run saw that read these OKRs and nothing else."""
    figures = {key: Figure(value) for key, value in (progress or {}).items()}
    marks = dict.fromkeys(okrs.by_key, "")
    return Results((), (), okrs, Resolutions((), (), frozenset()), Figures(figures, {}), (), day, marks=marks)
