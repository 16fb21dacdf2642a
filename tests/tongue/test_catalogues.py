"""The catalogues: up to date, whole, and with the placeholders of the English messages."""

from __future__ import annotations

import re

import pytest
from babel.messages import Message

from okrsheets.tongue import LANGUAGES
from okrsheets.tongue.catalogues import catalogue_text, translations
from tests.words import TONGUES, catalogue, po_text, translated, updated


def test_there_is_a_catalogue_of_each_language() -> None:
    assert sorted(path.stem for path in TONGUES.glob("*.po")) == sorted(translated())
    assert sorted((*translated(), "en")) == list(LANGUAGES)


@pytest.mark.parametrize("language", translated())
def test_the_catalogue_is_up_to_date(language: str) -> None:
    held = (TONGUES / f"{language}.po").read_text(encoding="utf-8")
    assert held == po_text(updated(language)), "run `make words`, then translate what stands empty"


@pytest.mark.parametrize("language", translated())
def test_every_message_is_translated_with_the_values_it_has_in_english(language: str) -> None:
    messages = [message for message in catalogue(language) if message.id]
    assert messages
    assert [message.id for message in messages if message.fuzzy or not all(_said(message))] == []
    other = [each.id for each in messages for form in _said(each) if _named(form) not in _asked(each)]
    assert other == []


@pytest.mark.parametrize("language", translated())
def test_our_reader_reads_what_babels_does(language: str) -> None:
    expected = {}
    for each in catalogue(language):
        if each.id and all(_said(each)):
            words = each.id if isinstance(each.id, str) else each.id[0]
            expected[f"{each.context}\x04{words}" if each.context else words] = list(_said(each))
    assert translations(catalogue_text(language)) == expected


def test_a_message_without_a_translation_is_not_read() -> None:
    text = 'msgid "a \\"b\\""\nmsgstr ""\n\nmsgctxt "day"\nmsgid "to"\nmsgstr "bis\\n"\n'
    assert translations(text) == {"day\x04to": ["bis\n"]}


def _said(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _asked(message: Message) -> list[list[str]]:
    return [_named(form) for form in ((message.id,) if isinstance(message.id, str) else message.id)]


def _named(words: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w*)\}", words)))
