"""`python -m tests.benchmarks`: ratios against a peer in the same run, medians of alternating runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.workbooks import lay_workbook

ROUNDS = 7
OPENPYXL = "import openpyxl, sys; book = openpyxl.load_workbook(sys.argv[1]); book.save(sys.argv[2])"


def _seconds(command: list[str], *, folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | {"NO_COLOR": "1"})
    return time.perf_counter() - begun


def compare(
    name: str, *, ours: Callable[[], list[str]], peer: Callable[[], list[str]], folder: Path
) -> float:
    """Run both in turn, print medians and the ratio of each pair's median, and return it."""
    pairs = [(_seconds(ours(), folder=folder), _seconds(peer(), folder=folder)) for _ in range(ROUNDS + 1)][
        1:
    ]
    ratio = median(one / other for one, other in pairs)
    one, other = (median(column) * 1000 for column in zip(*pairs, strict=True))
    print(f"{name:<46} ours {one:7.0f} ms   peer {other:7.0f} ms   ratio {ratio:.2f}")  # noqa: T201 a benchmark prints
    return ratio


def main() -> None:
    """Print every measure of DESIGN section 9 that can be taken today."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        master = lay_workbook(folder / "master.bin", tabs=10, rows=100)

        def fresh_sync() -> list[str]:
            (folder / "plan.xlsx").write_bytes(master.read_bytes())
            subprocess.run(["rm", "-rf", ".okrsheets", "okrsheets-report"], cwd=folder, check=True)
            return [python, "-m", "okrsheets", "sync", "--yes", "--today", "2026-11-23", "plan.xlsx"]

        def peer() -> list[str]:
            (folder / "peer.xlsx").write_bytes(master.read_bytes())
            return [python, "-c", OPENPYXL, "peer.xlsx", "saved.xlsx"]

        compare("sync, 10 tabs x 100 rows, against load + save", ours=fresh_sync, peer=peer, folder=folder)
        again = [python, "-m", "okrsheets", "sync", "--today", "2026-11-23", "plan.xlsx"]
        compare("sync again, nothing changed", ours=lambda: again, peer=peer, folder=folder)
        compare(
            "okrsheets --help against import click",
            ours=lambda: [python, "-m", "okrsheets", "--help"],
            peer=lambda: [python, "-c", "import click"],
            folder=folder,
        )


if __name__ == "__main__":
    main()
