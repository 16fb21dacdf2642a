"""The config of a run: a file, above what a person says for themselves, above the defaults."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from okrsheets.config import Config, find_personal
from okrsheets.tuples import NamedTuple

if TYPE_CHECKING:
    from okrsheets.config.documents import Document

__all__ = ["FoundConfig", "found_config"]


class FoundConfig(NamedTuple):
    """A config with the files that it is from, the first before the others."""

    config: Config
    documents: tuple[Document, ...] = ()


def found_config(path: Path | None, *, folder: Path, own_folder: Path) -> FoundConfig:
    """The config in a file, or without one the defaults in a folder.

    `own_folder` is the one in which the person's system keeps their settings. Raises ConfigError.
    """
    own = find_personal(own_folder)
    if path is None and own is None:
        return FoundConfig(Config(root=folder))
    from okrsheets.config.documents import read_document
    from okrsheets.config.loading import config_of, config_without_file
    from okrsheets.config.personal import read_personal

    personal = None if own is None else read_personal(own)
    if path is None:
        assert personal is not None
        return FoundConfig(config_without_file(folder, personal), (personal,))
    read = read_document(path)
    return FoundConfig(config_of(read, personal), (read,) if personal is None else (read, personal))
