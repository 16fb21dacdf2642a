"""A mail becomes bytes that any server takes and any program reads, whatever stands in the sheets."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsheets.mail.composing import compose
from okrsheets.model import MailAddress, MailState, Parcel
from tests.mail.parcels import MONDAY, SENDER, mail, parcel


def parsed(made: Parcel) -> EmailMessage:
    message = message_from_bytes(made.message, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def bodies(made: Parcel) -> tuple[str, str]:
    plain, html = parsed(made).iter_parts()
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content().replace("\r\n", "\n"), html.get_content().replace("\r\n", "\n")


def test_a_mail_says_who_to_whom_what_and_that_a_machine_wrote_it() -> None:
    head = parsed(parcel()).items()
    assert [(name, str(value)) for name, value in head] == [
        ("Message-ID", parcel().message_id),
        ("References", parsed(parcel("ann"))["References"]),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-Id", "<okrs.example.com>"),
        ("List-Unsubscribe", "<mailto:okrs@example.com?subject=unsubscribe>"),
        ("From", "OKRs <okrs@example.com>"),
        ("To", "Ann <ann@example.com>"),
        ("Subject", "OKR alignment: Payments, 2026 Q4"),
        ("Date", "Mon, 30 Nov 2026 06:00:00 +0000"),
        ("MIME-Version", "1.0"),
        ("Content-Type", parsed(parcel())["Content-Type"]),
    ]


def test_text_and_html_stand_beside_each_other() -> None:
    assert bodies(parcel()) == (
        "Two of your objectives need you.\n",
        "<p>Two of your objectives need you.</p>\n",
    )


def test_the_same_mail_is_the_same_bytes() -> None:
    assert parcel().message == parcel().message
    assert parcel().message_id == parcel(subject="another").message_id
    assert parcel().message_id != parcel("ben").message_id


def test_mails_of_a_thread_refer_to_one_root_per_person() -> None:
    first, second = parcel(key="digest:1"), parcel(key="digest:2")
    assert parsed(first)["References"] == parsed(second)["References"]
    assert parsed(first)["References"] != parsed(parcel("ben"))["References"]
    assert parsed(first)["References"] != parsed(parcel(thread="2027-Q1"))["References"]
    assert "References" not in parsed(parcel(thread=None))


def test_answers_go_where_the_config_says() -> None:
    sender = SENDER._replace(reply_to=MailAddress("lead@example.com", "Mara, who leads"))
    message = parsed(compose(mail(), sender=sender, when=MONDAY))
    assert str(message["Reply-To"]) == '"Mara, who leads" <lead@example.com>'
    assert message["List-Unsubscribe"] == "<mailto:lead@example.com?subject=unsubscribe>"


def test_one_click_is_offered_only_where_an_endpoint_takes_it() -> None:
    assert "List-Unsubscribe-Post" not in parsed(parcel())
    sender = SENDER._replace(unsubscribe="https://example.com/stop?who={recipient}")
    made = compose(mail("ann+okr"), sender=sender, when=MONDAY)
    assert parsed(made)["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        b"\r\nList-Unsubscribe: <https://example.com/stop?who=ann%2Bokr%40example.com>,\r\n <mailto:"
        in made.message
    )


@pytest.mark.parametrize(
    "title", ["Win\r\nBcc: all@example.com", "Win\n\nbody", "Win\u2028Bcc: x", "Win\x00\x85 it"]
)
def test_a_line_break_in_a_title_opens_no_header(title: str) -> None:
    message = parsed(parcel(subject=title, name=title))
    assert "Bcc" not in message
    assert message["Subject"] == " ".join(title.replace("\x00", " ").split())
    assert bodies(parcel(subject=title))[0] == "Two of your objectives need you.\n"


def test_an_overlong_title_is_cut() -> None:
    subject = str(parsed(parcel(subject="Grow " * 500))["Subject"])
    assert len(subject) <= 200
    assert subject.endswith("…")


def test_names_in_any_letters_are_read_as_they_were_written() -> None:
    for name in ("Jörg Müller", '"Ann" \\ Lee', "Lee, Ann <x@y.z>", "山田 太郎", "O'Neil; (boss)"):
        header = parsed(parcel(name=name))["To"]
        assert isinstance(header, AddressHeader)
        assert [(one.display_name, one.addr_spec) for one in header.addresses] == [(name, "ann@example.com")]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ann@example.com\nBcc: all@example.com", "a line break"),
        ("ann@example.com\r", "a line break"),
        ("ann@example.com, ben@example.com", "a comma"),
        ("ann@example.com;ben@example.com", "a comma or semicolon"),
        ("ann\x00@example.com", "cannot be seen"),
        ("ann\u202e@example.com", "cannot be seen"),
        ("Ann Lee", "no mail address"),
        ("<ann@example.com>", "no mail address"),
        ("ann lee@example.com", "no mail address"),
        ("ann@", "no mail address"),
        ("", "no mail address"),
        ("ann@@example.com", "no mail address"),
        ("ann@example..com", "no mail address"),
        ("a" * 65 + "@example.com", "longer than one can be"),
        ("ann@" + "ä" * 70 + ".com", "domain cannot be"),
    ],
)
def test_to_what_is_no_address_nothing_is_sent_and_it_is_said_why(address: str, why: str) -> None:
    made = parcel(recipient=address)
    assert (made.state, made.message) == (MailState.QUEUED, b"")
    assert why in made.said
    assert made.recipient.isprintable()


def test_a_domain_in_other_letters_is_written_as_servers_know_it() -> None:
    made = parcel(recipient="ann@bücher.example")
    assert made.recipient == "ann@xn--bcher-kva.example"
    assert made.message.isascii()
    sharp = parcel(recipient="ann@straße.example")
    assert sharp.recipient == "ann@xn--strae-oqa.example"  # not strasse.example, which is another's


def test_an_address_in_other_letters_stands_in_the_headers_as_it_is() -> None:
    made = parcel(recipient="jörg@bücher.example", name="Jörg")
    assert "To: Jörg <jörg@xn--bcher-kva.example>".encode() in made.message
    assert b"=?utf-8?" not in made.message.partition(b"\r\n\r\n")[0]


def test_lines_are_short_and_in_seven_bits_whatever_stands_in_them() -> None:
    for words in ("x" * 5000, "Größe " * 900, "目標" * 3000, ".\r\n..\nFrom here\r.", "\ud800 half"):
        made = parcel(text=words, html=f"<p>{words}</p>")
        assert made.message.isascii()
        assert max(map(len, made.message.split(b"\r\n"))) <= 78
        assert b"\nFrom here" not in made.message
        text = words.replace("\r\n", "\n").replace("\r", "\n").replace("\ud800", "?")
        assert bodies(made)[0] == f"{text}\n"


words = st.text(st.characters(exclude_categories=()), max_size=300)


@given(subject=words, name=words, text=words, html=words)
def test_no_text_of_a_sheet_makes_a_header(subject: str, name: str, text: str, html: str) -> None:
    told = mail(subject=subject, name=name, text=text, html=html)
    made = compose(told, sender=SENDER, when=MONDAY)
    assert parsed(made).keys() == parsed(parcel()).keys()
    head = made.message.partition(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert b"\r" not in made.message.replace(b"\r\n", b"")
    assert b"\n" not in made.message.replace(b"\r\n", b"")
    header = parsed(made)["To"]
    assert isinstance(header, AddressHeader)
    assert [one.addr_spec for one in header.addresses] == ["ann@example.com"]
