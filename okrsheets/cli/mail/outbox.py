"""`okrsheets mail outbox`: what became of mails, and what can be done about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsheets.cli.logs import current_log, log_of, logged, run_logged
from okrsheets.cli.options import color_option, config_option, wanted

if TYPE_CHECKING:
    from okrsheets.mail.delivering import Delivery
    from okrsheets.model import Parcel
    from okrsheets.run import Wanted

_SEND, _RETRY, _DROP = "send", "retry", "drop"


@click.command("outbox")
@click.argument("words", nargs=-1, metavar="[send|retry|drop] [KEY]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show those done with long ago, too.")
@click.option("--yes", is_flag=True, help="Send again what may have arrived, without asking.")
@config_option
@color_option
@logged
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    form: str,
    config_path: Path | None,
    *,
    everything: bool,
    yes: bool,
    quiet: bool,
    log_format: str,
) -> None:
    """Show what became of mails.

    With `send` mails go out that wait and are due by now; it reads no workbook, and says nothing where none
    is due. With `retry` mails that wait, that failed or of which it is unknown are sent at once; with `drop`
    mails that wait are given up. A KEY is that of a mail, a pattern such as "*:ann@example.com", or a state,
    as "failed".

    \b
    okrsheets mail outbox
    okrsheets mail outbox retry failed
    """
    log = log_of(quiet=quiet, log_format=log_format)

    def work() -> int:
        from okrsheets.run.outbox import list_mails

        asked = wanted((), config_path, None)._replace(hear=log.happened)
        parcels = list_mails(asked)
        return (
            _handle(asked, parcels, words, yes=yes) if words else _show(parcels, form, everything=everything)
        )

    if words:
        ctx.exit(run_logged(ctx, log, work))
    work()


def _show(parcels: tuple[Parcel, ...], form: str, *, everything: bool) -> int:
    from datetime import datetime

    from okrsheets.cli.mail.parcels import outbox_document, outbox_lines
    from okrsheets.cli.talk import say_all, say_json

    if form == "json":
        say_json(outbox_document(parcels))
    else:
        say_all(outbox_lines(parcels, now=datetime.now().astimezone(), everything=everything))
    return 0


def _handle(asked: Wanted, parcels: tuple[Parcel, ...], words: tuple[str, ...], *, yes: bool) -> int:
    from okrsheets.errors import UsageError

    verb, names = words[0], words[1:]
    place = f"okrsheets mail outbox {verb}"
    if verb not in (_SEND, _RETRY, _DROP):
        raise UsageError(place, "is nothing to do", "write send, or retry or drop and keys behind it")
    if verb == _SEND:
        if names:
            raise UsageError(place, "sends all that is due", "leave the keys away, or write retry")
        return _send(asked, parcels)
    if not names:
        raise UsageError(
            place, "needs a mail", 'name a KEY of okrsheets mail outbox, or a state, as "failed"'
        )
    return _retry(asked, parcels, names, yes=yes) if verb == _RETRY else _drop(asked, parcels, names)


def _send(asked: Wanted, parcels: tuple[Parcel, ...]) -> int:
    import os
    from datetime import datetime

    from okrsheets.cli.mail.sending import this_host
    from okrsheets.run.outbox import is_anything_due, send_waiting

    now = datetime.now().astimezone()
    if not is_anything_due(parcels, now=now):
        return 0
    return _told(asked, send_waiting(asked, host=this_host(), now=now, environ=os.environ))


def _retry(asked: Wanted, parcels: tuple[Parcel, ...], names: tuple[str, ...], *, yes: bool) -> int:
    import os
    import sys
    from datetime import datetime

    from okrsheets.cli.talk import count, tell
    from okrsheets.errors import UsageError
    from okrsheets.model import MailState
    from okrsheets.run.outbox import mails_named, retry_mails

    meant = mails_named(parcels, names, MailState.QUEUED, MailState.FAILED, MailState.UNKNOWN)
    doubtful = [one for one in meant if one.state is MailState.UNKNOWN]
    for one in doubtful:
        tell(f"{one.key}: may have arrived ({one.said}); a duplicate cannot be withdrawn")
    if doubtful and not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            what = f"would send {count(len(doubtful), 'mail')} again that may have arrived"
            raise UsageError("okrsheets mail outbox retry", what, "ask who should have it, then add --yes")
        click.confirm("Send again?", default=False, err=True, abort=True)
    again, delivery = retry_mails(asked, meant, now=datetime.now().astimezone(), environ=os.environ)
    keys = {one.key for one in again}
    for one in meant:
        if one.key not in keys:
            tell(f"{one.key}: its text was let go, so it cannot be sent again")
    return _told(asked, delivery) if len(again) == len(meant) else max(3, _told(asked, delivery))


def _told(asked: Wanted, delivery: Delivery) -> int:
    """Say what became of mails; the exit code. A quiet run says of those alone that did not go out."""
    from okrsheets.cli.mail.parcels import delivery_lines
    from okrsheets.cli.talk import say_all, tell, tell_failures

    log = current_log()
    if log is not None and log.quiet and not delivery.complete:
        for line in delivery_lines(delivery):
            tell(line, level="warning")
    else:
        say_all(delivery_lines(delivery))
    asked.hear("mailed", delivery.numbers)
    tell_failures(filter(None, [delivery.trouble]))
    return 0 if delivery.complete else 3


def _drop(asked: Wanted, parcels: tuple[Parcel, ...], names: tuple[str, ...]) -> int:
    from okrsheets.cli.talk import count, say
    from okrsheets.model import MailState
    from okrsheets.run.outbox import drop_mails, mails_named

    dropped = drop_mails(asked, mails_named(parcels, names, MailState.QUEUED))
    say(f"dropped {count(len(dropped), 'mail')}; none of them is sent")
    return 0
