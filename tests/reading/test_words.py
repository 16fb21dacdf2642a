"""Values that only the words of a key result say."""

from __future__ import annotations

import pytest

from okrsheets.model import Direction, Field, Measure
from okrsheets.reading.figures.phrases import said_in
from okrsheets.reading.language.vocabulary import Vocabulary
from tests.reading.conftest import Read


@pytest.mark.parametrize(
    ("title", "baseline", "target", "direction"),
    [
        ("Reduce churn from 5 to 2 %", 0.05, 0.02, Direction.DECREASE),
        ("Increase MRR from $10k to $50k", 10_000, 50_000, Direction.INCREASE),
        ("Improve NPS from 30 to over 50", 30, 50, Direction.INCREASE),
        ("Move from 2 teams to 5 teams", 2, 5, Direction.INCREASE),
        ("NPS 30 -> 45", 30, 45, Direction.INCREASE),
        ("Churn 5% → 3%", 0.05, 0.03, Direction.DECREASE),
        ("Grow revenue to $1.2M", None, 1_200_000, Direction.INCREASE),
        ("Increase sign-ups by 20 %", 0, 0.2, Direction.INCREASE),
        ("Cut costs by 10k", 0, -10_000, Direction.DECREASE),
        ("Reduce the response time below 2 hours", None, 2, Direction.DECREASE),
        ("Keep uptime above 99.9 %", None, 0.999, Direction.MAINTAIN),
        ("Hold uptime above 99.9 %", None, 0.999, Direction.MAINTAIN),
        ("Hold 12 interviews", None, 12, None),
        ("KR1: Reach 10,000 users", None, 10_000, None),
        ("Answer >= 95 % of calls", None, 0.95, Direction.INCREASE),
        ("At least 3 customers", None, 3, Direction.INCREASE),
        ("Extend the runway to 2027", None, None, None),
        ("Launch the shop", None, None, None),
        ("1.2 Sign 5 partners", None, 5, None),
        ("Increase NPS to 50 (from 30)", 30, 50, Direction.INCREASE),
        ("Churn (50 → 20)", 50, 20, Direction.DECREASE),
        ("From 10 to 50k users", 10_000, 50_000, Direction.INCREASE),
        ("Cut the lead time from 2 days to 4 hours", 48, 4, Direction.DECREASE),
        ("Cut the lead time from 4 to 2 hours", 4, 2, Direction.DECREASE),
        ("20 % more revenue", 0, 0.2, Direction.INCREASE),
        ("10% lift in engagement", 0, 0.1, Direction.INCREASE),
        ("Achieve a 20% month-over-month increase in sign-ups", 0, 0.2, Direction.INCREASE),
        ("Sign-ups +30%", 0, 0.3, Direction.INCREASE),
        ("Hand-overs -30%", 0, -0.3, Direction.DECREASE),
        ("Have a 95% pass rate", None, 0.95, None),
        ("90 % of calls answered in under 2 minutes", None, 0.9, None),
        ("Attain a conversion rate of 15%", None, 0.15, None),
        ("A rating of 4.5 out of 5 in every survey", None, 4.5, None),
        ("Rated 4.5/5 or more: a score of 4.5/5", None, 4.5, Direction.INCREASE),
        ("Reduce open bugs to zero", None, 0, Direction.DECREASE),
        ("Zero critical incidents", None, 0, None),
        ("Keep NPS at 50", None, 50, Direction.MAINTAIN),
        ("Complete 3 projects", None, 3, None),
        ("3 new customers signed", None, 3, None),
        ("Sign 5 partners by 31 March 2027", None, 5, None),
        ("Raise the response rate to 80-90 %", None, 0.9, Direction.INCREASE),
        ("Reduce waiting to 2-4 hours", None, 2, Direction.DECREASE),
        ("Generate €2M–€3M in pipeline", None, 3_000_000, None),
    ],
)
def test_words_give_what_no_column_says(
    read: Read, title: str, baseline: float | None, target: float | None, direction: Direction | None
) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    key_result = next(okrs.key_results)
    assert key_result.baseline == (None if baseline is None else pytest.approx(baseline))
    assert key_result.target == (None if target is None else pytest.approx(target))
    assert key_result.direction is direction
    assert key_result.title == title
    given = {Field.BASELINE: baseline, Field.TARGET: target}
    for name, value in given.items():
        assert (name in key_result.read_from_words) is (value is not None)


