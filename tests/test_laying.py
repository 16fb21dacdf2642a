"""Files that are laid whole, over whatever is in their way, by several at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread, get_ident

import pytest

from okrsheets.fresh import save_new
from okrsheets.laying import clear_halves, lay
from okrsheets.run.reports import put_bytes

LAYERS: list[Callable[[Path, bytes], object]] = [lay, put_bytes, save_new]


def waiting(name: str, *, process: int | None = None, thread: int | None = None) -> str:
    """How a file is called that waits for its place."""
    return f".{name}.{process or os.getpid()}-{thread or get_ident():x}.new"


def ended_process() -> int:
    """The number of a process that is no more."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


@pytest.mark.parametrize("laying", LAYERS)
def test_a_link_that_was_planted_where_it_waits_leads_it_nowhere(
    tmp_path: Path, laying: Callable[[Path, bytes], object]
) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"theirs")
    for name in (waiting("plan.xlsx"), ".plan.xlsx.new"):
        (tmp_path / name).symlink_to(theirs)
    laying(tmp_path / "plan.xlsx", b"ours")
    assert theirs.read_bytes() == b"theirs"
    assert (tmp_path / "plan.xlsx").read_bytes() == b"ours"
    assert not (tmp_path / "plan.xlsx").is_symlink()
    assert not (tmp_path / waiting("plan.xlsx")).exists()


def test_several_who_lay_one_file_at_once_never_lay_a_half(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    together = Barrier(4)
    seen: set[bytes] = set()

    def work(letter: bytes) -> None:
        together.wait()
        for _ in range(30):
            lay(path, iter([letter * 50_000] * 4))
            seen.add(path.read_bytes())

    threads = [Thread(target=work, args=(letter,)) for letter in (b"a", b"b", b"c", b"d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {letter * 200_000 for letter in (b"a", b"b", b"c", b"d")}
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_what_cannot_be_made_whole_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    lay(path, b"old")

    def broken_off() -> Iterator[bytes]:
        yield b"ne"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        lay(path, broken_off())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("page.html", b"old")]


@pytest.mark.parametrize("name", ["a" * 250, "ü" * 120, "四" * 80])
def test_the_longest_name_that_a_file_may_have_can_be_laid(tmp_path: Path, name: str) -> None:
    lay(tmp_path / name, b"ours")
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix", reason="whether a process lives is not to be told")
def test_halves_of_those_who_are_no_more_go_and_those_of_others_stay(tmp_path: Path) -> None:
    gone = ended_process()
    stay = [
        waiting("a"),
        waiting("a", process=os.getppid()),
        ".a.new",
        ".a.12.tmp",
        f".a.{gone}-xyz.new",
        "b",
    ]
    go = [waiting("a", process=gone), waiting("a", thread=1), waiting("b", process=gone)]
    for name in (*stay, *go):
        (tmp_path / name).write_bytes(b"half")
    clear_halves(tmp_path, of="a")
    assert {one.name for one in tmp_path.iterdir()} == {*stay, go[2]}
    clear_halves(tmp_path)
    assert {one.name for one in tmp_path.iterdir()} == {*stay}
    clear_halves(tmp_path / "nowhere")
