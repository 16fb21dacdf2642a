"""okrsheets.toml: found upward from a folder, checked key by key, handed on as each stage's settings."""

from __future__ import annotations

import difflib
import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from okrsheets.alignment import AlignmentSettings
from okrsheets.errors import ConfigError
from okrsheets.grid import ManagedRole
from okrsheets.lint import LintSettings
from okrsheets.model import CLOSE_AFTER, Field, Severity
from okrsheets.pipeline import StageSettings
from okrsheets.progress import ProgressSettings
from okrsheets.reading import ReadingSettings, parse_cycle
from okrsheets.reading.managed import MARKER
from okrsheets.rules import CATALOGUE
from okrsheets.writeback import WritebackSettings

__all__ = ["FILE_NAME", "Config", "SourceConfig", "find_config", "load_config"]

FILE_NAME = "okrsheets.toml"
_PROGRESS_KEYS = [name for name in ProgressSettings._fields if name != "close_after"]  # [cycle] has it


class SourceConfig(NamedTuple):
    """One `[[source]]`: a path, glob or folder relative to the config.

    `write` is a person's word: True lets sync write, False never, None leaves it to be asked.
    """

    uri: str
    url: str | None = None
    write: bool | None = None
    default_team: str | None = None


class Config(NamedTuple):
    """What okrsheets.toml says; without one, the defaults in the working folder `root`.

    `sources` are empty without a config: they come from the command line then.
    """

    root: Path
    path: Path | None = None
    sources: tuple[SourceConfig, ...] = ()
    stages: StageSettings = StageSettings()
    report_title: str | None = None
    report_out: Path = Path("okrsheets-report")
    report_templates: Path | None = None
    state_path: Path = Path(".okrsheets")


Table: TypeAlias = Mapping[str, Any]  # what tomllib yields; every value is checked before it is used
Check: TypeAlias = Callable[["_Reader", str, Any], Any]


def find_config(folder: Path) -> Path | None:
    """The nearest okrsheets.toml at or above a folder; None where there is none."""
    for place in (folder, *folder.parents):
        if (candidate := place / FILE_NAME).is_file():
            return candidate
    return None


