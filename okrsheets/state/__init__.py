"""What is remembered between runs: our cells as last written, consent, backups; and the lock."""

from __future__ import annotations

from okrsheets.state.database import open_state, read_consents, read_memory, read_tabs
from okrsheets.state.lock import is_syncing, sync_lock
from okrsheets.state.store import State

__all__ = ["State", "is_syncing", "open_state", "read_consents", "read_memory", "read_tabs", "sync_lock"]
