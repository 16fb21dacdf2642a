"""`okrsheets mail` and the mails of `sync`: consent, previews, what is sent, and how it is told."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Run, lay

MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
MAIL = """
[[source]]
uri = "plan.xlsx"
write = true

[mail]
from = "OKRs <okrs@example.com>"
folder = "out"
send_empty = true

[people]
"Mara" = "mara@example.com"
"Dana" = "dana@example.com"
"""


@pytest.fixture
def mail(okrsheets: Run, tmp_path: Path, plan: Path) -> Run:
    """Runs `okrsheets` on a host called desk, in the folder of a small company that has [mail]."""
    assert plan.exists()
    (tmp_path / "okrsheets.toml").write_text(MAIL, encoding="utf-8")

    def run(*arguments: str, day: str = MONDAY, host: str = "desk") -> subprocess.CompletedProcess[str]:
        return okrsheets(*arguments, env={"OKRSHEETS_TODAY": day, "OKRSHEETS_HOST": host})

    return run


def sent(folder: Path) -> list[EmailMessage]:
    """The mails in the folder that mails go out to, by their recipients."""
    found = []
    for path in sorted((folder / "out").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return sorted(found, key=lambda message: str(message["To"]))


def recipients(folder: Path) -> list[str]:
    return [str(message["To"]) for message in sent(folder)]


def said_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What a command says of the mails that it sent."""
    return [line for line in done.stderr.splitlines() if line.startswith("mailed")]


def test_nothing_is_mailed_before_somebody_agreed(mail: Run, tmp_path: Path) -> None:
    for arguments in (("sync",), ("sync", "--mail"), ("mail", "send")):
        done = mail(*arguments)
        assert "okrsheets mail: is not enabled, so nothing is sent; run okrsheets mail enable" in done.stderr
        assert done.returncode == {("sync",): 0, ("sync", "--mail"): 3, ("mail", "send"): 2}[arguments]
    assert sent(tmp_path) == []


def test_what_was_mailed_is_an_event_of_the_log(mail: Run) -> None:
    assert mail("mail", "enable", "--yes").returncode == 0
    for command in (("sync",), ("mail", "send")):
        done = mail(*command, "--log-format", "json", "-q")
        assert (done.returncode, done.stderr) == (0, ""), "all went well, and nobody is there"
        told = [json.loads(line) for line in mail(*command, "--log-format", "json").stderr.splitlines()]
        (mailed,) = (one for one in told if one["event"] == "mailed")
        assert {key: mailed[key] for key in ("put_off", "failed", "unknown", "waiting")} == dict.fromkeys(
            ("put_off", "failed", "unknown", "waiting"), 0
        )
        assert [one["event"] for one in told if one["event"] in ("begun", "done")] == ["begun", "done"]
        assert {one["run"] for one in told} == {mailed["run"]}
    assert mail("mail", "send", "-q").stderr == ""
    refused = mail("mail", "send", "-q", host="elsewhere")
    first, last = refused.stderr.splitlines()
    assert (refused.returncode, "is enabled on desk" in first, "ended with exit code 2" in last) == (
        2,
        True,
        True,
    )


def test_who_enables_mail_sees_whom_and_what_and_is_asked(mail: Run, tmp_path: Path) -> None:
    asked = mail("mail", "enable")
    assert asked.returncode == 2
    assert "nobody is there to ask; look at this, then add --yes" in asked.stderr
    lines = asked.stdout.splitlines()
    assert lines[:3] == [
        "2 people would get mail (2 weekly on monday)",
        "  dana@example.com  weekly on monday  owner of OKRs",
        "  mara@example.com  weekly on monday  owner of OKRs",
    ]
    assert "Preview 1 of 2" in lines
    assert "To: Dana <dana@example.com>" in lines
    assert any(line.startswith("Subject: OKR alignment: ") for line in lines)
    assert not (tmp_path / ".okrsheets" / "state.db").exists()
    enabled = mail("mail", "enable", "--yes")
    assert enabled.returncode == 0
    assert "mail is enabled from desk; the first is due on Monday, 2026-11-23" in enabled.stderr


@pytest.fixture
def enabled(mail: Run) -> Run:
    assert mail("mail", "enable", "--yes").returncode == 0
    return mail


def test_sync_mails_what_is_due_and_a_second_one_nothing(enabled: Run, tmp_path: Path) -> None:
    first = enabled("sync")
    assert first.returncode == 0
    assert first.stderr.splitlines()[-1] == "mailed 2 people"
    assert recipients(tmp_path) == ["Dana <dana@example.com>", "Mara <mara@example.com>"]
    for day in (MONDAY, TUESDAY):
        assert not said_of(enabled("sync", day=day))
    assert said_of(enabled("sync", day="2026-12-01")) == ["mailed 2 people"]  # Monday was missed
    assert len(sent(tmp_path)) == 4