@pytest.mark.parametrize(
    ("title", "baseline", "target", "direction"),
    [
        ("Umsatz von 10 auf 50 Mio. € steigern", 10e6, 50e6, Direction.INCREASE),
        ("Retourenrate auf unter 3 % reduzieren", None, 0.03, Direction.DECREASE),
        ("Kosten um 20 % senken", 0, -0.2, Direction.DECREASE),
        ("Umsatzsteigerung um 15 %", 0, 0.15, Direction.INCREASE),
        ("20 % mehr Umsatz", 0, 0.2, Direction.INCREASE),
        ("Kundenzufriedenheit von mindestens 90 %", None, 0.9, Direction.INCREASE),
        ("20 Mitarbeiter zu Schulungen schicken", None, 20, None),
        ("5 Partner gewinnen", None, 5, None),
        ("100 Tage ohne schwere Unfälle", None, 100, None),
        ("Augmenter le NPS de 10 à 50", 10, 50, Direction.INCREASE),
        ("Réduire l'attrition de 20 %", 0, -0.2, Direction.DECREASE),
        ("Atteindre un taux de satisfaction de 90 %", None, 0.9, None),
        ("Atteindre 10 000 utilisateurs", None, 10_000, None),
        ("Signer au moins 5 partenaires", None, 5, Direction.INCREASE),
        ("Aumentar el NPS de 10 a 50", 10, 50, Direction.INCREASE),
        ("Aumentar las ventas en un 20 %", 0, 0.2, Direction.INCREASE),
        ("Reducir la rotación por debajo del 5 %", None, 0.05, Direction.DECREASE),
        ("Alcanzar 1.000 clientes", None, 1000, None),
        ("Reduzir a rotatividade de 5% para 2%", 0.05, 0.02, Direction.DECREASE),
        ("Aumentar a receita para R$ 1,5 mi", None, 1_500_000, Direction.INCREASE),
        ("Reduzir os custos em 10%", 0, -0.1, Direction.DECREASE),
        ("Aumentare l'NPS da 10 a 50", 10, 50, Direction.INCREASE),
        ("Ridurre i costi del 20%", 0, -0.2, Direction.DECREASE),
        ("Raggiungere 1.000 utenti", None, 1000, None),
        ("NPS van 10 naar 50 verhogen", 10, 50, Direction.INCREASE),
        ("Verhoog de omzet met 20%", 0, 0.2, Direction.INCREASE),
        ("Verlaag de kosten tot onder 5 %", None, 0.05, Direction.DECREASE),
        ("将续约率从88%提升到92%", 0.88, 0.92, Direction.INCREASE),
        ("由10%提高至50%", 0.1, 0.5, Direction.INCREASE),
        ("將續約率從88%提升至92%", 0.88, 0.92, Direction.INCREASE),
        ("新客数 +30%", 0, 0.3, Direction.INCREASE),
        ("经销回款周期 ≤45 天", None, 45, Direction.DECREASE),
        ("核心人才保留率 ≥90%", None, 0.9, Direction.INCREASE),
        ("客户续约率 92%", None, 0.92, None),
        ("将客户满意度提升至90%以上", None, 0.9, Direction.INCREASE),
        ("客户增长率达到20%", None, 0.2, None),
        ("完成3个项目", None, 3, None),
        ("解約率を5%から2%に下げる", 0.05, 0.02, Direction.DECREASE),
        ("売上を20%増加", 0, 0.2, Direction.INCREASE),
        ("応答時間を24時間以内に短縮", None, 24, Direction.DECREASE),
        ("新規顧客を10社獲得", None, 10, None),
        ("3月までに10件の契約を締結", None, 10, None),
        ("2026年末までに売上を10億円にする", None, 1e9, None),
        ("이탈률을 5%에서 2%로 감소", 0.05, 0.02, Direction.DECREASE),
        ("매출 20% 증가", 0, 0.2, Direction.INCREASE),
        ("신규 고객 10개 확보", None, 10, None),
    ],
)
def test_words_are_read_in_every_language(
    read: Read, title: str, baseline: float | None, target: float | None, direction: Direction | None
) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.target) == (baseline, target)
    assert key_result.direction is direction


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Launch in 3 countries",
            "Provide 24/7 support",
            "Be in the Top 10 of app stores",
            "Pass ISO 27001",
        ),
        *(
            "Upgrade to ISO 27001",
            "Achieve SOC 2 compliance",
            "Integrate GPT-4 into the B2B shop",
            "Hold 1:1 talks",
        ),
        *("Ready for Q3", "Extend to 2027", "Ship version 2.1.3", "Launch the 5G tariff", "A 90-day plan"),
        *(
            "Get ready by 31 March",
            "Bis 31. Dezember fertig",
            "3 Improve onboarding",
            "第3季度上线",
            "Web 3.0 strategy",
        ),
    ],
)
def test_numbers_of_other_things_are_no_targets(read: Read, title: str) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.target) == (None, None)


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("Double the number of shops", 80),
        ("Cut the time to answer by half", 20),
        ("Bearbeitungszeit um die Hälfte senken", 20),
        ("Réduire le délai de moitié", 20),
        ("Halve the number of shops", 20),
        ("Increase shops 3x", 120),
        ("门店数翻倍", 80),
    ],
)
def test_a_multiple_is_one_of_a_known_baseline(read: Read, title: str, target: float) -> None:
    _, okrs = read(
        f"| Objective | Key result | Baseline |\n| Grow | {title} | 40 |\n| Grow | {title} again | |"
    )
    known, unknown = okrs.key_results
    assert (known.target, unknown.target) == (target, None)


