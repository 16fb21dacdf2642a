"""What a config comes to, key by key: drawn configs, told and read again."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrsheets.cli.config.lines import settings_document, settings_lines
from okrsheets.config import Config
from okrsheets.config.documents import Document, KeyPath, lines_of
from okrsheets.config.loading import config_of
from okrsheets.config.sections import OWN_NAMES, SECTIONS
from okrsheets.run import google, heartbeat, posting
from okrsheets.run.settings import VARIABLES, settings_in_force
from tests.configs import documents, written

FILE = Path("/okrs/okrsheets.toml")
SECRET = "hush-4711"
few = settings(max_examples=40)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    return draw(written(draw(documents())))


def _read(text: str) -> Document:
    return Document(FILE, text, tomllib.loads(text))


def _told(text: str, *, every: bool, read: Document | None = None) -> str:
    read = read or _read(text)
    config = config_of(read)
    sections = settings_in_force(config, [read], {})
    return "\n".join(settings_lines(config, sections, (), every=every))


def _same(text: str, other: str) -> bool:
    """Whether two texts come to the same config, once it is said how long Google is asked."""
    one, two = config_of(_read(text)), config_of(_read(other))
    patience = google.google_access(one, {}).patience
    assert patience == google.google_access(two, {}).patience
    return one._replace(google={**one.google, "patience": patience}) == two._replace(
        google={**two.google, "patience": patience}
    )


@few
@given(_texts(), st.booleans())
def test_what_is_told_comes_to_the_same_config(text: str, every: bool) -> None:  # noqa: FBT001 - drawn
    assert _same(text, _told(text, every=every))


@few
@given(_texts())
def test_what_is_told_in_full_is_told_alike_once_more(text: str) -> None:
    def bare(lines: str) -> Any:
        return tomllib.loads(lines)

    told = _told(text, every=True)
    assert bare(_told(told, every=True)) == bare(told)


@few
@given(_texts())
def test_every_key_is_told_once_or_said_to_be_unset(text: str) -> None:
    read = _read(text)
    sections = settings_in_force(config_of(read), [read], {})
    for section in sections:
        name = str(section.path[0])
        told = [str(one.path[len(section.path)]) for one in section.settings]
        assert len({one.path for one in section.settings}) == len(section.settings)
        if name not in OWN_NAMES:
            implied = {key for key, value in _part(read.table, section.path).items() if value == {}}
            assert {*told, *section.unset} | implied == set(SECTIONS[name])
            assert not {*told} & {*section.unset}


@few
@given(st.data())
def test_within_a_project_it_is_told_as_a_part_of_one(data: st.DataObject) -> None:
    document = data.draw(documents())
    text = data.draw(written({"tool": {"okrsheets": document}}))
    read = Document(FILE.with_name("pyproject.toml"), text, tomllib.loads(text)["tool"]["okrsheets"])
    told = tomllib.loads(_told(text, every=True, read=read))
    assert told == {"tool": {"okrsheets": tomllib.loads(_told(data.draw(written(document)), every=True))}}


def _part(table: Any, path: KeyPath) -> Any:
    for key in path:
        table = table[key] if isinstance(key, int) else table.get(key, {})
    return table


@few
@given(_texts())
def test_each_value_stands_on_the_line_that_is_told(text: str) -> None:
    """Without the lines from there to the next key's the value is gone, or nothing can be read."""
    text = text.replace("\r\n", "\n")
    lines = lines_of(text)
    table = tomllib.loads(text)
    assert {path for path in _paths(table, ()) if path in lines} == set(lines)
    starts = sorted({*lines.values()})
    rows = text.split("\n")
    for path in _leaves(table, ()):
        begin = lines[path]
        end = next((line for line in starts if line > begin), len(rows) + 1)
        rest = "\n".join([*rows[: begin - 1], *rows[end - 1 :]])
        assert path not in set(_leaves(tomllib.loads(rest), ()))


def _paths(value: Any, here: KeyPath) -> Iterator[KeyPath]:
    if here:
        yield here
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _paths(one, (*here, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value):
            yield from _paths(one, (*here, number))


def _leaves(table: Any, here: KeyPath) -> list[KeyPath]:
    """The paths of plain values; not those within lists of tables, which change their numbers."""
    return [
        path
        for path in _paths(table, here)
        if not isinstance(_at(table, path), dict | list) and not any(isinstance(key, int) for key in path)
    ]


def _at(table: Any, path: KeyPath) -> Any:
    for key in path:
        table = table[key]
    return table


@few
@given(st.sampled_from(VARIABLES), _texts(), st.booleans())
def test_no_secret_of_the_environment_or_the_file_is_told(variable: str, text: str, every: bool) -> None:  # noqa: FBT001 - drawn
    if variable in (f"{google.PREFIX}ENDPOINT", f"{google.PREFIX}PATIENCE"):
        return
    document = tomllib.loads(text)
    ping = (
        f'schedule = {{ ping_url = "https://watch.example/{SECRET}" }}\n'
        if "schedule" not in document
        else ""
    )
    read = _read(ping + text)
    config = config_of(read)
    sections = settings_in_force(config, [read], {variable: SECRET})
    told = "\n".join(settings_lines(config, sections, (), every=every))
    assert SECRET not in told
    assert SECRET not in str(settings_document(config, sections, (), every=every))
    assert f" is set in {variable}" in told
    assert ("ping_url is set, and not shown" in told) == bool(ping)


@pytest.mark.parametrize("variable", VARIABLES)
def test_each_variable_is_heeded_and_told(variable: str) -> None:
    said = {f"{google.PREFIX}ENDPOINT": "https://sheets.example", f"{google.PREFIX}PATIENCE": "7"}
    environ = {variable: said.get(variable, "/run/secret")}
    config = Config(Path("/okrs"))
    heeded = [
        google.google_access(config, environ) != google.google_access(config, {}),
        heartbeat.find_heart(config, environ) is not None,
        posting.login_variable(environ) is not None,
    ]
    assert heeded.count(True) == 1
    told = "\n".join(settings_lines(config, settings_in_force(config, (), environ), (), every=False))
    assert variable in told
