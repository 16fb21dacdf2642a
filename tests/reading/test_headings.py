"""Headings: the many ways to write a few fields."""

from __future__ import annotations

import pytest

from okrsheets.model import Field, Level
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary
from okrsheets.reading.tables.headings import HeadingReader
from tests.reading.conftest import Read

OBJECTIVE, KEY_RESULT = Level.OBJECTIVE, Level.KEY_RESULT


@pytest.mark.parametrize(
    ("heading", "field", "level"),
    [
        ("Objective", Field.OBJECTIVE, None),
        ("  OBJECTIVES: ", Field.OBJECTIVE, None),
        ("Objective\n(what do we want to achieve?)", Field.OBJECTIVE, None),
        ("objective_title", Field.OBJECTIVE, None),
        ("Key Results", Field.KEY_RESULT, None),
        ("key-result", Field.KEY_RESULT, None),
        ("KRs", Field.KEY_RESULT, None),
        ("keyResultTitle", Field.KEY_RESULT, None),
        ("Key Results / Key Tasks", Field.KEY_RESULT, None),
        ("Objectives & Key Results", Field.TITLE, None),
        ("Objective / KR", Field.TITLE, None),
        ("OKR", Field.TITLE, None),
        ("Eng Owner", Field.OWNER, None),
        ("KR owner", Field.OWNER, KEY_RESULT),
        ("Owner of objective", Field.OWNER, OBJECTIVE),
        ("Objective\nDue", Field.DUE, OBJECTIVE),
        ("KR\n% complete", Field.PROGRESS, KEY_RESULT),
        ("Zuständig\n(Ziel)", Field.OWNER, OBJECTIVE),
        ("Verantwoordelijke\ndoel", Field.OWNER, OBJECTIVE),
        ("Objective\n/ Key result", Field.TITLE, None),
        ("Key\nresult", Field.KEY_RESULT, None),
        ("N.º", Field.ID, None),
        ("Objective\nWhat do we want?", Field.OBJECTIVE, None),
        ("Responsibility", Field.OWNER, None),
        ("Baseline %", Field.BASELINE, None),
        ("Current %", Field.CURRENT, None),
        ("Target %", Field.TARGET, None),
        ("KR target %", Field.TARGET, KEY_RESULT),
        ("Zielwert %", Field.TARGET, None),
        ("目标值%", Field.TARGET, None),
        ("Start %", Field.BASELINE, None),
        ("Achieved %", Field.PROGRESS, None),
        ("% of target", Field.PROGRESS, None),
        ("Goal %", Field.PROGRESS, OBJECTIVE),
        ("Assignee(s)", Field.OWNER, None),
        ("KR #", Field.ID, KEY_RESULT),
        ("objectiveId", Field.ID, OBJECTIVE),
        ("Base", Field.BASELINE, None),
        ("Starting Value", Field.BASELINE, None),
        ("baseline_value", Field.BASELINE, None),
        ("Actual", Field.CURRENT, None),
        ("Current Value (Oct)", Field.CURRENT, None),
        ("2026 Target", Field.TARGET, None),
        ("Initial metric value", Field.BASELINE, None),
        ("Initial value of the KPI", Field.BASELINE, None),
        ("Start of quarter", Field.START, None),
        ("Sub-goal of", Field.PARENT, None),
        ("Meta KR1", Field.TARGET, KEY_RESULT),
        ("Ziel KR 2", Field.TARGET, KEY_RESULT),
        ("Result of KR3", Field.CURRENT, KEY_RESULT),
        ("keyResultTargetValue", Field.TARGET, KEY_RESULT),
        ("% Complete", Field.PROGRESS, None),
        ("Progress (%)", Field.PROGRESS, None),
        ("Objective Progress", Field.PROGRESS, OBJECTIVE),
        ("KR Prog", Field.PROGRESS, KEY_RESULT),
        ("Final Score", Field.SCORE, None),
        ("Scoring Criteria", Field.SCORING, None),
        ("RAG", Field.STATUS, None),
        ("Due Date", Field.DUE, None),
        ("Confidence Level", Field.CONFIDENCE, None),
        ("Conf.", Field.CONFIDENCE, None),
        ("Conf", Field.CONFIDENCE, None),
        ("Related Objective", Field.PARENT, None),
        ("Aligned to", Field.PARENT, None),
        ("Parent OKR", Field.PARENT, None),
        ("Contributes to", Field.CONTRIBUTES_TO, None),
        ("Rolls up to", Field.CONTRIBUTES_TO, None),
        ("Supports", Field.SUPPORTS, None),
        ("Depends on", Field.DEPENDS_ON, None),
        ("Updates (use comments)", Field.NOTE, None),
        ("Accepted?", Field.ACCEPTED, None),
        ("Risk owner", Field.RISK_OWNER, None),
        ("Ack", Field.ACK, None),
        ("Aggregation", Field.AGGREGATION, None),
        ("Unit of measure", Field.UNIT, None),
        ("Quarter", Field.CYCLE, None),
        ("Department", Field.TEAM, None),
        ("Objctive", Field.OBJECTIVE, None),
        ("Key Resutl", Field.KEY_RESULT, None),
        ("Ownr", Field.OWNER, None),
        ("Taget", Field.TARGET, None),
        ("Progess", Field.PROGRESS, None),
        ("KR Ownre", Field.OWNER, KEY_RESULT),
    ],
)
def test_a_heading_is_known_however_it_is_written(
    english: Vocabulary, heading: str, field: Field, level: Level | None
) -> None:
    meaning = HeadingReader(english).guess(heading).meanings[0]
    assert (meaning.field, meaning.level) == (field, level)


