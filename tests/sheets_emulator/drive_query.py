"""The language in which files of Drive are searched: `name contains 'OKR' and not trashed = true`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from .refusals import ApiError
from .wire import Message

__all__ = ["bad_parameter", "read_query"]

Test: TypeAlias = Callable[[Message], bool]
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|[<>=()])|(?P<word>\w+))"""
)
_TIMES = ("createdTime", "modifiedTime")
_TRUTHS = ("ownedByMe", "sharedWithMe", "starred", "trashed")
_LISTS = ("owners", "parents", "readers", "writers")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


def bad_parameter(name: str, words: str = "Invalid Value") -> ApiError:
    """400 in Drive's words: a query parameter that makes no sense."""
    error = {"message": words, "domain": "global", "reason": "invalid"}
    return ApiError(400, words, errors=[error | {"location": name, "locationType": "parameter"}])


def read_query(text: str) -> Test:
    """Whether a file meets a query; a file is a message that also has its readers and writers.

    >>> meets = read_query("name contains 'okr' and (trashed = false or 'me' in owners)")
    >>> meets({"name": "OKRs 2026", "trashed": False}), meets({"name": "Plan", "trashed": False})
    (True, False)
    """
    if not text.strip():
        return lambda file: True
    reader = _Reader(text)
    test = reader.either()
    if reader.at < len(reader.tokens):
        raise bad_parameter("q")
    return test


class _Reader:
    """Reads a query from its tokens: `or` binds least, then `and`, then `not`."""

    def __init__(self, text: str) -> None:
        self.tokens: list[re.Match[str]] = []
        self.at = 0
        place = 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            if match is None:
                raise bad_parameter("q")
            self.tokens.append(match)
            place = match.end()

    def either(self) -> Test:
        test = self._both()
        while self._word("or"):
            left, right = test, self._both()
            test = _any(left, right)
        return test

    def _both(self) -> Test:
        test = self._single()
        while self._word("and"):
            left, right = test, self._single()
            test = _all(left, right)
        return test

    def _single(self) -> Test:
        if self._word("not"):
            test = self._single()
            return lambda file: not test(file)
        if self._sign("("):
            test = self.either()
            if not self._sign(")"):
                raise bad_parameter("q")
            return test
        return self._term()

    def _term(self) -> Test:
        token = self._next()
        if token["text"] is not None:
            if not self._word("in"):
                raise bad_parameter("q")
            return _member(token, str(self._next()["word"]))
        name = str(token["word"])
        if self._word("in"):  # so gspread has it, and Drive takes it
            return _member(self._next(), name)
        follows = self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None
        if name in _TRUTHS and follows not in ("=", "!="):
            return lambda file: bool(file.get(name))
        sign = "contains" if self._word("contains") else str(self._next()["sign"])
        value = self._next()
        return _compared(name, sign, value)

    def _next(self) -> re.Match[str]:
        if self.at >= len(self.tokens):
            raise bad_parameter("q")
        self.at += 1
        return self.tokens[self.at - 1]

    def _word(self, word: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at]["word"] == word
        self.at += found
        return found

    def _sign(self, sign: str) -> bool:
        found = self.at < len(self.tokens) and self.tokens[self.at]["sign"] == sign
        self.at += found
        return found


def _any(left: Test, right: Test) -> Test:
    return lambda file: left(file) or right(file)


def _all(left: Test, right: Test) -> Test:
    return lambda file: left(file) and right(file)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def _member(token: re.Match[str], name: str) -> Test:
    if name not in _LISTS or token["text"] is None:
        raise bad_parameter("q")
    value = _unquoted(token["text"])

    def test(file: Message) -> bool:
        listed = [one["emailAddress"] if isinstance(one, dict) else one for one in file.get(name, [])]
        return value in listed or (value == "me" and file.get("me") in listed)

    return test


def _compared(name: str, sign: str, value: re.Match[str]) -> Test:
    if name in _TRUTHS and value["word"] in ("true", "false") and sign in ("=", "!="):
        wanted = (value["word"] == "true") is (sign == "=")
        return lambda file: bool(file.get(name)) is wanted
    if value["text"] is None:
        raise bad_parameter("q")
    text = _unquoted(value["text"])
    if name in _TIMES and sign in _COMPARE:
        moment = (text if "T" in text else f"{text}T00:00:00")[:19]
        return lambda file: _COMPARE[sign](file[name][:19], moment)
    if name in ("name", "fullText") and sign == "contains":
        return lambda file: _begins(file["name"].casefold(), text.casefold())
    if name in ("name", "mimeType") and sign in ("=", "!="):
        return lambda file: (file[name].casefold() == text.casefold()) is (sign == "=")
    if name == "mimeType" and sign == "contains":
        return lambda file: file[name].startswith(text)
    raise bad_parameter("q")


def _begins(name: str, wanted: str) -> bool:
    """Whether a word of the name begins so: Drive finds no middles of words."""
    return name.startswith(wanted) or f" {wanted}" in name
