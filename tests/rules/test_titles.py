"""What titles say: figures and lengths of objectives, what goes on anyway, placeholders, and work to do."""

from __future__ import annotations

import pytest

from okrsheets.lint import LintSettings
from okrsheets.model import PlaceKind, Severity
from okrsheets.pipeline import StageSettings
from okrsheets.reading import ReadingSettings
from tests.rules.judging import told

OBJECTIVE = """
    | Objective | Key result         | Baseline | Target |
    | {}        | New leads per week | 5        | 50     |
    |           | Partners signed    | 0        | 20     |
    """
KEY_RESULT = """
    | Objective                    | Key result         | Baseline | Target |
    | Be the first choice of shops | New leads per week | 5        | 50     |
    |                              | {}                 | {}       | {}     |
    """


def _of_objective(rule: str, title: str) -> list[str]:
    return [each.message for each in told(rule, OBJECTIVE.format(title))]


def _of_key_result(rule: str, title: str, baseline: str = "1", target: str = "9") -> list[str]:
    return [each.message for each in told(rule, KEY_RESULT.format(title, baseline, target))]


@pytest.mark.parametrize(
    ("title", "figure"),
    [
        ("Raise revenue in the east by 20 %", "20 %"),
        ("Reach $5M of revenue from shops", "$5M"),
        ("Become the partner of 500 shops", "500"),
        ("Sign 5 new partners in the east", "5"),
        ("O1: Cut the time to an answer to 2 hours", "2"),
        ("Den Umsatz im Osten um 20 % steigern", "20 %"),
        ("Augmenter de 20 % les ventes aux magasins", "20 %"),
        ("Llegar a 500 tiendas en el este", "500"),
        ("2026年の売上を20%伸ばす", "20%"),
        ("扩展到3个市场", "3"),
        ("매출을 20% 늘린다", "20%"),
    ],
)
def test_a_figure_in_an_objective_is_told_as_it_is_written(title: str, figure: str) -> None:
    (message,) = _of_objective("number-in-objective", title)
    assert message.endswith(f"hold a figure, {figure}")


@pytest.mark.parametrize(
    "title",
    [
        "Be the first choice of shops in 2026",
        "Be climate neutral by 2050",
        "Finish the Q3 clean-up of our catalogue",
        "Win the summer of 2026/27",
        "1.2 Be the first choice of shops",
        "KR1: Be the first choice of shops",
        "2. Be the first choice of shops",
        "Answer every shop 24/7",
        "Be certified by ISO 27001",
        "Become the leading B2B shop",
        "Be a top 10 employer of the region",
        "Be the No. 1 bike brand",
        "Be the #1 brand for commuters",
        "Move all of us to Office 365",
        "Launch the iPhone 17 app that riders love",
        "Land Apollo 11 safely on the moon",
        "Make the 8086 as fast as any",
        "Phase 2 of the move feels easy",
        "Bring 5G to every village",
        "Make COVID-19 a thing of the past",
        "One team with one plan",
        "Open up three markets for good",
        "Double what our riders love",
        "Make our 3 shops feel like one",
        "Win 0",
        "Bis 2027 Marktführer im Osten werden",
        "2026年に市場で1位になる",
        "Launch by 31 December with joy",
    ],
)
def test_years_ids_names_ranks_and_words_are_no_figures_of_an_objective(title: str) -> None:
    assert _of_objective("number-in-objective", title) == []


def test_several_figures_of_an_objective_are_told_together() -> None:
    (message,) = _of_objective("number-in-objective", "Grow from 10 % to 20 % of the market")
    assert message.endswith("hold figures, 10 % and 20 %")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Sales", "is only 1 word long"),
        ("1. Customer engagement", "is only 2 words long"),
        ("Umsatz im Osten", "is only 3 words long"),
        (" ".join(["word"] * 19), "is 19 words long, more than 18"),
    ],
)
def test_an_objective_of_too_few_or_too_many_words_is_told(title: str, said: str) -> None:
    (message,) = _of_objective("objective-length", title)
    assert message.endswith(said)


@pytest.mark.parametrize(
    "title",
    [
        "Be first in shops",
        " ".join(["word"] * 18),
        f"{' '.join(['word'] * 18)} (Ann, Ben)",
        "销售增长",
        "東部の販売を伸ばす",
        "동부 판매 확대",
        "เติบโตอย่างยั่งยืน",
    ],
)
def test_four_to_eighteen_words_and_scripts_without_blanks_are_well(title: str) -> None:
    assert _of_objective("objective-length", title) == []


