"""Checks of single keys: what a value may be, and how a slip is told with its place and cure."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from okrsheets.config.settings import tables_within
from okrsheets.errors import ConfigError
from okrsheets.tongue import LANGUAGES
from okrsheets.tuples import NamedTuple

__all__ = [
    "Check",
    "Checker",
    "Table",
    "days",
    "language",
    "month",
    "names",
    "number",
    "table",
    "text",
    "texts",
    "web_address",
    "yes_no",
]

Table: TypeAlias = Mapping[str, Any]  # what tomllib yields; every value is checked before it is used
Check: TypeAlias = Callable[["Checker", str, Any], Any]


class Checker(NamedTuple):
    """Checks the keys of one file, and tells what is wrong in it."""

    path: Path

    @property
    def within(self) -> str:
        """What stands before the names of sections in this file."""
        return "".join(f"{table}." for table in tables_within(self.path))

    def fail(self, key: str, what: str, cure: str) -> ConfigError:
        """The error of one key, on one line whatever the user typed."""
        place = f"{self.path}: {self.within}{key}" if key else str(self.path)
        return ConfigError(" ".join(place.split()), " ".join(what.split()), cure)

    def section(self, name: str, document: Table, checks: Mapping[str, Check]) -> dict[str, Any]:
        """The checked keys of a table that may be missing."""
        return self.checked(name, table(self, name, document.get(name, {})), checks)

    def checked(self, name: str, keys: Table, checks: Mapping[str, Check]) -> dict[str, Any]:
        """The values of a table, each as its check gives it."""
        self.known(name, keys, checks)
        return {key: checks[key](self, f"{name}.{key}", value) for key, value in keys.items()}

    def known(self, name: str, keys: Table, known: Iterable[str]) -> None:
        """Refuse a key that is not known."""
        for key in keys:
            self.known_word(name, key, known, "key")

    def known_word(self, place: str, word: Any, known: Iterable[str], what: str) -> str:
        """The word, where it is one of those known; else the nearest of them is named."""
        words = list(known)
        if isinstance(word, str) and word in words:
            return word
        near = difflib.get_close_matches(str(word), words, n=1, cutoff=0.5)
        cure = f'did you mean "{near[0]}"' if near else f"known are {', '.join(sorted(words))}"
        raise self.fail(place, f'unknown {what} "{word}"', cure)

    def tables(self, name: str, document: Table) -> list[Any]:
        """The tables of a list of tables that may be missing."""
        found = document.get(name.rpartition(".")[2], [])
        if not isinstance(found, list):
            raise self.fail(name, "is no list of tables", f"write [[{self.within}{name}]] above its keys")
        return found


def text(checker: Checker, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise checker.fail(key, "is no text", 'write it in quotes, as "..."')
    return value


def texts(checker: Checker, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise checker.fail(key, "is no list", 'write it as ["...", "..."]')
    return tuple(text(checker, key, one) for one in value)


def names(checker: Checker, key: str, value: Any) -> tuple[str, ...]:
    """One name or a list of them."""
    return (value,) if isinstance(value, str) and value.strip() else texts(checker, key, value)


def web_address(checker: Checker, key: str, value: Any) -> str:
    """Where something can be opened in a browser."""
    address = text(checker, key, value).strip()
    if not address.startswith(("https://", "http://")) or any(sign.isspace() for sign in address):
        raise checker.fail(
            key, f'"{value}" is no address of a page', 'write it as "https://example.com/okrs"'
        )
    return address


def yes_no(checker: Checker, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise checker.fail(key, "is neither true nor false", "write true or false without quotes")
    return value


def number(checker: Checker, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise checker.fail(key, "is no number from 0 on", "write a number without quotes")
    return value


def days(checker: Checker, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 3660:
        raise checker.fail(key, "is no number of days", "write a whole number, such as 21")
    return value


def language(checker: Checker, key: str, value: Any) -> str:
    if value not in LANGUAGES:
        raise checker.fail(key, f'unknown language "{value}"', f"known are {', '.join(LANGUAGES)}")
    return str(value)


def month(checker: Checker, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 12:
        raise checker.fail(key, "is no month", "write a number from 1 to 12")
    return value


def table(checker: Checker, key: str, value: Any) -> Table:
    if not isinstance(value, dict):
        raise checker.fail(key, "is no table", f"write [{checker.within}{key}] above its keys")
    return value
