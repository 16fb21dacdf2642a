"""What a person says for themselves, in a file of their own that stands below every okrsheets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from okrsheets.config.checks import Check, Checker, Table
from okrsheets.config.documents import Document, read_document
from okrsheets.config.sections import SECTIONS

__all__ = ["PERSONAL", "laid_over", "read_personal"]

# A run judges the same whoever starts it; how Google is asked and which language is read are each one's own.
_KEYS = {
    "google": ("credentials_file", "credentials_command", "api_key_file", "api_key_command", "patience"),
    "report": ("language",),
}
PERSONAL: Mapping[str, Mapping[str, Check]] = {
    name: {key: SECTIONS[name][key] for key in keys} for name, keys in _KEYS.items()
}
"""The sections that a person may have for themselves, and their keys there."""

_ONE_OF = (("credentials_file", "credentials_command"), ("api_key_file", "api_key_command"))
_FILES = ("credentials_file", "api_key_file")


def read_personal(path: Path) -> Document:
    """A person's own file; its paths are from the folder it stands in. Raises ConfigError."""
    read = read_document(path)
    checker = Checker(path)
    checker.known("", read.table, PERSONAL)
    said = {name: checker.section(name, read.table, PERSONAL[name]) for name in read.table}
    for key in _FILES:
        if key in said.get("google", {}) and not said["google"][key].startswith("~"):
            said["google"][key] = str(path.parent.absolute() / said["google"][key])
    return read._replace(table=said)


def laid_over(table: Table, personal: Table) -> dict[str, Any]:
    """A config with what a person says where it says nothing itself.

    >>> laid_over({"google": {"api_key_command": "pass show key"}}, {"google": {"api_key_file": "/me"}})
    {'google': {'api_key_command': 'pass show key'}}
    """
    both = dict(table)
    for name, mine in personal.items():
        said = table.get(name, {})
        if isinstance(said, dict):  # else it is told as a slip
            both[name] = {**{key: one for key, one in mine.items() if not _is_said(key, said)}, **said}
    return both


def _is_said(key: str, said: Table) -> bool:
    """Whether a table says itself what a key is about."""
    return any(other in said for group in _ONE_OF if key in group for other in group)
