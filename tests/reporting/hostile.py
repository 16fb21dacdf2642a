"""A company in which every word that a sheet can say is an attack, or hard to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from okrsheets.model import (
    Alignment,
    AlignmentKind,
    Figure,
    Figures,
    Finding,
    HistoryView,
    Moment,
    Part,
    Past,
    Place,
    Results,
    Severity,
    Status,
)
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import TODAY, results_of

__all__ = ["HOSTILE", "saying"]

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "](javascript:alert(1))",
    "[click](https://evil.example)",
    "`code` and ``` fence",
    "a | b | c",
    "line one\n# line two\n- three",
    "@everyone see www.evil.example and #12",
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}</style>",
    "&lt;b&gt; &amp;",
    "=HYPERLINK(1)",
    '"]; click n1 "javascript:alert(1)"; end; subgraph x',
    "%%{init: {'theme': 'dark'}}%% $$x$$ fa:fa-car \\n",
    "**bold** [^1] ~~gone~~ :tada: $x$ ==mark== #",
    "\u0632\u064a\u0627\u062f\u0629 \u202ebackwards \u05d0",
    "Win 🚀🇪🇺👩\u200d💻 hearts",
    "long " * 400,
    "W" * 2000,
)


def saying(texts: Sequence[str]) -> Results:
    """Objectives that say these words in every field, aligned to the first, all moved and all faulty."""
    okrs = okr_set(
        *(
            objective(
                f"O{n}{text[:20]}",
                text,
                team=f"{n}{text}",
                sheet=text[:300],
                workbook=f"{text}.xlsx",
                owners=(text,),
                key_results=[
                    key_result(
                        f"K{n}{text[:20]}", text, baseline=0, current=2, target=3, unit=text, owners=(text,)
                    )
                ],
            )
            for n, text in enumerate(texts)
        )
    )
    top, *below = okrs.objectives
    kinds = (AlignmentKind.DIRECTIONAL, AlignmentKind.STRAIGHTFORWARD, AlignmentKind.DEPENDENCY)
    alignments = tuple(
        Alignment(
            each.key, top.key, kinds[n % 3], None, carries=kinds[n % 3] is AlignmentKind.STRAIGHTFORWARD
        )
        for n, each in enumerate(below)
    )
    findings = tuple(
        Finding(rule, severity, Place.at_cell(each.at), each.title or "", each.title, each.key)
        for each in okrs.objectives
        for rule, severity in (("missing-owner", Severity.ERROR), ("orphan-objective", Severity.WARNING))
    )
    then = TODAY - timedelta(days=30)
    pasts = {
        each.key: Past(each.key, (Moment(then, each.title, 0, 1, 3, progress=0.3),))
        for each in okrs.key_results
    }
    figure = Figure(progress=0.6, status=Status.ON_TRACK, expected=0.5, basis="values")
    figures = dict.fromkeys(okrs.by_key, figure)
    company = Figure(progress=0.6, made_of=(Part(top.key, 0.6, 1.0, "top level"),))
    teams = {each.team: figure for each in okrs.objectives if each.team}
    return results_of(
        okrs,
        alignments=alignments,
        top_level=frozenset({top.key}),
        figures=Figures(figures, teams, company),
        findings=findings,
    )._replace(history=HistoryView(pasts=pasts))
