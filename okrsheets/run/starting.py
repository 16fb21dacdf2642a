"""The first config of a folder: drafted from what is read there, and put in place."""

from __future__ import annotations

import os
from pathlib import Path

from okrsheets.config import FILE_NAME, PROJECT_NAME, find_config
from okrsheets.errors import OutputError, UsageError, reason_of
from okrsheets.run.analysis import Inspection, inspect_sources
from okrsheets.run.reports import put_text
from okrsheets.run.sources import Wanted, is_address
from okrsheets.tuples import NamedTuple

__all__ = ["Start", "draft_start", "put_config", "refuse_to_replace"]


class Start(NamedTuple):
    """What was read of the sources, and the text of the config drafted from it."""

    inspection: Inspection
    text: str


def draft_start(wanted: Wanted, *, home: Path) -> Start:
    """A config for what is wanted; it is to stand in the folder `home`. Raises as `inspect_sources` does."""
    from okrsheets.config.drafting import DraftSource, draft_config

    inspection = inspect_sources(wanted, resolved=False)
    understood = inspection.understood
    meant_by = {source.name: source.meant_by for source in inspection.sources}
    writable = {book.source for book in understood.workbooks if book.read_only_because is None}
    sources = []
    for argument in dict.fromkeys(wanted.arguments):
        readings = tuple(one for one in understood.readings if meant_by[one.source] == argument)
        if readings:
            can_be_written = any(one.source in writable for one in readings)
            sources.append(DraftSource(_from(home, argument, wanted.folder), readings, can_be_written))
    return Start(inspection, draft_config(sources, understood.okrs))


def _from(home: Path, argument: str, folder: Path) -> str:
    """An argument as it is written in a config that stands elsewhere than it was typed."""
    elsewhere = argument.startswith("~") or Path(argument).is_absolute() or is_address(argument)
    if home == folder or elsewhere:
        return argument
    return os.path.relpath(folder / argument, home)


def refuse_to_replace(path: Path) -> None:
    """Raise UsageError where a config is there already, before anything is read for another."""
    cure = "see what init would write with --out -, or write it anew with --force"
    if path.exists():
        raise UsageError(str(path), "is there already", cure)
    project = path.with_name(PROJECT_NAME)
    if path.name == FILE_NAME and find_config(path.absolute().parent) == project.absolute():
        raise UsageError(str(project), f"holds a config, which would count no more beside {FILE_NAME}", cure)


def put_config(path: Path, text: str) -> Path | None:
    """Write a config; one that is there is kept beside it, and its new place is returned.

    Raises OutputError.
    """
    kept = None
    if path.exists():
        kept = path.with_name(f"{path.name}.old")
        try:
            path.replace(kept)
        except OSError as error:
            what = f"cannot be moved aside: {reason_of(error)}"
            raise OutputError(str(path), what, "move it yourself") from error
    put_text(path, text)
    return kept
