"""Calls of Google: with time-outs, a deadline, another try where that is safe, and a count of all."""

from __future__ import annotations

import json as json_text
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gspread
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import AuthorizedSession, Request
from gspread.exceptions import APIError
from requests.adapters import HTTPAdapter

from okrsheets import __version__
from okrsheets.adapters.gsheets.trouble import (
    NotJsonError,
    TooLongError,
    Trouble,
    TroubleError,
    TroubleKind,
    trouble_of,
)
from okrsheets.tuples import NamedTuple

__all__ = ["PATIENT", "Message", "PatientClient", "Policy", "Spent"]

Message = Mapping[str, Any]
"""A message of the API as JSON holds it; what is read of it is checked where it is read."""

HOST = "https://sheets.googleapis.com"
_CHUNK = 1 << 18
_TOLD_FROM = 5.0  # seconds; a shorter pause is not worth a word


class Policy(NamedTuple):
    """How long is waited for what; `sleep`, `clock` and `chance` are the world's, or a test's."""

    connect: float = 10.0
    read: float = 190.0  # Google itself gives up after 180 s
    patience: float = 180.0
    longest_pause: float = 64.0
    most_bytes: int = 500_000_000
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    tell: Callable[[str], None] = lambda _words: None

    def pause(self, attempt: int) -> float:
        """How long to wait after so many attempts: longer each time, and never two callers alike."""
        longest = min(self.longest_pause, 2.0**attempt)
        return longest * (0.5 + self.chance() / 2)


PATIENT = Policy()


def _session(auth: Credentials) -> AuthorizedSession:
    """A session with these credentials, whose tokens are fetched by another that takes no page for one."""
    aside = requests.Session()
    aside.mount("https://", HTTPAdapter(max_retries=3))  # as the library does where it is left to it
    aside.hooks["response"].append(_refuse_page)
    return AuthorizedSession(auth, auth_request=Request(aside))  # type: ignore[no-untyped-call]  # google-auth has no types for it


def _refuse_page(response: requests.Response, **_how: object) -> None:
    """Raise NotJsonError for a page, of a network that wants one to sign in: the library trips over it."""
    if response.status_code < 500 and "text/html" in response.headers.get("Content-Type", ""):
        raise NotJsonError


@dataclass(slots=True)
class Spent:
    """What was asked of Google so far: calls, attempts at them, and seconds waited in between."""

    calls: int = 0
    attempts: int = 0
    waited: float = 0.0


class PatientClient(gspread.HTTPClient):
    """gspread's client, but it never waits for ever and never changes a sheet twice by mistake."""

    def __init__(
        self,
        auth: Credentials,
        session: requests.Session | None = None,
        *,
        endpoint: str | None = None,
        policy: Policy = PATIENT,
    ) -> None:
        super().__init__(auth, session or _session(auth))
        self.session.headers["User-Agent"] = f"okrsheets/{__version__} (gzip)"  # without the word no packing
        self.endpoint = endpoint or HOST
        self.policy = policy
        self.timeout = (policy.connect, policy.read)
        self.spent = Spent()

    def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | Sequence[str]] | None = None,
        json: Message | None = None,
        repeatable: bool,
    ) -> Message:
        """The answer to one call.

        What is `repeatable` changes nothing when it is done twice; else it is tried again only where Google
        cannot have heard of it. Raises TroubleError.
        """
        policy, began, attempt = self.policy, self.policy.clock(), 0
        self.spent.calls += 1
        while True:
            attempt += 1
            self.spent.attempts += 1
            try:
                return self._once(method, path, params, json, deadline=began + policy.patience + policy.read)
            except (
                APIError,
                GoogleAuthError,
                NotJsonError,
                TooLongError,
                requests.exceptions.RequestException,
            ) as error:
                trouble = trouble_of(error)
                if trouble is None:
                    raise
                wait = trouble.wait or policy.pause(
                    attempt
                )  # one that asks for no pause gets one all the same
                late = policy.clock() - began + wait > policy.patience
                if late or not trouble.may_pass(repeatable=repeatable):
                    raise TroubleError(trouble) from error
            self.rest(wait, trouble)

    def rest(self, seconds: float, trouble: Trouble) -> None:
        """Wait before another try, and say so where it takes long."""
        if seconds >= _TOLD_FROM:
            self.policy.tell(f"Google Sheets: {trouble.kind.value}; trying again in {seconds:.0f} s")
        self.spent.waited += seconds
        self.policy.sleep(seconds)

    def _once(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | Sequence[str]] | None,
        json: Message | None,
        *,
        deadline: float,
    ) -> Message:
        response = self.session.request(
            method, f"{self.endpoint}{path}", params=params, json=json, timeout=self.timeout, stream=True
        )
        with response:
            response._content = self._read(response, deadline=deadline)  # noqa: SLF001 so that all of requests can be asked of it
        if not response.ok:
            raise APIError(response)
        try:
            answer = json_text.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise NotJsonError from error
        if not isinstance(answer, dict):
            raise NotJsonError
        return answer

    def _read(self, response: requests.Response, *, deadline: float) -> bytes:
        """All of an answer, which no time-out of the library bounds as a whole."""
        parts, length = [], 0
        for part in response.iter_content(_CHUNK):
            parts.append(part)
            length += len(part)
            if length > self.policy.most_bytes:
                raise TooLongError
            if self.policy.clock() > deadline:
                raise TroubleError(Trouble(TroubleKind.SLOW))
        return b"".join(parts)