def test_no_mail_is_sent_where_it_is_not_wanted(enabled: Run, tmp_path: Path) -> None:
    assert not said_of(enabled("sync", "--no-mail"))
    assert not said_of(enabled("sync", "--dry-run"))
    assert not said_of(enabled("sync", "plan.xlsx"))
    assert sent(tmp_path) == []
    refused = enabled("sync", "--mail", "plan.xlsx")
    assert refused.returncode == 2
    assert "--mail: tells of all that the config names; leave the SOURCE away" in refused.stderr


def test_only_the_host_that_enabled_it_mails_and_another_can_take_over(enabled: Run, tmp_path: Path) -> None:
    elsewhere = enabled("sync", host="server")
    assert elsewhere.returncode == 0
    assert "is enabled on desk, and this is server, so nothing is sent" in elsewhere.stderr
    assert enabled("sync", "--mail", host="server").returncode == 3
    taken = enabled("mail", "enable", "--yes", host="server")
    assert "mail is enabled from server, and from desk no longer" in taken.stderr
    assert "is enabled on server" in enabled("sync").stderr
    assert sent(tmp_path) == []
    assert said_of(enabled("sync", host="server")) == ["mailed 2 people"]


def test_mail_can_be_disabled(enabled: Run, tmp_path: Path) -> None:
    assert enabled("mail", "disable").stderr == "mail is disabled\n"
    assert enabled("mail", "disable").stderr == "mail was not enabled\n"
    assert "is not enabled" in enabled("sync").stderr
    assert sent(tmp_path) == []


def test_a_dry_run_says_whom_and_why(enabled: Run, tmp_path: Path) -> None:
    told = enabled("mail", "send", "--dry-run")
    assert told.stdout.splitlines() == [
        "dana@example.com  weekly on monday  owner of OKRs",
        "mara@example.com  weekly on monday  owner of OKRs",
    ]
    assert told.stderr.splitlines()[-1] == "2 mails due; dry run: nothing was sent"
    assert sent(tmp_path) == []
    assert enabled("mail", "send").stderr == "mailed 2 people\n"
    assert enabled("mail", "send").stderr == "no mail is due\n"


def test_nobody_is_mailed_without_something_to_tell(enabled: Run, tmp_path: Path) -> None:
    config = tmp_path / "okrsheets.toml"
    config.write_text(MAIL.replace("send_empty = true", ""), encoding="utf-8")
    rows = [*PLAN["Sales"][:4], [*PLAN["Sales"][4][:3], "Dana", *PLAN["Sales"][4][4:]]]
    lay(tmp_path / "plan.xlsx", {**PLAN, "Sales": rows})  # what is amiss there is Dana's
    told = enabled("mail", "send", "--dry-run")
    assert "mara@example.com  nothing to tell   owner of OKRs" in told.stdout.splitlines()
    assert said_of(enabled("sync")) == ["mailed 1 person"]
    assert recipients(tmp_path) == ["Dana <dana@example.com>"]
    assert not said_of(enabled("sync", day=TUESDAY))


def test_previews_need_no_consent_and_send_nothing(mail: Run, tmp_path: Path) -> None:
    done = mail("mail", "preview", "--to", "Dana", "--out", "look")
    assert done.returncode == 0
    assert done.stdout == "laid 1 mail in look; open look/dana@example.com.html\n"
    html, text, whole = (tmp_path / "look" / f"dana@example.com.{end}" for end in ("html", "txt", "eml"))
    assert "Grow with new customers" in html.read_text(encoding="utf-8")
    assert "Grow with new customers" in text.read_text(encoding="utf-8")
    assert b"To: Dana <dana@example.com>" in whole.read_bytes()
    assert sent(tmp_path) == []
    unknown = mail("mail", "preview", "--to", "Danna")
    assert unknown.returncode == 2
    assert '--to Danna: would get no mail; did you mean "Dana"' in unknown.stderr


def test_without_the_section_sync_is_silent_and_the_commands_say_what_to_write(
    okrsheets: Run, plan: Path
) -> None:
    assert " mail" not in okrsheets("sync", plan.name).stderr
    for arguments in (("enable",), ("preview",), ("send",), ("send", "--dry-run")):
        refused = okrsheets("mail", *arguments)
        assert refused.returncode == 2
        assert "says nothing of mails; add [mail] with from and host" in refused.stderr


def test_a_clock_that_went_back_mails_nobody_and_is_told(enabled: Run, tmp_path: Path) -> None:
    enabled("sync")
    told = enabled("sync", day="2026-11-09")
    assert "was seen to on 2026-11-23, a later day, so nothing is sent" in told.stderr
    assert len(sent(tmp_path)) == 2


