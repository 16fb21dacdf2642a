"""What is remembered between runs: history, cells as written, consent, mails, backups; and the lock."""

from __future__ import annotations

from okrsheets.state.database import (
    FILE_NAME,
    Kept,
    is_sound,
    open_state,
    read_closed,
    read_consents,
    read_mailing,
    read_outbox,
    read_runs,
    read_state,
    recall,
    set_aside,
    was_damaged,
)
from okrsheets.state.last_readings import (
    KEPT_DAYS,
    forget_reading,
    forget_readings,
    keep_reading,
    last_reading,
    remembered_sources,
)
from okrsheets.state.lock import is_syncing, sync_lock
from okrsheets.state.mailing import MailConsent, Mailing, MailMemory
from okrsheets.state.news import News, news_of
from okrsheets.state.outbox import Outbox
from okrsheets.state.runs import Missed, Run, missed_runs
from okrsheets.state.store import State

__all__ = [
    "FILE_NAME",
    "KEPT_DAYS",
    "Kept",
    "MailConsent",
    "MailMemory",
    "Mailing",
    "Missed",
    "News",
    "Outbox",
    "Run",
    "State",
    "forget_reading",
    "forget_readings",
    "is_sound",
    "is_syncing",
    "keep_reading",
    "last_reading",
    "missed_runs",
    "news_of",
    "open_state",
    "read_closed",
    "read_consents",
    "read_mailing",
    "read_outbox",
    "read_runs",
    "read_state",
    "recall",
    "remembered_sources",
    "set_aside",
    "sync_lock",
    "was_damaged",
]
