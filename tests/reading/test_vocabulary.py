"""The vocabulary: one file of words, the same for a person who edits it and for the program that loads it."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from okrsheets.model import Field
from okrsheets.reading.language.vocabulary import Vocabulary, load_vocabulary, normalise
from okrsheets.reading.language.words import first_label

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "zh", "zh-hant", "ja", "ko")
SAID_IN_ENGLISH_ONLY = {("qualifiers", "okr")}

FILE = tomllib.loads(files("okrsheets.reading.language").joinpath("vocabulary.toml").read_text("utf-8"))
# The small words around figures: a language has those it needs, and one word may do several things.
GRAMMAR = {
    *("verbs", "phrases", "measures", "names", "durations", "factors", "fractions", "cycles", "people"),
    "titles",
}
SECTIONS = {section: names for section, names in FILE.items() if section not in GRAMMAR}


def _words(text: str) -> dict[str, list[str]]:
    """The words of an entry by language, as a person reads them."""
    found: dict[str, list[str]] = {}
    for part in re.split(r"\n(?=\S)", text.strip()):
        language, _, words = part.partition(": ")
        found[language] = [word for word in " ".join(words.split()).split(", ") if word]
    return found


ENTRIES = [
    (section, name, _words(text)) for section, names in SECTIONS.items() for name, text in names.items()
]


@pytest.mark.parametrize(
    ("section", "name", "words"), ENTRIES, ids=[f"{section}.{name}" for section, name, _ in ENTRIES]
)
def test_an_entry_has_words_in_every_language(section: str, name: str, words: dict[str, list[str]]) -> None:
    wanted = {"en"} if (section, name) in SAID_IN_ENGLISH_ONLY else set(LANGUAGES)
    if name == "other" and section == "qualifiers":
        wanted = set()
    missing = wanted - {language for language, some in words.items() if some}
    silent = {"zh", "zh-hant", "ja", "ko"} if name in ("filler", "of") else set()
    assert missing <= silent


@pytest.mark.parametrize("name", ["upkeep", "output", "placeholder", "slot", "rank", "faster", "numeral"])
def test_words_that_rules_look_for_in_titles_are_there_in_every_language(name: str) -> None:
    assert set(LANGUAGES) <= {language for language, some in _words(FILE["titles"][name]).items() if some}


_UNDER_DATES = {Field.CHECK_IN, Field.PLAN}


@pytest.mark.parametrize("field", sorted(set(Field) - _UNDER_DATES))
def test_every_field_has_headings(field: Field) -> None:
    assert field.value in FILE["headings"]


def test_words_are_loaded_as_they_are_compared(english: Vocabulary) -> None:
    for section, name, words in ENTRIES:
        for word in (word for some in words.values() for word in some):
            if section == "headings":
                assert Field(name) in english.headings[normalise(word)], word
            elif name == "headings":
                assert normalise(word) in english.headings, word
            else:
                assert normalise(word) in english.values[section], (section, word)


def test_words_of_an_entry_are_as_spelt_in_the_file(english: Vocabulary) -> None:
    for section, name, words in ENTRIES:
        assert english.words_of(section, name) == tuple(word for some in words.values() for word in some)


def test_no_word_of_a_value_means_two_things() -> None:
    for section, names in SECTIONS.items():
        if section in ("headings", "qualifiers"):
            continue
        seen: dict[str, str] = {}
        for name, text in names.items():
            for some in _words(text).values():
                for word in some:
                    assert seen.setdefault(normalise(word), name) == name, (section, word)


def test_a_list_is_about_no_word_that_is_a_heading_of_ours(english: Vocabulary) -> None:
    assert [word for word in english.subjects if english.headings[word]] == []


AMBIGUOUS = """
what a sheet aims at, in words or as a figure:
    goal, aim, ziel, objectif, objetivo, meta, obiettivo, doel, 目标, 目標, 목표, hedef, mal
what comes out, a key result or a figure reached:
    outcome, ergebni, resultat, resultado, resultaat, 结果, 結果, 결과
the name of a figure, or a key result told by it:
    metric, metric name, kpi, measure, indicator, kennzahl, kennzahlen, messgrosse, messgrossen, indicateur,
    indicador, metrica, indicatore, indicatori, metriche, indicatoren, 指标, 指标名称, 衡量指标,
    指標, 衡量指標, 지표, 측정지표
where a span begins, in time or as a figure:
    start, from, begin, beginn, anfang, von, debut, inicio, desde, de, van,
    开始, 開始, 시작
where a quarter begins, in time or as a figure:
    start of quarter, start of qtr, beginning of quarter, start of period, start of year, start of cycle,
    quarter start
where a span ends, in time or as a figure: end, to, bi, hasta, ate
a unit of measure, or of a company: einheit, unite, unidad, unidade, unita, eenheid, birim, 单位, 單位
how it stands, a figure, a word or a day:
    stand, 現状値, 현황, 完成情况, 进展情况, andamento, etat d avancement, stato di avanzamento, avance
