"""What is remembered between runs: history, our cells as last written, consent, backups; and the lock."""

from __future__ import annotations

from okrsheets.state.database import (
    FILE_NAME,
    Kept,
    is_sound,
    open_state,
    read_consents,
    read_runs,
    read_state,
    recall,
    set_aside,
)
from okrsheets.state.lock import is_syncing, sync_lock
from okrsheets.state.news import News, news_of
from okrsheets.state.runs import Missed, Run, missed_runs
from okrsheets.state.store import State

__all__ = [
    "FILE_NAME",
    "Kept",
    "Missed",
    "News",
    "Run",
    "State",
    "is_sound",
    "is_syncing",
    "missed_runs",
    "news_of",
    "open_state",
    "read_consents",
    "read_runs",
    "read_state",
    "recall",
    "set_aside",
    "sync_lock",
]
