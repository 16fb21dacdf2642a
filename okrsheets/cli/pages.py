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
    yield from _section(okrsheets, top)


def _section(command: click.Command, context: click.Context) -> Iterator[str]:
    """What a command says of itself, then each of those below it."""
    yield from ("", f"## {context.command_path}", "", "```text")
    yield from (line.rstrip() for line in command.get_help(context).splitlines())
    yield "```"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None, name
            inner = click.Context(below, info_name=name, parent=context, terminal_width=WIDTH)
            yield from _section(below, inner)


if __name__ == "__main__":
    click.echo(commands_page(), nl=False)
