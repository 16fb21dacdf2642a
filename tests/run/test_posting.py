"""The way out for mails, as config and environment say it; secrets are read late and never shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from okrsheets.config import Config
from okrsheets.config.loading import load_config
from okrsheets.errors import ConfigError, MailError
from okrsheets.mail.transports.folder import FolderTransport
from okrsheets.mail.transports.sendmail import SendmailTransport
from okrsheets.mail.transports.smtp import SmtpTransport
from okrsheets.run.posting import composer_of, mail_config, sender_by, transport_of
from tests.mail.parcels import MONDAY, mail, opened
from tests.mail.server import serving

SECRET = "s3cret ä"
NOTHING: Mapping[str, str] = {}


def config(folder: Path, *lines: str) -> Config:
    path = folder / "okrsheets.toml"
    path.write_text("\n".join(["[mail]", 'from = "OKRs <okrs@example.com>"', *lines]), encoding="utf-8")
    return load_config(path)


def local(folder: Path, port: int, *lines: str) -> Config:
    server = (f'host = "127.0.0.1"\nport = {port}\nsecurity = "none"', 'user = "okrs@example.com"')
    return config(folder, *server, *lines)


def test_each_transport_is_made_of_its_keys(tmp_path: Path) -> None:
    assert isinstance(transport_of(config(tmp_path, 'host = "mx"'), NOTHING), SmtpTransport)
    assert isinstance(transport_of(config(tmp_path, 'command = "/bin/true"'), NOTHING), SendmailTransport)
    folder = transport_of(config(tmp_path, 'folder = "out"'), NOTHING)
    assert isinstance(folder, FolderTransport)
    assert folder.check() == f"the folder {tmp_path / 'out'}"


def test_without_mail_in_the_config_there_is_no_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"okrsheets\.toml: says nothing of mails; add \[mail\]"):
        mail_config(Config(root=tmp_path))


def test_what_is_due_goes_out_as_the_config_says(tmp_path: Path) -> None:
    made = config(tmp_path, 'folder = "out"', 'reply_to = "lead@example.com"', "per_minute = 30")
    pauses: list[float] = []
    with opened(tmp_path) as box:
        compose = composer_of(mail_config(made), now=MONDAY)
        box.enqueue([compose(mail("ann")), compose(mail("ben"))])
        done = sender_by(made, NOTHING, now=MONDAY, pause=pauses.append)(box)
    assert (done.sent, pauses) == (2, [2.0, 2.0])
    texts = [path.read_text(encoding="ascii") for path in sorted((tmp_path / "out").iterdir())]
    assert ["To: Ann <ann@example.com>" in text for text in texts] == [True, False]
    assert all("Reply-To: lead@example.com" in text for text in texts)


@pytest.mark.parametrize(
    ("lines", "environ"),
    [
        ((), {"OKRSHEETS_MAIL_PASSWORD": SECRET}),
        ((), {"OKRSHEETS_MAIL_PASSWORD_FILE": "PLACE/password.txt"}),
        ((), {"OKRSHEETS_MAIL_PASSWORD_COMMAND": "cat 'PLACE/password.txt'"}),
        (('password_file = "password.txt"',), {}),
        (("password_command = \"cat 'PLACE/password.txt'\"",), {}),
        (('password_file = "gone.txt"',), {"OKRSHEETS_MAIL_PASSWORD": SECRET}),
        (('token_command = "false"',), {"OKRSHEETS_MAIL_PASSWORD": SECRET}),
    ],
)
def test_the_password_is_where_it_was_said_to_be(
    tmp_path: Path, lines: tuple[str, ...], environ: dict[str, str]
) -> None:
    (tmp_path / "password.txt").write_text(f"{SECRET}\nnot this line\n", encoding="utf-8")
    lines = tuple(line.replace("PLACE", str(tmp_path)) for line in lines)
    environ = {name: value.replace("PLACE", str(tmp_path)) for name, value in environ.items()}
    with serving(passwords={"okrs@example.com": SECRET}) as server:
        line = transport_of(local(tmp_path, server.port, *lines), environ)
        assert line.check().endswith("logged in as okrs@example.com")
        line.close()


@pytest.mark.parametrize("from_environment", [False, True])
def test_a_token_is_what_its_command_prints(tmp_path: Path, *, from_environment: bool) -> None:
    environ = {"OKRSHEETS_MAIL_TOKEN_COMMAND": "echo token1"} if from_environment else {}
    lines = [] if from_environment else ['token_command = "echo token1"']
    with serving(passwords={"okrs@example.com": "token1"}) as server:
        line = transport_of(local(tmp_path, server.port, *lines), environ)
        assert line.check().endswith("logged in as okrs@example.com")
        line.close()
    assert [words.split()[:2] for words in server.heard if words.startswith("AUTH")] == [["AUTH", "XOAUTH2"]]


def test_who_logs_in_with_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"mail\.user: has no password; set OKRSHEETS_MAIL_PASSWORD"):
        transport_of(local(tmp_path, 25), NOTHING)


def test_no_secret_shows_where_something_is_printed(tmp_path: Path) -> None:
    with serving(passwords={"okrs@example.com": "another"}) as server:
        line = transport_of(local(tmp_path, server.port), {"OKRSHEETS_MAIL_PASSWORD": SECRET})
        with pytest.raises(MailError) as caught:
            line.check()
    assert SECRET not in repr(vars(line))
    assert SECRET not in repr(caught.value)
