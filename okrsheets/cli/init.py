"""`okrsheets init`: a first okrsheets.toml, with what was found in the sheets ready to correct."""

from __future__ import annotations

from pathlib import Path

import click

from okrsheets.cli.options import color_option


@click.command("init")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--out", default="okrsheets.toml", metavar="FILE", show_default=True, help="Where; - prints it."
)
@click.option("--force", is_flag=True, help="Though it is there; the old one is kept as okrsheets.toml.old.")
@color_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], out: str, force: bool) -> None:  # noqa: FBT001 click passes flags so
    """Write a config with what was found.

    Without a SOURCE, of all workbooks in this folder. It changes nothing as it stands: what was found
    is in it as comments, each of which can be corrected.

    \b
    okrsheets init plan.xlsx
    """
    from okrsheets.cli.options import without_config
    from okrsheets.cli.readings import summary_lines
    from okrsheets.cli.talk import say, tell, tell_failures
    from okrsheets.run import draft_start, put_config, refuse_to_replace

    folder, path = Path.cwd(), Path(out)
    if out != "-" and not force:
        refuse_to_replace(path)
    home = folder if out == "-" else folder / path.parent
    start = draft_start(without_config(sources or (".",)), home=home)
    tell_failures(start.inspection.failures)
    if out == "-":
        click.echo(start.text, nl=False)
    else:
        for line in summary_lines(start.inspection.understood):
            say(line)
        if kept := put_config(path, start.text):
            tell(f"what stood in {path} is kept in {kept}")
        tell(f"wrote {path}; correct in it what was read wrongly, then run okrsheets check")
    ctx.exit(3 if start.inspection.failures else 0)
