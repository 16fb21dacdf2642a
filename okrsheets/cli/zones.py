"""The time zone of this machine, by its name and in words."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

__all__ = ["zone_name", "zone_words"]

_LOCAL = Path("/etc/localtime")
_ZONES = "zoneinfo/"


def zone_name() -> str | None:
    """What the time zone database calls the zone of this machine; None where that cannot be told."""
    said = os.environ.get("TZ", "").removeprefix(":")
    if "/" in said and not said.startswith("/"):
        return said
    if said in ("UTC", "GMT"):
        return f"Etc/{said}"
    if said or not _LOCAL.is_symlink():
        return None
    _, _, name = str(_LOCAL.resolve()).partition(_ZONES)
    return "Etc/UTC" if name in ("UTC", "Etc/UTC", "UCT", "Zulu") else name or None


def zone_words(now: datetime) -> str:
    """The zone as people say it: `Europe/Berlin (UTC+01:00)`."""
    offset = f"{now:%z}"
    apart = f"UTC{offset[:3]}:{offset[3:5]}" if offset.strip("+-0") else "UTC"
    name = zone_name() or now.tzname() or ""
    return apart if name in ("", "UTC", "Etc/UTC") else f"{name} ({apart})"
