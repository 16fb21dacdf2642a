"""Figures, days and names in the words and signs that people use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from okrsheets.model import Cycle, KeyResult, Measure, Okr, Severity, Status
from okrsheets.patterns import pattern
from okrsheets.tongue import ENGLISH, Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = [
    "NOTHING",
    "STATUS_ORDER",
    "Amounts",
    "Chip",
    "amounts",
    "begins_with_id",
    "cycle_words",
    "joined",
    "one_line",
    "percent",
    "sentence",
    "severity_chip",
    "short_name",
    "shortened",
    "status_chip",
    "with_days",
    "yes_no",
]

NOTHING = "–"
CURRENCY_SIGNS = frozenset("$€£¥₹₩₽₺₫₪₴฿₦")
_ISO_DAY = pattern(r'"[^"]*"|\b\d{4}-\d\d-\d\d\b')
# the signs that turn the direction of all that follows on a line would turn our words too
_UNSEEN = pattern(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\s]+")


class Chip(NamedTuple):
    """A word with its icon and tone, so that colour says nothing alone.

    `label` is icon and word, `inside` the word as it stands inside a sentence.
    """

    word: str
    icon: str
    tone: str
    label: str
    inside: str


def _chip(inside: str, icon: str, tone: str) -> Chip:
    word = sentence(inside)
    return Chip(word, icon, tone, f"{icon} {word}", inside)


def sentence(words: str) -> str:
    """Words with a capital at the beginning; the rest keeps its case.

    >>> sentence("aligned to CO-1")
    'Aligned to CO-1'
    """
    return words[:1].upper() + words[1:]


_STATUS_CHIPS = {
    Status.DONE: _chip(message("done"), "★", "done"),
    Status.ON_TRACK: _chip(message("on track"), "✔", "good"),
    Status.BEHIND: _chip(message("behind"), "▲", "slow"),
    Status.AT_RISK: _chip(message("at risk"), "✖", "risk"),
    Status.TOO_EARLY: _chip(message("too early"), "◔", "none"),
    Status.NOT_STARTED: _chip(message("not started"), "○", "none"),
    Status.UNKNOWN: _chip(message("unknown"), "?", "none"),
    Status.POSTPONED: _chip(message("postponed"), "‖", "none"),
    Status.CANCELLED: _chip(message("cancelled"), "⊘", "none"),
}
STATUS_ORDER = tuple(_STATUS_CHIPS)
"""The order in which statuses are shown: best first, then what cannot be judged."""

_SEVERITY_CHIPS = {
    Severity.ERROR: _chip(message("error"), "✖", "risk"),
    Severity.WARNING: _chip(message("warning"), "▲", "slow"),
    Severity.INFO: _chip(message("info"), "ℹ", "none"),
}


def status_chip(status: Status, tongue: Tongue = ENGLISH) -> Chip:
    """A status as it is shown everywhere."""
    return _spoken(_STATUS_CHIPS[status], tongue)


def severity_chip(severity: Severity, tongue: Tongue = ENGLISH) -> Chip:
    """A severity as it is shown everywhere."""
    return _spoken(_SEVERITY_CHIPS[severity], tongue)


def _spoken(chip: Chip, tongue: Tongue) -> Chip:
    return chip if tongue is ENGLISH else _chip(tongue(chip.inside), chip.icon, chip.tone)


def percent(share: float | None, tongue: Tongue = ENGLISH) -> str:
    """A share in whole percent, or that there is none.

    >>> percent(0.464), percent(None)
    ('46\\xa0%', '–')
    """
    return NOTHING if share is None else tongue.percent(share)


def with_days(text: str, tongue: Tongue = ENGLISH) -> str:
    """The same words with their days as people write them; what is quoted stays as it is in the sheet.

    >>> with_days('no update of "Ship by 2026-12-01" since 2026-10-09')
    'no update of "Ship by 2026-12-01" since 9 Oct 2026'
    """
    return _ISO_DAY.sub(lambda found: _as_people_write(found[0], tongue), text)


def _as_people_write(words: str, tongue: Tongue) -> str:
    try:
        return tongue.day(date.fromisoformat(words))
    except ValueError:
        return words  # quoted, or a day that no calendar has


def cycle_words(cycle: Cycle, tongue: Tongue = ENGLISH) -> str:
    """A cycle's canonical label as people say it.

    >>> cycle_words(Cycle("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)))
    'Q4 2026'
    """
    year, dash, part = cycle.label.partition("-")
    if not dash or not year.isdigit():
        return cycle.label
    number = part[1:]
    if number.isdigit() and part[0] == "Q":
        return tongue("Q{number} {year}", number=number, year=year)
    if number.isdigit() and part[0] == "H":
        return tongue("H{number} {year}", number=number, year=year)
    return f"{part} {year}"


def joined(words: Iterable[str], tongue: Tongue = ENGLISH) -> str:
    """Words as a list in a sentence, each once.

    >>> joined(["Sales", "IT", "Sales", "People"])
    'Sales, IT and People'
    """
    each = list(dict.fromkeys(words))
    if len(each) < 2:
        return "".join(each)
    return tongue("{several} and {last}", several=", ".join(each[:-1]), last=each[-1])


def one_line(text: str) -> str:
    """A cell's text with line breaks, control characters and signs of direction as single blanks.

    >>> one_line(" Win\\r\\n the east\\x07 "), one_line("Win \\u202ethe east")
    ('Win the east', 'Win the east')
    """
    # a printable text has no blanks but the plain one, and asking for it is quicker than looking
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _UNSEEN.sub(" ", text).strip()


def short_name(okr: Okr, tongue: Tongue = ENGLISH, *, longest: int = 60) -> str:
    """How a sentence calls an OKR: its id, else its words in quotes, cut where they are long."""
    if okr.id:
        return one_line(okr.id)
    title = one_line(okr.title or "")
    if not title:
        return tongue("key results without an objective")
    return tongue("“{title}”", title=shortened(title, longest=longest))


def shortened(text: str, *, longest: int) -> str:
    """A text cut where it is long.

    >>> shortened("Win the east coast", longest=8), shortened("Win", longest=8)
    ('Win the…', 'Win')
    """
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def begins_with_id(okr: Okr) -> bool:
    """Whether the title says the id itself, so that nobody else needs to: `1. Grow` is objective 1."""
    if not okr.id or not okr.title:
        return False
    id_, title = one_line(okr.id).casefold(), one_line(okr.title).casefold()
    return title.startswith(id_) and not title[len(id_) : len(id_) + 1].isalnum()


class Amounts(NamedTuple):
    """The way of a key result in print: where it began, where it is, where it goes."""

    start: str
    now: str
    goal: str


def amounts(key_result: KeyResult, *, assumed_baseline: bool = False, tongue: Tongue = ENGLISH) -> Amounts:
    """Baseline (0 where that was assumed), current and target, all three to the same decimals.

    A unit that is a word stands at the goal alone; signs stand at each.
    """
    start, now, goal = key_result.baseline, key_result.current, key_result.target
    if start is None and assumed_baseline:
        start = 0.0
    if key_result.measure is Measure.YES_NO:
        # what is to become a yes was a no before, whether a sheet says so or not
        start = 0.0 if start is None and goal else start
        return Amounts(*(_yes_no(value, tongue) for value in (start, now, goal)))
    known = [value for value in (start, now, goal) if value is not None]
    scale, suffix = _scale(known, key_result.measure, tongue)
    if scale != 1.0:
        known = [value * scale for value in known]
    form = f",.{_decimals(known)}f"
    unit = key_result.unit and one_line(key_result.unit)
    sign, word = "", ""
    if unit in CURRENCY_SIGNS:
        sign = unit
    elif unit and unit != "%":
        word = f"\xa0{unit}"

    def printed(value: float) -> str:
        return _signed(tongue.rewritten(format(value * scale, form)), suffix, sign, tongue)

    before, reached, after = (NOTHING if value is None else printed(value) for value in (start, now, goal))
    if goal is not None and key_result.low is not None:
        after = tongue("{low} to {high}", low=printed(key_result.low), high=after)
    return Amounts(before, reached, after if goal is None else after + word)


def _signed(number: str, scaled: str, sign: str, tongue: Tongue) -> str:
    """A number in its scale with its currency, and a minus only where it is not zero as printed."""
    minus = ""
    if number[0] == "-":
        minus, number = "−" if any(digit in "123456789" for digit in number) else "", number[1:]
    amount = scaled.format(number)
    return minus + (tongue("{sign}{amount}", sign=sign, amount=amount) if sign else amount)


def _scale(known: list[float], measure: Measure, tongue: Tongue) -> tuple[float, str]:
    """What to multiply with and how to print it: 0.6 is 60 %, 2,900,000 is 2.9M."""
    if measure is Measure.PERCENT:
        return 100.0, tongue.share
    largest = max(map(abs, known), default=0.0)
    if largest >= 1e9:
        return 1e-9, tongue("{}bn")
    return (1e-6, tongue("{}M")) if largest >= 1e6 else (1.0, "{}")


def _decimals(values: list[float]) -> int:
    """The fewest decimals that tell the values apart as exactly as their size deserves."""
    for value in values:
        if value % 1:
            break
    else:
        return 0
    size = (max(values) - min(values)) or max(map(abs, values))
    most = 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 0.1 else 4
    for decimals in range(most):
        for value in values:
            if abs(round(value, decimals) - value) >= 1e-9 * max(1.0, abs(value)):
                break
        else:
            return decimals
    return most


def yes_no(tongue: Tongue) -> tuple[str, str]:
    """What is said instead of 0 and 1."""
    return tongue("no"), tongue("yes")


def _yes_no(value: float | None, tongue: Tongue) -> str:
    if value is None:
        return NOTHING
    return yes_no(tongue)[int(value)] if value in (0.0, 1.0) else tongue.percent(value)
