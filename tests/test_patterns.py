"""Patterns do what those of the standard library do, and compile when they are first used."""

from __future__ import annotations

import re

import pytest

from okrsheets.patterns import pattern


def test_a_pattern_finds_what_the_standard_library_finds() -> None:
    ours, theirs = pattern(r"(\d+) *KM", re.IGNORECASE), re.compile(r"(\d+) *KM", re.IGNORECASE)
    text = "12 km and 3KM"
    assert ours.findall(text) == theirs.findall(text)
    assert ours.sub("far", text) == theirs.sub("far", text)
    assert ours.split(text) == theirs.split(text)
    assert [found.span() for found in ours.finditer(text)] == [
        found.span() for found in theirs.finditer(text)
    ]
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)


def test_a_pattern_of_bytes_reads_bytes() -> None:
    match = pattern(rb"<a>(.*?)</a>").search(b"<b/><a>words</a>")
    assert match is not None
    assert match[1] == b"words"


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