a note, or a grade: nota
which way, or which department: direction, direccion
a time box, or its end: plazo
the kind of a goal, or of its measure: goal type
of two minds: item, reference, justification
"""


def test_a_word_has_several_meanings_only_where_people_use_it_for_both(english: Vocabulary) -> None:
    lines = [line.split(": ")[-1] for line in AMBIGUOUS.splitlines() if not line.endswith(":")]
    known = {word for line in lines for word in map(str.strip, line.split(",")) if word}
    found = {word for word, fields in english.headings.items() if len(fields) > 1}
    assert found == known


def test_a_mark_beside_words_does_not_hide_them(english: Vocabulary) -> None:
    assert english.meaning("statuses", "🔴 At risk") == "at_risk"
    assert english.meaning("statuses", "✅ Done") == "done"
    assert english.meaning("statuses", "🟡 call them") == "behind"
    assert english.meaning("answers", "☐") == "no"


@pytest.mark.parametrize(
    ("section", "text", "meant"),
    [
        ("statuses", "Im Plan", "on_track"),
        ("statuses", "En bonne voie", "on_track"),
        ("statuses", "EN RIESGO", "at_risk"),
        ("statuses", "Concluído", "done"),
        ("statuses", "進行中", "on_track"),
        ("statuses", "已完成", "done"),
        ("statuses", "진행 중", "on_track"),
        ("statuses", "Op schema", "on_track"),
        ("statuses", "Non iniziato", "not_started"),
        ("answers", "Oui", "yes"),
        ("answers", "否", "no"),
        ("confidences", "Élevée", "high"),
        ("confidences", "中", "medium"),
        ("priorities", "P0", "highest"),
        ("priorities", "Mittel", "medium"),
        ("types", "Schlüsselergebnis", "key_result"),
        ("types", "목표", "objective"),
        ("rows", "Gesamt", "total"),
        ("rows", "无", "nothing"),
        ("rows", "n/a", "nothing"),
        ("directions", "減少", "decrease"),
        ("ambitions", "Moonshot", "aspirational"),
        ("aggregations", "kumuliert", "sum"),
    ],
)
def test_words_of_values_are_known_in_every_language(
    english: Vocabulary, section: str, text: str, meant: str
) -> None:
    assert english.meaning(section, text) == meant


def test_own_words_of_values_come_before_ours() -> None:
    own = load_vocabulary({}, {"statuses": {"at_risk": ("Green",)}})
    assert own.meaning("statuses", "green") == "at_risk"
    assert own.meaning("statuses", "grün") == "on_track"
    assert own.words_of("statuses", "at_risk")[0] == "Green"


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Ziel 1: Wachsen", "Ziel 1: "),
        ("Objectif 1 : Grandir", "Objectif 1 : "),
        ("Résultat clé 2 – Signer", "Résultat clé 2 – "),
        ("目标1：增长", "目标1："),
        ("目标一：增长", "目标一："),
        ("O1：增长", "O1："),
        ("KR1：20%增长", "KR1："),
        ("【KR2】增长", "【KR2】"),
        ("关键结果1 签约", "关键结果1 "),
        ("1、增长", "1、"),
        ("（1）增长", "（1）"),
        ("目標1. 成長", "目標1. "),
        ("핵심결과 1: 매출", "핵심결과 1: "),
        ("[KR1] Sign partners", "[KR1] "),
        ("目标一致", None),
        ("3、5", None),
        ("Zielgruppen verstehen", None),
    ],
)
def test_a_title_may_begin_with_its_label_in_any_language(
    english: Vocabulary, title: str, label: str | None
) -> None:
    found = first_label(title, english)
    assert (found[0] if found else None) == label


def test_the_file_says_what_any_reader_of_toml_finds_in_it() -> None:
    vocabulary = load_vocabulary({})
    for section, entries in FILE.items():
        assert vocabulary.names_in(section) == tuple(entries)
        for name, text in entries.items():
            said = [word for words in _words(text).values() for word in words]
            assert list(vocabulary.words_of(section, name)) == said, (section, name)


@pytest.mark.parametrize("form", ["{} 1: Grow", "{}: Grow", "[{} 2] Grow", " ({} #3) Grow"])
def test_a_title_that_any_word_for_its_level_begins_has_a_label(form: str, english: Vocabulary) -> None:
    for name in ("objective", "key_result"):
        for word in english.words_of("labels", name):
            for written in (word, word.upper()):
                found = first_label(form.format(written), english)
                assert found is not None, written
                assert found["name"] == written


def test_a_word_of_ones_own_may_be_a_sign_or_of_any_script() -> None:
    own = load_vocabulary({}, {"labels": {"key_result": ("#>", "kapı")}})
    assert [bool(first_label(title, own)) for title in ("#>1: Sell", "KAPI 2: Sell", "Sell 2")] == [
        True,
        True,
        False,
    ]


def test_signs_beside_each_other_part_words_once() -> None:
    assert normalise("owner_-_name") == normalise("owner name") == "owner name"
    assert normalise("größe_-_größe") == "grosse grosse"
