"""Plug-ins that are installed beside okrsheets: found by their entry points, and passed in."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from okrsheets.errors import PluginError

__all__ = ["PACE_POLICIES_GROUP", "load_plugin", "plugins_of"]

PACE_POLICIES_GROUP = "okrsheets.pace_policies"
"""The entry points whose name is that of a pace policy, and whose object its function."""


def plugins_of(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name; nothing is loaded."""
    return {point.name: point for point in entry_points(group=group)}


def load_plugin(point: EntryPoint) -> object:
    """What an entry point leads to. Raises PluginError where it leads nowhere."""
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        cure = "reinstall or remove the package that brings it"
        raise PluginError(f"{point.group} {point.name}", f"cannot be loaded: {error}", cure) from error
