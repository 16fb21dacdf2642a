"""State remembers what was written, and agreed to, for its owner alone."""

from __future__ import annotations

import stat
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from okrsheets.edits import (
    CellEdit,
    EditKind,
    ManagedColumn,
    ManagedRole,
    TableGrowth,
    TabMemory,
)
from okrsheets.errors import DamagedStateError, LockHeldError, StateError
from okrsheets.grid import CellRef, Value
from okrsheets.model import LastWrite, ManagedMemory
from okrsheets.state import Kept, is_sound, open_state, read_outbox, read_state, set_aside, sync_lock
from okrsheets.state.backups import backups_of
from okrsheets.state.folder import source_key, source_of
from tests.state.earlier import make_earlier

NOW = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)


def remembered(source: str, values: dict[str, Value], *, column: int = 6) -> ManagedMemory:
    return ManagedMemory(source, "Sales", ManagedRole.PROGRESS, "How far", column, values)


def kept(folder: Path, *sources: str) -> Kept:
    return read_state(folder, sources, read=sources, today=NOW.date())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_was_written_is_known_in_the_next_run(tmp_path: Path) -> None:
    folder, source = tmp_path / ".okrsheets", str(tmp_path / "Plan.xlsx")
    known = remembered(source, {"2026-Q4/sales/O1/KR1": 0.375, "2026-Q4/sales/O1/KR2": None})
    with open_state(folder) as state:
        state.remember(source, [known])
    assert kept(folder, source).memory == (known,)
    with open_state(folder) as state:
        assert state.memory([source]) == (known,)


def test_each_write_takes_the_place_of_what_was_known(tmp_path: Path) -> None:
    folder, source, other = tmp_path / "s", str(tmp_path / "Plan.xlsx"), str(tmp_path / "Other.xlsx")
    with open_state(folder) as state:
        state.remember(
            source,
            [remembered(source, {"a": 0.1}), remembered(source, {"b": 0.2}, column=9)],
        )
        state.remember(other, [remembered(other, {"c": 0.3})])
        state.remember(source, [remembered(source, {"a": 0.4})])
        assert state.memory([source]) == (remembered(source, {"a": 0.4}),)
        assert state.memory([other]) == (remembered(other, {"c": 0.3}),)


def test_what_is_remembered_together_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    folder, source = tmp_path / "s", str(tmp_path / "Plan.xlsx")
    with open_state(folder) as state:
        state.remember_refusal(source, "protected")
        with suppress(KeyError), state.together():
            state.remember_refusal(source, None)
            state.remember(source, [remembered(source, {"a": 0.1})])
            raise KeyError
        assert (state.refused(source), state.memory([source])) == ("protected", ())
        with state.together():
            state.remember_refusal(source, None)
            state.remember(source, [remembered(source, {"a": 0.1})])
    with open_state(folder) as state:
        assert state.refused(source) is None
        assert state.memory([source]) == (remembered(source, {"a": 0.1}),)


def test_a_date_that_a_person_put_in_our_column_is_kept_as_text(tmp_path: Path) -> None:
    source = str(tmp_path / "Plan.xlsx")
    with open_state(tmp_path / "s") as state:
        state.remember(source, [remembered(source, {"a": date(2026, 10, 1)})])
        assert state.memory([source])[0].values == {"a": "2026-10-01"}


def test_the_whole_folder_can_move(tmp_path: Path) -> None:
    home = tmp_path / "here"
    home.mkdir()
    source = str(home / "plans" / "Plan.xlsx")
    with open_state(home / ".okrsheets") as state:
        state.remember(source, [remembered(source, {"a": 0.1})])
        state.remember_consent(source, when=NOW)
    there = home.rename(tmp_path / "there")
    moved = str(there / "plans" / "Plan.xlsx")
    assert kept(there / ".okrsheets", moved).memory == (remembered(moved, {"a": 0.1}),)
    with open_state(there / ".okrsheets") as state:
        assert state.consented(moved)


def test_a_workbook_goes_by_its_place_however_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_state(tmp_path / "s") as state:
        state.remember_consent(str(tmp_path / "plans" / "Plan.xlsx"), when=NOW)
        monkeypatch.chdir(tmp_path)
        assert state.consented("plans/../plans/Plan.xlsx")
        assert not state.consented("Plan.xlsx")


def test_reading_memory_makes_no_file(tmp_path: Path) -> None:
    assert kept(tmp_path / ".okrsheets", "Plan.xlsx").memory == ()
    assert list(tmp_path.iterdir()) == []


