"""Whose credentials are used, what is said of those that cannot be, and that none is ever shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from google.auth import api_key
from google.oauth2 import credentials as people
from google.oauth2 import service_account

from okrsheets.adapters.gsheets import GoogleAccess
from okrsheets.adapters.gsheets.credentials import SCOPE, log_in
from okrsheets.config import Config
from okrsheets.errors import AccessError, ConfigError
from okrsheets.run.google import google_access
from okrsheets.secrets import SecretKind, SecretPlace
from tests.adapters.gsheets.books import BOT
from tests.sheets_emulator.credentials import service_account_key

PERSON = {
    "type": "authorized_user",
    "client_id": "1.apps.googleusercontent.com",
    "client_secret": "hush",
    "refresh_token": "1//hush",
    "account": "ann@example.com",
}


def _key() -> str:
    return json.dumps(service_account_key(BOT, url="http://127.0.0.1:1"))


def _text(text: str) -> GoogleAccess:
    return GoogleAccess(SecretPlace("google.credentials_command", SecretKind.TEXT, text))


def test_a_service_account_is_known_by_its_address_and_asks_for_sheets_alone() -> None:
    login = log_in(_text(_key()))
    assert isinstance(login.credentials, service_account.Credentials)
    assert (login.address, login.only_read) == (BOT, False)
    assert login.credentials.scopes == [SCOPE] == ["https://www.googleapis.com/auth/spreadsheets"]


def test_a_person_who_signed_in_is_asked_for_sheets_alone() -> None:
    login = log_in(_text(json.dumps(PERSON)))
    assert isinstance(login.credentials, people.Credentials)
    assert (login.address, login.credentials.scopes) == ("ann@example.com", [SCOPE])


def test_an_api_key_only_reads() -> None:
    login = log_in(
        GoogleAccess(api_key=SecretPlace("OKRSHEETS_GOOGLE_API_KEY", SecretKind.TEXT, "AIza-key\n"))
    )
    assert isinstance(login.credentials, api_key.Credentials)
    assert (login.credentials.token, login.only_read) == ("AIza-key", True)


def test_a_key_is_read_from_a_file_or_from_what_a_command_prints(tmp_path: Path) -> None:
    file = tmp_path / "robot key.json"
    file.write_text(_key(), encoding="utf-8-sig")
    for kind, value in ((SecretKind.FILE, str(file)), (SecretKind.COMMAND, f"cat '{file}'")):
        assert log_in(GoogleAccess(SecretPlace("a setting", kind, value))).address == BOT


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "holds no JSON"),
        ("hush", "holds no JSON"),
        ('["hush"]', "holds no credentials"),
        ('{"type": "service_account", "private_key": "hush"}', "no complete key"),
        ('{"type": "authorized_user", "client_secret": "hush"}', "no complete key"),
        ('{"type": "something", "private_key": "hush"}', "no complete key"),
        ('{"installed": {"client_secret": "hush"}}', "nobody has signed in"),
        (json.dumps(json.loads(_key()) | {"private_key": "hush"}), "no complete key"),
    ],
)
def test_what_is_no_key_is_told_without_showing_it(text: str, what: str) -> None:
    with pytest.raises(AccessError, match=what) as told:
        log_in(_text(text))
    assert told.value.place == "google.credentials_command"
    assert "hush" not in str(told.value)


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        (SecretKind.FILE, "/nowhere/key.json", "there is no file /nowhere/key.json"),
        (SecretKind.FILE, "/", "cannot be read"),
        (SecretKind.COMMAND, "no-such-program-anywhere", "cannot be run"),
        (SecretKind.COMMAND, "sh -c 'echo hush; exit 3'", "ended with exit code 3"),
        (SecretKind.COMMAND, "an 'open quote", "cannot be run"),
    ],
)
def test_a_secret_that_cannot_be_had_is_told_by_its_setting(kind: SecretKind, value: str, what: str) -> None:
    with pytest.raises(AccessError, match=what) as told:
        log_in(GoogleAccess(SecretPlace("google.credentials_command", kind, value)))
    assert told.value.place == "google.credentials_command"
    assert told.value.exit_code == 2


def test_without_credentials_the_cure_is_said() -> None:
    with pytest.raises(AccessError, match=r"need credentials.*OKRSHEETS_GOOGLE_CREDENTIALS"):
        log_in(GoogleAccess())


def test_the_environment_comes_before_the_config_and_a_key_before_an_api_key(tmp_path: Path) -> None:
    config = Config(root=tmp_path, google={"credentials_file": "robot.json", "api_key_command": "show key"})
    access = google_access(config, {})
    assert access.credentials == SecretPlace(
        "google.credentials_file", SecretKind.FILE, str(tmp_path / "robot.json")
    )
    assert access.api_key == SecretPlace("google.api_key_command", SecretKind.COMMAND, "show key")
    environ = {"OKRSHEETS_GOOGLE_CREDENTIALS": "/etc/robot.json", "OKRSHEETS_GOOGLE_PATIENCE": "20"}
    access = google_access(config, environ)
    file = SecretPlace("OKRSHEETS_GOOGLE_CREDENTIALS", SecretKind.FILE, "/etc/robot.json")
    assert access.credentials == file
    assert access.patience == 20
    whole = google_access(config, {"OKRSHEETS_GOOGLE_CREDENTIALS": _key()})
    assert whole.credentials is not None
    assert whole.credentials.kind is SecretKind.TEXT
    assert "PRIVATE KEY" not in repr(whole)


def test_the_machines_own_credentials_are_asked_for_where_it_has_some(tmp_path: Path) -> None:
    config = Config(root=tmp_path)
    assert google_access(config, {"GOOGLE_APPLICATION_CREDENTIALS": "key.json"}).defaults
    assert google_access(config, {"K_SERVICE": "okrs"}).defaults
    assert not google_access(config, {"HOME": str(tmp_path)}).defaults
    own = tmp_path / ".config" / "gcloud" / "application_default_credentials.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(PERSON))
    assert google_access(config, {"HOME": str(tmp_path)}).defaults


def test_the_machines_own_credentials_are_used_and_told_where_they_are_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "key.json"
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(file))
    file.write_text(_key())
    assert log_in(GoogleAccess(defaults=True)).address == BOT
    file.write_text("hush")
    with pytest.raises(AccessError, match="application default credentials") as told:
        log_in(GoogleAccess(defaults=True))
    assert "hush" not in str(told.value)


@pytest.mark.parametrize(
    "address", ["http://sheets.example.com", "ftp://127.0.0.1", "here", "http://[", "https://"]
)
def test_credentials_are_sent_nowhere_unsafe(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="no address that credentials may be sent to"):
        google_access(Config(root=tmp_path, google={"endpoint": address}), {})


def test_an_address_of_this_machine_may_stand_in_for_google(tmp_path: Path) -> None:
    for address in ("http://127.0.0.1:8080", "http://localhost:8080/", "https://sheets.example.com"):
        environ = {"OKRSHEETS_GOOGLE_ENDPOINT": address}
        assert google_access(Config(root=tmp_path), environ).endpoint == address.rstrip("/")


def test_a_patience_that_is_no_number_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no number of seconds"):
        google_access(Config(root=tmp_path), {"OKRSHEETS_GOOGLE_PATIENCE": "long"})
