"""Templates of one's own for mails, as the docs say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okrsheets.errors import ConfigError
from okrsheets.model import Results
from okrsheets.reporting import render_digest
from okrsheets.reporting.digests.view import DigestView
from tests.reporting.digests.mails import LAST_MAIL, SALES, SETTINGS, Words, digest

DOCS = (Path(__file__).parents[3] / "docs" / "mail.md").read_text(encoding="utf-8")


def own(results: Results, templates: Path) -> tuple[str, str]:
    made = render_digest(results, SALES, since=LAST_MAIL, settings=SETTINGS, templates=templates)
    assert made is not None
    return made.html, made.text


def test_the_template_of_the_docs_builds_on_ours(results: Results, tmp_path: Path) -> None:
    (example,) = re.findall(r"```jinja\n(.*?)```", DOCS, re.DOTALL)
    (tmp_path / "mail.html.j2").write_text(example, encoding="utf-8")
    html, text = own(results, tmp_path)
    ours = digest(results, SALES)
    assert Words(html).said.count("Good morning!") == 1
    assert Words(html).said.replace(" Good morning!", "") == Words(ours.html).said
    assert text == ours.text


def test_the_docs_name_every_field_of_the_view() -> None:
    told = set(re.findall(r"`(\w+)`", DOCS[DOCS.index("| field |") : DOCS.index("A `link`")]))
    assert set(DigestView._fields) <= told


@pytest.mark.parametrize("name", ["mail.html.j2", "mail.txt.j2"])
def test_a_template_that_asks_for_what_is_not_there_is_told(
    results: Results, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("{{ view.nothing }}", encoding="utf-8")
    with pytest.raises(ConfigError, match=f'{name}:1: DigestView has no "nothing"; known are '):
        own(results, tmp_path)