def test_a_damaged_state_takes_the_consent_with_it(enabled: Run, tmp_path: Path) -> None:
    enabled("sync")
    state = tmp_path / ".okrsheets" / "state.db"
    state.write_bytes(b"no database" * 1000)
    told = enabled("sync", day=TUESDAY)
    assert "history and consent, to writing and to mail, begin anew" in told.stderr
    assert "okrsheets mail: is not enabled, so nothing is sent" in told.stderr
    enabled("mail", "enable", "--yes", day=MONDAY)  # on the day on which everybody was mailed
    assert not said_of(enabled("sync"))
    assert len(sent(tmp_path)) == 2


def test_a_mail_that_fails_is_told_with_what_to_do(enabled: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    failed = enabled("sync")
    assert failed.returncode == 3
    assert "2 to be tried again: see okrsheets mail outbox" in failed.stderr
    (tmp_path / "out").unlink()
    mended = enabled("sync", day=TUESDAY)
    assert mended.returncode == 0
    assert "mailed 2 people" in mended.stderr
    assert len(sent(tmp_path)) == 2


HOSTILE = 'Win\r\nBcc: all@evil.example\r\n\r\n<script>alert("x")</script><img src=x onerror=y>'


def test_a_mail_that_is_put_off_is_told_and_goes_out_with_the_next_run(mail: Run, tmp_path: Path) -> None:
    program, gone = tmp_path / "sendmail.sh", tmp_path / "gone"
    program.write_text("cat > /dev/null; exit 75\n", encoding="utf-8")
    way = MAIL.replace('folder = "out"', f'transport = "sendmail"\ncommand = "sh {program}"')
    (tmp_path / "okrsheets.toml").write_text(way, encoding="utf-8")
    assert mail("mail", "enable", "--yes").returncode == 0
    first = mail("sync", "-q")
    assert first.returncode == 3
    assert "2 to be tried again: see okrsheets mail outbox" in first.stderr
    program.write_text(f"cat > /dev/null; echo one >> '{gone}'\n", encoding="utf-8")
    assert mail("sync", "-q", day=TUESDAY).returncode == 0
    assert len(gone.read_text(encoding="utf-8").splitlines()) == 2


def test_what_strangers_write_reaches_a_mail_as_text(mail: Run, tmp_path: Path) -> None:
    rows = [*PLAN["Sales"][:3], ["S-1", HOSTILE, HOSTILE, "Dana", 2.1, 2.9, 4, "CO-1"]]
    names = "eve@example.com\nBcc: all@evil.example"
    rows += [
        ["S-2", "Grow", "Sell", "eve@example.com and more@", 0, 1, 2, ""],
        ["S-3", "Go", names, names, 0, 1, 2, ""],
    ]
    lay(tmp_path / "plan.xlsx", {**PLAN, "Sales": rows})
    assert mail("mail", "enable", "--yes").returncode == 0
    done = mail("sync")
    assert "gets no mail" in done.stderr
    messages = sent(tmp_path)
    assert [message["Bcc"] for message in messages] == [None] * len(messages)
    assert "all@evil.example" not in " ".join(recipients(tmp_path))
    [dana] = (message for message in messages if "dana@" in str(message["To"]))
    html = dana.get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_who_does_not_update_is_reminded_and_in_the_end_their_lead(mail: Run, tmp_path: Path) -> None:
    said = MAIL.replace("send_empty = true", 'reminders = true\ncadence = "at the end of a cycle"')
    teams = '[teams]\nSales = { lead = "Mara" }\n[pace]\ncadence = 7\n'
    (tmp_path / "okrsheets.toml").write_text(said + teams, encoding="utf-8")
    rows = [[*PLAN["Sales"][2], "Updated"], [*PLAN["Sales"][3], "2026-11-16"]]
    lay(tmp_path / "plan.xlsx", {**PLAN, "Sales": [*PLAN["Sales"][:2], *rows]})
    assert mail("mail", "enable", "--yes", day="2026-11-20").returncode == 0
    told = {day: said_of(mail("sync", day=f"2026-11-{day}")) for day in range(20, 31)}
    assert {day: lines for day, lines in told.items() if lines} == {
        23: ["mailed 1 person"],
        24: ["mailed 1 person"],
        26: ["mailed 1 person"],
        27: ["mailed 1 person"],  # Mara's own, which syncs saw last change on the 20th
        28: ["mailed 1 person"],
        30: ["mailed 2 people"],
    }
    messages = sent(tmp_path)
    assert {str(message["Subject"]) for message in messages} == {
        "Updates are due: Dana",
        "Updates are due: Sales",
    }
    text = messages[0].get_body(("plain",))
    assert text is not None
    words = " ".join(text.get_content().split())
    assert "1 update is due." in words
    assert "Increase the revenue from new customers was last updated on 16 Nov 2026" in words
    assert "plan.xlsx, tab Sales, cell F4" in words


def test_a_sync_that_is_killed_among_its_mails_is_put_right_by_the_next(mail: Run, tmp_path: Path) -> None:
    people = [f"p{n}@example.com" for n in range(5)]
    rows = [
        [f"S-{n}", f"Grow in region {n}", f"Sell in region {n}", who, 0, 1, 4, ""]
        for n, who in enumerate(people)
    ]
    lay(tmp_path / "plan.xlsx", {"Sales": [*PLAN["Sales"][:3], *rows]})
    log, program = tmp_path / "log", tmp_path / "sendmail.sh"
    way = MAIL.replace('folder = "out"', f'transport = "sendmail"\ncommand = "sh {program}"')
    (tmp_path / "okrsheets.toml").write_text(way, encoding="utf-8")
    take = f'cat > /dev/null\necho "$@" >> {log}\n'
    program.write_text(f"{take}test $(wc -l < {log}) -lt 3 || kill -9 $PPID\n")
    assert mail("mail", "enable", "--yes").returncode == 0
    assert mail("sync").returncode == -9
    assert "did not come to its end" in mail("history", "--runs").stdout
    program.write_text(take)
    after = mail("sync")
    assert after.returncode == 3
    assert said_of(after) == ["mailed 2 people, 1 may have arrived: see okrsheets mail outbox"]
    assert "okrsheets mail: 1 may have arrived" in mail("history", "--runs").stdout
    given = [line.split()[-1] for line in log.read_text().splitlines()]
    assert sorted(given) == people
    assert mail("sync").returncode == 0
    assert len(log.read_text().splitlines()) == len(people)


def test_who_is_mailed_when_needed_hears_of_what_is_new_and_weekly_of_the_rest(
    mail: Run, tmp_path: Path
) -> None:
    said = MAIL.replace("send_empty = true", 'cadence = "when needed"')
    (tmp_path / "okrsheets.toml").write_text(said, encoding="utf-8")
    wrong, right = [*PLAN["Sales"][4][:3], "Dana", 0.2, 0.25, 0.3, "CO-9"], "CO-1"
    fine = [*wrong[:7], right]
    again = ["S-2", "Win the schools", "Sign 30 schools", "Dana", 0, 12, 30, "CO-7"]

    def night(day: str, *rows: list[object]) -> list[str]:
        lay(tmp_path / "plan.xlsx", {**PLAN, "Sales": [*PLAN["Sales"][:4], *rows]})
        return said_of(mail("sync", "--no-write", day=day))

    assert mail("mail", "enable", "--yes", day="2026-11-02").returncode == 0
    mailed = ["mailed 1 person"]
    assert night("2026-11-02", wrong) == mailed
    assert night("2026-11-03", wrong) == []
    assert night("2026-11-04", wrong, again) == mailed
    assert night("2026-11-05", fine, again) == []
    assert night("2026-11-06", wrong, again) == mailed  # it was mended, and is wrong again
    assert night("2026-11-12", wrong, again) == []
    assert night("2026-11-13", wrong, again) == mailed
    orphan = [*again[:2], "Sign 9 colleges", "", 0, 3, 9, "CO-7"]
    assert night("2026-11-14", wrong, again, orphan) == mailed, "nobody owns it, so the mail asks Dana"
    assert night("2026-11-15", wrong, again, orphan) == []
    assert set(recipients(tmp_path)) == {"Dana <dana@example.com>"}


def test_whoever_a_source_concerns_that_cannot_be_read_waits_for_it(mail: Run, tmp_path: Path) -> None:
    said = MAIL.replace("[mail]", '[[source]]\nuri = "other.xlsx"\nwrite = true\n\n[mail]')
    (tmp_path / "okrsheets.toml").write_text(said, encoding="utf-8")
    row = ["P-1", "Ship what people love", "Raise the score", "eve@example.com", 1, 2, 4, ""]
    other = lay(tmp_path / "other.xlsx", {"Product": [*PLAN["Sales"][:3], row]})
    assert mail("mail", "enable", "--yes", day="2026-11-22").returncode == 0
    assert mail("sync", day="2026-11-22").returncode == 0
    whole = other.read_bytes()
    other.write_bytes(b"cut short")
    first = mail("sync", day=MONDAY)
    assert first.returncode == 3
    assert said_of(first) == ["mailed 2 people"]
    assert "1 mail will wait until what could not be read can be" in first.stderr
    other.write_bytes(whole)
    assert said_of(mail("sync", day=TUESDAY)) == ["mailed 1 person"]
    assert sorted(recipients(tmp_path))[-1] == "eve@example.com"
    assert said_of(mail("sync", day="2026-11-25")) == []