@pytest.mark.parametrize(
    ("title", "target", "unit"),
    [
        ("Cut the lead time from 2 days to 4 hours", 4, "hours"),
        ("Antworten in unter 2 Stunden", 2, "Stunden"),
        ("交付周期 ≤30 天", 30, "天"),
        ("応答時間を24時間以内に短縮", 24, "時間"),
        ("Reduce MTTR to 30min", 30, "min"),
    ],
)
def test_a_unit_of_time_is_kept_with_its_figure(read: Read, title: str, target: float, unit: str) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    key_result = next(okrs.key_results)
    assert (key_result.target, key_result.unit, key_result.measure) == (target, unit, Measure.DURATION)


def test_columns_come_before_words(read: Read) -> None:
    _, okrs = read(
        "| Objective | Key result | Baseline | Target |\n| Grow | From 10 to 50 partners | 12 | 40 |"
    )
    key_result = next(okrs.key_results)
    assert (key_result.baseline, key_result.target, key_result.read_from_words) == (12, 40, ())


def test_a_relative_change_counts_from_a_known_baseline(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Baseline |\n| Grow | Reduce bugs by 30 % | 100 |")
    assert next(okrs.key_results).target == 70


def test_a_change_is_not_guessed_beside_a_value_of_another_kind(read: Read) -> None:
    _, okrs = read("| Objective | Key result | Current |\n| Grow | Increase sign-ups by 20 % | 1050 |")
    assert next(okrs.key_results).target is None


def test_a_direction_column_comes_before_words(read: Read) -> None:
    _, okrs = read(
        "| Objective | Key result | Direction |\n| Grow | Increase refunds handled | lower is better |"
    )
    assert next(okrs.key_results).direction is Direction.DECREASE


@pytest.mark.parametrize(
    ("title", "has"),
    [
        ("Launch the shop", False),
        ("KR1: Launch the shop", False),
        ("Sign 5 partners", True),
        ("2. Launch", False),
    ],
)
def test_its_own_numbering_is_no_figure(read: Read, title: str, *, has: bool) -> None:
    _, okrs = read(f"| Objective | Key result |\n| Grow | {title} |")
    assert next(okrs.key_results).has_number is has


@pytest.mark.parametrize(
    ("title", "baseline", "target"),
    [
        ("Offer acceptance 70% to 85%", 0.7, 0.85),
        ("Offer acceptance 70 to 85% by Q4 2026", 0.7, 0.85),
        ("Angebotsannahme 70% auf 85%", 0.7, 0.85),
        ("Taux d'acceptation 70 % à 85 %", 0.7, 0.85),
        ("Aceptación 70% a 85%", 0.7, 0.85),
        ("Churn 5% to 2%", 0.05, 0.02),
        ("eNPS 20 to 35", 20, 35),
        ("NPS score 20 to 35", 20, 35),
        ("Revenue $1.2M to $2M", 1_200_000, 2_000_000),
        ("Time to hire 45 to 30 days", 45, 30),
        ("Increase signups 200 to 500", 200, 500),
        ("Reduce open bugs 40 to 10", 40, 10),
    ],
)
def test_two_figures_of_a_measure_tied_by_to_are_a_way(
    english: Vocabulary, title: str, baseline: float, target: float
) -> None:
    said = said_in(title, english)
    assert said.baseline is not None
    assert said.target is not None
    assert (said.baseline.value, said.target.value) == (baseline, target)


@pytest.mark.parametrize(
    "title",
    [
        "Support 9 to 5",
        "Run support 24 to 7",
        "Hire 3 to 5 partners",
        "Groups for ages 6 to 12",
        "Keep utilisation 70% to 85%",
        "Utilisation between 70% to 85%",
        "Sample 5 to 10% of calls",
        "Budget 10% to 20% of revenue",
        "Reply in 2 to 4 hours",
        "Reduce costs 10 to 20%",
        "Grow revenue by 10 to 20 %",
        "Answer 80% of calls to 90% of guests",
    ],
)
def test_a_range_or_a_name_is_no_way_from_one_figure_to_another(english: Vocabulary, title: str) -> None:
    assert said_in(title, english).baseline is None