def test_why_a_workbook_could_not_be_written_is_kept_until_it_could(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        assert state.refused("Plan.xlsx") is None
        state.remember_refusal("Plan.xlsx", "is open elsewhere")
    with open_state(tmp_path / "s") as state:
        assert state.refused("Plan.xlsx") == "is open elsewhere"
        state.remember_refusal("Plan.xlsx", None)
        assert state.refused("Plan.xlsx") is None


def test_state_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    folder, plan = tmp_path / "s", tmp_path / "Plan.xlsx"
    plan.write_bytes(b"a workbook")
    with sync_lock(folder), open_state(folder) as state:
        copy = state.back_up(str(plan), revision="r1", when=NOW)
    assert {mode(place) for place in (folder, copy.parent, copy.parent.parent)} == {0o700}
    assert {mode(place) for place in (folder / "state.db", copy)} == {0o600}


DAMAGED = [b"not a database at all" * 100, b"SQLite format 3\0" + b"\7" * 4000]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_an_error_for_who_would_write_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.db").write_bytes(content)
    with pytest.raises(DamagedStateError, match=r"state\.db: is damaged .*; the next sync keeps it aside"):
        open_state(tmp_path).__enter__()
    assert (tmp_path / "state.db").read_bytes() == content


@pytest.mark.parametrize("content", DAMAGED)
def test_who_only_reads_a_damaged_file_knows_nothing_and_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.db").write_bytes(content)
    known = kept(tmp_path, "Plan.xlsx")
    assert known == Kept(damage=known.damage)
    assert known.damage is not None
    assert not is_sound(tmp_path)


def test_a_damaged_file_is_kept_aside_with_its_journal_and_a_new_one_begun(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(DAMAGED[0])
    (tmp_path / "state.db-journal").write_bytes(b"half a page")
    aside = set_aside(tmp_path, when=NOW)
    with open_state(tmp_path) as state:
        assert state.memory(["Plan.xlsx"]) == ()
    assert is_sound(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "state.db",
        "state.db.damaged-20261103T073000",
        "state.db.damaged-20261103T073000-journal",
    ]
    assert aside.read_bytes() == DAMAGED[0]


def test_a_file_of_which_some_page_is_overwritten_is_not_sound(tmp_path: Path) -> None:
    with open_state(tmp_path) as state:
        for number in range(400):
            state.remember_consent(f"{number}.xlsx", when=NOW)
    assert is_sound(tmp_path)
    path = tmp_path / "state.db"
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\7" * 4096
    path.write_bytes(content)
    assert not is_sound(tmp_path)


def test_a_state_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with open_state(tmp_path) as state, state._connection as connection:  # noqa: SLF001 - plays the future
        connection.execute("INSERT INTO schema VALUES (99)")
    with pytest.raises(StateError, match="unknown version 99"):
        kept(tmp_path, "Plan.xlsx")


def test_a_state_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StateError, match="cannot be used"):
        open_state(tmp_path / "taken" / "s").__enter__()


def test_the_last_five_versions_of_a_workbook_are_kept(tmp_path: Path) -> None:
    plan = tmp_path / "Plan.xlsx"
    with open_state(tmp_path / "s") as state:
        for number in range(7):
            plan.write_text(f"version {number}")
            state.back_up(str(plan), revision=f"r{number}", when=NOW + timedelta(days=number))
    copies = backups_of(tmp_path / "s", str(plan))
    assert [copy.read_text() for copy in copies] == [f"version {number}" for number in range(2, 7)]


def test_the_same_revision_is_copied_once(tmp_path: Path) -> None:
    plan = tmp_path / "Plan.xlsx"
    plan.write_text("as it was")
    with open_state(tmp_path / "s") as state:
        first = state.back_up(str(plan), revision="r1", when=NOW)
        assert state.back_up(str(plan), revision="r1", when=NOW + timedelta(hours=1)) == first


def test_workbooks_of_one_name_have_backups_of_their_own(tmp_path: Path) -> None:
    with open_state(tmp_path / "s") as state:
        for team in ("sales", "product"):
            (tmp_path / team).mkdir()
            (tmp_path / team / "Plan.xlsx").write_text(team)
            state.back_up(str(tmp_path / team / "Plan.xlsx"), revision="r1", when=NOW)
    [copy] = backups_of(tmp_path / "s", str(tmp_path / "sales" / "Plan.xlsx"))
    assert copy.read_text() == "sales"


def test_a_second_sync_is_told_that_the_first_holds_the_lock(tmp_path: Path) -> None:
    with sync_lock(tmp_path / "s"):
        with pytest.raises(LockHeldError) as caught, sync_lock(tmp_path / "s"):
            raise AssertionError
        assert caught.value.exit_code == 75
    with sync_lock(tmp_path / "s"):
        pass


def wrote(source: str) -> LastWrite:
    at = CellRef(source, "Sales", 4, 6)
    return LastWrite(
        source,
        NOW,
        "r1",
        "r2",
        (CellEdit(at, ManagedRole.PROGRESS, "sales/O1", None, 0.375, EditKind.PERCENT),),
        (
            ManagedColumn(
                at._replace(row=3), 9, "How far", ManagedRole.PROGRESS, EditKind.PERCENT, 5, new=True
            ),
        ),
        (TableGrowth("Sales", "Plan", ("How far",)),),
        (remembered(source, {"sales/O1": 0.25}),),
        ("OKR summary",),
    )


def test_the_last_write_is_known_until_it_is_taken_back(tmp_path: Path) -> None:
    folder, source = tmp_path / ".okrsheets", str(tmp_path / "Plan.xlsx")
    with open_state(folder) as state:
        assert state.last_write(source) is None
        state.remember_write(wrote(source))
    with open_state(folder) as state:
        assert state.last_write(source) == wrote(source)
        state.forget_write(source)
        assert state.last_write(source) is None


def test_a_state_of_an_earlier_version_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    folder, source = tmp_path / ".okrsheets", str(tmp_path / "Plan.xlsx")
    known = remembered(source, {"sales/O1": 0.25})
    with open_state(folder) as state:
        state.remember(source, [known])
    make_earlier(folder, 1)
    assert kept(folder, source).memory == (known,)
    assert kept(folder, source).tabs == {}
    assert read_outbox(folder) == ()
    with open_state(folder) as state:
        state.remember_write(wrote(source))
        assert state.memory([source]) == (known,)
        assert state.outbox.parcels() == ()


def test_what_is_known_of_our_tab_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    folder, source, other = tmp_path / ".okrsheets", str(tmp_path / "Plan.xlsx"), str(tmp_path / "Other.xlsx")
    assert kept(folder, source).tabs == {}
    rows = ((("Sales", "on track", 0.25, 2, None),), ())
    known = TabMemory(source, "How we stand", ("October",), rows)
    with open_state(folder) as state:
        state.remember_tab(source, TabMemory(source, "OKR summary"))
        state.remember_tab(source, known)
        last = wrote(source)._replace(tab_cells=3, own_tab=known)
        state.remember_write(last)
        assert state.last_write(source) == last
    assert kept(folder, source, other).tabs == {source: known}
    with open_state(folder) as state:
        state.remember_tab(source, None)
    assert kept(folder, source, other).tabs == {}


def test_a_transaction_that_was_cut_off_is_taken_back_by_who_only_reads(tmp_path: Path) -> None:
    folder, source = tmp_path / ".okrsheets", str(tmp_path / "Plan.xlsx")
    known = remembered(source, {"sales/O1": 0.25})
    with open_state(folder) as state:
        state.remember(source, [known])
    script = (
        "import os, signal, sqlite3, sys\n"
        "state = sqlite3.connect(sys.argv[1])\n"
        "state.execute('PRAGMA cache_size = 1')\n"  # so that pages reach the file before the end
        "state.execute('DELETE FROM managed')\n"
        "state.executemany('INSERT INTO consent VALUES (?, ?)', ((str(n), 'x' * 900) for n in range(500)))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "state.db")], check=False)
    assert (folder / "state.db-journal").exists()
    assert kept(folder, source).memory == (known,)


def test_a_first_run_that_was_cut_off_while_it_made_the_state_does_not_stop_the_next(tmp_path: Path) -> None:
    folder = tmp_path / ".okrsheets"
    folder.mkdir()
    script = (
        "import os, signal, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA cache_size = 1')\n"
        "connection.execute('BEGIN')\n"
        "connection.execute('CREATE TABLE schema (version INTEGER NOT NULL)')\n"
        "for number in range(2000):\n"
        "    connection.execute('INSERT INTO schema VALUES (?)', (number,))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder / "state.db")], check=False)
    assert (folder / "state.db").stat().st_size
    assert (folder / "state.db-journal").exists()
    with open_state(folder) as state:
        assert not state.consented("plan.xlsx")


@pytest.mark.parametrize("name", ["plan.xlsx", "M\udcfcnchen/plan.xlsx", "../a\udcff\udc80b.xlsx"])
def test_a_name_that_is_not_utf_8_is_kept_as_any_other(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    source = str(home / name)
    key = source_key(source, home / "state")
    assert key.encode().decode() == key
    assert Path(source_of(key, home / "state")) == Path(source).resolve()
    with open_state(home / "state") as state:
        assert not state.consented(source)
        state.remember_consent(source, when=datetime(2026, 11, 23, tzinfo=UTC))
        assert state.consented(source)
