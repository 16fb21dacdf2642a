"""Text of sheets in Markdown, parsed by CommonMark's and GitHub's rules: it is text and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrsheets.reporting.markdown import escape_markdown, markdown_address
from okrsheets.reporting.wording import one_line
from tests.reporting.markdown_rules import READERS, read

JOINER = "\u2060"
UNSEEN = str.maketrans("", "", "\u2060\u2068\u2069")  # what is put in, and nobody sees

PLACES = (
    "# {}\n",
    "{}\n",
    "- ✔ **{}**: 47 %, on track ({})\n",
    "- one\n  - **{}**; {}\n",
    "| a | b |\n| --- | --- |\n| {} | {} |\n",
    "> {}\n",
    "**{}**\n",
)
"""The places of a line at which our templates print what sheets say."""

FRAGMENTS = (
    "*", "**", "_", "__", "~", "~~", "`", "```", "``", "[", "]", "(", ")", "[x](y)", "![x](y)", "[^1]",
    "[x]: y", "<", ">", "<b>", "</b>", "<!--", "-->", "<?", "<!", "<a@b.example>", "<https://x.example>",
    "&", "&lt;", "&#60;", "#", "# ", "## ", "- ", "+ ", "1. ", "1) ", "> ", "---", "===", "***", " ", "\t",
    "\n", "\n\n", "\r\n", "\\", "|", "$", "$$", "$x$", "@", "@everyone", "a@b.example", "#12", "GH-3", "!4",
    "%5", "&6", ":tada:", ":", "www.", "www.x.example", "https://x.example", "http:", "ftp://x.example",
    "mailto:a@b.example", "xmpp:a@b.example", "{{ 7 }}", "{% x %}", "=", "==", "^", "a", "Z", "7", " ", "é",
    "🚀", "\u200f", "\u202e", "\u0632\u064a\u0627", "\u05d0", "\u2028", "\x0b", "\x85", "\x00", "\u00a0",
    "\ufeff", "word", "!", ".", ",", ";", "\"", "'",
)  # fmt: skip


@pytest.mark.parametrize("by", READERS)
@given(parts=st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), min_size=1, max_size=12))
@example(parts=["a", "\\"])
@example(parts=["<", "b>"])
@example(parts=["&", "amp;"])
def test_what_a_sheet_says_is_text_at_every_place_of_a_line(by: str, parts: list[str]) -> None:
    says = one_line("".join(parts)) or "nothing"
    for place in PLACES:
        count = place.count("{}")
        plain = read(place.format(*["Word"] * count), by=by)
        found = read(place.format(*[escape_markdown(says)] * count), by=by)
        assert found.shape == plain.shape
        assert found.more == ()
        assert found.links == ()
        told = [text.translate(UNSEEN) for text in found.texts]
        assert told == [text.replace("Word", says.translate(UNSEEN)) for text in plain.texts]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# no heading", r"\# no heading"),
        ("- no bullet", r"\- no bullet"),
        ("1. no list", "1\u2060. no list"),
        ("> no quote", r"\> no quote"),
        ("from 3 -> 5, R&D < 10 % & <2 days", "from 3 -> 5, R&D < 10 % & <2 days"),
        (
            "<b>x</b> <!-- <?php <!channel> <@U1>",
            "&lt;b>x&lt;/b> &lt;!-- &lt;?php &lt;!channel> &lt;@\u2060U1>",
        ),
        ("ends with <", "ends with &lt;"),
        ("&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;#\u206060;"),
        ("*b* _i_ ~s~ $x$", r"\*b\* \_i\_ \~s\~ \$x\$"),
        ("a\nb\u2028c", "a b c"),
        (r"back\slash", r"back\\slash"),
        ("plain 46 % text, e.g. this: 8:30 or so", "plain 46 % text, e.g. this: 8:30 or so"),
        ("see :tada: and GH-12, !3", "see :\u2060tada: and GH-\u206012, !\u20603"),
        ("\u05d0 to 5", "\u2068\u05d0 to 5\u2069"),
    ],
)
def test_markdown_signs_are_inert_and_the_rest_stays_as_it_is(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@pytest.mark.parametrize("by", READERS)
@given(rest=st.text(max_size=20))
@example(rest="> [x](y) <b>\n\n# a\\")
def test_an_address_stays_one_whatever_is_in_it(by: str, rest: str) -> None:
    found = read(f"- [Sales!B4]({markdown_address(f'https://x.example/{rest}')})\n", by=by)
    assert found.shape == read("- [Sales!B4](<https://x.example/>)\n", by=by).shape
    assert len(found.links) == 1
    assert found.links[0].startswith("https://x.example/")