def test_a_table_of_objectives_that_are_all_too_short_is_told_once() -> None:
    grid = """
        | Objective | Key result         | Target |
        | Sales     | New leads per week | 50     |
        | Service   | Hours to an answer | 4      |
        | Product   | Faults per bike    | 1      |
        """
    (found,) = told("objective-length", grid)
    assert found.place.kind is PlaceKind.TABLE
    assert found.message == "each of the 3 objectives here has fewer than 4 words"


def test_the_lengths_of_objectives_can_be_set() -> None:
    lint = LintSettings(thresholds={"objective-length": 1, "objective-length.most": 5})
    settings = StageSettings(lint=lint)
    assert told("objective-length", OBJECTIVE.format("Sales"), settings=settings) == []
    assert (
        len(told("objective-length", OBJECTIVE.format("Be the first choice of shops"), settings=settings))
        == 1
    )


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Maintain good relations with shops", "Maintain"),
        ("O2: Continue our work with shops", "Continue"),
        ("Keep doing what shops love", "Keep doing"),
        ("Die Zusammenarbeit mit Läden aufrechterhalten", "aufrechterhalten"),
        ("Weiterhin gut mit Läden arbeiten", "Weiterhin"),
        ("Maintenir la confiance des magasins", "Maintenir"),
        ("Mantener la confianza de las tiendas", "Mantener"),
        ("Manter a confiança das lojas", "Manter"),
        ("Mantenere la fiducia dei negozi", "Mantenere"),
        ("Het vertrouwen van winkels in stand houden", "in stand houden"),
        ("保持客户的信任", "保持"),
        ("維持客戶的信任", "維持"),
        ("顧客の信頼を維持する", "を維持する"),
        ("고객의 신뢰를 유지하기", "를 유지하기"),
    ],
)
def test_an_objective_that_speaks_of_what_goes_on_is_told_in_ten_languages(title: str, words: str) -> None:
    (message,) = _of_objective("business-as-usual", title)
    assert f'with "{words}"' in message


def test_an_objective_that_says_nothing_else_is_not_quoted_twice() -> None:
    (message,) = _of_objective("business-as-usual", "Keep the lights on")
    assert message.endswith('"Keep the lights on" speaks of what goes on anyway')


@pytest.mark.parametrize(
    "title",
    [
        "Maintainable bikes for everyone",
        "Continuous delivery that nobody notices",
        "Sustainable growth in the east",
        "Keep shops delighted",
        "Make shops stay and continue to buy",
        "Kunden im Osten halten",
        "Feedback von jedem Laden erhalten",
        "客户保持率全国第一",
    ],
)
def test_words_that_only_look_like_going_on_are_not_told(title: str) -> None:
    assert _of_objective("business-as-usual", title) == []


@pytest.mark.parametrize(
    ("title", "placeholder"),
    [
        ("Cut returns by XX %", "XX %"),
        ("Cut returns by xx", "xx"),
        ("Sell for $XXk in the east", "$XXk"),
        ("Raise leads from X to Y", "X to Y"),
        ("Leads von X auf Y steigern", "X auf Y"),
        ("Raise leads by X%", "X%"),
        ("Sign [X] partners", "[X]"),
        ("Sign [number] partners", "[number]"),
        ("Raise <metric> of shops", "<metric>"),
        ("Sign partners in TBD", "TBD"),
        ("Sign partners (tbc)", "tbc"),
        ("Umsatz steigern (noch offen)", "(noch offen)"),
        ("Lorem ipsum dolor sit amet", "Lorem ipsum"),
        ("新規顧客を○○社獲得する", "○○"),
        ("转化率提升XX%", "XX%"),
    ],
)
def test_a_placeholder_among_words_is_told(title: str, placeholder: str) -> None:
    (message,) = _of_key_result("placeholder-text", title)
    assert message.endswith(f'still hold a placeholder, "{placeholder}"')


@pytest.mark.parametrize(
    "title",
    [
        *("TBD", "To be defined", "New key result", "[New objective]", "Neues Ziel", "Nouvel objectif"),
        *(
            "Nuevo objetivo",
            "Novo objetivo",
            "Nuovo obiettivo",
            "Nieuw doel",
            "新目标",
            "新目標",
            "目標を入力",
            "새 목표",
        ),
    ],
)
def test_a_title_that_is_a_placeholder_is_told_in_ten_languages(title: str) -> None:
    (message,) = _of_key_result("placeholder-text", title)
    assert message == f'the key result "{title}" is not written yet'


