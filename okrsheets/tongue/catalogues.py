"""Reads a tongue: its words from our catalogue, its numbers and days from what Babel knows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import c2py
from importlib.resources import files

from babel.core import Locale

from okrsheets.patterns import pattern
from okrsheets.tongue.speech import SENSE, Tongue

__all__ = ["catalogue_text", "read_tongue", "translations"]

# each text stands on one line, as `make words` writes them: a reader of all that gettext allows takes 80 ms
_ENTRY = pattern(r'^(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d\])? "(.*)"$', 8)
_FORMS = pattern(r"plural=(.*?);")
_ESCAPED = pattern(r'\\([\\"nt])')
_SIGNS = {"n": "\n", "t": "\t"}
_IN_A_DAY = pattern(r"%\((\w)\w*\)s")


def catalogue_text(language: str) -> str:
    """The catalogue of a language, as translators write it."""
    return files(__package__).joinpath(f"{language}.po").read_text(encoding="utf-8")


def read_tongue(language: str) -> Tongue:
    """A language that there is a catalogue for; what is not translated in it stays English."""
    locale, text = Locale.parse(language), catalogue_text(language)
    signs = locale.number_symbols[locale.default_numbering_system]
    share, forms = locale.percent_formats[None], _FORMS.search(text)
    assert forms is not None, language
    return Tongue(
        language=language,
        direction=locale.text_direction,
        translations=translations(text),
        form=c2py(forms[1]),
        marks=str.maketrans({",": signs["group"], ".": signs["decimal"]}),
        share=f"{share.prefix[0]}{{}}{share.suffix[0]}",
        months=tuple(locale.months["format"]["abbreviated"].values()),
        short_day=_day(locale, "MMMd"),
        long_day=_day(locale, "yMMMd"),
    )


def translations(text: str) -> Mapping[str, Sequence[str]]:
    """The forms of each message that a catalogue translates; its sense stands before it."""
    found: dict[str, Sequence[str]] = {}
    message, sense, said = "", "", list[str]()
    for kind, words in (*_ENTRY.findall(text), ("msgid", "")):
        if kind in ("msgctxt", "msgid") and said:
            if message and all(said):
                found[message] = said
            sense, said = "", []
        if kind == "msgctxt":
            sense = _plain(words) + SENSE
        elif kind == "msgid":
            message = sense + _plain(words) if words else ""
        elif kind == "msgstr":
            said.append(_plain(words))
    return found


def _plain(words: str) -> str:
    if "\\" not in words:
        return words
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), words)


def _day(locale: Locale, skeleton: str) -> str:
    """How a day is put together: `{d} de {m} de {y}`."""
    form: str = locale.datetime_skeletons[skeleton].format
    return _IN_A_DAY.sub(lambda found: f"{{{found[1].lower()}}}", form)