def load_config(path: Path) -> Config:
    """The configuration a file holds.

    Raises ConfigError, with the key and the nearest known one, for anything it does not know.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError as error:
        raise ConfigError(str(path), "no such file", "check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), "cannot be read", "check that it is a text file you may read") from error
    except RecursionError as error:
        raise ConfigError(str(path), "is nested too deeply", "write it flat") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"is no TOML: {error}", "mend that line") from error
    return _Reader(path).config(document)


class _Reader:
    """Turns the document of one file into a Config; knows every key there is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def config(self, document: Table) -> Config:
        sections = (
            "source",
            "cycle",
            "vocabulary",
            "alignment",
            "progress",
            "rules",
            "writeback",
            "report",
            "state",
        )
        self._known("", document, sections)
        sources = tuple(
            self._source(n, one) for n, one in enumerate(self._tables("source", document), start=1)
        )
        report = self._section("report", document, {"title": _text, "out": _text, "templates": _text})
        state = self._section("state", document, {"path": _text})
        root = self.path.parent
        return Config(
            root=root,
            path=self.path,
            sources=sources,
            stages=self._stages(document),
            report_title=report.get("title"),
            report_out=Path(report.get("out", "okrsheets-report")),
            report_templates=root / report["templates"] if "templates" in report else None,
            state_path=Path(state.get("path", ".okrsheets")),
        )

    def fail(self, key: str, what: str, cure: str) -> ConfigError:
        return ConfigError(f"{self.path}: {key}" if key else str(self.path), what, cure)

    def _stages(self, document: Table) -> StageSettings:
        cycle = self._section(
            "cycle", document, {"current": _text, "fiscal_year_start": _month, "close_after": _days}
        )
        if "current" in cycle and parse_cycle(cycle["current"]) is None:
            raise self.fail(
                "cycle.current", f'"{cycle["current"]}" is no cycle', 'write it as "Q4 2026" or "H1 2026"'
            )
        close_after = cycle.get("close_after", CLOSE_AFTER)
        alignment = self._section("alignment", document, {"top": _texts})
        progress = self._section("progress", document, dict.fromkeys(_PROGRESS_KEYS, _number))
        columns, warnings, headings = self._writeback(document)
        return StageSettings(
            reading=ReadingSettings(
                current_cycle=cycle.get("current"),
                fiscal_year_start=cycle.get("fiscal_year_start", 1),
                words=self._section("vocabulary", document, {f.value: _texts for f in Field}),
                headings=headings,
            ),
            alignment=AlignmentSettings(top=frozenset(alignment.get("top", ()))),
            progress=ProgressSettings(**progress, close_after=close_after),
            lint=self._lint(document)._replace(close_after=close_after),
            writeback=WritebackSettings(
                columns=columns, warnings=warnings, headings=headings, close_after=close_after
            ),
        )

    def _source(self, number: int, table: Any) -> SourceConfig:
        place = f"source {number}"
        if not isinstance(table, dict):
            raise self.fail(place, "is no table", "write [[source]] above its keys")
        got = self._checked(
            place, table, {"uri": _text, "url": _text, "write": _yes_no, "default_team": _text}
        )
        if "uri" not in got:
            raise self.fail(place, "names no file", 'add uri = "plan.xlsx"')
        return SourceConfig(**got)

    def _lint(self, document: Table) -> LintSettings:
        names = {rule.name for rule in CATALOGUE}
        table = self._section(
            "rules", document, {"select": _texts, "ignore": _texts, "severity": _table, "thresholds": _table}
        )
        for key in ("select", "ignore"):
            for name in table.get(key, ()):
                self._known_word(f"rules.{key}", name, names, "rule")
        severity: dict[str, Severity] = {}
        words = {one.word: one for one in Severity}
        for name, word in table.get("severity", {}).items():
            self._known_word("rules.severity", name, names, "rule")
            severity[name] = words[self._known_word(f"rules.severity.{name}", word, words, "severity")]
        thresholds: dict[str, float] = {}
        for name, value in table.get("thresholds", {}).items():
            self._known_word("rules.thresholds", name, names, "rule")
            thresholds[name] = _number(self, f"rules.thresholds.{name}", value)
        return LintSettings(
            select=frozenset(table["select"]) if "select" in table else None,
            ignore=frozenset(table.get("ignore", ())),
            severity=severity,
            thresholds=thresholds,
        )

    def _writeback(
        self, document: Table
    ) -> tuple[tuple[ManagedRole, ...], Severity | None, Mapping[ManagedRole, str]]:
        roles = {role.name.lower(): role for role in ManagedRole}
        table = self._section(
            "writeback", document, {"columns": _texts, "warnings": _text, "headings": _table}
        )
        for word in table.get("columns", ()):
            self._known_word("writeback.columns", word, roles, "managed column")
        levels = {"error": Severity.ERROR, "warning": Severity.WARNING, "off": None}
        warnings = self._known_word("writeback.warnings", table.get("warnings", "warning"), levels, "level")
        headings: dict[ManagedRole, str] = {}
        for word, heading in table.get("headings", {}).items():
            self._known_word("writeback.headings", word, roles, "managed column")
            if not _text(self, f"writeback.headings.{word}", heading).rstrip().endswith(MARKER):
                raise self.fail(
                    f"writeback.headings.{word}", f'"{heading}" lacks its marker', f'end it with "{MARKER}"'
                )
            headings[roles[word]] = heading
        columns = (
            tuple(roles[word] for word in table["columns"]) if "columns" in table else tuple(ManagedRole)
        )
        return columns, levels[warnings], headings

    def _section(self, name: str, document: Table, checks: Mapping[str, Check]) -> dict[str, Any]:
        table = document.get(name, {})
        if not isinstance(table, dict):
            raise self.fail(name, "is no table", f"write [{name}] above its keys")
        return self._checked(name, table, checks)

    def _checked(self, name: str, table: Table, checks: Mapping[str, Check]) -> dict[str, Any]:
        self._known(name, table, checks)
        return {key: checks[key](self, f"{name}.{key}", value) for key, value in table.items()}

    def _known(self, name: str, table: Table, known: Iterable[str]) -> None:
        for key in table:
            self._known_word(name, key, known, "key")

    def _known_word(self, place: str, word: Any, known: Iterable[str], what: str) -> str:
        if isinstance(word, str) and word in (words := list(known)):
            return word
        words = list(known)
        near = difflib.get_close_matches(str(word), words, n=1, cutoff=0.5)
        cure = f'did you mean "{near[0]}"' if near else f"known are {', '.join(sorted(words))}"
        raise self.fail(place, f'unknown {what} "{word}"', cure)

    def _tables(self, name: str, document: Table) -> list[Any]:
        tables = document.get(name, [])
        if not isinstance(tables, list):
            raise self.fail(name, "is no list of tables", f"write [[{name}]] above its keys")
        return tables


def _text(reader: _Reader, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise reader.fail(key, "is no text", 'write it in quotes, as "..."')
    return value


def _texts(reader: _Reader, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise reader.fail(key, "is no list", 'write it as ["...", "..."]')
    return tuple(_text(reader, key, one) for one in value)


def _yes_no(reader: _Reader, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise reader.fail(key, "is neither true nor false", "write true or false without quotes")
    return value


def _number(reader: _Reader, key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise reader.fail(key, "is no number from 0 on", "write a number without quotes")
    return value


def _days(reader: _Reader, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 3660:
        raise reader.fail(key, "is no number of days", "write a whole number, such as 21")
    return value


def _month(reader: _Reader, key: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 12:
        raise reader.fail(key, "is no month", "write a number from 1 to 12")
    return value


def _table(reader: _Reader, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise reader.fail(key, "is no table", f"write [{key}] above its keys")
    return value
