"""The map in Mermaid: only lines of the few forms that we write, and labels that say what sheets say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.model import Alignment, AlignmentKind, Results
from okrsheets.reporting import ReportSettings, report_view
from okrsheets.reporting.sketch import MOST, MOST_LINES, Sketch, escape_mermaid
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import results_of
from tests.reporting.hostile import HOSTILE, saying

LABEL = r'"(?:[^\W_]|[ ,.()\u0080-\U0010ffff-]|#\d+;|<br>)*"'
FORMS = (
    r"flowchart LR",
    rf"  n\d+\[{LABEL}\]:::(?:done|good|slow|risk|none)",
    r"  n\d+ (?:===|---|-\.-|-\.->) n\d+",
    r"  classDef (?:done|good|slow|risk|none) fill:#[0-9a-f]{6},stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}",
    r"  classDef top stroke-width:3px",
    r"  class n\d+(?:,n\d+)* top",
)
"""Every form that a line has; Mermaid 11 draws each of them."""

COUNTS, SUPPORTS, WAITS = (
    AlignmentKind.STRAIGHTFORWARD,
    AlignmentKind.DIRECTIONAL,
    AlignmentKind.DEPENDENCY,
)


def sketched(results: Results) -> Sketch:
    found = report_view(results, settings=ReportSettings()).sketch
    assert found is not None
    return found


def tree(count: int, *, wide: int, top: int = 1) -> Results:
    """Objectives of which the first `top` stand at the top, and each has `wide` others below it."""
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team="T") for n in range(count)))
    keys = [each.key for each in okrs.objectives]
    links = tuple(
        Alignment(keys[n], keys[(n - top) // wide], SUPPORTS, None, carries=False) for n in range(top, count)
    )
    return results_of(okrs, alignments=links, top_level=frozenset(keys[:top]))


def decoded(label: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label).replace("\u2060", "")


@given(st.text(max_size=30) | st.sampled_from(HOSTILE))
def test_a_label_says_what_the_sheet_says_in_signs_that_mean_nothing(text: str) -> None:
    label = escape_mermaid(text.replace("\n", " ").replace("\u2060", ""))
    assert decoded(label) == text.replace("\n", " ").replace("\u2060", "")
    assert not re.search(r"""[][{}"'`<>|&%;:@$\\/*_~^=+!?](?<!\d;)""", label)
    assert not re.search(r"#(?!\d+;)", label)


def test_formulas_line_breaks_and_icons_are_kept_from_being_some_once_they_are_decoded() -> None:
    again = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), escape_mermaid(r"$$x$$ fa:fa-car \n"))
    assert not re.search(r"\$\$|fa:fa-|\\n", again)


def test_every_line_has_a_form_that_mermaid_draws_whatever_sheets_say() -> None:
    lines = sketched(saying(HOSTILE)).text.splitlines()
    assert [line for line in lines if not any(re.fullmatch(form, line) for form in FORMS)] == []
    used = [form for form in FORMS if any(re.fullmatch(form, line) for line in lines)]
    assert used == list(FORMS)
    named = set(re.findall(r"^  (n\d+)\[", "\n".join(lines), re.MULTILINE))
    assert len(named) == len(HOSTILE)
    assert set(re.findall(r"\bn\d+\b(?=$| [-=]|,n| top)", "\n".join(lines))) <= named


def test_thick_lines_carry_progress_dashed_ones_support_and_an_arrow_waits() -> None:
    okrs = okr_set(
        objective("A", "Grow", team="Company"),
        objective("B", "Sell", team="Sales", key_results=[key_result("K1", "Win", target=3)]),
        objective("C", "Build", team="Product"),
        objective("D", "Alone", team="IT"),
    )
    a, b, c, _ = (each.key for each in okrs.objectives)
    links = (
        Alignment(b, a, SUPPORTS, None, carries=False),
        Alignment(f"{b}/K1", a, COUNTS, None, carries=True),
        Alignment(c, a, SUPPORTS, None, carries=False),
        Alignment(c, b, WAITS, None, carries=False),
    )
    lines = sketched(results_of(okrs, alignments=links, top_level=frozenset({a}))).text.splitlines()
    assert [line for line in lines if re.fullmatch(FORMS[2], line)] == [
        "  n1 === n2",
        "  n1 -.- n3",
        "  n3 -.-> n2",
    ]
    assert lines[-1] == "  class n1 top"
    assert sketched(results_of(okrs, alignments=links, top_level=frozenset({a}))).words == (
        "The top level has thick borders. Thick lines carry progress. Dashed lines show support. "
        "An arrow leads to what is waited for."
    )
    assert [line.partition("]")[0] for line in lines if "[" in line][3] == '  n4["#63; Alone<br>–, IT, D"'


def test_of_a_part_of_the_company_the_map_shows_what_it_is_aligned_to() -> None:
    results = tree(4, wide=3)
    whole, part = results.okrs, results.okrs.objectives[1:3]
    found = sketched(results._replace(okrs=whole._replace(objectives=part)))
    assert re.findall(r"\w+ \d+(?=<br>)", found.text) == ["Goal 1", "Goal 2", "Goal 0"]
    assert "  n3 -.- n1\n  n3 -.- n2\n" in found.text
    assert found.text.endswith("  class n3 top")


@pytest.mark.parametrize(
    ("count", "wide", "top", "shown", "says"),
    [
        (MOST, 3, 1, MOST, "The top level has thick borders."),
        (MOST + 1, 3, 1, 40, "The map shows 4 levels from the top, 40 of 61 objectives"),
        (5000, 100, 5, 5, "The map shows 1 level from the top, 5 of 5,000 objectives"),
    ],
)
def test_of_more_than_can_be_read_the_top_levels_that_fit_are_drawn_and_that_is_said(
    count: int, wide: int, top: int, shown: int, says: str
) -> None:
    found = sketched(tree(count, wide=wide, top=top))
    assert len(re.findall(r"^  n\d+\[", found.text, re.MULTILINE)) == shown
    assert found.words.startswith(says)


def test_where_even_the_top_level_is_too_many_there_is_no_map_and_that_is_said() -> None:
    found = sketched(tree(100, wide=3, top=70))
    assert found.text == ""
    assert (
        found.words
        == "100 objectives are too many for a map that can be read, and so is the top level alone."
    )


def test_without_any_alignment_there_is_no_map() -> None:
    okrs = okr_set(objective("A", "Grow"), objective("B", "Sell"))
    assert report_view(results_of(okrs), settings=ReportSettings()).sketch is None


def test_a_circle_and_a_web_of_lines_stay_drawable() -> None:
    okrs = okr_set(*(objective(f"O{n}", f"Goal {n}", team="T") for n in range(40)))
    keys = [each.key for each in okrs.objectives]
    links = tuple(
        Alignment(child, parent, COUNTS, None, carries=False)
        for child in keys
        for parent in keys
        if child != parent
    )
    lines = sketched(results_of(okrs, alignments=links)).text.splitlines()
    assert sum(1 for line in lines if re.fullmatch(FORMS[2], line)) == MOST_LINES
