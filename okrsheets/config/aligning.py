"""What a person says of alignment: the kind that is meant where no words say it, by tab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrsheets.config.checks import Checker, Table
from okrsheets.model import AlignmentKind

__all__ = ["alignment_kind", "alignment_kinds"]

_KINDS = {kind.value: kind for kind in (AlignmentKind.STRAIGHTFORWARD, AlignmentKind.DIRECTIONAL)}


def alignment_kind(checker: Checker, key: str, value: Any) -> AlignmentKind:
    """The kind of an alignment where neither its heading nor its cell says it."""
    return _KINDS[checker.known_word(key, value, _KINDS, "kind of alignment")]


def alignment_kinds(source: Table, *, kind: AlignmentKind | None) -> Mapping[str, AlignmentKind]:
    """The kinds of the tabs of a source, by name or pattern; `kind` is that of all its other tabs."""
    tabs = source.get("sheets", {})
    said = {name: _KINDS[tab["alignment"]] for name, tab in tabs.items() if "alignment" in tab}
    return said if kind is None else {**said, "*": said.get("*", kind)}
