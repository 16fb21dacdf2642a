"""Settings as TOML whose comments say where each is from, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from okrsheets.cli.config.variables import VariableSet
from okrsheets.cli.talk import paint
from okrsheets.cli.widths import room_of
from okrsheets.config import FILE_NAME, Config, tables_within
from okrsheets.config.documents import KeyPath
from okrsheets.config.in_force import Section, Setting, Value
from okrsheets.config.toml_text import plain, toml_header, toml_key, toml_value

__all__ = ["settings_document", "settings_lines"]

_WIDE = 100
_ROOM = 44  # what is longer has its comment right behind it
_LONG = 60
_PATH = 1000


def settings_lines(
    config: Config, sections: Iterable[Section], variables: Sequence[VariableSet], *, every: bool
) -> Iterator[str]:
    """An okrsheets.toml that comes to these settings; without `every`, of those that somebody said."""
    within = tables_within(config.path)
    lines = [line for section in sections for line in _section_lines(section, within, every=every)]
    room = min(_ROOM, max((room_of(code) for code, comment in lines if comment), default=0))
    yield from (paint(line, dim=True) for line in _head(config, every=every))
    for code, comment in lines:
        blanks = " " * max(0, room - room_of(code)) + "  " if code else ""
        yield code + paint(f"{blanks}# {comment}", dim=True) if comment else code
    if variables:
        yield ""
        yield paint("# options that the environment says:", dim=True)
    for one in variables:
        said = "is set, and not shown" if one.secret else f"= {toml_value(plain(one.value, _LONG))}"
        yield paint(f"# {one.name} {said}: {one.option} of {_whose(one)}", dim=True)


def _head(config: Config, *, every: bool) -> Iterator[str]:
    yield (f"# {plain(str(config.path), _PATH)}" if config.path else f"# no {FILE_NAME} here or above")
    if config.personal:
        yield f"# {plain(str(config.personal), _PATH)}, your own"
    if not every:
        yield "# what is not here is as it is by default: okrsheets config show --all"


def _whose(one: VariableSet) -> str:
    first, *others = one.commands
    return f"{first} and {len(others)} more" if others else first


def _section_lines(section: Section, within: KeyPath, *, every: bool) -> Iterator[tuple[str, str]]:
    """Each line as its TOML and its comment, either of which may be empty."""
    settings = [one for one in section.settings if every or not one.is_default]
    unset = section.unset if every else ()
    if not settings and not section.secrets and not every:
        return
    name = toml_header((*within, *section.path))
    plain_keys = [one for one in settings if one.path[:-1] == section.path and one.value != {}]
    if plain_keys or unset or section.secrets or not settings:
        yield "", ""
    if plain_keys:
        yield name, ""
        yield from map(_setting_line, plain_keys)
    yield from (("", f"{name} {secret.what} is set in {secret.variable}") for secret in section.secrets)
    if every and not settings:
        yield from _wrapped(f"{name} is not set", unset)
    elif unset:
        yield from _wrapped("not set", unset)
    yield from _table_lines(settings[len(plain_keys) :], within)


def _table_lines(settings: Iterable[Setting], within: KeyPath) -> Iterator[tuple[str, str]]:
    """The tables below a section."""
    table: KeyPath = ()
    for one in settings:
        above = one.path if one.value == {} else one.path[:-1]
        if above != table:
            yield "", ""
            yield toml_header((*within, *above)), _origin(one) if one.value == {} else ""
            table = above
        if one.value != {}:
            yield _setting_line(one)


def _wrapped(what: str, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = f"{what}: {', '.join(keys)}" if keys else what
    yield from (("", line) for line in textwrap.wrap(words, _WIDE, break_on_hyphens=False))


def _setting_line(one: Setting) -> tuple[str, str]:
    key = toml_key(str(one.path[-1]))
    if one.secret:
        return "", f"{key} is set, and not shown; {_origin(one)}"
    return f"{key} = {toml_value(one.value)}", _origin(one)


def _origin(one: Setting) -> str:
    """Where a setting is from, and what else there is to say of it."""
    if one.is_default:
        return "default"
    place = f"{plain(one.place.file.name, _LONG)}:{one.place.line}" if one.place else ""
    if one.variable:
        return f"{one.variable}; {place} says {_short(one.typed)}" if one.typed is not None else one.variable
    if one.beaten_by:
        return f"{place}, idle: {one.beaten_by} is set"
    if one.default in (None, [], {}):
        return place
    return (
        f"{place}, as by default" if one.value == one.default else f"{place}; default: {_short(one.default)}"
    )


def _short(value: Value) -> str:
    return plain(toml_value(value), _LONG)


def settings_document(
    config: Config, sections: Iterable[Section], variables: Sequence[VariableSet], *, every: bool
) -> dict[str, Any]:
    """The same as a JSON document."""
    return {
        "schema": "okrsheets/1",
        "config": str(config.path) if config.path else None,
        "personal": str(config.personal) if config.personal else None,
        "settings": [
            entry
            for section in sections
            for entry in _entries(section)
            if every or entry["from"] != "default"
        ],
        "options": [
            {
                "variable": one.name,
                "value": None if one.secret else one.value,
                "option": one.option,
                "commands": list(one.commands),
                "secret": one.secret,
            }
            for one in variables
        ],
    }


def _entries(section: Section) -> Iterator[dict[str, Any]]:
    for one in section.settings:
        yield {
            "key": list(one.path),
            "value": one.value,
            "default": one.default,
            "from": "default" if one.is_default else "environment" if one.variable else "file",
            "file": str(one.place.file) if one.place else None,
            "line": one.place.line if one.place else None,
            "variable": one.variable or one.beaten_by,
            "secret": one.secret,
        }
    for key in section.unset:
        yield {
            "key": [*section.path, key],
            **dict.fromkeys(("value", "default", "file", "line", "variable")),
            "from": "default",
            "secret": False,
        }
    for secret in section.secrets:
        yield {
            "key": [*section.path, secret.what],
            **dict.fromkeys(("value", "default", "file", "line")),
            "from": "environment",
            "variable": secret.variable,
            "secret": True,
        }
