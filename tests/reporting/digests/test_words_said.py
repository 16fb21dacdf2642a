"""Every word of ours in a mail is said by the tongue of the report."""

from __future__ import annotations

import pytest

from okrsheets.mail.naming import IN_SHEET, LISTED
from okrsheets.model import Recipient, Results
from okrsheets.reporting.retold import RECEIVING
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


def test_why_somebody_gets_mail_is_known() -> None:
    assert {LISTED, IN_SHEET} <= set(RECEIVING)


def test_a_mail_speaks_the_language_of_the_report(results: Results) -> None:
    settings = SETTINGS._replace(report=SETTINGS.report._replace(tongue=tongue_of("de")))
    told = SALES._replace(because=f"{IN_SHEET}; lead of Go to market; something else")
    mail = digest(results, told, settings=settings)
    says = "OKR-Verantwortliche, mit einer Adresse in einer Tabelle; Leitung von Go to market; something else"
    assert f"Warum Sie diese Mail erhalten: {says}." in " ".join(mail.text.split())
    assert '<html lang="de"' in mail.html
    assert "Was auf Sie wartet" in mail.html
    assert "1 Punkt wartet auf Sie" in mail.text
