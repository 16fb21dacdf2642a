"""One run from config to outcome: reads the sources, analyses, plans, applies, remembers, reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from okrsheets.adapters import Adapter
from okrsheets.adapters.files import READABLE, expand
from okrsheets.config import Config, SourceConfig
from okrsheets.errors import (
    NotAWorkbookError,
    OkrSheetsError,
    SourceChangedError,
    SourceError,
    UsageError,
    WriteRefusedError,
)
from okrsheets.grid import Workbook, WriteOutcome, WritePlan
from okrsheets.model import ManagedMemory, Results, Scope, narrow
from okrsheets.pipeline import StageSettings, analyse, plan_all
from okrsheets.state import open_state, read_memory, sync_lock
from okrsheets.writeback import memory_after

if TYPE_CHECKING:
    from okrsheets.reporting import ReportSettings
    from okrsheets.state import State

__all__ = [
    "Analysis",
    "Consent",
    "Source",
    "SyncOutcome",
    "Wanted",
    "analyse_sources",
    "plan_sources",
    "put_text",
    "render",
    "sync",
    "write_reports",
]

ATTEMPTS = 3  # a first read, and twice again where a source changed while we worked

Consent = Callable[[WritePlan, Workbook], bool]


class Source(NamedTuple):
    """One workbook to read: `name` is its path from the working folder, as a person would type it.

    `shown` is False where it is read only so that references into it resolve.
    """

    name: str
    shown: bool
    write: bool = False
    url: str | None = None
    default_team: str | None = None


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


class Analysis(NamedTuple):
    """All sources read and judged together; `failures` are those that could not be read."""

    results: Results
    sources: tuple[Source, ...]
    failures: tuple[SourceError, ...]
    settings: StageSettings
    memory: tuple[ManagedMemory, ...]

    @property
    def shown(self) -> frozenset[str]:
        """The names of the sources that the command was asked about."""
        return frozenset(source.name for source in self.sources if source.shown)


class SyncOutcome(NamedTuple):
    """What one sync did. `unasked` are plans for workbooks that nobody consented to write.

    `absent` are (place, heading) of columns of ours that a person deleted and that stay away.
    `failures` are sources unread, writes refused and files that kept changing under us.
    """

    analysis: Analysis
    written: tuple[WriteOutcome, ...] = ()
    unasked: tuple[WritePlan, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    failures: tuple[OkrSheetsError, ...] = ()
    reports: tuple[Path, ...] = ()


def analyse_sources(wanted: Wanted) -> Analysis:
    """Read everything wanted and judge it; nothing is written anywhere.

    Raises the first SourceError where no source could be read at all, UsageError without sources.
    """
    sources = _find_sources(wanted)
    workbooks: list[Workbook] = []
    failures: list[SourceError] = []
    for source in sources:
        try:
            workbooks.append(_adapter(source.name).read(source.name))
        except SourceError as error:
            failures.append(error)
    if not workbooks:
        raise failures[0]
    memory = read_memory(_state_folder(wanted.config), [source.name for source in sources])
    teams = {source.name: source.default_team for source in sources if source.default_team is not None}
    stages = wanted.config.stages
    settings = stages._replace(
        reading=stages.reading._replace(default_teams=teams),
        writeback=stages.writeback._replace(restore_columns=wanted.restore_columns),
    )
    return Analysis(
        results=analyse(workbooks, settings=settings, today=wanted.today, memory=memory),
        sources=sources,
        failures=tuple(failures),
        settings=settings,
        memory=memory,
    )


def plan_sources(analysis: Analysis) -> tuple[WritePlan, ...]:
    """What a sync would write into the sources shown; plans that say nothing are left out."""
    plans = plan_all(analysis.results, settings=analysis.settings, memory=analysis.memory)
    return tuple(
        plan for plan in plans if plan.workbook in analysis.shown and (plan.absent or not plan.empty)
    )


def sync(wanted: Wanted, *, now: datetime, consent: Consent, write: bool = True) -> SyncOutcome:
    """Read, judge, write what was consented to, remember it and render the report.

    `consent` is asked for each workbook with changes due that the config does not allow; a yes is
    remembered. A source that changes meanwhile is read again, at most twice.
    Raises LockHeldError while another sync of the same folder works.
    """
    analysis = analyse_sources(wanted)  # before anything is made on disk: a mistyped path leaves no trace
    folder = _state_folder(wanted.config)
    written: list[WriteOutcome] = []
    with sync_lock(folder), open_state(folder) as state:
        for attempt in range(1, ATTEMPTS + 1):
            outcome = _sync_once(analysis, state, now=now, consent=consent, write=write)
            written += outcome.written
            changed = any(isinstance(failure, SourceChangedError) for failure in outcome.failures)
            if not changed or attempt == ATTEMPTS:
                break
            analysis = analyse_sources(wanted)
    reports = write_reports(outcome.analysis, wanted.config)
    return outcome._replace(written=tuple(written), reports=reports)


def _sync_once(
    analysis: Analysis, state: State, *, now: datetime, consent: Consent, write: bool
) -> SyncOutcome:
    workbooks = {workbook.source: workbook for workbook in analysis.results.workbooks}
    allowed = {source.name for source in analysis.sources if source.write}
    written: list[WriteOutcome] = []
    unasked: list[WritePlan] = []
    failures: list[OkrSheetsError] = list(analysis.failures)
    absent: list[tuple[str, str]] = []
    for plan in plan_sources(analysis) if write else ():
        workbook = workbooks[plan.workbook]
        absent += ((f"{plan.workbook}, {sheet}", heading) for sheet, heading in plan.absent)
        if plan.empty:
            continue
        if plan.workbook not in allowed and not state.consented(plan.workbook):
            if not consent(plan, workbook):
                unasked.append(plan)
                continue
            state.remember_consent(plan.workbook, when=now)
        try:
            state.back_up(plan.workbook, revision=plan.revision, when=now)
            outcome = _adapter(plan.workbook).apply(plan)
        except (WriteRefusedError, SourceChangedError) as error:
            failures.append(error)
            continue
        known = memory_after(plan, outcome, results=analysis.results, memory=analysis.memory)
        state.remember(plan.workbook, known, revision=outcome.revision, when=now)
        written.append(outcome)
    return SyncOutcome(
        analysis=analysis,
        written=tuple(written),
        unasked=tuple(unasked),
        absent=tuple(absent),
        failures=tuple(failures),
    )


def render(
    results: Results, analysis: Analysis, *, config: Config, form: str, templates: Path | None = None
) -> str:
    """The report of some results as `html`, `markdown`, `json` or `csv`."""
    import json

    from okrsheets import reporting

    if form == "json":
        return json.dumps(reporting.report_document(results), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        return _csv(reporting.report_rows(results))
    view = reporting.report_view(results, settings=_report_settings(analysis, config))
    how = reporting.render_html if form == "html" else reporting.render_markdown
    return how(view, templates=templates or config.report_templates)


def write_reports(analysis: Analysis, config: Config) -> tuple[Path, ...]:
    """Render the page and the summary into the report's folder."""
    from okrsheets import reporting

    results = narrow(analysis.results, Scope(sources=analysis.shown))
    view = reporting.report_view(results, settings=_report_settings(analysis, config))
    folder = config.root / config.report_out
    page = reporting.render_html(view, templates=config.report_templates)
    summary = reporting.render_markdown(view, templates=config.report_templates)
    return put_text(folder / "report.html", page), put_text(folder / "summary.md", summary)


