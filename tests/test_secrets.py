"""Secrets from a text, a file or a command, and what is said of those that cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsheets.config import Config
from okrsheets.errors import AccessError, MailAccessError
from okrsheets.run.heartbeat import find_heart
from okrsheets.secrets import SecretKind, SecretPlace, secret_line, whole_secret

SECRET = "s3cret ä"


def test_a_secret_of_a_file_or_a_command_is_its_first_line_where_one_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a secret"
    file.write_text(f"{SECRET}\nits note\n", encoding="utf-8-sig")
    for kind, value in ((SecretKind.FILE, str(file)), (SecretKind.COMMAND, f"cat '{file}'")):
        place = SecretPlace("a setting", kind, value)
        assert secret_line(place, AccessError) == SECRET
        assert whole_secret(place, AccessError).splitlines() == [SECRET, "its note"]


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        (SecretKind.FILE, "/nowhere/at/all", "there is no file /nowhere/at/all; check the path"),
        (SecretKind.FILE, "/", "cannot be read"),
        (SecretKind.FILE, "/dev/null", "gives an empty first line"),
        (SecretKind.COMMAND, f"sh -c 'echo {SECRET}; exit 3'", "ended with exit code 3; run it by hand"),
        (SecretKind.COMMAND, "/nowhere/at/all", "cannot be run"),
        (SecretKind.COMMAND, "echo '", "cannot be run"),
        (SecretKind.COMMAND, "''", "cannot be run"),
        (SecretKind.COMMAND, " ", "cannot be run"),
        (SecretKind.COMMAND, "true", "gives an empty first line"),
    ],
)
def test_a_secret_that_cannot_be_had_is_told_without_it(kind: SecretKind, value: str, says: str) -> None:
    with pytest.raises(MailAccessError) as caught:
        secret_line(SecretPlace("[mail] password_x", kind, value), MailAccessError)
    assert str(caught.value).startswith("[mail] password_x: ")
    assert says in str(caught.value)
    assert SECRET not in str(caught.value)


def test_where_a_secret_is_does_not_show_it() -> None:
    for kind in SecretKind:
        assert SECRET not in repr(SecretPlace("a setting", kind, SECRET))


def test_the_address_of_a_watcher_may_be_in_a_file_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "ping").write_text("https://hc.example/abc\n", encoding="utf-8")
    for heart in (
        find_heart(Config(tmp_path, schedule={"ping_url_file": "~/ping"}), {}),
        find_heart(Config(tmp_path), {"OKRSHEETS_PING_URL_FILE": "~/ping"}),
    ):
        assert heart is not None
        assert secret_line(heart.place, AccessError) == "https://hc.example/abc"
