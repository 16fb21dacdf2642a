"""`okrsheets doctor`: what can be read and written, with which credentials, and what to mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.conftest import DAY, PLAN, Run, lay
from tests.cli.google import BOT, Google
from tests.sheets_emulator import Fault, Target


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_workbook_in_order_has_nothing_to_mend_and_nothing_is_written(
    okrsheets: Run, plan: Path, tmp_path: Path
) -> None:
    before = _files(tmp_path)
    done = okrsheets("doctor", "plan.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(
        "plan.xlsx\n"
        "  reading  2 tabs, 46 filled cells\n"
        "  writing  sync writes it when you agree (--yes, or write = true)\n"
        "nothing to mend\n"
    )
    assert _files(tmp_path) == before


def test_without_a_source_folders_and_credentials_are_looked_at(okrsheets: Run, google: Google) -> None:
    done = okrsheets("doctor", env=google.env)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["config", "state", "reports", "clock", "google", "nothing"]
    assert google.emulator.log.entries == []


def _lock(path: Path) -> None:
    path.with_name(f"~${path.name}").touch()


def _lock_as_libreoffice(path: Path) -> None:
    path.with_name(f".~lock.{path.name}#").touch()


def _make_read_only(path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("hinder", "says"),
    [
        (_lock, "plan.xlsx: is open in another program; close it there and try again"),
        (_lock_as_libreoffice, "plan.xlsx: is open in another program; close it there and try again"),
        (_make_read_only, "plan.xlsx: is marked read-only; allow writing to the file"),
    ],
)
def test_a_workbook_that_cannot_be_written_is_told_with_its_cure(
    okrsheets: Run, plan: Path, hinder: Callable[[Path], None], says: str
) -> None:
    hinder(plan)
    done = okrsheets("doctor", "plan.xlsx")
    assert (done.returncode, done.stderr) == (3, f"error: {says}\n")
    assert "writing  refused" in done.stdout


def test_a_workbook_that_cannot_be_read_is_told_with_its_cure(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_text("no zip")
    done = okrsheets("doctor", "bad.xlsx")
    assert (done.returncode, "cannot be read" in done.stdout) == (2, True)
    assert done.stderr.startswith("error: bad.xlsx: is not an Excel workbook")
    lay(tmp_path / "plan.xlsx", PLAN)
    assert okrsheets("doctor", "bad.xlsx", "plan.xlsx").returncode == 3


def test_kinds_that_are_only_read_are_no_trouble(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Objective,Key result\nGrow,Win 40\n")
    done = okrsheets("doctor", "plan.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "writing  never, as a text file has no room for columns of ours" in done.stdout


def test_what_the_config_says_of_writing_is_told(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    config = tmp_path / "okrsheets.toml"
    config.write_text('[[source]]\nuri = "plan.xlsx"\nwrite = true\n')
    assert "writing  sync writes it\n" in okrsheets("doctor").stdout
    config.write_text('[[source]]\nuri = "plan.xlsx"\nwrite = false\n')
    _make_read_only(plan)
    done = okrsheets("doctor")
    assert (done.returncode, "never, as the config says write = false" in done.stdout) == (0, True)


def test_consent_that_was_given_once_is_known(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    assert "writing  sync writes it\n" in okrsheets("doctor", plan.name).stdout


def test_a_slip_in_the_config_is_told_with_the_nearest_key(okrsheets: Run, tmp_path: Path) -> None:
    (tmp_path / "okrsheets.toml").write_text('[[source]]\nuri = "plan.xlsx"\nwrte = true\n')
    done = okrsheets("doctor")
    assert done.returncode == 2
    assert done.stderr.endswith('okrsheets.toml: source 1: unknown key "wrte"; did you mean "write"\n')


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (
            '[state]\npath = "plan.xlsx"',
            "plan.xlsx: cannot be written; allow writing there, or set [state] path",
        ),
        ('[report]\nout = "plan.xlsx/in"', "in: cannot be written; allow writing there, or set [report] out"),
    ],
)
def test_a_folder_that_cannot_be_written_is_told(
    okrsheets: Run, plan: Path, tmp_path: Path, section: str, says: str
) -> None:
    (tmp_path / "okrsheets.toml").write_text(f'{section}\n[[source]]\nuri = "{plan.name}"\n')
    done = okrsheets("doctor")
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr


def test_a_state_that_is_damaged_is_told(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / ".okrsheets").mkdir()
    (tmp_path / ".okrsheets" / "state.db").write_text("no database, though it is long enough to be one" * 50)
    done = okrsheets("doctor", plan.name)
    assert done.returncode == 3
    assert "is damaged or no state of okrsheets" in done.stderr


def test_a_sync_that_is_at_work_is_told_and_no_trouble(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    assert "at work" not in okrsheets("doctor", plan.name).stdout
    with FileLock(tmp_path / ".okrsheets" / "sync.lock"):
        done = okrsheets("doctor", plan.name)
    assert (done.returncode, ".okrsheets; a sync is at work there" in done.stdout) == (0, True)


def test_a_google_sheet_is_told_with_whom_to_share_it_and_what_is_protected(
    okrsheets: Run, google: Google
) -> None:
    link = google.share(PLAN, title="OKRs Q4")
    key = link.rpartition("/")[2]
    sales = google.emulator.store.files[key].book.sheets[1].id
    part = {"sheetId": 0, "startRowIndex": 3, "startColumnIndex": 3, "endColumnIndex": 5}
    shut = [{"addProtectedRange": {"protectedRange": {"range": area}}} for area in (part, {"sheetId": sales})]
    google.emulator.edit(key, shut)
    before = google.cells(link)
    done = okrsheets("doctor", link, env=google.env)
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout.split("google   ")[1].splitlines()
    setting = "OKRSHEETS_GOOGLE_CREDENTIALS"
    key_file = f"({setting}, {google.env[setting]})"
    why = "is protected against the account that writes"
    assert told == [
        f"the key of a service account {key_file}: share sheets with {BOT}",
        f'{link} "OKRs Q4"',
        "  reading           2 tabs, 46 filled cells",
        "  writing           sync writes it when you agree (--yes, or write = true)",
        f"  Company!D4:E1000  not written: the range {why} [protected-range]",
        f"  Sales             not written: the tab {why} [protected-tab]",
        "nothing to mend",
    ]
    assert google.cells(link) == before
    assert google.counts() == (1, 1)


def test_a_google_sheet_whose_first_cell_is_protected_may_still_be_written(
    okrsheets: Run, google: Google
) -> None:
    link = google.share(PLAN)
    google.emulator.fail(
        Fault(Target(kind="write"), status=400, message="You are trying to edit a protected cell or object.")
    )
    done = okrsheets("doctor", link, env=google.env)
    assert (done.returncode, "writing  sync writes it" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("role", "state", "code", "says"),
    [
        ("reader", "live", 3, f"may not be written by {BOT}; share it with {BOT}, as an editor"),
        ("", "live", 2, f"is not shared with {BOT}; share it with {BOT}, as an editor"),
        (
            "writer",
            "xlsx",
            2,
            "is no Google sheet but another file in Drive, such as an .xlsx; open it there",
        ),
        ("writer", "trashed", 2, "there is no such spreadsheet, or it is in the bin; check the link"),
    ],
)
def test_a_google_sheet_that_cannot_be_read_or_written_is_told_with_its_cure(
    okrsheets: Run, google: Google, role: str, state: str, code: int, says: str
) -> None:
    link = google.share(PLAN, role=role)
    google.emulator.store.files[link.rpartition("/")[2]].state = state
    done = okrsheets("doctor", link, env=google.env)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert done.stderr.startswith(f"error: {link}: {says}")


def test_google_that_fails_while_it_is_asked_is_told_as_such(okrsheets: Run, google: Google) -> None:
    link = google.share(PLAN)
    google.emulator.fail(Fault(Target(kind="write"), times=99, status=503))
    done = okrsheets("doctor", link, env=google.env | {"OKRSHEETS_GOOGLE_PATIENCE": "1"})
    says = (
        "whether it may be written cannot be told: Google cannot serve it at the moment; run it again later"
    )
    assert (done.returncode, done.stderr) == (3, f"error: {link}: {says}\n")


def test_credentials_that_are_none_are_told_once_and_no_secret_is(okrsheets: Run, google: Google) -> None:
    links = [google.share(PLAN), google.share(PLAN)]
    env = google.env | {"OKRSHEETS_GOOGLE_CREDENTIALS": '{"type": "service_account", "private_key": "hush"}'}
    done = okrsheets("doctor", *links, env=env)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "OKRSHEETS_GOOGLE_CREDENTIALS: is no complete key of a kind that Google takes" in done.stderr
    key = {"OKRSHEETS_GOOGLE_API_KEY": "AIza-hush", "OKRSHEETS_GOOGLE_ENDPOINT": google.server.url}
    shown = okrsheets("doctor", *links, "--format", "json", env=key)
    assert "an API key" in shown.stdout
    assert "hush" not in done.stdout + done.stderr + shown.stdout + shown.stderr


def test_the_document_says_what_the_lines_say(okrsheets: Run, google: Google, tmp_path: Path) -> None:
    good, reader = google.share(PLAN, title="OKRs Q4"), google.share(PLAN, role="reader")
    (tmp_path / "plan.csv").write_text("Objective\nGrow\n")
    done = okrsheets("doctor", "plan.csv", good, reader, "--format", "json", env=google.env)
    document = json.loads(done.stdout)
    assert done.returncode == 3
    assert document["schema"] == "okrsheets/1"
    assert document["config"] is None
    assert document["google"]["address"] == BOT
    told = {one["source"]: one for one in document["sources"]}
    assert {name: (one["readable"], one["writable"]) for name, one in told.items()} == {
        good: (True, True),
        reader: (True, False),
        "plan.csv": (True, False),
    }
    assert (told[good]["title"], told[good]["tabs"]) == ("OKRs Q4", ["Company", "Sales"])
    assert [one["place"] for one in document["troubles"]] == [reader]


def test_the_last_runs_are_told_with_what_came_of_them(okrsheets: Run, plan: Path, tmp_path: Path) -> None:
    okrsheets("sync", "--yes", plan.name)
    (tmp_path / f"~${plan.name}").touch()
    okrsheets("sync", "--yes", "--restore-columns", plan.name)
    okrsheets("sync", "gone.xlsx")
    told = okrsheets("doctor", plan.name).stdout.split("last runs\n")[1].splitlines()[:3]
    words = [line.split("  ")[2] for line in told]
    assert words[0].startswith("done, wrote ")
    assert words[1].startswith("done after ")  # there was nothing left to write
    assert words[2].startswith("exit code 2: gone.xlsx: no such file after ")
    document = json.loads(okrsheets("doctor", "--format", "json", plan.name).stdout)
    assert [(run["code"], run["day"]) for run in document["runs"]] == [(0, DAY), (0, DAY), (2, DAY)]
    assert document["missed"] is None


def test_runs_that_are_missing_are_told(okrsheets: Run, plan: Path) -> None:
    for day in range(16, 22):
        okrsheets("sync", "--yes", "--today", f"2026-11-{day}", plan.name)
    done = okrsheets("doctor", "--today", "2026-11-26", plan.name)
    says = "the last run was 5 days ago, on 2026-11-21; they are usually a day apart: see why the schedule"
    assert (done.returncode, says in done.stdout) == (0, True)
    assert "the last run was" not in okrsheets("doctor", "--today", "2026-11-22", plan.name).stdout
    late = okrsheets("sync", "--today", "2026-11-26", plan.name)
    assert (late.returncode, says in late.stderr) == (0, True)


def test_a_run_of_a_day_to_come_is_told_with_the_way_out(okrsheets: Run, plan: Path) -> None:
    okrsheets("sync", "--yes", "--today", "2036-01-01", plan.name)
    done = okrsheets("doctor", plan.name)
    assert done.returncode == 3
    assert "state.db: remembers a sync on 2036-01-01, a day to come, and until then nothing" in done.stderr
    assert "okrsheets history forget-after DATE" in done.stderr
    assert okrsheets("sync", plan.name).returncode == 3
    assert okrsheets("history", "forget-after", DAY).stderr == "1 run after 2026-11-23 is forgotten\n"
    assert okrsheets("sync", plan.name).returncode == 0
    assert okrsheets("doctor", plan.name).returncode == 0


def test_runs_are_listed_as_text_json_and_csv(okrsheets: Run, plan: Path) -> None:
    assert okrsheets("history", "--runs").returncode == 2
    okrsheets("sync", "--yes", plan.name)
    text = okrsheets("history", "--runs")
    (line,) = text.stdout.splitlines()
    document = json.loads(okrsheets("history", "--runs", "--format", "json").stdout)
    (run,) = document["runs"]
    assert (run["code"], run["outcome"], run["wrote"] > 0) == (0, "done", True)
    assert line.endswith(run["run"])
    rows = okrsheets("history", "--runs", "--format", "csv").stdout.splitlines()
    assert (rows[0], rows[1].split(",")[0]) == ("run,at,day,code,seconds,wrote,outcome", run["run"])
    assert okrsheets("history", "--runs", "CO-1").returncode == 2
