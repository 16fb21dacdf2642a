"""`okrsheets mail outbox`: what became of mails, and what a person does about it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from okrsheets.mail.composing import compose
from okrsheets.model import MailState, Parcel
from okrsheets.state import MailConsent, open_state
from tests.cli.conftest import ROOT, Run
from tests.mail.parcels import SENDER, mail
from tests.mail.server import Fault, MailServer, serving

HERE = {"OKRSHEETS_HOST": "here"}
CUT = "the connection was cut after the whole mail was sent"
NOW = datetime.now(UTC).replace(microsecond=0)


def made(who: str, state: MailState = MailState.QUEUED, *, days: float = 0, said: str = "") -> Parcel:
    when = NOW - timedelta(days=days)
    parcel = compose(mail(who), sender=SENDER, when=when)
    if state is MailState.QUEUED:
        return parcel
    sent = when if state is MailState.SENT else None
    return parcel._replace(state=state, tries=1, next_try=None, said=said, sent=sent)


def fill(folder: Path, *parcels: Parcel) -> None:
    with open_state(folder / ".okrsheets") as state:
        state.outbox.enqueue(parcels)


def enable(folder: Path, host: str = "here") -> None:
    with open_state(folder / ".okrsheets") as state:
        state.mailing.enable(MailConsent(host, NOW, date(2026, 11, 22)))


def states(folder: Path) -> dict[str, str]:
    with open_state(folder / ".okrsheets") as state:
        return {one.recipient.partition("@")[0]: one.state.value for one in state.outbox.parcels()}


def configure(folder: Path, server: MailServer) -> None:
    text = f'[mail]\nfrom = "okrs@example.com"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
    (folder / "okrsheets.toml").write_text(text, encoding="utf-8")


def words(lines: Iterable[str]) -> list[str]:
    """The lines without their days and times, and with one blank between two columns."""
    return [" ".join([line.split()[0], *line.split()[3:]]) for line in lines]


def test_without_any_mails_it_says_so_and_makes_nothing(okrsheets: Run, tmp_path: Path) -> None:
    done = okrsheets("mail", "outbox")
    assert (done.returncode, done.stdout, done.stderr) == (0, "no mails yet\n", "")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_sent_comes_first_with_its_reason_and_what_to_do(okrsheets: Run, tmp_path: Path) -> None:
    fill(
        tmp_path,
        made("ann", MailState.SENT),
        made("ben", MailState.FAILED, said="550 5.1.1 no such user"),
        made("cat", MailState.UNKNOWN, said=CUT),
        made("dan"),
    )
    done = okrsheets("mail", "outbox")
    assert done.returncode == 0
    *rows, counts, failed, unknown = done.stdout.splitlines()
    assert words(rows) == [
        "failed digest:2026-W48:ben@example.com 550 5.1.1 no such user",
        f"unknown digest:2026-W48:cat@example.com {CUT}",
        "queued digest:2026-W48:dan@example.com",
        "sent digest:2026-W48:ann@example.com OKR alignment: Payments, 2026 Q4",
    ]
    assert counts == "1 queued, 1 sent, 1 failed, 1 unknown"
    assert failed.endswith("okrsheets mail outbox retry failed")
    assert unknown.endswith("okrsheets mail outbox retry unknown")


def test_what_is_long_done_with_is_shown_when_asked_for(okrsheets: Run, tmp_path: Path) -> None:
    fill(
        tmp_path,
        *(made(f"person{n}", MailState.SENT) for n in range(25)),
        made("old", MailState.FAILED, days=40),
    )
    done = okrsheets("mail", "outbox")
    assert len(done.stdout.splitlines()) == 21
    assert done.stdout.endswith("25 sent, 1 failed; all of them: --all\n")  # nobody mends what is so old
    assert len(okrsheets("mail", "outbox", "--all").stdout.splitlines()) == 28


def test_as_json_every_mail_is_told_without_its_text(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ben", MailState.FAILED, said="550 no"))
    document = json.loads(okrsheets("mail", "outbox", "--format", "json").stdout)
    parcel = made("ben")
    assert document == {
        "schema": "okrsheets/1",
        "mails": [
            {
                "key": "digest:2026-W48:ben@example.com",
                "recipient": "ben@example.com",
                "subject": "OKR alignment: Payments, 2026 Q4",
                "message_id": parcel.message_id,
                "state": "failed",
                "queued": NOW.isoformat(),
                "tries": 1,
                "next_try": None,
                "said": "550 no",
                "sent": None,
            }
        ],
    }


def test_what_failed_is_sent_again_by_hand(okrsheets: Run, tmp_path: Path) -> None:
    failed = (made(who, MailState.FAILED, said="550 no") for who in ("ann", "ben"))
    fill(tmp_path, *failed, made("cat"))
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "retry", "*:ann@example.com")
        assert (done.returncode, done.stdout, done.stderr) == (0, "sent 1 mail\n", "")
        assert okrsheets("mail", "outbox", "retry", "*:ann@example.com").returncode == 2
    assert server.recipients == ["ann@example.com"]
    assert states(tmp_path) == {"ann": "sent", "ben": "failed", "cat": "queued"}


def test_what_may_have_arrived_is_sent_again_only_on_a_persons_word(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.UNKNOWN, said=CUT))
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "retry", "unknown")
        assert done.returncode == 2
        assert "a duplicate cannot be withdrawn" in done.stderr
        assert "add --yes" in done.stderr
        assert (server.recipients, states(tmp_path)) == ([], {"ann": "unknown"})
        done = okrsheets("mail", "outbox", "retry", "unknown", "--yes")
        assert (done.returncode, done.stdout) == (0, "sent 1 mail\n")
        assert "a duplicate cannot be withdrawn" in done.stderr
    assert server.recipients == ["ann@example.com"]


def test_what_fails_again_is_told_and_ends_with_3(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.FAILED, said="550 no"))
    with serving(Fault("RCPT", "550 5.1.1 still no such user")) as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "retry", "failed")
    assert done.returncode == 3
    assert done.stdout.splitlines() == [
        "sent 0 mails",
        "digest:2026-W48:ann@example.com: failed: 550 5.1.1 still no such user",
    ]
    done = okrsheets("mail", "outbox", "retry", "failed")
    assert done.returncode == 3
    assert "error: 127.0.0.1:" in done.stderr
    assert "cannot be reached (connection refused); check [mail] host and port" in done.stderr
    assert states(tmp_path) == {"ann": "queued"}
    with serving() as server:
        configure(tmp_path, server)
        assert okrsheets("mail", "outbox", "retry", "queued").stdout == "sent 1 mail\n"
    assert server.recipients == ["ann@example.com"]


def test_what_is_due_is_sent_without_a_look_at_any_workbook(okrsheets: Run, tmp_path: Path) -> None:
    later = made("cat")._replace(next_try=NOW + timedelta(hours=2), tries=3, said="450 greylisted")
    fill(tmp_path, made("ann"), made("ben", MailState.FAILED), later)
    enable(tmp_path)
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "send", env=HERE)
        assert (done.returncode, done.stdout, done.stderr) == (0, "sent 1 mail\n", "")
        quiet = okrsheets("mail", "outbox", "send", env=HERE)
        assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert server.recipients == ["ann@example.com"]
    assert "450 greylisted; tried 3 times, again from " in okrsheets("mail", "outbox").stdout


def test_a_quiet_send_says_only_what_did_not_go_out(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann"))
    enable(tmp_path)
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "send", "-q", env=HERE)
        assert (done.returncode, done.stdout, done.stderr, states(tmp_path)) == (0, "", "", {"ann": "sent"})
        fill(tmp_path, made("ben", MailState.SENDING), made("cat"))
        done = okrsheets("mail", "outbox", "send", "-q", env=HERE)
        assert (done.returncode, done.stdout) == (3, "")
        assert "ben@example.com: may have arrived" in done.stderr
        fill(tmp_path, made("dan"))
        logged = okrsheets("mail", "outbox", "send", "--log-format", "json", env=HERE).stderr
    told = {one["event"]: one for one in map(json.loads, logged.splitlines())}
    assert (told["mailed"]["sent"], told["mailed"]["unknown"], told["done"]["exit_code"]) == (1, 0, 0)


def test_what_was_cut_off_is_told_by_the_next_send(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.SENDING))
    enable(tmp_path)
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "send", env=HERE)
    assert done.returncode == 3
    assert (
        "digest:2026-W48:ann@example.com: may have arrived: the run that sent it was cut off" in done.stdout
    )
    assert (server.recipients, states(tmp_path)) == ([], {"ann": "unknown"})


@pytest.mark.parametrize("host", [None, "there"])
def test_nothing_is_sent_from_where_mail_is_not_enabled(
    okrsheets: Run, tmp_path: Path, host: str | None
) -> None:
    fill(tmp_path, made("ann"))
    if host is not None:
        enable(tmp_path, host)
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "send", env=HERE)
    assert done.returncode == 2
    assert "enable" in done.stderr
    assert (server.recipients, states(tmp_path)) == ([], {"ann": "queued"})


def test_of_many_that_wait_some_are_listed(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, *(made(f"person{n}") for n in range(30)))
    enable(tmp_path)
    with serving(Fault("CONNECT", "421 4.3.2 too busy")) as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "send", env=HERE)
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 22
    assert done.stdout.endswith("and 10 more: see okrsheets mail outbox\n")
    assert "refuses to serve us (421 4.3.2 too busy)" in done.stderr
    listed = okrsheets("mail", "outbox").stdout
    assert (len(listed.splitlines()), listed.endswith("30 queued; all of them: --all\n")) == (21, True)


def test_mails_whose_text_was_let_go_cannot_be_sent_again(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.FAILED, said="550 no"))
    with open_state(tmp_path / ".okrsheets") as state:
        state.outbox.let_go(NOW + timedelta(days=31))
    with serving() as server:
        configure(tmp_path, server)
        done = okrsheets("mail", "outbox", "retry", "failed")
    assert done.returncode == 3
    assert "its text was let go, so it cannot be sent again" in done.stderr
    assert server.recipients == []


def test_what_waits_can_be_given_up(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann"), made("ben", MailState.SENT))
    done = okrsheets("mail", "outbox", "drop", "digest:2026-W48:ann@example.com")
    assert (done.returncode, done.stdout) == (0, "dropped 1 mail; none of them is sent\n")
    assert states(tmp_path) == {"ann": "failed", "ben": "sent"}
    assert "dropped by hand" in okrsheets("mail", "outbox").stdout


def test_slips_are_told(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.SENT))
    for arguments, says in (
        (("outbox", "retry"), "needs a mail"),
        (("outbox", "resend", "x"), "is nothing to do; write send, or retry or drop"),
        (("outbox", "send", "x"), "sends all that is due; leave the keys away"),
        (("outbox", "retry", "digest:x"), "digest:x: means no mail in the outbox"),
        (("outbox", "retry", "*ann*"), "*ann*: is sent, not queued, failed or unknown"),
        (("outbox", "drop", "sent"), "sent: is sent, not queued"),
        (("outbux",), 'unknown command "outbux"; did you mean "outbox"'),
    ):
        done = okrsheets("mail", *arguments)
        assert done.returncode == 2, arguments
        assert says in done.stderr, arguments


def test_without_a_way_out_nothing_is_queued_again(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.FAILED, said="550 no"))
    done = okrsheets("mail", "outbox", "retry", "failed")
    assert done.returncode == 2
    assert "okrsheets.toml: says nothing of mails; add [mail]" in done.stderr
    assert states(tmp_path) == {"ann": "failed"}


def test_while_a_sync_is_at_work_nothing_is_sent(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.FAILED, said="550 no"))
    with serving() as server, FileLock(tmp_path / ".okrsheets" / "sync.lock"):
        configure(tmp_path, server)
        assert okrsheets("mail", "outbox", "retry", "failed").returncode == 75
        assert okrsheets("mail", "outbox").returncode == 0
    assert server.recipients == []


def test_help_has_a_short_first_line_and_an_example(okrsheets: Run) -> None:
    assert "Show what became of mails" in okrsheets("mail", "--help").stdout
    text = okrsheets("mail", "outbox", "--help").stdout
    assert 0 < len(text.splitlines()[2].strip()) < 45
    assert "okrsheets mail outbox retry failed" in text


def test_help_and_a_look_at_the_outbox_import_nothing_that_sends(tmp_path: Path) -> None:
    code = (
        "import sys, okrsheets.cli as c\n"
        "for words in (['mail', '--help'], ['mail', 'outbox', '--help'], ['mail', 'outbox']):\n"
        "    try: c.okrsheets.main(words, standalone_mode=True)\n"
        "    except SystemExit: pass\n"
        "heavy = {'smtplib', 'ssl', 'email', 'jinja2', 'openpyxl', 'okrsheets.mail.composing'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == "[]\n"
