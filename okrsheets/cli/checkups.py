"""A setup that was looked over, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from okrsheets.cli.runs import run_lines, runs_document
from okrsheets.cli.summary import missed_words
from okrsheets.cli.talk import count, paint
from okrsheets.cli.widths import fill, one_line, room_of
from okrsheets.cli.zones import zone_words
from okrsheets.model import MailState

if TYPE_CHECKING:
    from okrsheets.run.checkup import Checkup, GoogleCheckup, SourceCheckup
    from okrsheets.run.mail_checkup import MailCheckup
    from okrsheets.state import Missed

__all__ = ["checkup_document", "checkup_lines"]

_RUNS = 5


def checkup_lines(checkup: Checkup) -> Iterator[str]:
    """What is there, then each source with what can be done with it."""
    yield from _aligned(
        ("config", _config_words(checkup)),
        ("state", _state_words(checkup)),
        ("reports", str(checkup.reports)),
        ("clock", _clock_words(checkup.today)),
        *([("google", _google_words(checkup.google))] if checkup.google else []),
        *([("mail", _mail_words(checkup.mail))] if checkup.mail else []),
    )
    if checkup.runs:
        yield "last runs"
        shown = checkup.runs[-_RUNS:]
        yield from (f"  {line}" for line in run_lines(shown, syncing=checkup.syncing))
    if checkup.missed is not None:
        yield missed_words(checkup.missed)
    for one in checkup.sources:
        yield paint(_name(one), bold=True)
        yield from (f"  {line}" for line in _source_lines(one))
    found = len(checkup.troubles)
    yield f"{count(found, 'trouble')} to mend" if found else "nothing to mend"


def _aligned(*pairs: tuple[str, str]) -> Iterator[str]:
    room = max(room_of(one_line(name)) for name, _ in pairs)
    for name, words in pairs:
        yield f"{fill(one_line(name), room)}  {one_line(words)}"


def _config_words(checkup: Checkup) -> str:
    files = [str(checkup.config)] if checkup.config else []
    files += [f"{checkup.personal}, your own"] if checkup.personal else []
    return (
        "; ".join([*files, "okrsheets config show says what it comes to"])
        if files
        else "none, and none is needed"
    )


def _state_words(checkup: Checkup) -> str:
    if not checkup.syncing:
        return str(checkup.state)
    at_work = checkup.runs[-1] if checkup.runs and not checkup.runs[-1].ended else None
    since = f" since {at_work.at:%Y-%m-%d %H:%M}" if at_work else ""
    return f"{checkup.state}; a sync is at work there{since}"


def _clock_words(today: date) -> str:
    """What a schedule should know: "tonight" is where this clock is."""
    now = datetime.now().astimezone()
    moved = "" if today == now.date() else f", judging as of {today.isoformat()}"
    return f"{now:%Y-%m-%d %H:%M}, {zone_words(now)}{moved}"


def _google_words(google: GoogleCheckup) -> str:
    said = ", ".join(filter(None, (google.setting, google.file)))
    if google.only_read:
        return f"{google.kind} ({said}), which reads what everybody with the link may see"
    whom = f": share sheets with {google.address}" if google.address else ""
    return f"{google.kind} ({said}){whom}"


def _mail_words(mail: MailCheckup) -> str:
    counts = ", ".join(f"{mail.counts[state]:,} {state.value}" for state in MailState if state in mail.counts)
    words = [mail.reached or "cannot go out", _consent_words(mail)]
    return "; ".join([*words, f"outbox: {counts}"] if counts else words)


def _consent_words(mail: MailCheckup) -> str:
    """Whether mails are sent from here, by whose consent."""
    if mail.refused is not None:
        return f"{mail.refused.what}: {mail.refused.cure}"
    assert mail.consent is not None, "nothing refused, nothing agreed to"
    return f"enabled on this host, {mail.consent.host}, since {mail.consent.when:%Y-%m-%d}"


def _name(one: SourceCheckup) -> str:
    title = one.workbook.title if one.workbook else ""
    return (
        one.source.name
        if title in ("", one.source.name.rpartition("/")[2])
        else f'{one.source.name} "{title}"'
    )


def _source_lines(one: SourceCheckup) -> Iterator[str]:
    if one.workbook is None:
        yield "cannot be read"
        return
    cells = sum(len(sheet.cells) for sheet in one.workbook.sheets)
    parts = one.obstacles.parts if one.obstacles else ()
    yield from _aligned(
        ("reading", f"{count(len(one.workbook.sheets), 'tab')}, {count(cells, 'filled cell')}"),
        ("writing", _writing_words(one)),
        *((f"{p.sheet}!{p.at}" if p.at else p.sheet, f"not written: {p.reason} [{p.name}]") for p in parts),
    )


def _writing_words(one: SourceCheckup) -> str:
    if one.unwanted:
        return "never, as the config says write = false"
    if one.workbook is not None and one.workbook.read_only_because:
        return f"never, as {one.workbook.read_only_because}"
    if one.trouble is not None:
        return "refused"
    return "sync writes it" if one.consented else "sync writes it when you agree (--yes, or write = true)"


def checkup_document(checkup: Checkup) -> dict[str, Any]:
    """The same as a JSON document."""
    from okrsheets.reporting.documents import SCHEMA

    return {
        "schema": SCHEMA,
        "config": str(checkup.config) if checkup.config else None,
        "personal": str(checkup.personal) if checkup.personal else None,
        "state": {"path": str(checkup.state), "syncing": checkup.syncing},
        "reports": str(checkup.reports),
        "today": checkup.today.isoformat(),
        "runs": runs_document(checkup.runs)["runs"],
        "missed": _missed(checkup.missed),
        "google": checkup.google._asdict() if checkup.google else None,
        "mail": _mail(checkup.mail) if checkup.mail else None,
        "sources": [_source(one) for one in checkup.sources],
        "troubles": [{"place": one.place, "what": one.what, "cure": one.cure} for one in checkup.troubles],
    }


def _missed(missed: Missed | None) -> dict[str, Any] | None:
    if missed is None:
        return None
    return {"last": missed.last.isoformat(), "days": missed.days, "usual": missed.usual}


def _mail(mail: MailCheckup) -> dict[str, Any]:
    return {
        "reached": mail.reached,
        "enabled": _enabled(mail),
        "outbox": {state.value: mail.counts.get(state, 0) for state in MailState},
    }


def _enabled(mail: MailCheckup) -> dict[str, Any] | None:
    if mail.consent is None:
        return None
    refused = None if mail.refused is None else mail.refused.what
    return {"host": mail.consent.host, "since": mail.consent.when.isoformat(), "refused": refused}


def _source(one: SourceCheckup) -> dict[str, Any]:
    parts = one.obstacles.parts if one.obstacles else ()
    never = one.unwanted or bool(one.workbook and one.workbook.read_only_because)
    return {
        "source": one.source.name,
        "title": one.workbook.title if one.workbook else None,
        "readable": one.workbook is not None,
        "writable": one.workbook is not None and not never and one.trouble is None,
        "only_read_because": one.workbook.read_only_because if one.workbook else None,
        "consented": one.consented,
        "tabs": [sheet.name for sheet in one.workbook.sheets] if one.workbook else [],
        "not_written": [
            {"sheet": part.sheet, "at": part.at, "name": part.name, "reason": part.reason} for part in parts
        ],
    }
