"""What is asked of one person: the worst first, of many kinds, and few at once."""

from __future__ import annotations

from collections.abc import Iterable

from okrsheets.grid import CellRange, CellRef
from okrsheets.model import Finding, OkrSet, Place, Recipient, Results, Severity
from okrsheets.reporting import Digests
from tests.okrs import key_result, objective, okr_set
from tests.reporting.company import COMPANY, results_of
from tests.reporting.digests.mails import SALES, SETTINGS, Anchors, digest

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
ONE = "2026-Q4/sales/S-1"


def team(findings: Iterable[Finding], okrs: OkrSet | None = None) -> Results:
    own = objective("S-1", "Win the east", team="Sales", owners=("Dana",), workbook=COMPANY)
    return results_of(okrs or okr_set(own), findings=tuple(findings))


def found(rule: str, severity: Severity, number: int = 0) -> Finding:
    place = Place.at_cell(CellRef(COMPANY, "Sales", 2 + number, 3))
    return Finding(rule, severity, place, f"{rule} {number} is amiss", f"mend {rule} {number}", ONE)


def asked(results: Results, recipient: Recipient = SALES) -> list[str]:
    """What is asked, by the rule and number of the finding."""
    lines = digest(results, recipient).text.splitlines()
    return [
        line.split(": ", 1)[1].removesuffix(" is amiss").lower()
        for line in lines
        if line.endswith("is amiss")
    ]


def test_errors_come_first_then_what_others_lean_on_then_how_it_is_written() -> None:
    results = team(
        [
            found("no-cached-value", WARNING, 1),
            found("number-in-objective", WARNING, 2),
            found("stale-check-in", WARNING, 3),
            found("dangling-alignment", WARNING, 4),
            found("missing-owner", ERROR, 5),
        ]
    )
    assert [words.split()[1] for words in asked(results)] == ["5", "4", "3", "2", "1"]


def test_one_rule_that_is_met_often_hides_no_other() -> None:
    results = team(
        [*(found("missing-owner", WARNING, n) for n in range(9)), found("no-cached-value", WARNING, 9)]
    )
    said = asked(results)
    assert len(said) == SETTINGS.requests
    assert "no-cached-value 9" in said
    assert "and 5 more findings" in digest(results, SALES).text


def test_what_is_only_good_to_know_is_asked_of_nobody() -> None:
    made = digest(team([found("missing-owner", INFO)]), SALES)
    assert made.needs == 0
    assert "Nothing right now." in made.text


def test_a_finding_that_speaks_of_several_is_asked_of_each_owner_once() -> None:
    okrs = okr_set(
        objective(
            "S-1", "Win the east", team="Sales", key_results=[key_result("KR1", "Sell", owners=("Ann",))]
        ),
        objective(
            "S-2", "Win the west", team="Sales", key_results=[key_result("KR1", "Sell", owners=("Ben",))]
        ),
    )
    ann, ben = "2026-Q4/sales/S-1/KR1", "2026-Q4/sales/S-2/KR1"
    both = Finding(
        "twins", WARNING, Place.at_cell(okrs.by_key[ann].at), "these are twins", "say which", ann, (ben,)
    )
    for key in (ann, ben):
        made = digest(team([both], okrs), Recipient("x@example.org", "X", okrs=frozenset({key})))
        assert made.needs == 1
    assert digest(team([both], okrs), SALES).needs == 1


def test_what_nobody_owns_is_asked_of_whoever_owns_what_stands_beside_it() -> None:
    def asked(*owners: str) -> int:
        okrs = okr_set(
            objective(
                "S-1",
                "Win the east",
                team="Sales",
                owners=owners,
                key_results=[key_result("KR1", "Sell", owners=("Ann",)), key_result("KR2", "Win")],
            )
        )
        orphan = Finding("missing-owner", WARNING, Place.at_cell(okrs.by_key[ONE].at), "x", "y", f"{ONE}/KR2")
        ann = Recipient("ann@example.org", "Ann", okrs=frozenset({f"{ONE}/KR1"}))
        found = team([orphan], okrs)
        assert len(Digests.of(found, settings=SETTINGS).asks(ann)) == digest(found, ann).needs
        return digest(found, ann).needs

    assert asked() == 1
    assert asked("Ben") == 0, "he owns the objective, and is asked"


def test_a_request_says_the_place_of_whatever_it_is_about() -> None:
    places = {
        "In team Sales": Place.of_team(COMPANY, "Sales"),
        "In Company.xlsx, tab Sales, cells A1:AD4": Place.of_table(COMPANY, "Sales", CellRange(1, 1, 4, 30)),
        "In Company.xlsx, tab Sales": Place.of_tab(COMPANY, "Sales"),
        "In Company.xlsx": Place.of_workbook(COMPANY),
    }
    for words, place in places.items():
        made = digest(team([Finding("own-rule", ERROR, place, "is amiss", None, ONE)]), SALES)
        assert f"   {words}\n" in made.text
        assert not any("sheets.example.org" in href for href, _ in Anchors(made.html).found)


def test_a_day_in_a_finding_is_written_as_people_do() -> None:
    late = found("stale-check-in", WARNING)._replace(message="no update since 2026-10-09")
    assert "1. ▲ Warning: No update since 9 Oct 2026" in digest(team([late]), SALES).text
