"""What `check` prints in each of its formats, and what it keeps as a baseline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import click

from okrsheets import __version__
from okrsheets.cli.findings import finding_lines, finding_total, statistics_lines
from okrsheets.cli.pointing import Pointer
from okrsheets.cli.summary import cycle_lines, nothing_lines
from okrsheets.cli.talk import count, say_all, say_json, tell
from okrsheets.cli.twins import twin_lines
from okrsheets.cli.unknowns import unknown_words
from okrsheets.cli.widths import terminal_room
from okrsheets.errors import UsageError
from okrsheets.model import Finding, Results, Severity
from okrsheets.run import Analysis

__all__ = ["in_place_of", "print_findings", "put_baseline", "unknown_to", "worth_failing"]

Instead: TypeAlias = Callable[[Results], Iterator[str]]

_LEFT_OF_WORDS = 4  # what stands left of the longest place


def in_place_of(form: str, *, statistics: bool, scores: bool) -> Instead | None:
    """What is printed in place of the findings; raises UsageError for what does not go together."""
    if statistics and scores:
        raise UsageError("--statistics --scores", "do not go together", "leave one of them out")
    if form != "text" and (statistics or scores):
        option = "--statistics" if statistics else "--scores"
        raise UsageError(f"{option} --format {form}", "do not go together", "leave one of them out")
    return _statistics if statistics else _scores if scores else None


def _statistics(results: Results) -> Iterator[str]:
    return statistics_lines(results.findings)


def _scores(results: Results) -> Iterator[str]:
    from okrsheets.cli.scores import scores_lines

    return scores_lines(results)


def print_findings(
    analysis: Analysis, results: Results, *, form: str, limit: Severity | None, instead: Instead | None
) -> None:
    """The findings as `form` has them, or the lines of something `instead`.

    `limit` is from where on a finding fails the check, which JUnit tells.
    """
    if instead is not None:
        say_all(instead(results))
    else:
        _FORMS[form](analysis, results, limit)
    if form == "text":
        for line in (*nothing_lines(results), *cycle_lines(analysis, results)):
            tell(line)
        for line in twin_lines(results.readings, results.workbooks):
            tell(line)
        for source, day in results.as_of.items():
            tell(f"{source}: could not be read, so what it said on {day.isoformat()} is judged")
        tell(_total(results) + unknown_words(results))


def worth_failing(findings: Iterable[Finding], limit: Severity | None) -> bool:
    """Whether one of the findings is as bad as the limit."""
    return limit is not None and any(finding.severity >= limit for finding in findings)


def put_baseline(findings: tuple[Finding, ...], path: Path | None) -> None:
    """Keep the findings in the file; raises UsageError where none is named."""
    from okrsheets.run.baseline import write_baseline

    if path is None:
        raise UsageError("--write-baseline", "no file is named", "add --baseline FILE")
    write_baseline(path, findings)
    tell(f"{path}: {count(len(findings), 'finding')} kept; from now on only others count")


def unknown_to(path: Path | None, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that the baseline does not hold; all of them without one."""
    if path is None:
        return findings
    from okrsheets.run.baseline import not_in_baseline

    new = not_in_baseline(findings, path)
    if known := len(findings) - len(new):
        tell(f"{count(known, 'finding')} left out, as {path} holds them")
    return new


def _total(results: Results) -> str:
    krs = sum(len(objective.key_results) for objective in results.okrs.objectives)
    objectives = count(len(results.okrs.objectives), "objective")
    return f"{finding_total(results.findings)} in {objectives} and {count(krs, 'key result')}"


def _text(_: Analysis, results: Results, _limit: Severity | None) -> None:
    room = max(terminal_room() - _LEFT_OF_WORDS - 24, 40)
    say_all(finding_lines(results.findings, pointer=Pointer(results.workbooks, room=room)))


def _json(_: Analysis, results: Results, _limit: Severity | None) -> None:
    from okrsheets.reporting import findings_document

    say_json(findings_document(results))


def _sarif(analysis: Analysis, results: Results, _limit: Severity | None) -> None:
    from okrsheets.reporting.exchange import sarif_document

    say_json(sarif_document(results.findings, rules=analysis.rules, version=__version__))


def _github(_: Analysis, results: Results, _limit: Severity | None) -> None:
    from okrsheets.reporting.exchange import github_lines

    say_all(github_lines(results.findings))


def _junit(_: Analysis, results: Results, limit: Severity | None) -> None:
    from okrsheets.reporting.exchange import junit_text

    workbooks = [workbook.source for workbook in results.workbooks]
    click.echo(junit_text(results.findings, workbooks=workbooks, limit=limit), nl=False)


def _markdown(_: Analysis, results: Results, _limit: Severity | None) -> None:
    from okrsheets.reporting.exchange import markdown_text

    click.echo(markdown_text(results.findings, total=_total(results)), nl=False)


_FORMS: Mapping[str, Callable[[Analysis, Results, Severity | None], None]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "junit": _junit,
    "markdown": _markdown,
}
