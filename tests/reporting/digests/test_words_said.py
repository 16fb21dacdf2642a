"""Every word of ours in a mail is said by the tongue of the report."""

from __future__ import annotations

import pytest

from okrsheets.model import Recipient, Results
from okrsheets.tongue import tongue_of
from tests.reporting.bracketed import PSEUDO, Said, unsaid, words_in, words_of_others
from tests.reporting.digests.mails import LEADER, OWNER, SALES, SETTINGS, digest, seen_before


@pytest.mark.parametrize("recipient", [SALES, OWNER, LEADER])
def test_no_word_of_ours_in_a_mail_is_said_without_the_tongue(results: Results, recipient: Recipient) -> None:
    results = seen_before(results)
    settings = SETTINGS._replace(report=SETTINGS.report._replace(tongue=PSEUDO))
    mail = digest(results, recipient, settings=settings)
    known = {word.casefold() for word in words_of_others(results) | words_in([recipient.because])}
    said = Said()
    said.feed(mail.html)
    words = words_in([unsaid(text) for text in (*said.texts, mail.subject, mail.preheader)])
    assert {word for word in words if word.casefold() not in known} == set()


def test_a_mail_speaks_the_language_of_the_report(results: Results) -> None:
    settings = SETTINGS._replace(report=SETTINGS.report._replace(tongue=tongue_of("de")))
    mail = digest(results, SALES, settings=settings)
    assert '<html lang="de"' in mail.html
    assert "Was auf Sie wartet" in mail.html
    assert "1 Punkt wartet auf Sie" in mail.text
