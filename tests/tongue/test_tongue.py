"""A tongue: words, plurals, numbers, shares and days, each as people of that language write them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from okrsheets.tongue import ENGLISH, LANGUAGES, tongue_of

WHEN = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("language", "share", "number", "long", "short"),
    [
        ("en", "46\xa0%", "1,234,567.5", "2 Dec 2026", "2 Dec"),
        ("de", "46\xa0%", "1.234.567,5", "2. Dez. 2026", "2. Dez."),
        ("fr", "46\xa0%", "1\u202f234\u202f567,5", "2 déc. 2026", "2 déc."),
        ("es", "46\xa0%", "1.234.567,5", "2 dic 2026", "2 dic"),
        ("pt", "46%", "1.234.567,5", "2 de dez. de 2026", "2 de dez."),
    ],
)
def test_numbers_shares_and_days_are_written_as_in_the_country(
    language: str, share: str, number: str, long: str, short: str
) -> None:
    tongue = tongue_of(language)
    said = (
        tongue.percent(0.464),
        tongue.number(1234567.5, 1),
        tongue.day(WHEN),
        tongue.day(WHEN, year=False),
    )
    assert said == (share, number, long, short)
    assert (tongue.language, tongue.direction) == (language, "ltr")


@pytest.mark.parametrize(("language", "none"), [("de", 1), ("es", 1), ("fr", 0), ("pt", 0)])
def test_none_is_several_in_some_languages_and_one_in_others(language: str, none: int) -> None:
    form = tongue_of(language).form
    assert [form(number) for number in (0, 1, 2, 1000)] == [none, 0, 1, 1]


def test_values_stand_where_the_translation_has_them_and_no_text_of_theirs_is_read_as_one() -> None:
    german = tongue_of("de")
    assert german("{several} and {last}", several="{last}", last="{0}") == "{last} und {0}"
    assert german.plural(1200, "{met} of {n} team", "{met} of {n} teams", met="{n}") == "{n} von 1.200 Teams"


def test_links_stand_between_the_pieces_of_a_message() -> None:
    swapped = ENGLISH._replace(translations={"{child} helps {parent}": ["{parent}: von {child}"]})
    links: dict[str, list[int | str]] = {"child": [1, ", ", 2], "parent": ["CO-1"]}
    assert ENGLISH.pieces("{child} helps {parent}", **links) == [1, ", ", 2, " helps ", "CO-1"]
    assert swapped.pieces("{child} helps {parent}", **links) == ["CO-1", ": von ", 1, ", ", 2]


def test_what_has_no_translation_is_said_in_english() -> None:
    assert tongue_of("fr")("no {such} message", such="known") == "no known message"


def test_a_word_of_several_senses_is_translated_by_its_sense() -> None:
    tongue = ENGLISH._replace(translations={"column\x04To": ["Ziel"]})
    assert (tongue.sense("column", "To"), tongue.sense("day", "To"), tongue("To")) == ("Ziel", "To", "To")


def test_every_language_is_made_and_english_does_without_babel() -> None:
    assert [tongue_of(language).language for language in LANGUAGES] == list(LANGUAGES)
    code = (
        "import sys; from okrsheets.tongue import tongue_of; tongue_of('en'); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
