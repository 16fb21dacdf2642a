"""The text of a config file: what it holds as TOML, and on which line each of its keys stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from okrsheets.config.checks import Table
from okrsheets.config.settings import tables_within
from okrsheets.errors import ConfigError
from okrsheets.tuples import NamedTuple

__all__ = ["Document", "KeyPath", "lines_of", "read_document"]

KeyPath: TypeAlias = tuple[str | int, ...]
"""How a value is come to: keys, and the places from 0 on in lists of tables."""

_CLOSERS = ("]", '"""', "'''")  # a value that begins on one line can only end on a line with one of these


class Document(NamedTuple):
    """A file with what it holds of ours."""

    path: Path
    text: str
    table: Table

    @property
    def lines(self) -> Mapping[KeyPath, int]:
        """On which line each table and each value of ours begins."""
        within = tables_within(self.path)
        lines = lines_of(self.text)
        return {path[len(within) :]: line for path, line in lines.items() if path[: len(within)] == within}


def read_document(path: Path) -> Document:
    """What a file holds. Raises ConfigError where it cannot be read or is no TOML."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # some editors of Windows begin with a mark
        return Document(path, text, _ours(path, tomllib.loads(text)))
    except FileNotFoundError as error:
        raise ConfigError(str(path), "no such file", "check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), "cannot be read", "check that it is a text file you may read") from error
    except RecursionError as error:
        raise ConfigError(str(path), "is nested too deeply", "write it flat") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"is no TOML: {error}", "mend that line") from error


def _ours(path: Path, table: Table) -> Table:
    """The part of a document that is about us."""
    for key in tables_within(path):
        inner = table.get(key)
        if not isinstance(inner, dict):
            raise ConfigError(str(path), "has no table [tool.okrsheets]", "add it, or name another file")
        table = inner
    return table


def lines_of(text: str) -> Mapping[KeyPath, int]:
    """On which line, from 1 on, each table and each value of a TOML document begins.

    >>> dict(lines_of('[[source]]\\nuri = "a.xlsx"\\n[cycle]\\n'))
    {('source', 0): 1, ('source', 0, 'uri'): 2, ('cycle',): 3}
    """
    found: dict[KeyPath, int] = {}
    tables: dict[KeyPath, int] = {}  # how many tables a list has so far
    here: KeyPath = ()
    for line, statement in _statements(text):
        said = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            here = _header(said, tables)
            found[here] = line
        else:
            for path in _paths(said, here):
                found.setdefault(path, line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header, and each key with its value, with the line it begins on."""
    begun: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        begun.append(line)
        if len(begun) > 1 and not any(sign in line for sign in _CLOSERS):
            continue
        statement = "\n".join(begun)
        if _is_whole(statement):
            yield number - len(begun) + 1, statement
            begun = []


def _is_whole(statement: str) -> bool:
    try:
        tomllib.loads(statement)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _header(said: Table, tables: dict[KeyPath, int]) -> KeyPath:
    """Where the keys below a header belong; a further table of a list is counted in `tables`."""
    path: KeyPath = ()
    while said:
        ((key, value),) = said.items()
        path = (*path, key)
        if isinstance(value, list):
            tables[path] = tables.get(path, 0) + 1
        if path in tables:
            path = (*path, tables[path] - 1)
        said = value if isinstance(value, dict) else {}
    return path


def _paths(said: Any, here: KeyPath) -> Iterator[KeyPath]:
    """Each table and value within a value, the outer ones first."""
    if isinstance(said, dict):
        inner = [(key, one) for key, one in said.items()]
    else:
        inner = list(enumerate(said)) if isinstance(said, list) and said and isinstance(said[0], dict) else []
    for key, one in inner:
        yield (*here, key)
        yield from _paths(one, (*here, key))
