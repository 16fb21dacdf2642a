"""Where the pages of a report lie: in its folder, and on the web where the config says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from urllib.parse import quote, urlsplit

from okrsheets.model import Objective
from okrsheets.patterns import pattern
from okrsheets.tuples import NamedTuple

__all__ = ["LATEST", "TEAMS", "ReportAddress", "part_stem", "short_mark", "team_files"]

LATEST = "latest.html"
TEAMS = "teams"
"""The folder of the teams' pages, beside the page of the whole company."""
LONGEST_NAME = 60
_NOT_IN_NAMES = pattern(r"[^\w]+")
_TOLD_APART = pattern(r"\w+(?:[ ./-]\w+)*")
"""What reads the same in the name of a file, but for the sign between its words."""


def team_files(objectives: Iterable[Objective]) -> Mapping[str, str]:
    """The file of each team that owns an objective; where two would have one, the second gets a number."""
    names: dict[str, str] = {}
    used: Counter[str] = Counter()
    for team in dict.fromkeys(objective.team for objective in objectives if objective.team):
        stem = _stem(team) or "team"
        used[stem] += 1
        names[team] = f"{stem}.html" if used[stem] == 1 else f"{stem}--{used[stem]}.html"
    return names


def part_stem(words: Iterable[str]) -> str:
    """How the files of a part of the company begin, by the words that ask for it.

    Words of which a name cannot hold all are told apart from others by a mark.

    >>> part_stem(["team Sales", "cycle Q4 2026"]), part_stem(["team R&D"])
    ('part-team-sales-cycle-q4-2026', 'part-team-r-d-82acb4')
    """
    words = [word.casefold() for word in words]
    stem = _stem("-".join(words))
    is_told_apart = len("-".join(words)) <= LONGEST_NAME and all(map(_TOLD_APART.fullmatch, words))
    return "-".join(filter(None, ("part", stem, "" if is_told_apart else short_mark(*words))))


def short_mark(*words: str) -> str:
    """Six letters that tell these words from others."""
    return blake2b("\0".join(words).encode("utf-8", "backslashreplace"), digest_size=3).hexdigest()


def _stem(words: str) -> str:
    return _NOT_IN_NAMES.sub("-", words.casefold())[:LONGEST_NAME].strip("-")


class ReportAddress(NamedTuple):
    """The address of the whole company's page; empty where the report cannot be reached from elsewhere."""

    page: str = ""

    @classmethod
    def of(cls, url: str | None) -> ReportAddress:
        """From the address of the report's folder, or of the page itself.

        >>> ReportAddress.of("https://okr.example.org/q4").page
        'https://okr.example.org/q4/latest.html'
        """
        if not url or not url.startswith(("https://", "http://")):
            return cls()
        parts = urlsplit(url)
        if not parts.path.casefold().endswith((".html", ".htm")):
            parts = parts._replace(path=f"{parts.path.rstrip('/')}/{LATEST}")
        return cls(parts._replace(fragment="").geturl())

    def team(self, file: str) -> str:
        """The page of a team, by the name of its file.

        >>> ReportAddress.of("https://okr.example.org/latest.html?web=1").team("sales.html")
        'https://okr.example.org/teams/sales.html?web=1'
        """
        if not self.page:
            return ""
        parts = urlsplit(self.page)
        folder = parts.path.rpartition("/")[0]
        return parts._replace(path=f"{folder}/{TEAMS}/{quote(file)}").geturl()
