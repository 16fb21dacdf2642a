"""The text of a schedule by the scheduler that it is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from types import MappingProxyType

from okrsheets.scheduling.cron import cron_text
from okrsheets.scheduling.github import github_text
from okrsheets.scheduling.kubernetes import kubernetes_text
from okrsheets.scheduling.launchd import launchd_text
from okrsheets.scheduling.plan import Schedule, refuse_unprintable
from okrsheets.scheduling.systemd import systemd_text
from okrsheets.scheduling.windows import windows_text

__all__ = ["KINDS", "Schedule", "odd_minute", "schedule_text"]

KINDS: Mapping[str, Callable[[Schedule], str]] = MappingProxyType(
    {
        "cron": cron_text,
        "systemd": systemd_text,
        "launchd": launchd_text,
        "windows": windows_text,
        "github": github_text,
        "kubernetes": kubernetes_text,
    }
)
_MINUTES = tuple(minute for minute in range(60) if minute % 5)


def schedule_text(kind: str, schedule: Schedule) -> str:
    """What is to be given to a scheduler. Raises UsageError where a path cannot stand in it."""
    refuse_unprintable(schedule)
    return KINDS[kind](schedule)


def odd_minute(config: str) -> int:
    """A minute at which few others start something, always the same for a config.

    >>> odd_minute("/srv/okrs/okrsheets.toml")
    1
    """
    digest = blake2b(config.encode("utf-8", "surrogateescape"), digest_size=4).digest()
    return _MINUTES[int.from_bytes(digest) % len(_MINUTES)]