@pytest.mark.parametrize(
    "title",
    [
        "[x] Sign partners",
        "[Sales] Sign partners",
        "Ship 12 boxes of size XXL",
        "Grow followers on X",
        "Win Gen X and Gen Y riders",
        "Reach Exxon and its shops",
        "Revenue [kEUR]",
        "Lists of what is to be defined by shops",
        "HACER TODO mejor",
        "Growth of the x-ray unit",
        "Sales in the XX1 line",
    ],
)
def test_signs_and_names_that_only_look_like_placeholders_are_not_told(title: str) -> None:
    assert _of_key_result("placeholder-text", title) == []


def test_an_objective_that_is_not_written_yet_is_one_fault() -> None:
    grid = """
        | Type       | Title                        | Owner | Baseline | Target |
        | Objective  | Be the first choice of shops | Ann   |          |        |
        | Key result | New leads per week           | Ann   | 5        | 50     |
        | Key result | Partners signed              | Ann   | 0        | 20     |
        | Objective  | TBD                          | Ann   |          |        |
        """
    rules = ("placeholder-text", "no-key-results", "objective-length", "single-key-result")
    assert [each.rule for rule in rules for each in told(rule, grid)] == ["placeholder-text"]


@pytest.mark.parametrize(
    ("title", "verb"),
    [
        ("Launch the portal", "Launch"),
        ("KR2: Roll out the portal", "Roll out"),
        ("Portal für Läden launchen", "launchen"),
        ("Einführung eines Portals", "Einführung"),
        ("Lancer le portail", "Lancer"),
        ("Mise en place d'un portail", "Mise en place"),
        ("Lanzar el portal", "Lanzar"),
        ("Lançar o portal", "Lançar"),
        ("Lanciare il portale", "Lanciare"),
        ("Het portaal lanceren", "lanceren"),
        ("发布门户网站", "发布"),
        ("门户网站上线", "上线"),
        ("ポータルをリリースする", "をリリースする"),
        ("포털 출시", "출시"),
    ],
)
def test_a_key_result_that_says_what_is_done_is_told_in_ten_languages(title: str, verb: str) -> None:
    for baseline, target in (("0 %", "100 %"), ("0", "1"), ("no", "yes")):
        (message,) = _of_key_result("activity-not-outcome", title, baseline, target)
        assert message.endswith(f'says what is done ("{verb}"), not what comes of it')


@pytest.mark.parametrize(
    ("title", "baseline", "target"),
    [
        ("Launch the portal in 3 countries", "0", "1"),
        ("Publish two studies", "0 %", "100 %"),
        ("Publish studies", "0", "4"),
        ("Build success rate", "60 %", "100 %"),
        ("Deliver on time", "82 %", "95 %"),
        ("Launches that shops notice", "0", "1"),
        ("Shops that are happy with the launch", "0 %", "100 %"),
        ("Buildings without stairs", "0", "1"),
    ],
)
def test_a_count_or_a_measure_of_what_comes_of_it_is_an_outcome(
    title: str, baseline: str, target: str
) -> None:
    assert _of_key_result("activity-not-outcome", title, baseline, target) == []


def test_work_without_any_figure_is_told_by_one_rule_alone() -> None:
    assert _of_key_result("activity-not-outcome", "Launch the portal", "", "") == []
    assert len(_of_key_result("unmeasurable-key-result", "Launch the portal", "", "")) == 1


def test_work_with_a_stated_progress_is_told_and_not_asked_for_a_target() -> None:
    grid = """
        | Objective                    | Key result         | Target | Progress |
        | Be the first choice of shops | New leads per week | 50     | 20 %     |
        |                              | Launch the portal  |        | 40 %     |
        """
    (found,) = told("activity-not-outcome", grid)
    assert (found.place.row, found.severity) == (3, Severity.WARNING)
    assert told("missing-target", grid) == []


def test_own_words_for_statuses_do_not_disturb_those_of_titles() -> None:
    settings = StageSettings(reading=ReadingSettings(value_words={"statuses": {"on_track": ("Rolling",)}}))
    grid = KEY_RESULT.format("Launch the portal", "0", "1")
    assert len(told("activity-not-outcome", grid, settings=settings)) == 1
