"""The configuration from its file: what each of its sections becomes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from okrsheets.alignment import AlignmentSettings
from okrsheets.config.aligning import alignment_kind, alignment_kinds
from okrsheets.config.checks import (
    Check,
    Checker,
    Table,
    days,
    language,
    month,
    names,
    number,
    table,
    text,
    texts,
    web_address,
    yes_no,
)
from okrsheets.config.mailing import mailing
from okrsheets.config.rolling import (
    measuring_policy,
    parent_policy,
    roll_up_mode,
    roll_up_modes,
    roll_up_policy,
)
from okrsheets.config.settings import KEEP_DAYS, Config, SourceConfig
from okrsheets.config.sheets import cycle_label, sheets
from okrsheets.edits import ManagedRole
from okrsheets.errors import ConfigError
from okrsheets.lint import LintSettings
from okrsheets.model import CLOSE_AFTER, Field, Severity
from okrsheets.pipeline import StageSettings
from okrsheets.progress import PaceSettings, ProgressSettings, RollUpSettings
from okrsheets.progress.pace_policies import DEFAULT, GapThresholds, gap_policy
from okrsheets.reading import ReadingSettings, SourceOverride
from okrsheets.reading.language.vocabulary import OWN_VALUES, OwnWords, load_vocabulary
from okrsheets.reading.ours.managed import MARKER
from okrsheets.tongue import ENGLISH
from okrsheets.writeback import WritebackSettings

__all__ = ["load_config"]

_SECTIONS = (
    "source",
    "cycle",
    "vocabulary",
    "alignment",
    "pace",
    "people",
    "progress",
    "rules",
    "writeback",
    "report",
    "state",
    "google",
    "schedule",
    "mail",
    "teams",
)
_SCHEDULE: dict[str, Check] = {"ping_url": text, "ping_url_file": text, "ping_url_command": text}
_GOOGLE_KEYS = ("credentials_file", "credentials_command", "api_key_file", "api_key_command", "endpoint")
_REPORT: dict[str, Check] = {
    "title": text,
    "language": language,
    "out": text,
    "url": web_address,
    "templates": text,
    "dated": yes_no,
    "dir": yes_no,
}
_RULES = {
    "select": texts,
    "ignore": texts,
    "files": names,
    "severity": table,
    "thresholds": table,
    "tabs": table,
}
_STATE: dict[str, Check] = {"path": text, "keep_days": days, "stale_source": days}
_PACE_KEYS: dict[str, Check] = {
    "goal_aspirational": number,
    "too_early_share": number,
    "cadence": days,
    "grace": days,
    "parent": parent_policy,
}

_PROGRESS_KEYS: dict[str, Check] = {
    "measure": measuring_policy,
    "roll_up": roll_up_mode,
    "policy": roll_up_policy,
}


def load_config(path: Path) -> Config:
    """The configuration a file holds.

    Raises ConfigError, with the key and the nearest known one, for anything it does not know.
    """
    try:
        document = tomllib.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(str(path), "no such file", "check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), "cannot be read", "check that it is a text file you may read") from error
    except RecursionError as error:
        raise ConfigError(str(path), "is nested too deeply", "write it flat") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(str(path), f"is no TOML: {error}", "mend that line") from error
    return _config(Checker(path), document)


def _config(checker: Checker, document: Table) -> Config:
    checker.known("", document, _SECTIONS)
    sources = tuple(
        _source(checker, n, one) for n, one in enumerate(checker.tables("source", document), start=1)
    )
    report = checker.section("report", document, _REPORT)
    state = checker.section("state", document, _STATE)
    google = checker.section("google", document, dict.fromkeys(_GOOGLE_KEYS, text) | {"patience": number})
    rules = checker.section("rules", document, _RULES)
    root, stages = checker.path.parent, _stages(checker, document, rules)
    return Config(
        root=root,
        path=checker.path,
        sources=sources,
        stages=stages,
        rule_files=rules.get("files", ()),
        pace_policy=document.get("pace", {}).get("policy", DEFAULT.name),
        report_title=report.get("title"),
        report_url=report.get("url"),
        report_language=report.get("language", ENGLISH.language),
        report_out=Path(report.get("out", "okrsheets-report")),
        report_templates=root / report["templates"] if "templates" in report else None,
        report_dated=report.get("dated", True),
        report_dir=report.get("dir", False),
        state_path=Path(state.get("path", ".okrsheets")),
        keep_days=state.get("keep_days", KEEP_DAYS),
        google=google,
        schedule=checker.section("schedule", document, _SCHEDULE),
        mail=mailing(checker, document, people=stages.lint.people),
    )


def _stages(checker: Checker, document: Table, rules: dict[str, Any]) -> StageSettings:
    cycle = checker.section(
        "cycle", document, {"current": cycle_label, "fiscal_year_start": month, "close_after": days}
    )
    close_after = cycle.get("close_after", CLOSE_AFTER)
    alignment = checker.section("alignment", document, {"top": texts, "kind": alignment_kind})
    pace = _pace(checker, document)
    progress = checker.section("progress", document, _PROGRESS_KEYS)
    writeback = _writeback(checker, document)
    words, value_words = _vocabulary(checker, document)
    return StageSettings(
        reading=ReadingSettings(
            current_cycle=cycle.get("current"),
            fiscal_year_start=cycle.get("fiscal_year_start", 1),
            words=words,
            value_words=value_words,
            headings=writeback.headings,
        ),
        alignment=AlignmentSettings(top=frozenset(alignment.get("top", ())), kind=alignment.get("kind")),
        progress=ProgressSettings(
            pace=pace,
            roll_up=_roll_up(progress),
            measure=progress.get("measure", ProgressSettings().measure),
            close_after=close_after,
            stale_source=document.get("state", {}).get("stale_source", ProgressSettings().stale_source),
        ),
        lint=_lint(checker, rules)._replace(people=_people(checker, document), close_after=close_after),
        writeback=writeback._replace(close_after=close_after),
    )


def _pace(checker: Checker, document: Table) -> PaceSettings:
    """How progress is judged; the policy is the default one with its thresholds, whichever is named."""
    keys = _PACE_KEYS | dict.fromkeys(GapThresholds._fields, number) | {"policy": text}
    said = checker.section("pace", document, keys)
    said.pop("policy", None)
    thresholds = {key: said.pop(key) for key in GapThresholds._fields if key in said}
    return PaceSettings(policy=gap_policy(GapThresholds(**thresholds)), **said)


def _roll_up(said: Mapping[str, Any]) -> RollUpSettings:
    return RollUpSettings(
        policy=said.get("policy", RollUpSettings().policy), mode=said.get("roll_up", RollUpSettings().mode)
    )


def _vocabulary(checker: Checker, document: Table) -> tuple[OwnWords, Mapping[str, OwnWords]]:
    """The user's own words: of headings by field, of cells by section and meaning."""
    said = checker.section(
        "vocabulary", document, {f.value: texts for f in Field} | dict.fromkeys(OWN_VALUES, table)
    )
    values = {
        section: checker.checked(
            f"vocabulary.{section}",
            said.pop(section),
            dict.fromkeys(load_vocabulary({}).names_in(section), texts),
        )
        for section in OWN_VALUES
        if section in said
    }
    return said, values


