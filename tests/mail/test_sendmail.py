"""Mails handed to a program as sendmail takes them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from okrsheets.errors import MailAccessError, MailUnavailableError
from okrsheets.mail.delivering import Fate
from okrsheets.mail.transports.sendmail import SendmailTransport
from tests.mail.parcels import parcel


def program(folder: Path, text: str) -> str:
    path = folder / "send mail"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def transport(*command: str, timeout: float = 60) -> SendmailTransport:
    return SendmailTransport(command, sender="okrs@example.com", timeout=timeout)


def test_the_program_is_given_the_mail_and_whom_it_is_for(tmp_path: Path) -> None:
    keeps = program(tmp_path, f'printf "%s|" "$@" > "{tmp_path}/arguments"\ncat > "{tmp_path}/mail"')
    made = parcel("-oops")
    answer = transport(keeps, "-i").send(made)
    assert answer == (Fate.TAKEN, "handed over")
    said = (tmp_path / "arguments").read_text(encoding="utf-8")
    assert said == "-i|-f|okrs@example.com|--|-oops@example.com|"
    assert (tmp_path / "mail").read_bytes() == made.message.replace(b"\r\n", b"\n")


def test_no_shell_reads_what_stands_in_an_address(tmp_path: Path) -> None:
    keeps = program(tmp_path, f'printf "%s|" "$@" > "{tmp_path}/arguments"')
    address = f"$(touch${{IFS}}{tmp_path.name})`id`&|@example.com"
    transport(keeps).send(parcel(recipient=address))
    assert address in (tmp_path / "arguments").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "fate"),
    [
        (67, Fate.REFUSED),
        (68, Fate.REFUSED),
        (65, Fate.REFUSED),
        (75, Fate.LATER),
        (69, Fate.LATER),
        (1, Fate.LATER),
    ],
)
def test_the_exit_code_says_what_became_of_a_mail(tmp_path: Path, code: int, fate: Fate) -> None:
    fails = program(tmp_path, f"cat > /dev/null\necho 'no such user' >&2\nexit {code}")
    assert transport(fails).send(parcel()) == (fate, f"exit code {code}: no such user")


def test_a_program_that_ends_before_it_has_read_all_is_heard_all_the_same(tmp_path: Path) -> None:
    fails = program(tmp_path, "exit 75")
    assert transport(fails).send(parcel(text="x" * 1_000_000)).fate is Fate.LATER


@pytest.mark.parametrize("code", [64, 77, 78])
def test_a_program_that_is_not_set_up_hinders_all_mails(tmp_path: Path, code: int) -> None:
    with pytest.raises(MailAccessError, match=f"exit code {code}: no word; check"):
        transport(program(tmp_path, f"exit {code}")).send(parcel())


def test_a_program_that_does_not_end_or_is_ended_leaves_a_mail_unknown(tmp_path: Path) -> None:
    hangs = program(tmp_path, "cat > /dev/null\nexec sleep 30")
    assert transport(hangs, timeout=0.02).send(parcel()).fate is Fate.UNKNOWN
    killed = program(tmp_path, "cat > /dev/null\nkill -9 $$")
    assert transport(killed).send(parcel()) == (Fate.UNKNOWN, "the program was ended from outside (signal 9)")


def test_a_program_that_is_not_there_or_cannot_be_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(MailAccessError, match=r"no such file.*check \[mail\] command"):
        transport(str(tmp_path / "gone")).send(parcel())
    with pytest.raises(MailAccessError, match="there is no such program"):
        transport(str(tmp_path / "gone")).check()
    plain = tmp_path / "plain"
    plain.write_text("no program", encoding="utf-8")
    plain.chmod(0o755)
    with pytest.raises(MailUnavailableError, match="cannot be run"):
        transport(str(plain)).send(parcel())
    assert transport(program(tmp_path, "exit 1"), "-i").check().endswith("send mail -i")
    assert os.access(plain, os.X_OK)
