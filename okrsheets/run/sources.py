"""Which workbooks a command means, under which names, and which adapter reads each."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from okrsheets.adapters import Adapter
from okrsheets.adapters.files import DELIMITED, LEGACY, READABLE, expand, identity
from okrsheets.config import Config, SourceConfig
from okrsheets.errors import NotAWorkbookError, UsageError
from okrsheets.reading import SourceOverride
from okrsheets.tuples import NamedTuple

__all__ = ["Source", "Wanted", "adapter_for", "find_sources", "state_folder"]


class Source(NamedTuple):
    """One workbook to read: `name` is its path from the working folder, as a person would type it.

    `shown` is False where it is read only so that references into it resolve. `meant_by` is the path,
    folder or pattern that was typed or configured for it.
    """

    name: str
    shown: bool
    write: bool | None = None
    url: str | None = None
    default_team: str | None = None
    override: SourceOverride | None = None
    meant_by: str = ""


class Wanted(NamedTuple):
    """What a command was asked to do and on which day.

    `arguments` are its SOURCEs as typed; `folder` is the working folder of the process.
    `restore_columns` makes columns of ours again that a person deleted.
    """

    config: Config
    arguments: tuple[str, ...]
    folder: Path
    today: date
    restore_columns: bool = False


def find_sources(wanted: Wanted) -> tuple[Source, ...]:
    config = wanted.config
    passed_over = (state_folder(config), config.root / config.report_out)
    configured: dict[Path, tuple[str, SourceConfig]] = {}
    for one in config.sources:
        for path in expand(one.uri, folder=config.root, passed_over=passed_over):
            configured.setdefault(identity(path), (_as_typed(path, wanted.folder), one))
    typed: dict[Path, tuple[str, str]] = {}
    for argument in wanted.arguments:
        _check_argument(argument)
        for path in expand(argument, folder=wanted.folder, passed_over=passed_over):
            typed.setdefault(identity(path), (_as_typed(path, wanted.folder), argument))
    if not configured and not typed:
        raise UsageError(
            "okrsheets",
            "no SOURCE given and no okrsheets.toml found",
            "name a workbook, as okrsheets check plan.xlsx",
        )
    everything = {place: name for place, (name, _) in (typed | configured).items()}
    sources = []
    for place in sorted(everything, key=lambda place: everything[place]):
        one = configured[place][1] if place in configured else SourceConfig(uri=everything[place])
        sources.append(
            Source(
                name=everything[place],
                shown=place in typed or not typed,
                write=one.write,
                url=one.url,
                default_team=one.default_team,
                override=one.override,
                meant_by=typed[place][1] if place in typed else one.uri,
            )
        )
    return tuple(sources)


def _check_argument(argument: str) -> None:
    if not argument.strip():
        raise UsageError("SOURCE", "is empty", "name a workbook, a folder or a pattern such as teams/*.xlsx")
    if "://" in argument or argument.startswith("gsheets:"):
        raise UsageError(argument, "is no file", "download it as .xlsx; only files are read so far")


def _as_typed(path: Path, folder: Path) -> str:
    """A path as a person in the working folder would type it."""
    relative = os.path.relpath(path, folder)
    far = Path(relative).parts[:3] == (os.pardir,) * 3
    return str(path) if far else relative


def adapter_for(source: str) -> Adapter:
    """The adapter for a source, by its ending; imported when it is needed."""
    path = Path(source)
    ending = path.suffix.lower()
    if ending in DELIMITED:
        from okrsheets.adapters.delimited import DelimitedAdapter

        return DelimitedAdapter()
    if ending in LEGACY:
        from okrsheets.adapters.legacy import LegacyAdapter

        return LegacyAdapter()
    if ending in READABLE or not path.is_file():
        from okrsheets.adapters.xlsx import XlsxAdapter

        return XlsxAdapter()
    kinds = ", ".join(sorted(READABLE))
    raise NotAWorkbookError(
        source, f"is no workbook of a kind that is read ({kinds})", "save it as .xlsx first"
    )


def state_folder(config: Config) -> Path:
    """Where what we wrote, consent and backups are kept."""
    return config.root / config.state_path
