"""Reads a tongue: its words from our catalogue, its numbers and days from what Babel knows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import c2py
from importlib.resources import files

from babel.core import Locale
from babel.messages import Catalog
from babel.messages.pofile import read_po

from okrsheets.patterns import pattern
from okrsheets.tongue.speech import SENSE, Tongue

__all__ = ["catalogue", "read_tongue"]

_IN_A_DAY = pattern(r"%\((\w)\w*\)s")


def catalogue(language: str) -> Catalog:
    """Our messages with what they are in a language."""
    with files(__package__).joinpath(f"{language}.po").open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


def read_tongue(language: str) -> Tongue:
    """A language that there is a catalogue for; what is not translated in it stays English."""
    locale, messages = Locale.parse(language), catalogue(language)
    signs = locale.number_symbols[locale.default_numbering_system]
    share = locale.percent_formats[None]
    return Tongue(
        language=language,
        direction=locale.text_direction,
        translations=_translations(messages),
        form=c2py(messages.plural_expr),
        marks=str.maketrans({",": signs["group"], ".": signs["decimal"]}),
        share=f"{share.prefix[0]}{{}}{share.suffix[0]}",
        months=tuple(locale.months["format"]["abbreviated"].values()),
        short_day=_day(locale, "MMMd"),
        long_day=_day(locale, "yMMMd"),
    )


def _translations(messages: Catalog) -> Mapping[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for each in messages:
        if not each.id or each.fuzzy:
            continue
        words = each.id if isinstance(each.id, str) else each.id[0]
        said = (each.string,) if isinstance(each.string, str) else tuple(each.string or ())
        if said and all(said):
            found[f"{each.context}{SENSE}{words}" if each.context else words] = said
    return found


def _day(locale: Locale, skeleton: str) -> str:
    """How a day is put together: `{d} de {m} de {y}`."""
    form: str = locale.datetime_skeletons[skeleton].format
    return _IN_A_DAY.sub(lambda found: f"{{{found[1].lower()}}}", form)
