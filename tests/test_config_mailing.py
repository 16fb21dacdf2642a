"""`[mail]` in okrsheets.toml: by which way mails go out, and how a slip in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.config import MailConfig
from okrsheets.config.loading import load_config
from okrsheets.errors import ConfigError
from okrsheets.model import Audience, MailAddress


def _mail(folder: Path, text: str) -> MailConfig | None:
    path = folder / "okrsheets.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path).mail


def test_without_the_section_there_is_no_mail(tmp_path: Path) -> None:
    assert _mail(tmp_path, "") is None


def test_every_key_of_a_server_is_kept(tmp_path: Path) -> None:
    assert _mail(
        tmp_path,
        """
        [mail]
        from = "OKRs <okrs@example.com>"
        reply_to = "ann@example.com"
        host = "smtp.example.com"
        port = 2525
        security = "tls"
        user = "okrs"
        token_command = "get-token okrs"
        ca_file = "ca.pem"
        timeout = 10
        per_minute = 30
        unsubscribe = "https://example.com/stop?who={recipient}"
        thread = "none"
        """,
    ) == MailConfig(
        MailAddress("okrs@example.com", "OKRs"),
        reply_to=MailAddress("ann@example.com"),
        host="smtp.example.com",
        port=2525,
        security="tls",
        user="okrs",
        token_command="get-token okrs",
        ca_file="ca.pem",
        timeout=10,
        per_minute=30,
        unsubscribe="https://example.com/stop?who={recipient}",
        thread="none",
        audience=Audience(domains=("example.com",)),
    )


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_goes_with_the_security(tmp_path: Path, security: str, port: int) -> None:
    mail = _mail(tmp_path, f'[mail]\nfrom = "a@b.c"\nhost = "mx"\nsecurity = "{security}"\n')
    assert mail is not None
    assert mail.port == port


def test_a_password_may_cross_this_machine_in_the_clear(tmp_path: Path) -> None:
    text = '[mail]\nfrom = "a@b.c"\nhost = "127.0.0.1"\nsecurity = "none"\nuser = "a"\npassword_file = "p"\n'
    mail = _mail(tmp_path, text)
    assert mail is not None
    assert mail.password_file == "p"


def test_the_key_of_a_transport_says_that_it_is_meant(tmp_path: Path) -> None:
    sendmail = _mail(tmp_path, '[mail]\nfrom = "a@b.c"\ncommand = "/usr/bin/msmtp -a \'my account\'"\n')
    folder = _mail(tmp_path, '[mail]\nfrom = "a@b.c"\nfolder = "out"\n')
    assert sendmail is not None
    assert folder is not None
    assert (sendmail.transport, sendmail.command) == ("sendmail", ("/usr/bin/msmtp", "-a", "my account"))
    assert (folder.transport, folder.folder) == ("folder", "out")


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('host = "mx"', "mail: does not say from whom; add from"),
        ('from = "OKRs"', 'mail.from: "OKRs" is no mail address; write it as'),
        ('from = "a@b.c\\nBcc: d@e.f"', 'mail.from: "a@b.c Bcc: d@e.f" is no mail address'),
        ('from = "a@b.c, d@e.f"', "mail.from:"),
        ('from = "a@b.c"', "mail: names no server; add host"),
        ('form = "a@b.c"', 'mail: unknown key "form"; did you mean "from"'),
        ('from = "a@b.c"\ntransport = "smpt"', 'unknown transport "smpt"; did you mean "smtp"'),
        ('from = "a@b.c"\nhost = "mx"\nsecurity = "ssl"', 'mail.security: unknown security "ssl"; known are'),
        ('from = "a@b.c"\nhost = "mx"\nport = 0', "mail.port: is no port"),
        ('from = "a@b.c"\nhost = "mx"\nport = true', "mail.port: is no port"),
        ('from = "a@b.c"\nhost = "mx"\nfolder = "x"', 'mail.folder: is for transport = "folder", and "smtp"'),
        ('from = "a@b.c"\nhost = "mx"\ntimeout = 0', "mail.timeout: is nothing"),
        ('from = "a@b.c"\nhost = "mx"\npassword_file = "p"', "mail.password_file: is for nobody; add user"),
        (
            'from = "a@b.c"\nhost = "mx"\nuser = "a"\npassword_file = "p"\ntoken_command = "t"',
            "mail.token_command: stands beside password_file",
        ),
        (
            'from = "a@b.c"\nhost = "mx"\nuser = "a"\nsecurity = "none"',
            "mail.user: would log in where everybody on the way reads the password; set security",
        ),
        ('from = "a@b.c"\ncommand = "mail \'"', "mail.command: cannot be split into words"),
        ('from = "a@b.c"\ncommand = []', "mail.command: names no program"),
        ('from = "a@b.c"\nhost = "mx"\nunsubscribe = "a@b.c"', "mail.unsubscribe: is no https address"),
        (
            'from = "a@b.c"\nhost = "mx"\nunsubscribe = "https://x.y/stop"',
            "mail.unsubscribe: does not say whom it is about; put {recipient}",
        ),
        (
            'from = "a@b.c"\nhost = "mx"\nunsubscribe = "https://x.y/{recipient}>\\r\\nBcc: a@b.c"',
            "mail.unsubscribe: is no https address",
        ),
        ('from = "a@b.c"\nhost = "mx"\nthread = "week"', "mail.thread: unknown way to thread mails"),
        ('from = "a@b.c"\nhost = "mx"\npassword = "secret"', 'mail: unknown key "password"; did you mean'),
    ],
)
def test_a_slip_is_told_with_its_cure(tmp_path: Path, keys: str, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _mail(tmp_path, f"[mail]\n{keys}\n")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