def put_text(path: Path, text: str) -> Path:
    """Write a file whole or not at all; one that holds the text already is left as it is."""
    content = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == content:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.new")
    waiting.write_bytes(content)
    waiting.replace(path)
    return path


def _report_settings(analysis: Analysis, config: Config) -> ReportSettings:
    from okrsheets.reporting import ReportSettings

    urls = {source.name: source.url for source in analysis.sources if source.url is not None}
    return ReportSettings(title=config.report_title, source_urls=urls, progress=config.stages.progress)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _find_sources(wanted: Wanted) -> tuple[Source, ...]:
    config = wanted.config
    passed_over = (_state_folder(config), config.root / config.report_out)
    configured: dict[Path, tuple[str, SourceConfig]] = {}
    for one in config.sources:
        for path in expand(one.uri, folder=config.root, passed_over=passed_over):
            configured.setdefault(path.resolve(), (_as_typed(path, wanted.folder), one))
    typed: dict[Path, str] = {}
    for argument in wanted.arguments:
        for path in expand(argument, folder=wanted.folder, passed_over=passed_over):
            typed.setdefault(path.resolve(), _as_typed(path, wanted.folder))
    if not configured and not typed:
        raise UsageError(
            "okrsheets",
            "no SOURCE given and no okrsheets.toml found",
            "name a workbook, as okrsheets check plan.xlsx",
        )
    everything = typed | {place: name for place, (name, _) in configured.items()}
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
            )
        )
    return tuple(sources)


def _as_typed(path: Path, folder: Path) -> str:
    """A path as a person in the working folder would type it."""
    relative = os.path.relpath(path, folder)
    far = Path(relative).parts[:3] == (os.pardir,) * 3
    return str(path) if far else relative


def _adapter(source: str) -> Adapter:
    """The adapter for a source, by its ending; imported when it is needed."""
    suffix = Path(source).suffix.lower()
    if suffix in READABLE or not Path(source).exists() or Path(source).is_dir():
        from okrsheets.adapters.xlsx import XlsxAdapter

        return XlsxAdapter()
    kinds = " or ".join(sorted(READABLE))
    raise NotAWorkbookError(source, f"is no workbook okrsheets reads ({kinds})", "save it as .xlsx first")


def _state_folder(config: Config) -> Path:
    return config.root / config.state_path
