"""Nothing at all, a circle, no dates, thousands, hard titles: whole and true in every form of the report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from okrsheets.model import Alignment, AlignmentKind, Results
from okrsheets.reporting import (
    ReportSettings,
    csv_text,
    json_text,
    render_html,
    render_markdown,
    render_summary,
    report_document,
    report_rows,
    report_view,
)
from okrsheets.reporting.room import ALL_THE_ROOM
from okrsheets.reporting.wording import one_line
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.hostile import HOSTILE, saying
from tests.reporting.markdown_rules import read

PLAIN = ReportSettings()
ROOMY = ReportSettings(room=ALL_THE_ROOM)
UNSEEN = str.maketrans("", "", "\u2060\u2068\u2069")


def nothing() -> Results:
    return results_of(okr_set())


def a_circle() -> Results:
    okrs = okr_set(
        *(objective(name, f"Goal {name}", team=name, key_results=[key_result("K", "Win")]) for name in "ABC"),
        objective("D", "Goal D", team="D"),
    )
    keys = [each.key for each in okrs.objectives]
    links = (*zip(keys[:3], (*keys[1:3], keys[0]), strict=True), (keys[3], keys[3]))
    straight = AlignmentKind.STRAIGHTFORWARD
    alignments = tuple(Alignment(child, parent, straight, None, carries=False) for child, parent in links)
    return results_of(okrs, alignments=alignments)._replace(
        resolutions=results_of(okrs, alignments=alignments).resolutions._replace(
            cycles=((*keys[:3], keys[0]),)
        )
    )


def no_dates() -> Results:
    one = key_result("KR1", "Sell", baseline=0, current=1, target=2)
    return results_of(okr_set(objective("O1", "Grow", cycle=None, team="A", key_results=[one])))


def thousands() -> Results:
    okrs = okr_set(
        *(
            objective(f"O{n}", f"Goal {n}", team=f"T{n % 50}", key_results=[key_result("K", f"Figure {n}")])
            for n in range(5000)
        )
    )
    keys = [each.key for each in okrs.objectives]
    alignments = tuple(
        Alignment(keys[n], keys[(n - 1) // 5], AlignmentKind.DIRECTIONAL, None, carries=False)
        for n in range(1, len(keys))
    )
    return results_of(okrs, alignments=alignments, top_level=frozenset(keys[:1]))


def hard_titles() -> Results:
    return saying(HOSTILE)


CASES = (nothing, a_circle, no_dates, thousands, hard_titles)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.__name__)
def case(request: pytest.FixtureRequest) -> Results:
    make: Callable[[], Results] = request.param
    return make()


def test_json_is_read_again_with_every_title(case: Results) -> None:
    document = json.loads(json_text(report_document(case, settings=PLAIN)))
    assert [each["title"] for each in document["objectives"]] == [each.title for each in case.okrs.objectives]


def test_csv_is_read_again_with_every_title(case: Results) -> None:
    _, *rows = csv.reader(io.StringIO(csv_text(report_rows(case)), newline=""))
    assert [row[6].removeprefix("'") for row in rows] == [okr.title for okr in case.okrs.okrs]


def test_the_markdown_has_every_objective_once_and_key_result_at_least_once(case: Results) -> None:
    found = read(render_markdown(report_view(case, settings=ROOMY)), by="GitHub")
    outline = [text.translate(UNSEEN) for text in found.texts]
    for okr in case.okrs.okrs if len(case.okrs.objectives) < 100 else ():
        title = one_line(okr.title or "").translate(UNSEEN)
        assert any(title in text for text in outline)
    assert found.shape.count("strong_open strong") >= len(case.okrs.by_key)
    assert found.links == ()


def test_the_summary_stays_one_message(case: Results) -> None:
    assert 0 < len(render_summary(report_view(case, settings=PLAIN)).translate(UNSEEN)) < 5000


def test_the_page_has_every_objective_once(case: Results) -> None:
    page = render_html(report_view(case, settings=PLAIN))
    assert page.count("<details id=") == len(case.okrs.objectives)
    assert page.rstrip().endswith("</html>")


def test_a_circle_is_drawn_in_the_sketch_with_all_its_lines() -> None:
    found = report_view(a_circle(), settings=PLAIN).sketch
    assert found is not None
    lines = [line.strip() for line in found.text.splitlines() if " --- " in line or " === " in line]
    assert sorted(lines) == ["n1 --- n3", "n2 --- n1", "n3 --- n2"]
