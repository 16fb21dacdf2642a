"""`okrsheets doctor` tries the way out for mails, and sends nothing."""

from __future__ import annotations

import json
from pathlib import Path

from okrsheets.model import MailState
from tests.cli.conftest import Run
from tests.cli.test_mail_outbox import configure, fill, made
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
            "; outbox: 1 queued, 1 sent, 1 unknown"
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
        "outbox": {"queued": 0, "sending": 0, "sent": 0, "failed": 0, "unknown": 0},
    }
    assert [one["what"] for one in document["troubles"]] == ["refuses to serve us (421 4.3.2 too busy)"]


def test_without_mail_in_the_config_nothing_is_said_of_it(okrsheets: Run) -> None:
    lines = okrsheets("doctor").stdout.splitlines()
    assert lines
    assert not [line for line in lines if line.startswith("mail")]
    assert json.loads(okrsheets("doctor", "--format", "json").stdout)["mail"] is None
