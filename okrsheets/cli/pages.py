"""The command reference, made from the commands' own help: `python -m okrsheets.cli.pages`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from okrsheets.cli import okrsheets

__all__ = ["commands_page"]

WIDTH = 88


def commands_page() -> str:
    """Every command's help as one Markdown page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    top = click.Context(okrsheets, info_name="okrsheets", terminal_width=WIDTH)
    yield "# Commands"
    yield ""
    yield "Made from `okrsheets --help`; remake it with `make docs`."
    for name in ("", *okrsheets.list_commands(top)):
        command = okrsheets.get_command(top, name) if name else okrsheets
        assert command is not None, name
        context = click.Context(command, info_name=name, parent=top, terminal_width=WIDTH) if name else top
        yield from ("", f"## okrsheets {name}".rstrip(), "", "```text")
        yield from (line.rstrip() for line in command.get_help(context).splitlines())
        yield "```"


if __name__ == "__main__":
    click.echo(commands_page(), nl=False)
