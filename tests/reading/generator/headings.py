"""Headings as people write them: in their language, in any case, with stray signs and slips of the hand."""

from __future__ import annotations

from tests.reading.generator.dice import Dice
from tests.reading.generator.languages import WORDS

__all__ = ["heading", "misspelt"]


def heading(dice: Dice, language: str, field: str, *, level: str | None = None) -> str:
    """A heading for a field; with `level` it says whose the column is."""
    words = WORDS[language]
    choices = words.headings[field]
    # "N. obiettivo" is the objective as well as its number: with a level only the plainest word is used.
    plain = dice.one(choices if level is None or field != "id" else choices[:1])
    if level is not None:
        plain = (words.of_objective if level == "objective" else words.of_key_result).format(plain)
    return _disguised(dice, plain)


def _disguised(dice: Dice, text: str) -> str:
    if not dice.says(20):
        return text
    return dice.one(
        (
            text.upper(),
            text.lower(),
            f"  {text} ",
            f"{text}*",
            f"{text}:",
            f"{text} *",
            text.replace(" ", "\n", 1),
            text.replace(" ", "  ", 1),
        )
    )


def misspelt(dice: Dice, text: str) -> str:
    """The text with two neighbouring letters swapped inside its longest word, where that is long enough.

    Short words and those without letters of an alphabet stay: "Zeil" may be many things. So do headings
    of two lines: what is right in the first is read before what is wrong in the second.
    """
    word = max(text.split(), key=len, default="")
    if len(word) < 7 or not word.isascii() or not word.isalpha() or "\n" in text:
        return text
    at = dice.number(2, len(word) - 3)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text.replace(word, slip, 1)
