"""HTML and plain text say the same, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okrsheets.model import Recipient, Results
from okrsheets.reporting import Digests
from okrsheets.reporting.digests.view import DigestView, digest_view
from tests.reporting.digests.mails import LAST_MAIL, LEADER, OWNER, SALES, SETTINGS, Words, large, seen_before

RECIPIENTS = [SALES, OWNER, LEADER]


def facts(view: DigestView) -> Iterator[str]:
    """Everything that a mail says, but headings of columns and what is said in two ways."""
    yield from (view.title, view.lead, view.read)
    if view.whole is not None:
        yield from (view.whole.label, view.whole.figure, view.whole.chip.word, view.whole.words)
    for share in view.spread:
        yield from (share.chip.word, share.number)
    for part in view.parts:
        yield part.heading
        if part.table is not None:
            for link, line, notes, chip, progress, *_ in part.table.rows:
                yield from (link.words, line, *notes, chip.word, chip.icon, progress)
            yield part.table.left
        if part.moved is not None:
            for gained, link, words in part.moved.lines:
                yield from (gained, link.words, words)
            yield part.moved.left
        if part.requests is not None:
            for chip, message, to_do, place, _ in part.requests.requests:
                yield from (chip.word, message, to_do, place)
            yield part.requests.left
    if view.report is not None:
        yield view.report.words
    yield from (view.because, view.made_from)


def beginnings(view: DigestView) -> Iterator[str]:
    """What parts and lines begin with, in the order in which they stand."""
    yield view.title
    for part in view.parts:
        yield part.heading
        for row in part.table.rows if part.table else ():
            yield row.link.words
        for line in part.moved.lines if part.moved else ():
            yield line.link.words
        for request in part.requests.requests if part.requests else ():
            yield request.message
    yield view.made_from


def viewed(digests: Digests, recipient: Recipient) -> DigestView:
    view = digest_view(recipient, digests.ground.moved_since(LAST_MAIL), digests.ground, rows=40)
    assert view is not None
    return view


@pytest.fixture
def digests(results: Results) -> Digests:
    moved = {
        "2026-Q4/sales/S-1/KR1": 2.6e6,
        "2026-Q4/company/CO-1/KR1": 1,
        "2026-Q4/product/P-2/KR1": 0.44,
    }
    return Digests.of(seen_before(results, moved), settings=SETTINGS)


def flat(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").replace("\ufe0e", "").split())


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_every_fact_stands_in_both(digests: Digests, recipient: Recipient) -> None:
    view = viewed(digests, recipient)
    html, text = flat(Words(digests.html(view)).said), flat(digests.text(view))
    told = [flat(fact) for fact in facts(view) if fact]
    assert len(told) > 20
    assert [fact for fact in told if fact not in html] == []
    assert [fact for fact in told if fact not in text] == []


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_both_say_it_in_the_same_order(digests: Digests, recipient: Recipient) -> None:
    view = viewed(digests, recipient)
    for whole in (Words(digests.html(view)).said, digests.text(view)):
        said, at = flat(whole), 0
        for words in beginnings(view):
            found = said.find(flat(words), at)
            assert found >= 0, f"{words} does not stand behind what is before it"
            at = found + len(flat(words))


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_both_have_the_same_links(digests: Digests, recipient: Recipient) -> None:
    view = viewed(digests, recipient)
    html = set(Words(digests.html(view)).links)
    text = {
        line.strip()[1:-1] for line in digests.text(view).splitlines() if line.strip().startswith("<http")
    }
    assert html
    assert html == text


def test_what_there_is_no_room_for_is_counted_in_both() -> None:
    digests = Digests.of(large(60), settings=SETTINGS)
    view = viewed(digests, SALES)
    for said in (Words(digests.html(view)).said, digests.text(view)):
        assert "and 20 more: Open the report of Sales" in flat(said)
        assert "and 55 more findings: Open the report of Sales" in flat(said)
