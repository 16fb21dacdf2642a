"""Text is read whatever encoding it was saved in, also where only a few of its letters tell."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from tests.adapters.delimited.texts import read_bytes, rows_of

GERMAN = [["Ziel", "Schlüsselergebnis"], ["Größer werden", "40 Kunden für 3 €"], ["Lernen", "Öfter üben"]]
FRENCH = [["Objectif", "Résultat clé"], ["Développer le marché", "Gagner 40 clients à Paris"]]
SPANISH = [["Objetivo", "Dueño"], ["Reducir la rotación", "José Núñez"], ["Mejorar", "Begoña"]]
PORTUGUESE = [["Objetivo", "Responsável"], ["Expansão no mercado", "João"], ["Automação", "Conceição"]]
POLISH = [["Cel", "Właściciel"], ["Zwiększyć sprzedaż w Łodzi", "Małgorzata"], ["Obniżyć koszty", "Paweł"]]
RUSSIAN = [["Цель", "Владелец"], ["Увеличить продажи", "Иван"]]
JAPANESE = [["目標", "担当者"], ["新規顧客を増やす", "田中"], ["解約率を下げる", "鈴木"]]
CHINESE = [["目标", "负责人"], ["扩大华南市场", "张伟"], ["降低流失率", "李娜"]]
TAIWANESE = [["目標", "負責人"], ["擴大市場", "張偉"], ["降低流失率", "李娜"]]
KOREAN = [["목표", "담당자"], ["신규 고객 확대", "김민수"], ["이탈률 감소", "이영희"]]


def _text(rows: list[list[str]]) -> str:
    return "\r\n".join(";".join(row) for row in rows)


@pytest.mark.parametrize(
    ("rows", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (SPANISH, "cp1252"),
        (PORTUGUESE, "latin-1"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
        (TAIWANESE, "big5"),
        (KOREAN, "euc_kr"),
    ],
)
def test_a_short_file_in_an_old_encoding_is_read(
    tmp_path: Path, rows: list[list[str]], encoding: str
) -> None:
    assert rows_of(read_bytes(tmp_path, _text(rows).encode(encoding))) == rows


@pytest.mark.parametrize(
    "rows", [GERMAN, RUSSIAN, JAPANESE, CHINESE, KOREAN, [["Goal", "Who"], ["一", "二"]]]
)
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "utf-16-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(
    tmp_path: Path, rows: list[list[str]], mark: bytes, encoding: str
) -> None:
    assert rows_of(read_bytes(tmp_path, mark + _text(rows).encode(encoding))) == rows


@pytest.mark.parametrize("word", ["Köln", "Café", "Zoë", "señor", "Ação", "Åse", "Größe", "40 € – more"])
def test_one_word_beyond_ascii_is_enough(tmp_path: Path, word: str) -> None:
    rows = [["Objective", "Owner"], ["Grow", word], ["Learn", "Mara"]]
    assert rows_of(read_bytes(tmp_path, _text(rows).encode("cp1252"))) == rows


def test_what_tells_the_encoding_may_stand_far_below(tmp_path: Path) -> None:
    rows = [
        ["Ziel", "Wer"],
        *[["Wachsen", f"Kunde {number}"] for number in range(8_000)],
        ["Größe", "Jürgen"],
    ]
    assert rows_of(read_bytes(tmp_path, _text(rows).encode("cp1252"))) == rows


def test_utf8_with_a_line_from_elsewhere_keeps_both(tmp_path: Path) -> None:
    content = _text(GERMAN).encode() + "\r\nÜben;Zoë".encode("cp1252")
    assert rows_of(read_bytes(tmp_path, content)) == [*GERMAN, ["Üben", "Zoë"]]


def test_utf8_that_is_cut_within_a_letter_stays_utf8(tmp_path: Path) -> None:
    assert rows_of(read_bytes(tmp_path, _text(JAPANESE).encode()[:-1]))[:2] == JAPANESE[:2]
