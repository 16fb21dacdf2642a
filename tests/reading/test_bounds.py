"""Targets that words call the most or the least: which way they are to move, or to which side to be held."""

from __future__ import annotations

import pytest

from okrsheets.model import Direction, KeyResult
from tests.reading.conftest import Read

CEILINGS = [
    *("No more than 3 faults", "At most 3 faults", "Max. 3 faults", "Faults never above 3", "Faults ≤ 3"),
    *("Never exceed 3 faults", "Limit faults to 3", "Cap faults at 3", "3 faults at the most", "Faults ≦ 3"),
    *("Höchstens 3 Ausfälle", "Nicht mehr als 3 Ausfälle", "Nie über 3 Ausfälle", "Max. 3 Ausfälle"),
    *("Ausfälle auf 3 begrenzen", "3 Ausfälle nicht überschreiten", "Ausfälle unter 3"),
    *("Pas plus de 3 pannes", "Ne pas dépasser 3 pannes", "Limiter les pannes à 3", "3 pannes maximum"),
    *("Como máximo 3 fallos", "No superar 3 fallos", "A lo sumo 3 fallos", "Máx. 3 fallos"),
    *("No máximo 3 falhas", "Não ultrapassar 3 falhas", "Máx. 3 falhas", "Não mais do que 3 falhas"),
    *("Al massimo 3 guasti", "Non superare i 3 guasti", "Tutt'al più 3 guasti", "Non più di 3 guasti"),
    *("Maximaal 3 storingen", "Niet boven de 3 storingen", "Hooguit 3 storingen", "Onder de 3 storingen"),
    *("事故不得超过3起", "事故控制在3起以内", "上限3起事故", "事故少於3件", "事故3起以內"),
    *("事故3件以下", "事故を3件以下に抑える", "事故3件を超えない", "多くても3件の事故", "上限3件の事故"),
    *("사고 3건 이하", "사고 3건을 넘지 않음", "많아야 3건의 사고", "사고 3건 초과 금지"),
    *("Answer within 3 hours", "Antwort innerhalb von 3 Stunden", "Rispondere entro 3 ore"),
]
FLOORS = [
    *("At least 3 shops", "No fewer than 3 shops", "Never fall below 3 shops", "Shops ≥ 3", "Min. 3 shops"),
    *("Mindestens 3 Läden", "Nicht weniger als 3 Läden", "Nie unter 3 Läden"),
    *("Au moins 3 magasins", "Pas moins de 3 magasins"),
    *("Al menos 3 tiendas", "No menos de 3 tiendas", "Pelo menos 3 lojas", "Não menos de 3 lojas"),
    *("Almeno 3 negozi", "Non meno di 3 negozi", "Minstens 3 winkels", "Niet minder dan 3 winkels"),
    *("至少3家门店", "不得少于3家门店", "店舗3つ以上", "매장 3곳 이상"),
]


def _one(read: Read, title: str, *values: str, heading: str = "") -> KeyResult:
    names = f"Baseline | Current | Target{heading}"
    _, okrs = read(f"| Objective | Key result | {names} |\n| Grow | {title} | {' | '.join(values)} |")
    (key_result,) = okrs.key_results
    return key_result


@pytest.mark.parametrize("title", CEILINGS)
def test_a_figure_that_words_call_the_most_is_to_stay_below(read: Read, title: str) -> None:
    for baseline in ("0", "3", ""):
        key_result = _one(read, title, baseline, "1", "3")
        assert (key_result.direction, key_result.ceiling) == (Direction.MAINTAIN, True)


@pytest.mark.parametrize("title", CEILINGS)
def test_it_is_to_come_down_to_where_it_began_above(read: Read, title: str) -> None:
    assert _one(read, title, "9", "4", "3").direction is Direction.DECREASE


@pytest.mark.parametrize("title", FLOORS)
def test_a_figure_that_words_call_the_least_is_to_grow_to_it(read: Read, title: str) -> None:
    for baseline in ("0", ""):
        key_result = _one(read, title, baseline, "1", "3")
        assert (key_result.direction, key_result.ceiling) == (Direction.INCREASE, False)


@pytest.mark.parametrize("title", FLOORS)
@pytest.mark.parametrize("baseline", ["9", "3", ""])
def test_it_is_to_be_held_where_it_is_reached_from_the_start(read: Read, title: str, baseline: str) -> None:
    key_result = _one(read, title, baseline, "4", "3")
    assert (key_result.direction, key_result.ceiling) == (Direction.MAINTAIN, False)


@pytest.mark.parametrize("target", ["<= 3", "max. 3", "höchstens 3", "no more than 3", "3以下", "3 maximum"])
def test_a_bound_in_the_target_says_the_same(read: Read, target: str) -> None:
    held, moved = _one(read, "Faults", "0", "1", target), _one(read, "Faults", "9", "4", target)
    assert (held.direction, held.ceiling, moved.direction) == (Direction.MAINTAIN, True, Direction.DECREASE)


@pytest.mark.parametrize(("word", "ceiling"), [("at most", True), ("höchstens", True), ("at least", False)])
def test_a_bound_in_a_column_of_directions_says_the_same(read: Read, word: str, *, ceiling: bool) -> None:
    baseline = "0" if ceiling else "9"
    key_result = _one(read, "Faults", baseline, "4", "3", word, heading=" | Direction")
    assert (key_result.direction, key_result.ceiling) == (Direction.MAINTAIN, ceiling)


@pytest.mark.parametrize(
    ("title", "baseline", "direction"),
    [
        ("Reduce faults to at most 3", "", Direction.DECREASE),
        ("Increase shops to at least 3", "5", Direction.DECREASE),
        ("Market cap of 3 billion", "1", Direction.INCREASE),
        ("Answer 9 calls in at most 5 minutes", "1", Direction.INCREASE),
        ("Sell in no more than 5 towns", "1", Direction.INCREASE),
    ],
)
def test_a_verb_of_direction_or_another_figure_makes_no_bound_to_hold(
    read: Read, title: str, baseline: str, direction: Direction
) -> None:
    assert _one(read, title, baseline, "4", "3").direction is direction