def _source(checker: Checker, count: int, keys: Any) -> SourceConfig:
    place = f"source {count}"
    if not isinstance(keys, dict):
        raise checker.fail(place, "is no table", "write [[source]] above its keys")
    said = checker.checked(
        place,
        keys,
        {
            "uri": text,
            "url": text,
            "alias": names,
            "write": yes_no,
            "default_team": text,
            "team": text,
            "cycle": cycle_label,
            "copy": yes_no,
            "roll_up": roll_up_mode,
            "alignment": alignment_kind,
            "top": yes_no,
            "sheets": sheets,
        },
    )
    if "uri" not in said:
        raise checker.fail(place, "names no file", 'add uri = "plan.xlsx"')
    mode, kind = said.pop("roll_up", None), said.pop("alignment", None)
    override = {key: said.pop(key) for key in ("team", "cycle", "copy", "sheets") if key in said}
    return SourceConfig(
        **said,
        override=SourceOverride(**override) if override else None,
        roll_up=roll_up_modes(keys, mode=mode),
        alignment=alignment_kinds(keys, kind=kind),
    )


def _lint(checker: Checker, said: dict[str, Any]) -> LintSettings:
    """What is said of rules, whose names nobody knows before those of one's own are read."""
    severity: dict[str, Severity] = {}
    words = {one.word: one for one in Severity}
    for name, word in said.get("severity", {}).items():
        severity[name] = words[checker.known_word(f"rules.severity.{name}", word, words, "severity")]
    thresholds: dict[str, float] = {}
    for name, value in said.get("thresholds", {}).items():
        several = (
            {f"{name}.{key}": one for key, one in value.items()} if isinstance(value, dict) else {name: value}
        )
        thresholds |= {key: number(checker, f"rules.thresholds.{key}", one) for key, one in several.items()}
    tabs: dict[str, frozenset[str]] = {}
    for tab, keys in said.get("tabs", {}).items():
        place = f'rules.tabs."{tab}"'
        ignored = checker.checked(place, table(checker, place, keys), {"ignore": texts})
        tabs[tab] = frozenset(ignored.get("ignore", ()))
    return LintSettings(
        select=frozenset(said["select"]) if "select" in said else None,
        ignore=frozenset(said.get("ignore", ())),
        severity=severity,
        thresholds=thresholds,
        tabs=tabs,
    )


def _people(checker: Checker, document: Table) -> Mapping[str, tuple[str, ...]]:
    """Everyone who may own OKRs, by name, with addresses and other names."""
    people = table(checker, "people", document.get("people", {}))
    return {name: names(checker, f'people."{name}"', more) for name, more in people.items()}


def _writeback(checker: Checker, document: Table) -> WritebackSettings:
    roles = {role.name.lower(): role for role in ManagedRole}
    said = checker.section(
        "writeback",
        document,
        {"columns": texts, "warnings": text, "headings": table, "summary_tab": yes_no},
    )
    for word in said.get("columns", ()):
        checker.known_word("writeback.columns", word, roles, "managed column")
    levels = {"error": Severity.ERROR, "warning": Severity.WARNING, "off": None}
    warnings = checker.known_word("writeback.warnings", said.get("warnings", "warning"), levels, "level")
    headings: dict[ManagedRole, str] = {}
    for word, heading in said.get("headings", {}).items():
        checker.known_word("writeback.headings", word, roles, "managed column")
        if not text(checker, f"writeback.headings.{word}", heading).rstrip().endswith(MARKER):
            raise checker.fail(
                f"writeback.headings.{word}", f'"{heading}" lacks its marker', f'end it with "{MARKER}"'
            )
        headings[roles[word]] = heading
    columns = tuple(roles[word] for word in said["columns"]) if "columns" in said else tuple(ManagedRole)
    return WritebackSettings(columns, levels[warnings], headings, summary_tab=said.get("summary_tab", False))
