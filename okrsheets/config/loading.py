"""The configuration from its file: what each of its sections becomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from okrsheets.alignment import AlignmentSettings
from okrsheets.config.aligning import alignment_kinds
from okrsheets.config.checks import Checker, Table, names, number, table, text, texts
from okrsheets.config.documents import Document, read_document
from okrsheets.config.mailing import mailing
from okrsheets.config.personal import laid_over
from okrsheets.config.rolling import roll_up_modes
from okrsheets.config.sections import SECTIONS
from okrsheets.config.settings import FILE_NAME, Config, SourceConfig
from okrsheets.edits import ManagedRole
from okrsheets.lint import LintSettings
from okrsheets.model import CLOSE_AFTER, Severity
from okrsheets.pipeline import StageSettings
from okrsheets.progress import PaceSettings, ProgressSettings, RollUpSettings
from okrsheets.progress.pace_policies import GapThresholds, gap_policy
from okrsheets.reading import ReadingSettings, SourceOverride
from okrsheets.reading.language.vocabulary import OWN_VALUES, OwnWords, load_vocabulary
from okrsheets.reading.ours.managed import MARKER
from okrsheets.writeback import WritebackSettings

__all__ = ["config_of", "config_without_file", "load_config"]


def load_config(path: Path) -> Config:
    """The configuration a file holds.

    Raises ConfigError, with the key and the nearest known one, for anything it does not know.
    """
    return config_of(read_document(path))


def config_without_file(folder: Path, personal: Document) -> Config:
    """The defaults in a folder, with what a person says for themselves."""
    return config_of(Document(folder / FILE_NAME, "", {}), personal)._replace(path=None)


def config_of(read: Document, personal: Document | None = None) -> Config:
    """What the text of a file comes to, above what a person says; raises as `load_config` does."""
    checker, root = Checker(read.path), read.path.parent
    document = laid_over(read.table, personal.table) if personal else read.table
    checker.known("", document, SECTIONS)
    sources = tuple(
        _source(checker, n, one) for n, one in enumerate(checker.tables("source", document), start=1)
    )
    report = checker.section("report", document, SECTIONS["report"])
    state = checker.section("state", document, SECTIONS["state"])
    google = checker.section("google", document, SECTIONS["google"])
    rules = checker.section("rules", document, SECTIONS["rules"])
    stages = _stages(checker, document, rules, state)
    config = Config(
        root=root,
        path=read.path,
        personal=personal.path if personal else None,
        sources=sources,
        stages=stages,
        rule_files=rules.get("files", ()),
        google=google,
        schedule=checker.section("schedule", document, SECTIONS["schedule"]),
        mail=mailing(checker, document, people=stages.lint.people),
    )
    return config._replace(**_policy(document), **_report(report, root), **_state(state))


def _policy(document: Table) -> dict[str, Any]:
    return {f"pace_{key}": value for key, value in document.get("pace", {}).items() if key == "policy"}


def _report(said: Mapping[str, Any], root: Path) -> dict[str, Any]:
    paths = {"out": Path, "templates": root.joinpath}
    return {f"report_{key}": paths[key](value) if key in paths else value for key, value in said.items()}


def _state(said: Mapping[str, Any]) -> dict[str, Any]:
    kept = {"keep_days": said["keep_days"]} if "keep_days" in said else {}
    return kept | ({"state_path": Path(said["path"])} if "path" in said else {})


def _stages(
    checker: Checker, document: Table, rules: dict[str, Any], state: Mapping[str, Any]
) -> StageSettings:
    cycle = checker.section("cycle", document, SECTIONS["cycle"])
    close_after = cycle.get("close_after", CLOSE_AFTER)
    alignment = checker.section("alignment", document, SECTIONS["alignment"])
    pace = _pace(checker, document)
    progress = checker.section("progress", document, SECTIONS["progress"])
    writeback = _writeback(checker, document)
    words, value_words = _vocabulary(checker, document)
    return StageSettings(
        reading=ReadingSettings(
            current_cycle=cycle.get("current"),
            fiscal_year_start=cycle.get("fiscal_year_start", ReadingSettings().fiscal_year_start),
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
            stale_source=state.get("stale_source", ProgressSettings().stale_source),
        ),
        lint=_lint(checker, rules)._replace(people=_people(checker, document), close_after=close_after),
        writeback=writeback._replace(close_after=close_after),
    )


def _pace(checker: Checker, document: Table) -> PaceSettings:
    """How progress is judged; the policy is the default one with its thresholds, whichever is named."""
    said = checker.section("pace", document, SECTIONS["pace"])
    said.pop("policy", None)
    thresholds = {key: said.pop(key) for key in GapThresholds._fields if key in said}
    return PaceSettings(policy=gap_policy(GapThresholds(**thresholds)), **said)


def _roll_up(said: Mapping[str, Any]) -> RollUpSettings:
    return RollUpSettings(
        policy=said.get("policy", RollUpSettings().policy), mode=said.get("roll_up", RollUpSettings().mode)
    )


def _vocabulary(checker: Checker, document: Table) -> tuple[OwnWords, Mapping[str, OwnWords]]:
    """The user's own words: of headings by field, of cells by section and meaning."""
    said = checker.section("vocabulary", document, SECTIONS["vocabulary"])
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
        raise checker.fail(place, "is no table", f"write [[{checker.within}source]] above its keys")
    said = checker.checked(place, keys, SECTIONS["source"])
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
    said = checker.section("writeback", document, SECTIONS["writeback"])
    for word in said.get("columns", ()):
        checker.known_word("writeback.columns", word, roles, "managed column")
    levels = {"error": Severity.ERROR, "warning": Severity.WARNING, "off": None}
    level = WritebackSettings().warnings
    if "warnings" in said:
        level = levels[checker.known_word("writeback.warnings", said["warnings"], levels, "level")]
    headings: dict[ManagedRole, str] = {}
    for word, heading in said.get("headings", {}).items():
        checker.known_word("writeback.headings", word, roles, "managed column")
        if not text(checker, f"writeback.headings.{word}", heading).rstrip().endswith(MARKER):
            raise checker.fail(
                f"writeback.headings.{word}", f'"{heading}" lacks its marker', f'end it with "{MARKER}"'
            )
        headings[roles[word]] = heading
    default = WritebackSettings()
    columns = tuple(roles[word] for word in said["columns"]) if "columns" in said else default.columns
    summary_tab = said.get("summary_tab", default.summary_tab)
    return WritebackSettings(columns, level, headings, summary_tab=summary_tab)
