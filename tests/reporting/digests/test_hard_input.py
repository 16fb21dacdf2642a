"""What strangers write into sheets stays text in a mail, in both of its halves."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from okrsheets.model import Recipient, Results
from okrsheets.reporting import ReportSettings
from okrsheets.reporting.digests.rows import LONGEST
from okrsheets.reporting.digests.wrapping import WIDTH, wrapped
from tests.reporting.company import COMPANY, PRODUCT
from tests.reporting.digests.hostile import HOSTILE, HOSTILE_TEAM, hostile
from tests.reporting.digests.mails import LEADER, OWNER, SALES, SETTINGS, Anchors, digest

ROOMY = SETTINGS._replace(max_rows=100, requests=100, largest=10**9)


class Structure(HTMLParser):
    """The elements of a mail with their attributes, and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.styles: set[str] = set()
        self.words: list[str] = []
        self.comments: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.styles |= {value or "" for name, value in attrs if name == "style"}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


@pytest.fixture(scope="module")
def html() -> str:
    return digest(hostile(), HOSTILE_TEAM, settings=ROOMY).html


@pytest.fixture(scope="module")
def text() -> str:
    return digest(hostile(), HOSTILE_TEAM, settings=ROOMY).text


def test_no_words_of_a_sheet_become_an_element_an_attribute_a_style_or_a_comment(
    html: str, results: Results
) -> None:
    attacked = Structure(html)
    harmless = [Structure(digest(results, one).html) for one in (SALES, OWNER, LEADER)]
    assert attacked.elements <= set().union(*(one.elements for one in harmless))
    assert attacked.attributes <= set().union(*(one.attributes for one in harmless))
    assert attacked.comments == harmless[0].comments
    assert not any("evil" in style or "none}" in style for style in attacked.styles)


@pytest.mark.parametrize(
    "said",
    [
        "<script>window.ran = 1</script>",
        "</style><style>*{display:none}</style>",
        "<!--[if mso]><b>Word</b><![endif]-->",
        "&lt;b&gt; &amp; &#60;",
        "{{ 7 * 7 }}{% raw %}",
        "*bold* _it_ `code` [click](javascript:alert(1)) | table",
        "Ship it \U0001f680\U0001f469\u200d\U0001f4bb\ufe0f now",
    ],
)
def test_what_a_sheet_says_is_read_as_it_stands_there(html: str, text: str, said: str) -> None:
    assert said in HOSTILE
    assert said in " ".join(Structure(html).words)
    assert said in " ".join(text.split())


def test_the_plain_text_has_no_entities(text: str) -> None:
    assert "&#34;" not in text
    assert "&nbsp;" not in text
    assert "&amp;amp;" not in text


def test_line_breaks_of_a_cell_make_no_lines_of_the_mail(text: str) -> None:
    lines = text.splitlines()
    assert lines.count("What needs you") == 1
    assert "1. Pay the invoice" not in lines
    assert not any(line.startswith(("Bcc:", "# Heading")) for line in lines)
    assert not any(sign in text for sign in "\r\x07\x1b\u2028\u202e")


def test_the_subject_and_the_line_beside_it_are_one_line() -> None:
    wild = Recipient("x@example.org", "Eve\r\nBcc: all@example.org", okrs=frozenset(hostile().okrs.by_key))
    made = digest(hostile(), wild)
    assert made.subject == "OKR alignment: Eve Bcc: all@example.org, 2026 Q4"
    assert "\n" not in made.preheader
    assert digest(hostile(), HOSTILE_TEAM).subject == 'OKR alignment: Sales "<b>, 2026 Q4'


def test_a_long_title_is_cut(html: str, text: str) -> None:
    for words in ("".join(Structure(html).words), text.replace("\n", "").replace(" ", "")):
        assert "a" * LONGEST + "…" in words
        assert "a" * (LONGEST * 2 + 2) not in words


def test_what_is_read_from_right_to_left_turns_nothing_around_it(html: str, text: str) -> None:
    hebrew = "להגדיל את ההכנסות ב-20 %"
    assert f"\u2068O8 {hebrew}\u2069: 30\xa0%" in " ".join(text.split(" "))
    title = html[html.rindex("<", 0, html.index(f"O8 {hebrew}")) : html.index(f"O8 {hebrew}")]
    assert 'dir="auto"' in title
    assert f">\u2068{hebrew}\u2069, 58&nbsp;% expected by now<" in html, "its owner has that name too"
    for said in (html, text):
        assert said.count("\u2068") == said.count("\u2069")


def test_lines_of_the_text_end_where_people_expect_it(text: str) -> None:
    long = [line for line in text.splitlines() if len(line) > WIDTH]
    assert all(line.strip().startswith("<http") for line in long), long


def test_an_address_stays_whole_and_other_words_are_broken() -> None:
    address = "<https://okr.example.org/" + "x" * 100 + ">"
    assert address in wrapped(f"- {address}")
    assert max(map(len, wrapped("- " + "y" * 200).splitlines())) == WIDTH
    assert wrapped("信" * 50).splitlines() == ["信" * 36, "信" * 14]


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "//okr.example.org", "C:\\reports"]
)
def test_only_addresses_of_the_web_become_links(results: Results, scheme: str) -> None:
    settings = SETTINGS._replace(
        report=ReportSettings(source_urls={PRODUCT: scheme, COMPANY: scheme}), report_url=scheme
    )
    for recipient in (SALES, OWNER, LEADER):
        made = digest(results, recipient, settings=settings)
        assert Anchors(made.html).found == []
        assert scheme not in made.text
