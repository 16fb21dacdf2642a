"""Properties of figures as text: whatever is written in any form is read back, and no text does harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okrsheets.reading.figures.digits import decimal_mark, parse_number, plain_text
from okrsheets.reading.figures.phrases import said_in
from okrsheets.reading.figures.values import number_in
from okrsheets.reading.language.vocabulary import load_vocabulary
from okrsheets.reading.language.words import direction_in, first_label

WORDS = load_vocabulary({})
GROUPS = {",": (".", " ", "\u00a0", "\u202f", ""), ".": (",", "'", "’", " ", "\u2009", "")}
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
MINUS = ("-", "−", "－")
FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def _grouped(whole: str, group: str) -> str:
    parts = []
    while len(whole) > 3:
        whole, part = whole[:-3], whole[-3:]
        parts.append(part)
    return group.join((whole, *reversed(parts)))


@st.composite
def written(draw: st.DrawFn) -> tuple[float, str, str]:
    """A figure, how a person of some place writes it, and the decimal mark of that place."""
    figure, mark = draw(FIGURES), draw(st.sampled_from(",."))
    whole, _, decimals = f"{abs(figure):f}".partition(".")
    text = _grouped(whole, draw(st.sampled_from(GROUPS[mark]))) + mark + decimals
    text = text.translate(str.maketrans("0123456789", draw(st.sampled_from(DIGITS))))
    return float(figure), (draw(st.sampled_from(MINUS)) if figure < 0 else "") + text, mark


@given(written(), st.sampled_from(("", " %", "%", " €", " EUR", " kg", " Stück")))
@settings(max_examples=300, deadline=None)
def test_a_figure_in_the_writing_of_any_place_is_read_back(case: tuple[float, str, str], tail: str) -> None:
    figure, text, mark = case
    for told in (mark, None):
        number = number_in(text + tail, WORDS, mark=told)
        assert number is not None
        assert number.value == pytest.approx(figure / 100 if "%" in tail else figure)


@given(written(), st.sampled_from(("$", "€ ", "R$ ", "CHF ", "mind. ", "≥ ", "ca. ", "at least ", "约")))
@settings(max_examples=200, deadline=None)
def test_what_stands_before_a_figure_does_not_change_it(case: tuple[float, str, str], lead: str) -> None:
    figure, text, mark = case
    number = number_in(lead + text, WORDS, mark=mark)
    assert number is not None
    assert number.value == pytest.approx(figure)


@given(st.lists(written(), min_size=1, max_size=6), st.sampled_from(",."))
@settings(max_examples=200, deadline=None)
def test_figures_with_two_decimals_show_their_decimal_mark(
    cases: list[tuple[float, str, str]], mark: str
) -> None:
    texts = [plain_text(text) for _, text, its_mark in cases if its_mark == mark]
    assert decimal_mark(texts) == (mark if texts else None)


@given(st.integers(0, 10**15), st.sampled_from(GROUPS["."]))
def test_whole_figures_in_groups_are_read_in_the_writing_of_their_place(figure: int, group: str) -> None:
    assert parse_number(plain_text(_grouped(str(figure), group)), ".") == figure


@given(
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.sampled_from(
        (
            "Raise it from {} to {}",
            "Von {} auf {} steigern",
            "Passer de {} à {}",
            "Aumentar de {} a {}",
            "Aumentar de {} para {}",
            "Aumentare da {} a {}",
            "Verhogen van {} naar {}",
            "从{}提升到{}",
            "{}から{}に増やす",
            "{}에서 {}으로 증가",
            "{} -> {}",
            "({} → {})",
        )
    ),
)
@settings(max_examples=200)
def test_from_one_figure_to_another_is_read_in_every_language(one: int, other: int, words: str) -> None:
    said = said_in(words.format(*(f"{n} %" for n in (one, other))), WORDS)
    assert said.baseline is not None
    assert said.target is not None
    assert [said.baseline.value, said.target.value] == pytest.approx([one / 100, other / 100])


PIECES = st.sampled_from(
    (
        *(
            "1",
            "9" * 50,
            "0042",
            "1.234,5",
            "１２",
            "٣",
            "$",
            "€",
            "%",
            "(",
            ")",
            "-",
            "–",
            "->",
            "→",
            "/",
            ":",
            ".",
            ",",
        ),
        *(
            " ",
            "\u00a0",
            "\n",
            "\t",
            "\u200f",
            "\ufeff",
            "\x00",
            "from",
            "to",
            "von",
            "auf",
            "de",
            "à",
            "从",
            "到",
            "から",
        ),
        *(
            "에서",
            "万",
            "k",
            "Mio.",
            "at least",
            "mind.",
            "以上",
            "of",
            "KR1",
            "Objective",
            "'",
            "’",
            "🟢",
            "🏳️‍🌈",
            "\ud800",
        ),
    )
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join)))
@example("\n")
@example("1" * 400)
@settings(max_examples=500, deadline=None)
def test_no_text_makes_a_reader_of_words_and_figures_fail(text: str) -> None:
    number_in(text, WORDS)
    said_in(text, WORDS)
    direction_in(text, WORDS)
    first_label(text, WORDS)


LONGEST_CELL = 32_767
HOSTILE = (
    *(
        "9",
        "1.",
        "1,234",
        "1 234 ",
        "1-",
        "5 - ",
        "%",
        "$",
        "(",
        "(1",
        "from 1 to ",
        "从1到",
        "1万",
        "at least ",
    ),
    *(
        "-5",
        "1/",
        "1e5",
        "-",
        "\n",
        "1\n",
        " ",
        "a",
        "a ",
        "KR1: ",
        "0",
        "０",
        "->",
        "5 -> ",
        "≥",
        "'",
        "1'000",
        "\u200f",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_longest_cell_takes_no_time(piece: str) -> None:
    text = (piece * LONGEST_CELL)[:LONGEST_CELL]
    begun = time.perf_counter()
    number_in.__wrapped__(text, WORDS)
    said_in(text, WORDS)
    first_label.__wrapped__(text, WORDS)
    assert time.perf_counter() - begun < 0.2  # a few milliseconds, on a machine that is busy otherwise too
