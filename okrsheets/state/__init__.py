"""What is remembered between runs: history, cells as written, consent, mails, backups; and the lock."""

from __future__ import annotations

from okrsheets.state.database import (
    Kept,
    is_sound,
    open_state,
    read_closed,
    read_consents,
    read_mailing,
    read_outbox,
    read_state,
    recall,
    set_aside,
)
from okrsheets.state.last_readings import KEPT_DAYS, forget_readings, keep_reading, last_reading
from okrsheets.state.lock import is_syncing, sync_lock
from okrsheets.state.mailing import MailConsent, Mailing, MailMemory
from okrsheets.state.news import News, news_of
from okrsheets.state.outbox import Outbox
from okrsheets.state.store import State

__all__ = [
    "KEPT_DAYS",
    "Kept",
    "MailConsent",
    "MailMemory",
    "Mailing",
    "News",
    "Outbox",
    "State",
    "forget_readings",
    "is_sound",
    "is_syncing",
    "keep_reading",
    "last_reading",
    "news_of",
    "open_state",
    "read_closed",
    "read_consents",
    "read_mailing",
    "read_outbox",
    "read_state",
    "recall",
    "set_aside",
    "sync_lock",
]
