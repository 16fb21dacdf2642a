"""Lets tests remember what earlier runs saw, in a state that is held in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date

from okrsheets.model import Figure, Figures, HistoryView, OkrSet, Resolutions, Results
from okrsheets.state import news_of
from okrsheets.state.history import HISTORY_TABLES, keep_news, read_history

__all__ = ["remembered", "results_of"]


def remembered(runs: Iterable[Results], *, until: date = date.max) -> HistoryView:
    """What is known after runs that saw this, each with the history of those before."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(HISTORY_TABLES)
        known = HistoryView()
        for results in runs:
            keep_news(connection, news_of(results._replace(history=known)), key_of=str)
            known = read_history(connection, until=until, name_of=str)
        return known


def results_of(okrs: OkrSet, day: date, *, progress: dict[str, float] | None = None) -> Results:
    """What a run saw that read these OKRs and nothing else."""
    figures = {key: Figure(value) for key, value in (progress or {}).items()}
    marks = dict.fromkeys(okrs.by_key, "")
    return Results((), (), okrs, Resolutions((), (), frozenset()), Figures(figures, {}), (), day, marks=marks)
