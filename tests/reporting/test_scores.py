"""Scores in words: figure, aim, and what was counted."""

from __future__ import annotations

from okrsheets.model import Scores
from okrsheets.reporting.scores import score_lines, scores_document


def _keys(number: int) -> tuple[str, ...]:
    return tuple(f"O{n}" for n in range(number))


def test_a_score_says_what_it_counts() -> None:
    strength = Scores().strength._replace(met=_keys(65), half=_keys(4), missing=_keys(1))
    hygiene = Scores().hygiene._replace(met=_keys(1), missing=_keys(1))
    first, second = score_lines(Scores(strength, hygiene))
    assert (first.name, first.figure) == ("Strength", "96\xa0%, the aim is 75\xa0%")
    assert first.words == (
        "of 70 objectives and key results 65 are well made, "
        "4 have a warning about how they are made and count by half and 1 has an error"
    )
    words = "1 of 2 key results whose updates can be followed was updated in time"
    assert second == ("Hygiene", "50\xa0%, below 60\xa0% is poor", words)


def test_a_score_of_nothing_is_not_told() -> None:
    assert score_lines(Scores()) == ()
    assert scores_document(Scores())["hygiene"] == {
        "share": None,
        "target": 0.6,
        "red": 0.6,
        "met": [],
        "half": [],
        "missing": [],
    }