@pytest.mark.parametrize(
    "heading",
    [
        "Progress Bar",
        "Gap to target",
        "Projected Score",
        "Project",
        "Link",
        "Team Members",
        "Scope",
        "Budget",
    ],
)
def test_a_heading_of_something_else_is_known_and_means_no_field(english: Vocabulary, heading: str) -> None:
    reading = HeadingReader(english).guess(heading)
    assert reading.known
    assert reading.meanings == ()


def test_an_ambiguous_heading_keeps_all_its_meanings(english: Vocabulary) -> None:
    reading = HeadingReader(english).read("Start")
    assert {meaning.field for meaning in reading.meanings} == {Field.START, Field.BASELINE}


def test_every_meaning_says_why(english: Vocabulary) -> None:
    reader = HeadingReader(english)
    for heading in ("Objective", "KR owner", "Eng owner", "Ownr"):
        assert reader.guess(heading).meanings[0].because


@pytest.mark.parametrize(
    ("heading", "because"),
    [
        ("Status", '"Status" is a known heading'),
        (" Key-Results: ", '"Key-Results:" is a known heading'),
        ("Status\n(RAG)", '"Status" is a known heading'),
        ("KR Owners", '"KR Owners" names the level'),
        ("Eng Owners", 'ends with "Owners"'),
        ("2026 Targets", '"2026 Targets" is a known heading'),
        ("KR2 Target", '"KR2 Target" names the level'),
        ("Stattus", 'spelt like "status"'),
        ("KR Ownr", '"KR Ownr" names the level'),
    ],
)
def test_a_reason_says_the_heading_as_it_is_written(english: Vocabulary, heading: str, because: str) -> None:
    assert HeadingReader(english).guess(heading).meanings[0].because == because


def test_words_of_the_user_come_first() -> None:
    reader = HeadingReader(load_vocabulary({"owner": ("Captain",), "target": ("Summit",)}))
    assert reader.read("Captains").meanings[0].field is Field.OWNER
    assert reader.read("summit").meanings[0].field is Field.TARGET


def test_a_sentence_is_no_heading(english: Vocabulary) -> None:
    text = "Increase the number of owners who reach their target by the end of the quarter"
    assert not HeadingReader(english).guess(text).known


@pytest.mark.parametrize(
    ("slip", "field", "level"),
    [
        ("Objectvies", Field.OBJECTIVE, None),
        ("Progrses", Field.PROGRESS, None),
        ("Objecitve status", Field.STATUS, OBJECTIVE),
        ("Obejctive due", Field.DUE, OBJECTIVE),
        ("KR Progrses", Field.PROGRESS, KEY_RESULT),
        ("Objetcives & Key Results", Field.TITLE, None),
        ("Objective / Key Resutl", Field.TITLE, None),
        ("Data di scaednza", Field.DUE, None),
        ("Tarjet", Field.TARGET, None),
        ("Targe", Field.TARGET, None),
        ("Curren", Field.CURRENT, None),
        ("Statsu", Field.STATUS, None),
        ("Baselime", Field.BASELINE, None),
        ("Verantwortlih", Field.OWNER, None),
        ("Responseble", Field.OWNER, None),
    ],
)
def test_a_slip_of_the_hand_changes_no_meaning(
    english: Vocabulary, slip: str, field: Field, level: Level | None
) -> None:
    best = HeadingReader(english).guess(slip).meanings[0]
    assert (best.field, best.level) == (field, level)


@pytest.mark.parametrize("heading", ["목표/핵심\n결과", "目标 / 核心\n结果"])
def test_a_heading_of_both_levels_may_be_wrapped_inside_the_words_of_one(
    english: Vocabulary, heading: str
) -> None:
    assert HeadingReader(english).read(heading).meanings[0].field is Field.TITLE


@pytest.mark.parametrize("other", ["Delivery", "Content", "Clause", "Case studies", "Cleave"])
def test_another_letter_makes_another_word_where_no_slip_puts_it_there(
    english: Vocabulary, other: str
) -> None:
    assert all(
        "spelt like" not in meaning.because for meaning in HeadingReader(english).guess(other).meanings
    )


@pytest.mark.parametrize("other", ["Scope", "Store", "Market", "Stage"])
def test_a_short_word_that_differs_in_a_letter_is_another(english: Vocabulary, other: str) -> None:
    assert all(meaning.confidence == 1 for meaning in HeadingReader(english).guess(other).meanings)


@pytest.mark.parametrize(
    ("done", "all_of_them"),
    [
        ("Milestones done", "Total milestones"),
        ("Milestones reached", "Number of milestones"),
        ("Erreichte Meilensteine", "Anzahl Meilensteine"),
    ],
)
def test_milestones_that_are_counted_are_values_and_no_percentage(
    read: Read, done: str, all_of_them: str
) -> None:
    _, okrs = read(f"""
        | Objective | Key result | {done} | {all_of_them} |
        | Move      | Sign       | 2      | 4             |
        |           | Paint      | 3      | 3             |
        """)
    assert [(each.current, each.target, each.stated_progress) for each in okrs.key_results] == [
        (2, 4, None),
        (3, 3, None),
    ]
