"""The catalogues of our own words: extracts the messages anew, and keeps what was translated.

`python -m tests.words` brings okrsheets/tongue/*.po up to date; what is to be translated stands empty.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from okrsheets.tongue import ENGLISH, LANGUAGES
from okrsheets.tongue.catalogues import catalogue_text

__all__ = ["catalogue", "extracted", "po_text", "translated", "updated"]

ROOT = Path(__file__).parents[1]
TONGUES = ROOT / "okrsheets" / "tongue"
ROOMS = ("okrsheets/reporting", "templates")
METHODS = [("**.py", "tests.words:said_in_python"), ("**.j2", "jinja2")]
OPTIONS = {"**.j2": {"silent": "false"}}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "message": None,
    "pieces": None,
    "plural": (2, 3),
    "sense": ((1, "c"), 2),
    "tongue": None,
}
HEAD = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted() -> Catalog:
    """Every message of ours, where it is said."""
    found = Catalog(fuzzy=False)
    for room in ROOMS:
        messages = extract_from_dir(ROOT / room, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
        for file, line, words, _, context in messages:
            found.add(
                words,
                None,
                [(f"{room}/{file}", line)],
                context=context,
            )
    return found


def said_in_python(
    file: IO[bytes], keywords: Collection[str], tags: Collection[str], options: Mapping[str, object]
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """The messages of a module, as Babel is given them: also those inside f-strings and nested calls."""
    for call in ast.walk(ast.parse(file.read())):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in keywords:
            yield call.lineno, name, [_literal(each) for each in call.args], []


def _literal(said: ast.expr) -> str | None:
    return said.value if isinstance(said, ast.Constant) and isinstance(said.value, str) else None


def translated() -> tuple[str, ...]:
    """The languages that there are catalogues of."""
    return tuple(language for language in LANGUAGES if language != ENGLISH.language)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language, by Babel's reader."""
    text = BytesIO(catalogue_text(language).encode("utf-8"))
    return read_po(text, locale=language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """The catalogue of a language with exactly the messages there are."""
    known = catalogue(language)
    known.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    return known


def po_text(messages: Catalog) -> str:
    """A catalogue as its file holds it: without days and lines, which change with everything else."""
    text = BytesIO()
    write_po(text, messages, width=0, sort_output=True, omit_header=True, include_lineno=False)
    head = HEAD.format(language=messages.locale_identifier, forms=messages.plural_forms)
    return head + text.getvalue().decode("utf-8")


if __name__ == "__main__":
    for language in translated():
        (TONGUES / f"{language}.po").write_text(po_text(updated(language)), encoding="utf-8")
