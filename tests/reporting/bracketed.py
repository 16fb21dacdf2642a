"""A tongue that puts every message in brackets, so that words which it does not say stand outside of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser

from okrsheets.model import Results
from okrsheets.reporting.wording import sentence
from okrsheets.tongue import ENGLISH

__all__ = ["PSEUDO", "Said", "unsaid", "words_in", "words_of_others"]

OURS, THEIRS = "⟦⟧", "⟪⟫"
_VALUE = re.compile(r"(\{\w*\})")
_NO_WORDS = re.compile(r"\w*…|\b[A-Z]{1,2}\d+(?::[A-Z]{1,2}\d+)?\b")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


class Bracketed(Mapping[str, Sequence[str]]):
    """Stands for a catalogue that has every message: each in brackets, with other ones around its values."""

    def __getitem__(self, words: str) -> Sequence[str]:
        said = _VALUE.sub(rf"{THEIRS[0]}\1{THEIRS[1]}", words.rpartition("\x04")[2])
        return [f"{OURS[0]}{said}{OURS[1]}"] * 2

    def get(self, words: str, default: object = None) -> Sequence[str]:
        return self[words]

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


PSEUDO = ENGLISH._replace(
    language="x-brackets",
    translations=Bracketed(),
    months=tuple(f"{OURS[0]}{month}{OURS[1]}" for month in ENGLISH.months),
)


def unsaid(text: str) -> str:
    """What stands outside of our brackets, or inside those of a value in them.

    >>> unsaid("⟦Read ⟪2 of ⟦teams⟧⟫⟧ now")
    '  2 of     now'
    """
    found, depth = [], [True]
    for sign in text:
        if sign in (*OURS, *THEIRS):
            found.append(" ")
        if sign == OURS[0]:
            depth.append(False)
        elif sign == THEIRS[0]:
            depth.append(True)
        elif sign in (OURS[1], THEIRS[1]):
            depth.pop()
        elif depth[-1]:
            found.append(sign)
    return "".join(found)


class Said(HTMLParser):
    """The texts that a page shows or reads out."""

    ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.texts = [""]  # what is read on end, then what attributes say
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden = tag in ("style", "script")
        self.texts[0] += " "
        self.texts += [value for name, value in attrs if name in self.ATTRIBUTES and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False
        self.texts[0] += " "

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts[0] += data


def words_in(texts: list[str]) -> set[str]:
    """The words of some texts, without those that are cut and without the names of cells."""
    return {word for text in texts for word in _LETTERS.findall(_NO_WORDS.sub(" ", text))}


def of_sheets(value: object) -> Iterator[str]:
    """All texts in some values, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from of_sheets(key)
            yield from of_sheets(one)
    elif isinstance(value, tuple | frozenset | list | set):
        for one in value:
            yield from of_sheets(one)


def words_of_others(results: Results) -> set[str]:
    """Those of sheets and findings, names of files, rules and policies."""
    texts = [
        *of_sheets(results.okrs.objectives),
        *of_sheets(results.findings),
        *(sentence(finding.message) for finding in results.findings),
        *of_sheets([(book.title, book.source) for book in results.workbooks]),
    ]
    of_the_script = {"found", "all"}  # it puts numbers in their place
    return words_in(texts) | of_the_script | {"okrsheets", "Northwind", "default", "viva"}
