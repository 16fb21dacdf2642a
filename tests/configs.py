"""Draws configs that load, and writes each in one of the many ways that TOML has."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from okrsheets.config.mailing import ONLY_FOR
from okrsheets.config.sections import SECTIONS
from okrsheets.edits import ManagedRole
from okrsheets.model import Field, Level, Severity
from okrsheets.progress.measuring_policies import MEASURING_POLICIES
from okrsheets.progress.pace_policies import PACE_POLICIES
from okrsheets.progress.parent_policies import PARENT_POLICIES
from okrsheets.progress.rollup_policies import MODES, ROLL_UP_POLICIES
from okrsheets.reading.overrides import LAYOUTS
from okrsheets.tongue import LANGUAGES

__all__ = ["documents", "written"]

_SIGNS = st.sampled_from(
    [*"abcXYZ 019.,-_#[]{}='\"\\", "é", "目", "\n", "\t", "\u202e", "\u2028", "\U0001f3af"]
)
WORDS = st.text(_SIGNS, min_size=1, max_size=8).filter(str.strip)
NUMBERS = st.one_of(st.integers(0, 10**6), st.floats(0, 10**6))
TRUTH = st.booleans()
DAYS = st.integers(0, 3660)
CYCLES = st.sampled_from(["Q4 2026", "H1 2026", "FY26 Q2"])
KINDS = st.sampled_from(["straightforward", "directional"])
ADDRESSES = st.sampled_from(["OKRs <okrs@example.com>", "ann@example.com", "ben@example.org"])
CADENCES = st.sampled_from(["daily", "weekly on friday", "at the end of a cycle", "when needed"])
ROLES = st.sampled_from([role.name.lower() for role in ManagedRole])
RULES = st.sampled_from(["missing-owner", "orphan-objective", "too-many-key-results", "stated-differs"])


def _lists(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=3)


def _some(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


_COLUMN = st.one_of(
    st.sampled_from([*(field.value for field in Field), "ignore"]),
    _some(
        field=st.sampled_from([field.value for field in Field]),
        level=st.sampled_from([level.value for level in Level if level.value in ("objective", "key result")]),
        scale=st.sampled_from([1, 10, 100.0]),
        dates=st.sampled_from(["dmy", "mdy"]),
        decimal=st.sampled_from([",", "."]),
    ),
)
_OF_A_TABLE: dict[str, st.SearchStrategy[Any]] = {
    "layout": st.sampled_from(LAYOUTS),
    "team": WORDS,
    "cycle": CYCLES,
    "skip_rows": _lists(st.sampled_from([12, "20-25"])),
    "decimal": st.sampled_from([",", "."]),
    "columns": st.dictionaries(WORDS, _COLUMN, max_size=2),
}
_PLACES: dict[str, st.SearchStrategy[Any]] = {
    "range": st.sampled_from(["A3:H40", "A3:H"]),
    "header": st.sampled_from([4, [3, 4]]),
}
_OF_A_TAB: dict[str, st.SearchStrategy[Any]] = {
    "skip": TRUTH,
    "copy": TRUTH,
    "roll_up": st.sampled_from(MODES),
    "alignment": KINDS,
}
_TABLES = st.lists(
    st.fixed_dictionaries({"range": _PLACES["range"]}, optional=_OF_A_TABLE | {"header": _PLACES["header"]}),
    min_size=1,
    max_size=2,
)
_TABS = st.one_of(
    _some(**_OF_A_TABLE, **_PLACES, **_OF_A_TAB), _some(**_OF_A_TABLE, **_OF_A_TAB, tables=_TABLES)
)
_SOURCE = st.fixed_dictionaries(
    {"uri": WORDS},
    optional={
        "url": WORDS,
        "alias": st.one_of(WORDS, _lists(WORDS)),
        "write": TRUTH,
        "default_team": WORDS,
        "team": WORDS,
        "cycle": CYCLES,
        "copy": TRUTH,
        "roll_up": st.sampled_from(MODES),
        "alignment": KINDS,
        "top": TRUTH,
        "sheets": st.dictionaries(WORDS, _TABS, max_size=2),
    },
)
_MAIL: dict[str, st.SearchStrategy[Any]] = {
    "from": ADDRESSES,
    "reply_to": ADDRESSES,
    "host": WORDS,
    "port": st.integers(1, 65535),
    "security": st.sampled_from(["starttls", "tls"]),
    "user": WORDS,
    "password_file": WORDS,
    "ca_file": WORDS,
    "timeout": st.integers(1, 100),
    "command": st.one_of(st.just("/usr/sbin/sendmail -i"), st.lists(WORDS, min_size=1, max_size=2)),
    "folder": WORDS,
    "per_minute": st.floats(1, 100),
    "unsubscribe": st.just("https://example.com/stop?who={recipient}"),
    "thread": st.sampled_from(["cycle", "none"]),
    "domains": _lists(WORDS),
    "leaders": _lists(ADDRESSES.filter(lambda one: "<" not in one)),
    "never": ADDRESSES.filter(lambda one: "<" not in one),
    "cadence": CADENCES,
    "cadences": st.dictionaries(ADDRESSES.filter(lambda one: "<" not in one), CADENCES, max_size=2),
    "send_empty": TRUTH,
    "reminders": TRUTH,
}


def _mail(transport: str, *, named: bool) -> st.SearchStrategy[dict[str, Any]]:
    idle = {key for name, keys in ONLY_FOR.items() if name != transport for key in keys}
    needed = {"smtp": ("from", "host", "user"), "sendmail": ("from", "command"), "folder": ("from", "folder")}
    keys = {key: one for key, one in _MAIL.items() if key not in idle}
    fixed = {key: keys.pop(key) for key in needed[transport]}
    return st.fixed_dictionaries(fixed | ({"transport": st.just(transport)} if named else {}), optional=keys)


_SECTIONS: dict[str, st.SearchStrategy[Any]] = {
    "source": st.lists(_SOURCE, max_size=3),
    "cycle": _some(current=CYCLES, fiscal_year_start=st.integers(1, 12), close_after=DAYS),
    "alignment": _some(top=_lists(WORDS), kind=KINDS),
    "vocabulary": _some(
        owner=_lists(WORDS), target=_lists(WORDS), statuses=_some(on_track=_lists(WORDS), done=_lists(WORDS))
    ),
    "progress": _some(
        measure=st.sampled_from(sorted(MEASURING_POLICIES)),
        roll_up=st.sampled_from(MODES),
        policy=st.sampled_from(sorted(ROLL_UP_POLICIES)),
    ),
    "pace": _some(
        policy=st.sampled_from(["default", *PACE_POLICIES]),
        on_track_gap=st.floats(0, 1),
        behind_gap=st.floats(0, 1),
        final_share=st.floats(0, 1),
        final_gap=st.floats(0, 1),
        too_early_share=NUMBERS,
        goal_aspirational=NUMBERS,
        parent=st.sampled_from(sorted(PARENT_POLICIES)),
        cadence=DAYS,
        grace=DAYS,
    ),
    "rules": _some(
        select=_lists(RULES),
        ignore=_lists(RULES),
        severity=st.dictionaries(RULES, st.sampled_from([one.word for one in Severity]), max_size=3),
        thresholds=st.dictionaries(st.sampled_from(["too-many-key-results", "stated-differs"]), NUMBERS),
        tabs=st.dictionaries(WORDS, _some(ignore=_lists(RULES)), max_size=2),
    ),
    "people": st.dictionaries(WORDS, st.one_of(WORDS, _lists(WORDS)), max_size=3),
    "writeback": _some(
        columns=_lists(ROLES),
        warnings=st.sampled_from(["error", "warning", "off"]),
        headings=st.dictionaries(ROLES, WORDS.map(lambda word: f"{word} (auto)"), max_size=2),
        summary_tab=TRUTH,
    ),
    "report": _some(
        title=WORDS,
        language=st.sampled_from(sorted(LANGUAGES)),
        url=st.just("https://example.com/okrs"),
        out=WORDS,
        dated=TRUTH,
        dir=TRUTH,
        templates=WORDS,
    ),
    "google": _some(
        credentials_file=WORDS, credentials_command=WORDS, api_key_file=WORDS, patience=st.integers(0, 10**4)
    ),
    "mail": st.one_of([_mail(transport, named=named) for transport in ONLY_FOR for named in (True, False)]),
    "teams": st.dictionaries(
        WORDS, _some(mail=st.just("sales@example.com"), lead=st.just("ann@example.com")), max_size=2
    ),
    "schedule": _some(ping_url_file=WORDS, ping_url_command=WORDS),
    "state": _some(path=WORDS, keep_days=DAYS, stale_source=DAYS),
}
assert set(_SECTIONS) == set(SECTIONS), "draw the new section here"


def documents() -> st.SearchStrategy[dict[str, Any]]:
    """What an okrsheets.toml may hold."""
    return _some(**_SECTIONS)


@st.composite
def written(draw: st.DrawFn, document: dict[str, Any]) -> str:
    """A document as TOML: with headers or tables on one line, keys with dots, comments, lists over lines."""
    return draw(st.sampled_from(["\n", "\r\n"])).join([*_table(draw, document, ()), ""])


def _table(draw: st.DrawFn, table: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    """The lines of a table below its header: its own values first, then the tables in it."""
    lines: list[str] = []
    below: list[str] = []
    for key, value in table.items():
        name = _key(draw, key)
        has_tables = isinstance(value, list) and any(isinstance(one, dict) for one in value)
        way = draw(st.sampled_from(["header", "inline", "dots"]))
        if isinstance(value, dict) and way == "header":
            below += [f"[{'.'.join((*path, name))}]", *_table(draw, value, (*path, name))]
        elif has_tables and way == "header":
            for one in value:
                below += [f"  [[ {'.'.join((*path, name))} ]]  # one", *_table(draw, one, (*path, name))]
        elif isinstance(value, dict) and value and way == "dots":
            lines += [f"{name} . {_key(draw, word)} = {_value(draw, one)}" for word, one in value.items()]
        else:
            lines.append(f"{name} = {_value(draw, value)}")
        if draw(st.booleans()):
            lines += ["# a comment [with] = \"signs\" '''", ""]
    return lines + below


def _key(draw: st.DrawFn, word: str) -> str:
    bare = word.isascii() and word.replace("_", "a").replace("-", "a").isalnum()
    return word if bare and draw(st.booleans()) else _text(word)


def _value(draw: st.DrawFn, value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(draw, key)} = {_value(draw, one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        inner = [_value(draw, one) for one in value]
        return (
            "[ # a list\n" + ", # ]\n".join(inner) + "\n]" if draw(st.booleans()) else f"[{','.join(inner)}]"
        )
    if isinstance(value, str):
        plain = value.replace("\n", "").isprintable() and "'''" not in value and not value.endswith("'")
        return f"'''\n{value}'''" if plain and draw(st.booleans()) else _text(value)
    return json.dumps(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
