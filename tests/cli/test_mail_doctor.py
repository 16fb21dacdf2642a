"""`okrsheets doctor` tries the way out for mails, and sends nothing."""

from __future__ import annotations

import json
from pathlib import Path

from okrsheets.model import MailState
from tests.cli.conftest import Run
from tests.cli.test_mail_outbox import HERE, NOW, configure, enable, fill, made
from tests.mail.server import Fault, serving


def test_a_server_is_logged_in_with_and_given_nothing(okrsheets: Run, tmp_path: Path) -> None:
    fill(tmp_path, made("ann", MailState.SENT), made("ben", MailState.UNKNOWN), made("cat"))
    with serving(passwords={"okrs@example.com": "s3cret"}) as server:
        configure(tmp_path, server)
        config = tmp_path / "okrsheets.toml"
        config.write_text(
            config.read_text(encoding="utf-8") + 'user = "okrs@example.com"\n', encoding="utf-8"
        )
        done = okrsheets("doctor", env={"OKRSHEETS_MAIL_PASSWORD": "s3cret"})
        assert (done.returncode, done.stderr) == (0, "")
        (line,) = (line for line in done.stdout.splitlines() if line.startswith("mail"))
        assert line.split(maxsplit=1)[1] == (
            f"127.0.0.1:{server.port}, in the clear, logged in as okrs@example.com"
            "; is not enabled, so nothing is sent: run okrsheets mail enable, which shows what would be "
            "mailed, and asks; outbox: 1 queued, 1 sent, 1 unknown"
        )
        wrong = okrsheets("doctor", env={"OKRSHEETS_MAIL_PASSWORD": "wr0ng"})
    assert wrong.returncode == 2
    assert "does not accept the login of okrs@example.com (535" in wrong.stderr
    assert "check [mail] user and OKRSHEETS_MAIL_PASSWORD" in wrong.stderr
    assert "wr0ng" not in wrong.stdout + wrong.stderr
    assert server.accepted == []


def test_a_server_that_is_down_is_a_trouble_of_its_own(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    with serving(Fault("CONNECT", "421 4.3.2 too busy")) as server:
        configure(tmp_path, server)
        done = okrsheets("doctor", "--format", "json", plan.name)
    assert done.returncode == 3
    document = json.loads(done.stdout)
    assert document["mail"] == {
        "reached": None,
        "enabled": None,
        "outbox": {"queued": 0, "sending": 0, "sent": 0, "failed": 0, "unknown": 0},
    }
    assert [one["what"] for one in document["troubles"]] == ["refuses to serve us (421 4.3.2 too busy)"]


def test_without_mail_in_the_config_nothing_is_said_of_it(okrsheets: Run) -> None:
    lines = okrsheets("doctor").stdout.splitlines()
    assert lines
    assert not [line for line in lines if line.startswith("mail")]
    assert json.loads(okrsheets("doctor", "--format", "json").stdout)["mail"] is None


def into_a_folder(folder: Path, more: str = "") -> None:
    text = f'[mail]\nfrom = "okrs@example.com"\nfolder = "outgoing"\n{more}'
    (folder / "okrsheets.toml").write_text(text, encoding="utf-8")


def test_it_says_by_which_hosts_consent_mails_are_sent(okrsheets: Run, tmp_path: Path) -> None:
    into_a_folder(tmp_path)
    enable(tmp_path)
    done = okrsheets("doctor", env=HERE)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"; enabled on this host, here, since {NOW:%Y-%m-%d}\n" in done.stdout
    told = json.loads(okrsheets("doctor", "--format", "json", env=HERE).stdout)["mail"]["enabled"]
    assert told == {"host": "here", "since": NOW.isoformat(), "refused": None}
    elsewhere = okrsheets("doctor", env={"OKRSHEETS_HOST": "there"})
    assert (
        "; is enabled on here, and this is there, so nothing is sent: run okrsheets mail enable to send from "
        "here instead\n"
    ) in elsewhere.stdout
    told = json.loads(okrsheets("doctor", "--format", "json", env={"OKRSHEETS_HOST": "there"}).stdout)
    assert told["mail"]["enabled"]["refused"] == "is enabled on here, and this is there, so nothing is sent"


def test_an_address_of_people_that_is_none_is_a_trouble(okrsheets: Run, tmp_path: Path) -> None:
    two = "ben@example.com, b@example.com"
    people = f'[people]\n"Ann Lee" = ["ann@@example", "A. Lee"]\n"Ben" = ["ben@example.com", "{two}"]\n'
    into_a_folder(tmp_path, people)
    done = okrsheets("doctor")
    assert done.returncode == 2
    (first, second) = done.stderr.splitlines()
    assert first.endswith(
        'okrsheets.toml: [people] "Ann Lee": "ann@@example" gets no mail: it is no mail address; '
        "write it as ann@example.com"
    )
    assert '[people] "Ben": "ben@example.com, b@example.com" gets no mail: ' in second
    (tmp_path / "okrsheets.toml").write_text(people, encoding="utf-8")
    assert okrsheets("doctor").stderr == "", "names may be anything where nobody is mailed"
