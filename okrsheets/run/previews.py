"""Mails as they would be now, laid in a folder to be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from okrsheets.config import Config
from okrsheets.errors import UsageError
from okrsheets.mail.recipients import Recipients, recipients_of
from okrsheets.model import Recipient, folded, narrow
from okrsheets.patterns import pattern
from okrsheets.run.analysis import Analysis
from okrsheets.run.consenting import look_at_mails
from okrsheets.run.posting import composer_of, mail_config
from okrsheets.run.reports import put_bytes, put_text
from okrsheets.tuples import NamedTuple

__all__ = ["Laid", "preview_mails"]

_NOT_IN_NAMES = pattern(r"[^\w.@+-]+")
_LONGEST = 100


class Laid(NamedTuple):
    """The pages of mails that were laid, in the order of their recipients, and who would get none now."""

    pages: tuple[Path, ...]
    unchanged: tuple[str, ...]
    recipients: Recipients


def preview_mails(analysis: Analysis, config: Config, *, to: str | None, folder: Path, now: datetime) -> Laid:
    """Lay the mail to each recipient, or `to` one, in a folder: its page, its text, and all of it.

    Raises UsageError where `to` is no recipient, ConfigError, OutputError, StateError.
    """
    settings = mail_config(config)
    results = narrow(analysis.results, analysis.scope)
    recipients = recipients_of(results, settings.audience, close_after=analysis.scope.close_after)
    wanted = recipients.mailed if to is None else (_meant(to, recipients),)
    compose = composer_of(settings, now=now)
    pages: list[Path] = []
    unchanged: list[str] = []
    used: Counter[str] = Counter()
    for letter in look_at_mails(analysis, config, wanted, now=now):
        if letter.mail is None:
            continue
        stem = _stem(letter.mail.recipient, used)
        pages.append(put_text(folder / f"{stem}.html", letter.mail.html))
        put_text(folder / f"{stem}.txt", letter.mail.text)
        put_bytes(folder / f"{stem}.eml", compose(letter.mail).message)
        if letter.idle:
            unchanged.append(letter.mail.recipient)
    return Laid(tuple(pages), tuple(unchanged), recipients)


def _meant(to: str, recipients: Recipients) -> Recipient:
    """The recipient of an address or a name."""
    name = folded(to)
    for one in recipients.mailed:
        if name in (one.address, folded(one.name)):
            return one
    place = f"--to {to}"
    if name in recipients.never:
        raise UsageError(place, "wants no mail", "take them out of never under [mail] to change that")
    known = _names(recipients.mailed)
    near = get_close_matches(name, known, n=1)
    what = "would get no mail"
    raise UsageError(
        place, what, f'did you mean "{known[near[0]]}"' if near else "okrsheets mail preview lays all"
    )


def _names(recipients: Iterable[Recipient]) -> dict[str, str]:
    return {
        name: said
        for one in recipients
        for name, said in ((one.address, one.address), (folded(one.name), one.name))
    }


def _stem(address: str, used: Counter[str]) -> str:
    """What the files of an address are called; an address may hold what the name of a file may not."""
    stem = _NOT_IN_NAMES.sub("-", address)[:_LONGEST].lstrip(".-") or "mail"
    used[stem] += 1
    return stem if used[stem] == 1 else f"{stem}--{used[stem]}"
