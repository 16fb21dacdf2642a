"""`okrsheets cycle start`: new workbooks for the next cycle, with what goes on in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.options import common, wanted

if TYPE_CHECKING:
    from okrsheets.config import Config
    from okrsheets.fresh import NextBook, NextCycle
    from okrsheets.run import Wanted


@click.command("start")
@common
@click.option("--from", "before", metavar="LABEL", required=True, help='The last cycle, as "Q3 2026".')
@click.option("--to", "after", metavar="LABEL", required=True, help='The next one, as "Q4 2026" or Q4.')
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the new files.")
@click.option("--all", "everything", is_flag=True, help="What is done goes on, too.")
@click.option("--keep-targets", is_flag=True, help="Targets go on, too; else they are to be set anew.")
def command(
    sources: tuple[str, ...],
    config_path: Path | None,
    today: date | None,
    before: str,
    after: str,
    out: Path | None,
    *,
    everything: bool,
    keep_targets: bool,
) -> None:
    """Make the workbooks of the next cycle.

    What is unfinished or postponed goes on in new files, a tab for each team: with its last result as the
    baseline, a note that says where it comes from, and what it is aligned to. No workbook that is there is
    touched. Printed is what is to be added to okrsheets.toml.

    \b
    okrsheets cycle start --from "Q3 2026" --to "Q4 2026"
    """
    from okrsheets.cli.talk import say_all, tell
    from okrsheets.fresh import begin_next

    asked = wanted(sources, config_path, today)
    made = begin_next(
        asked, before=before, after=after, out=out, everything=everything, keep_targets=keep_targets
    )
    for line in _told(made, asked):
        tell(line)
    say_all(line for book in made.books if not book.is_read for line in _source_lines(book, asked.config))


def _told(made: NextCycle, asked: Wanted) -> Iterator[str]:
    from okrsheets.cli.talk import count
    from okrsheets.config import FILE_NAME
    from okrsheets.rules.wording import named
    from okrsheets.run.sources import as_typed

    before, after = made.asked.before.label, made.asked.after.label
    for book in made.books:
        okrs = [each.okr for tab in book.book.tabs for each in tab.okrs]
        key_results = sum(hasattr(okr, "objective") for okr in okrs)
        tabs = ", ".join(tab.name for tab in book.book.tabs)
        what = f"{count(len(okrs) - key_results, 'objective')} and {count(key_results, 'key result')}"
        name = as_typed(book.path, asked.folder)
        made_here = f"{name} was made before" if book.was_there else f"made {name}"
        yield f"{made_here}: {what} go on in {tabs}"
    fates = Counter(fate.value for _, fate in made.carried.left)
    if fates:
        yield f"left in {before}: " + ", ".join(f"{number:,} {fate}" for fate, number in fates.items())
    by_key = {each.okr.key: each.okr for _, _, each in made.carried.places.values()}
    for key, lost in made.links.lost.items():
        for words in lost:
            yield f"{named(by_key[key])} {words}: align it anew"
    for words in made.missed:
        yield f"{words}, which is not found there: mend it in its cell"
    if made.there:
        there = count(made.there, "objective")
        yield f"{there} of {after} stood in your workbooks before; they are left alone"
    config = asked.config.path.name if asked.config.path else FILE_NAME
    if any(not book.is_read for book in made.books):
        yield f"Set the targets, then add this to {config}:"
    else:
        yield f"Set the targets; {config} has these files read already"


def _source_lines(made: NextBook, config: Config) -> Iterator[str]:
    """A workbook as a source in the config."""
    from okrsheets.config import tables_within
    from okrsheets.config.toml_text import quoted, toml_header
    from okrsheets.run.sources import as_typed

    yield toml_header((*tables_within(config.path), "source", 0))
    yield f"uri = {quoted(Path(as_typed(made.path, config.root)).as_posix())}"
    if made.source.write is not None:
        yield f"write = {'true' if made.source.write else 'false'}"
    if made.source.top:
        yield "top = true"
    yield ""
