"""Texts with which a scheduler of the system runs `sync`: printed for people to look at, never installed."""

from __future__ import annotations

from okrsheets.scheduling.schedule import KINDS, Schedule, odd_minute, schedule_text

__all__ = ["KINDS", "Schedule", "odd_minute", "schedule_text"]
