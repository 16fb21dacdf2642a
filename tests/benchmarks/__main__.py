"""`python -m tests.benchmarks`: ratios against a peer in the same run, medians of alternating runs; and how
the stages that follow reading grow with the company."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

from tests.benchmarks import mails, many
from tests.benchmarks.workbooks import lay_workbook

ROUNDS = 7
TOUCHED = ("worksheets/sheet1.xml", "sharedStrings.xml")
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
OPENPYXL_LOAD = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1])"
OPENPYXL = "import openpyxl, sys; book = openpyxl.load_workbook(sys.argv[1]); book.save(sys.argv[2])"


def _surroundings() -> dict[str, str]:
    """The environment of those that run a command day by day: Python may keep what it compiled."""
    return {**os.environ, "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""}


def _seconds(command: list[str], *, folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=_surroundings())
    return time.perf_counter() - begun


def compare(
    name: str,
    *,
    ours: Callable[[], list[str]],
    peer: Callable[[], list[str]],
    folder: Path,
    rounds: int = ROUNDS + 1,
) -> float:
    """Run both in turn, print the median times and the median of the pairs' ratios, and return that."""
    pairs = [(_seconds(ours(), folder=folder), _seconds(peer(), folder=folder)) for _ in range(rounds)]
    pairs = pairs[1:] or pairs
    ratio = median(one / other for one, other in pairs)
    one, other = (median(column) * 1000 for column in zip(*pairs, strict=True))
    print(f"{name:<46} ours {one:7.0f} ms   peer {other:7.0f} ms   ratio {ratio:.2f}")  # noqa: T201 a benchmark prints
    return ratio


def main() -> None:
    """Print each measure: reading alone, a whole sync, a second one, and the start of the command line."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = lay_workbook(folder / "bare.bin", tabs=10, rows=100)
        styled = lay_workbook(folder / "styled.bin", tabs=10, rows=100, styled=True)
        dressed = lay_workbook(folder / "dressed.bin", tabs=10, rows=100, dressed=True)

        def fresh_sync(master: Path) -> list[str]:
            (folder / "plan.xlsx").write_bytes(master.read_bytes())
            for left in (".okrsheets", "okrsheets-report"):
                shutil.rmtree(folder / left, ignore_errors=True)
            return [python, "-m", "okrsheets", "sync", "--yes", "--today", "2026-11-23", "plan.xlsx"]

        def inspection(form: str) -> list[str]:
            return [
                *(python, "-m", "okrsheets", "inspect", "--today", "2026-11-23"),
                *("--format", form, "read.xlsx"),
            ]

        def peer(master: Path = bare) -> list[str]:
            (folder / "peer.xlsx").write_bytes(master.read_bytes())
            return [python, "-c", OPENPYXL, "peer.xlsx", "saved.xlsx"]

        looks = (("bare", bare), ("styled", styled), ("with formatted empty cells", dressed))
        for (name, master), form in product(looks, ("text", "json")):
            (folder / "read.xlsx").write_bytes(master.read_bytes())
            compare(
                f"inspect as {form} against loading, {name}",
                ours=partial(inspection, form),
                peer=lambda: [python, "-c", OPENPYXL_LOAD, "read.xlsx"],
                folder=folder,
            )
        for name, master in (("bare", bare), ("with formatted empty cells", dressed)):
            compare(
                f"sync, 10 tabs x 100 rows, {name}",
                ours=partial(fresh_sync, master),
                peer=partial(peer, master),
                folder=folder,
            )
        fresh_sync(bare)
        again = [python, "-m", "okrsheets", "sync", "--today", "2026-11-23", "plan.xlsx"]
        compare("sync again, nothing changed", ours=lambda: again, peer=peer, folder=folder)
        compare(
            "okrsheets --help against import click",
            ours=lambda: [python, "-m", "okrsheets", "--help"],
            peer=lambda: [python, "-c", "import click"],
            folder=folder,
        )
        compare_large(folder)
    many.main()
    mails.main()


def compare_large(folder: Path) -> tuple[float, float]:
    """1,000 cells into 100,000 rows: time against openpyxl, memory against the unpacked touched parts."""
    large = lay_workbook(folder / "large.xlsx", tabs=1, rows=100_000)
    edits = [f"Company!{column}{row * 150 + 3}" for row in range(500) for column in "MN"]
    values = [
        f"{at}:=0.{number}" if at[8] == "M" else f"{at}=on track {number}" for number, at in enumerate(edits)
    ]
    ours = [sys.executable, "-m", "okrsheets.adapters.xlsx", "set", large.name, "set.xlsx", *values]
    ratio = compare(
        "1,000 cells into 100,000 rows",
        ours=lambda: ours,
        peer=lambda: [sys.executable, "-c", OPENPYXL, large.name, "saved.xlsx"],
        folder=folder,
        rounds=1,
    )
    with zipfile.ZipFile(large) as archive:
        touched = sum(archive.getinfo(f"xl/{part}").file_size for part in TOUCHED) / 1024
    share = (_peak(ours, folder=folder) - _peak([sys.executable, "-c", ""], folder=folder)) / touched
    print(f"its peak memory over an idle interpreter       {share:.1f} times the unpacked touched parts")  # noqa: T201 a benchmark prints
    return ratio, share


def _peak(command: list[str], *, folder: Path) -> int:
    """The most memory that a command held, in kilobytes."""
    measured = [sys.executable, "-c", PEAK, *command]
    return int(subprocess.run(measured, cwd=folder, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
