"""Against a real server that errs at every step: each mail arrives once, or the outbox says why not."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from okrsheets.errors import MailAccessError, MailError, MailUnavailableError
from okrsheets.mail.delivering import Delivery, deliver
from okrsheets.mail.transports.login import Login
from okrsheets.mail.transports.smtp import Security, SmtpServer, SmtpTransport
from tests.mail.certificates import certificate
from tests.mail.parcels import minutes, opened, parcel, parcels
from tests.mail.server import Cut, Fault, MailServer, serving

NAMES = ("ann", "ben", "cat", "dan")
EVERYBODY = [f"{name}@example.com" for name in NAMES]
PASSWORDS = {"okrs@example.com": "s3cret, ä"}
MUCH = 99

Sent: TypeAlias = Callable[..., Delivery]


def login(secret: str = "s3cret, ä", *, is_token: bool = False) -> Login:
    return Login("okrs@example.com", lambda: secret, "[mail] password_file", is_token=is_token)


def by(server: MailServer, *, security: Security = Security.NONE, **fields: Any) -> SmtpTransport:
    how = SmtpServer("127.0.0.1", server.port, "okrs@example.com", security, timeout=0.5)
    return SmtpTransport(how._replace(**fields))


def night(folder: Path, server: MailServer, at: float = 0, **fields: Any) -> Delivery:
    """One run: the same mails are queued as in each, and what is due goes out."""
    with opened(folder) as box:
        box.enqueue(parcels(*NAMES))
        return deliver(box, by(server, **fields), now=minutes(at))


def states(folder: Path) -> dict[str, str]:
    with opened(folder) as box:
        return {one.recipient.partition("@")[0]: one.state.value for one in box.parcels()}


def test_all_mails_go_out_by_one_connection_as_they_were_made(tmp_path: Path) -> None:
    with serving() as server:
        assert night(tmp_path, server) == Delivery(sent=4)
        assert night(tmp_path, server, at=60 * 24) == Delivery()
    assert server.recipients == EVERYBODY
    assert [message for _, message in server.accepted] == [one.message for one in parcels(*NAMES)]
    assert (server.connections, server.senders) == (1, {"okrs@example.com"})
    assert server.heard[-1] == "QUIT"


def test_lines_that_begin_with_a_dot_arrive_as_they_are(tmp_path: Path) -> None:
    dotted = parcel(text=".\n..\n.hidden\nand\n.")
    with serving() as server, opened(tmp_path) as box:
        box.enqueue([dotted])
        deliver(box, by(server), now=minutes(0))
    assert server.accepted == [("ann@example.com", dotted.message)]


AT_ONCE = [  # faults of the whole way: nobody gets anything, and all wait
    Fault("CONNECT", "421 4.3.2 too busy", MUCH),
    Fault("CONNECT", "554 5.7.1 go away", MUCH),
    Fault("CONNECT", "nonsense", MUCH),
    Fault("CONNECT", Cut.EARLY, MUCH),
    Fault("CONNECT", Cut.SILENT, MUCH),
    Fault("EHLO", Cut.EARLY, MUCH),
    Fault("EHLO", Cut.SILENT, MUCH),
    Fault("EHLO", "421 4.7.0 try later", MUCH),
    Fault("STARTTLS", "454 4.7.0 TLS not available", MUCH),
    Fault("STARTTLS", "502 5.5.1 no such command", MUCH),
    Fault("STARTTLS", Cut.EARLY, MUCH),
    Fault("STARTTLS", Cut.SILENT, MUCH),
    Fault("AUTH", "454 4.7.0 cannot look you up", MUCH),
    Fault("AUTH", "535 5.7.8 no", MUCH),
    Fault("AUTH", "534 5.7.9 use an app password", MUCH),
    Fault("AUTH", Cut.EARLY, MUCH),
    Fault("AUTH", Cut.SILENT, MUCH),
    Fault("MAIL", "550 5.7.60 not allowed to send as this sender", MUCH),
    Fault("MAIL", "530 5.7.0 authentication required", MUCH),
    Fault("MAIL", "451 4.3.0 rate limit exceeded", MUCH),
    Fault("MAIL", "421 4.7.0 too many", MUCH),
    Fault("MAIL", Cut.EARLY, MUCH),
    Fault("RCPT", Cut.EARLY, MUCH),
    Fault("RCPT", Cut.SILENT, MUCH),
    Fault("DATA", Cut.EARLY, MUCH),
    Fault("DATA", "421 4.3.2 shutting down", MUCH),
]


@pytest.mark.parametrize("fault", AT_ONCE, ids=lambda fault: f"{fault.step} {fault.answer}")
def test_what_hinders_all_is_told_and_all_go_out_once_when_it_is_over(tmp_path: Path, fault: Fault) -> None:
    tls = certificate(tmp_path)
    how: dict[str, Any] = {"security": Security.STARTTLS, "ca_file": str(tls.file), "login": login()}
    with serving(fault, tls=tls.context, passwords=PASSWORDS) as server:
        done = night(tmp_path, server, **how)
        assert isinstance(done.trouble, MailError)
        assert "127.0.0.1" in str(done.trouble)
        assert "s3cret" not in str(done)
        assert (done.sent, len(done.later), done.failed, done.unknown) == (0, 4, (), ())
        assert server.connections <= 4
    with serving(tls=tls.context, passwords=PASSWORDS) as server:
        assert night(tmp_path, server, at=10, **how).sent == 4
        assert night(tmp_path, server, at=60 * 24, **how) == Delivery()
    assert server.recipients == EVERYBODY


ONE = [  # faults of one mail: the others go out; what becomes of it, and whether it arrived already
    (Fault("RCPT", "450 4.2.0 greylisted", skip=1), "queued", False),
    (Fault("RCPT", "550 5.1.1 no such user", skip=1), "failed", False),
    (Fault("RCPT", "552 5.2.2 mailbox full", skip=1), "failed", False),
    (Fault("MAIL", "451 4.3.0 not now", skip=1), "queued", False),
    (Fault("MAIL", "552 5.3.4 too large", skip=1), "failed", False),
    (Fault("DATA", "451 4.3.0 not now", skip=1), "queued", False),
    (Fault("DATA", "554 5.6.0 not that", skip=1), "failed", False),
    (Fault("TEXT", "452 4.3.1 out of storage", skip=1), "queued", False),
    (Fault("TEXT", "421 4.3.2 shutting down", skip=1), "queued", False),
    (Fault("TEXT", "554 5.7.1 looks like spam", skip=1), "failed", False),
    (Fault("TEXT", "999 nonsense", skip=1), "unknown", False),
    (Fault("TEXT", "nonsense", skip=1), "unknown", False),
    (Fault("TEXT", Cut.EARLY, skip=1), "unknown", False),
    (Fault("TEXT", Cut.LATE, skip=1), "unknown", True),
    (Fault("MAIL", "421 4.4.2 idle too long", skip=1), "sent", True),
    (Fault("MAIL", Cut.EARLY, skip=1), "sent", True),
    (Fault("MAIL", Cut.SILENT, skip=1), "sent", True),
    (Fault("RCPT", Cut.EARLY, skip=1), "sent", True),
    (Fault("DATA", Cut.EARLY, skip=1), "sent", True),
    (Fault("QUIT", Cut.EARLY), "sent", True),
    (Fault("QUIT", "500 never", MUCH), "sent", True),
]


@pytest.mark.parametrize(("fault", "state", "arrived"), ONE, ids=lambda one: str(one)[:60])
def test_each_mail_arrives_once_or_the_outbox_says_why_not(
    tmp_path: Path, fault: Fault, state: str, *, arrived: bool
) -> None:
    with serving(fault) as server:
        done = night(tmp_path, server)
        others = [one for one in EVERYBODY if one != "ben@example.com"]
        assert sorted(server.recipients) == sorted([*others, *(["ben@example.com"] if arrived else [])])
        assert states(tmp_path) == {"ann": "sent", "ben": state, "cat": "sent", "dan": "sent"}
        told = (*done.later, *done.failed, *done.unknown)
        assert [one.recipient for one in told] == ([] if state == "sent" else ["ben@example.com"])
        assert all(one.said for one in told)
        night(tmp_path, server, at=5)
    again = state in ("queued", "sent")
    assert server.recipients.count("ben@example.com") == (1 if again or arrived else 0)
    assert states(tmp_path)["ben"] == ("sent" if again else state)
    assert len(server.recipients) == len(set(server.recipients))


def test_a_server_that_reads_a_mail_and_says_nothing_leaves_it_unknown(tmp_path: Path) -> None:
    with serving(Fault("TEXT", Cut.SILENT, skip=1)) as server:
        done = night(tmp_path, server, timeout=0.1)
        assert [(one.recipient, one.said) for one in done.unknown] == [
            ("ben@example.com", "no answer came in time after the whole mail was sent")
        ]
        assert server.recipients == ["ann@example.com", "cat@example.com", "dan@example.com"]


def test_a_server_that_cuts_the_line_in_the_middle_of_a_mail_gets_it_again(tmp_path: Path) -> None:
    """It must take nothing before the last line has come, and that had not been sent."""
    large = parcel("ann", text="x" * 20_000_000)
    with serving(Fault("MIDDLE", Cut.EARLY), data_size_limit=None) as server, opened(tmp_path) as box:
        box.enqueue([large])
        (waits,) = deliver(box, by(server, timeout=10), now=minutes(0)).later
        assert waits.said in ("connection reset by peer", "broken pipe", "the connection was cut")
        assert deliver(box, by(server, timeout=10), now=minutes(1)).sent == 1
    assert server.recipients == ["ann@example.com"]


def test_a_port_that_nobody_listens_at_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = MailServer()
        server.port = taken.getsockname()[1]
        done = night(tmp_path, server)
    assert isinstance(done.trouble, MailUnavailableError)
    assert "cannot be reached (connection refused)" in str(done.trouble)
    assert len(done.later) == 4


def test_a_host_that_cannot_be_is_told() -> None:
    for host in ("nowhere.invalid", "a" * 70 + ".example", "mail..example"):
        with pytest.raises(MailError, match=host):
            SmtpTransport(SmtpServer(host, 25, "okrs@example.com", timeout=0.5)).check()


@pytest.mark.parametrize("implicit", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, *, implicit: bool) -> None:
    tls = certificate(tmp_path)
    security = Security.TLS if implicit else Security.STARTTLS
    with serving(tls=tls.context, implicit=implicit) as server:
        with pytest.raises(MailAccessError, match=r"certificate is not trusted.*ca_file"):
            by(server, security=security).check()
        trusting = by(server, security=security, ca_file=str(tls.file))
        assert "TLSv1.3, no login" in trusting.check()
        trusting.close()
    assert server.accepted == []


def test_a_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    tls = certificate(tmp_path, host="other.example")
    with serving(tls=tls.context) as server, pytest.raises(MailAccessError, match="not trusted"):
        by(server, security=Security.STARTTLS, ca_file=str(tls.file)).check()


def test_nothing_goes_in_the_clear_to_a_server_without_starttls() -> None:
    with serving(passwords=PASSWORDS) as server:
        with pytest.raises(MailAccessError, match="offers no STARTTLS, and nothing is sent in the clear"):
            by(server, security=Security.STARTTLS, login=login()).check()
        assert not [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]


def test_tls_at_a_port_for_plain_talk_is_told(tmp_path: Path) -> None:
    with serving() as server, pytest.raises(MailUnavailableError, match='"tls" mostly goes with 465'):
        by(server, security=Security.TLS).check()
    tls = certificate(tmp_path)
    with serving(tls=tls.context, implicit=True) as server, pytest.raises(MailUnavailableError):
        by(server, security=Security.STARTTLS).check()


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_file_that_holds_no_certificates_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with (
        serving() as server,
        pytest.raises(MailAccessError, match=r"ca\.pem: (cannot be read|holds no cert)"),
    ):
        by(server, ca_file=str(file)).check()


@pytest.mark.parametrize("excluded", [["PLAIN"], ["LOGIN"], []])
def test_a_password_of_any_letters_logs_in(tmp_path: Path, excluded: list[str]) -> None:
    tls = certificate(tmp_path)
    with serving(tls=tls.context, passwords=PASSWORDS, auth_exclude_mechanism=excluded) as server:
        how: dict[str, Any] = {"security": Security.STARTTLS, "ca_file": str(tls.file)}
        for secret in ("s3cret, ä", "s3cret, ä\r\n"):
            line = by(server, login=login(secret), **how)
            assert line.check().endswith("logged in as okrs@example.com")
            line.close()
        with pytest.raises(
            MailAccessError, match=r"does not accept the login of okrs@example.com \(535"
        ) as caught:
            by(server, login=login("wr0ng"), **how).check()
    assert "[mail] password_file" in str(caught.value)
    assert "wr0ng" not in str(caught.value)


def test_a_token_logs_in_and_one_that_is_over_is_told() -> None:
    with serving(passwords={"okrs@example.com": "token1"}) as server:
        line = by(server, login=login("token1\n", is_token=True))
        assert line.check().endswith("logged in as okrs@example.com")
        line.close()
        with pytest.raises(MailAccessError, match="does not accept the login"):
            by(server, login=login("token0", is_token=True)).check()


def test_a_token_is_asked_for_anew_with_each_connection(tmp_path: Path) -> None:
    tokens = iter(["token1", "token1"])
    fresh = Login("okrs@example.com", lambda: next(tokens), "[mail] token_command", is_token=True)
    with serving(Fault("MAIL", Cut.EARLY, skip=1), passwords={"okrs@example.com": "token1"}) as server:
        assert night(tmp_path, server, login=fresh).sent == 4
    assert list(tokens) == []


def test_a_server_that_repeats_the_password_does_not_make_us_repeat_it() -> None:
    echo = Fault("AUTH", "535 5.7.8 s3cret is wrong, and so is AG9rcnNAZXhhbXBsZS5jb20AczNjcmV0")
    with serving(echo, passwords=PASSWORDS) as server, pytest.raises(MailAccessError) as caught:
        by(server, login=login("s3cret")).check()
    assert "s3cret" not in str(caught.value)


def test_a_server_that_knows_no_login_is_told() -> None:
    with (
        serving() as server,
        pytest.raises(MailAccessError, match=r"offers no login that we know \(none at all\)"),
    ):
        by(server, login=login()).check()


def test_an_address_in_other_letters_goes_out_where_the_server_takes_it(tmp_path: Path) -> None:
    wide = parcel("ann", recipient="jörg@bücher.example")
    with serving() as server, opened(tmp_path) as box:
        box.enqueue([wide])
        assert deliver(box, by(server), now=minutes(0)).sent == 1
    assert server.recipients == ["jörg@xn--bcher-kva.example"]
    with serving(enable_SMTPUTF8=False) as server, opened(tmp_path / "other") as box:
        box.enqueue([wide, parcel("ben")])
        (lost,) = deliver(box, by(server), now=minutes(0)).failed
    assert lost.said == "the server takes no addresses with such letters (SMTPUTF8)"
    assert server.recipients == ["ben@example.com"]


def test_what_a_server_says_drives_no_terminal_and_is_cut(tmp_path: Path) -> None:
    loud = Fault("RCPT", "550-\x1b[31mno\r\n550 " + "x" * 400)
    with serving(loud) as server:
        (lost,) = night(tmp_path, server).failed
    assert lost.said.isprintable()
    assert len(lost.said) < 320
