"""Items: the key results that one cell lists, and an objective with its key results in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from okrsheets.model import Field
from okrsheets.patterns import pattern
from okrsheets.reading.language.vocabulary import Vocabulary, alternatives, normalise
from okrsheets.reading.language.words import first_label, may_be_labelled
from okrsheets.tuples import NamedTuple

__all__ = ["Segment", "items_of", "outline_of", "segments_of", "without_bullet", "without_mark"]

_LONGEST = 4000
_BULLET = pattern(r"\s*(?:[•·●○◦▪▫■□►▶➢➤✓✔☐☑✅»‣⁃*–—]|->|-(?![\d]))\s*")
# Compiled by re when first used, and kept by it: few runs need them.
_NUMBER = r"\s*(?:\(?(\d{1,2})(?:[.):]|[、．：）])(?!\d)|[①-⑳])\s*"
_NUMBERS = pattern(r"(?<![\w.,%$€£])\(?(\d{1,2})(?:[.)]|[、．）])\s*(?=[^\W\d])")
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED = pattern(rf"[{_CIRCLES}]")
_QUOTED = r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\""""
_BETWEEN = " \t\n;；,，|/。·•"
_ENDS = r"[\n;；|。]"
_LONGEST_NAME = 30


class Segment(NamedTuple):
    """A part of a cell with what the words before it say it is; its text keeps its numbering.

    `name` is the label as written; it is empty where the part has none.
    """

    field: Field
    name: str
    text: str


def _lines_in(text: str) -> list[str]:
    """The lines of a cell that say something, without outer blanks."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def without_mark(text: str) -> str:
    """A line without the bullet or number it begins with.

    >>> without_mark("- Ann"), without_mark("2) 40 %"), without_mark("-5 %")
    ('Ann', '40 %', '-5 %')
    """
    match = _BULLET.match(text) or re.match(_NUMBER, text)
    return text[match.end() :].strip() if match and match.end() < len(text) else text.strip()


def without_bullet(text: str) -> str:
    """A line without the bullet it begins with.

    >>> without_bullet("• KR 1: Sell"), without_bullet("-5 %"), without_bullet("-")
    ('KR 1: Sell', '-5 %', '-')
    """
    match = None if text[:1].isalnum() else _BULLET.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def items_of(text: str, vocabulary: Vocabulary) -> list[str]:
    """The items that a cell lists, each begun by a bullet, a number or its label; none where it is no list.

    Lines that merely go on from the line above make no list; between items they belong to the one above.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> words = load_vocabulary({})
    >>> items_of("- Sign 5 partners\\n- Sell more", words), items_of("1. Sign 2. Sell", words)
    (['Sign 5 partners', 'Sell more'], ['1. Sign', '2. Sell'])
    >>> items_of("Sign partners\\nin Spain", words), items_of("Launch it\\n- design\\n- build", words)
    ([], [])
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return []
    if text.startswith("[") and text.endswith("]"):
        return [found.strip() for one, other in re.findall(_QUOTED, text) if (found := one or other).strip()]
    lines = _lines_in(text)
    if len(lines) > 1 and (found := _marked(lines, vocabulary)):
        return found
    return _inline(text, vocabulary)


def _marked(lines: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """The items of lines that are marked one by one, below a line that announces them or not."""
    if lines[0].endswith((":", "：")) and _kind(lines[0], vocabulary) is None:
        lines = lines[1:]
    kinds = [_kind(line, vocabulary) for line in lines]
    if kinds[0] is None:
        return []
    if None in kinds and kinds[0] != "bullet" and not _in_sequence(lines, kinds):
        return []
    found: list[str] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind is None:
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(_BULLET.sub("", line, count=1) if kind == "bullet" else line)
    return found if len(found) > 1 else []


def _kind(line: str, vocabulary: Vocabulary) -> str | None:
    """What marks a line as an item of its own: a label, a number or a bullet."""
    label = first_label(line, vocabulary)
    if label and label["name"] and vocabulary.meaning("labels", label["name"]) == "key_result":
        return "label"
    if re.match(_NUMBER, line):
        return "number"
    if match := _BULLET.match(line):
        rest = first_label(line[match.end() :], vocabulary)
        return "bullet" if match.end() < len(line) and not (rest and rest["dotted"]) else None
    return None


def _in_sequence(lines: Sequence[str], kinds: Sequence[str | None]) -> bool:
    """Whether the numbers that lines begin with count from 1."""
    numbers = [
        int(digits[0])
        for line, kind in zip(lines, kinds, strict=True)
        if kind and (digits := re.search(r"\d+", line[:_LONGEST_NAME]))
    ]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


@cache
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A key result's numbered label anywhere in a text: "KR2:", "Key result 2 -"."""
    names = alternatives(vocabulary.words_of("labels", "key_result"))
    return re.compile(
        rf"(?<![^\W_])(?:{names})\s*[#.-]?\s*(\d{{1,2}})(?:\.\d{{1,2}})?(?!\d)\s*(?:[:：.)、–—-]|(?=\s|[^\x00-\x7f]))",
        re.IGNORECASE,
    )


def _inline(text: str, vocabulary: Vocabulary) -> list[str]:
    """The items of a text that counts them from its beginning: "1. Sign 2. Sell", "KR1: ... KR2: ..."."""
    if not text:
        return []
    if text[0] in _CIRCLES:
        starts = [match.start() for match in _CIRCLED.finditer(text)]
    elif text[0].isdigit() or text[0] == "(":
        starts = _counted(_NUMBERS, text)
    elif may_be_labelled(text, vocabulary) and _labels(vocabulary).match(text):
        starts = _counted(_labels(vocabulary), text)
    else:
        return []
    if len(starts) < 2 or starts[0]:
        return []
    return [text[a:b].strip(_BETWEEN) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _counted(pattern: re.Pattern[str], text: str) -> list[int]:
    """Where the numbers 1, 2, 3, ... of a pattern stand in a text."""
    starts: list[int] = []
    for match in pattern.finditer(text):
        if int(match[1]) == len(starts) + 1:
            starts.append(match.start())
    return starts


def segments_of(text: str, vocabulary: Vocabulary) -> list[Segment]:
    """The parts of a cell that says an objective and its key results; empty where it does not.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> for part in segments_of("Goal: Learn Python; Target: Build 3 tools", load_vocabulary({})):
    ...     print(part.field.value, part.text)
    objective Learn Python
    key_result Build 3 tools
    """
    text = text.strip()
    if len(text) > _LONGEST or not _may_have_labels(text, vocabulary):
        return []
    found = list(_segments(text, vocabulary))
    titles = [segment for segment in found if segment.field in (Field.OBJECTIVE, Field.KEY_RESULT)]
    if len(titles) < 2 or titles[0].field is not Field.OBJECTIVE or titles[1].field is Field.OBJECTIVE:
        return []
    # Words without a label are an objective only where the next ones are surely a key result.
    if not titles[0].name and vocabulary.meaning("labels", titles[1].name) != "key_result":
        return []
    return found


def outline_of(text: str, vocabulary: Vocabulary) -> list[Segment]:
    """The parts of a cell that says an objective in its first line and lists its key results below.

    >>> from okrsheets.reading.language.vocabulary import load_vocabulary
    >>> [part.text for part in outline_of("Grow\\n- Sign 5 shops\\n- Sell more", load_vocabulary({}))]
    ['Grow', 'Sign 5 shops', 'Sell more']
    """
    first, _, rest = text.strip().partition("\n")
    if len(text) > _LONGEST or _kind(first, vocabulary) is not None or not any(map(str.isalpha, first)):
        return []
    items = items_of(rest, vocabulary)
    listed = [Segment(Field.KEY_RESULT, "", item) for item in items]
    return [Segment(Field.OBJECTIVE, "", first.strip()), *listed] if listed else []


def _may_have_labels(text: str, vocabulary: Vocabulary) -> bool:
    if ":" in text or "：" in text:
        return True
    return any(map(str.isdigit, text)) and _labels(vocabulary).search(text) is not None


def _segments(text: str, vocabulary: Vocabulary) -> Iterator[Segment]:
    starts = {0, *(match.end() for match in re.finditer(_ENDS, text))}
    starts |= {match.start() for match in _labels(vocabulary).finditer(text)}
    heads = [(start, head) for start in sorted(starts) if (head := _head(text, start, vocabulary))]
    if not heads:
        return
    if lead := text[: heads[0][0]].strip(_BETWEEN):
        yield Segment(Field.OBJECTIVE, "", lead)
    told = False
    ends = [*(start for start, _ in heads[1:]), len(text)]
    for (_, (field, name, begin)), end in zip(heads, ends, strict=True):
        words = text[begin:end].strip(_BETWEEN)
        if field is Field.TARGET and not told:
            field = Field.KEY_RESULT
        told = told or field is Field.KEY_RESULT
        if field is Field.KEY_RESULT and words:
            for item in items_of(words, vocabulary) or [words]:
                yield Segment(field, name, item)
        elif words:
            yield Segment(field, name, words)


def _head(text: str, start: int, vocabulary: Vocabulary) -> tuple[Field, str, int] | None:
    """What the label at a place of a text says, its name, and where the words begin; numbered labels are
    part of the words.
    """
    bullet = _BULLET.match(text, start)
    start = bullet.end() if bullet else start
    while start < len(text) and text[start].isspace():
        start += 1
    rest = text[start : start + 2 * _LONGEST_NAME]
    label = first_label(rest, vocabulary)
    if label and label["name"] and label["n"]:
        meant = vocabulary.meaning("labels", label["name"])
        return (Field.KEY_RESULT if meant == "key_result" else Field.OBJECTIVE), label["name"], start
    colon = re.match(r"([^\n:：;；|]{1,30}?)\s*[:：]\s*", rest)
    if colon is None:
        return None
    named = _named(colon[1], vocabulary)
    return (named, colon[1], start + colon.end()) if named else None


def _named(name: str, vocabulary: Vocabulary) -> Field | None:
    """The field that a label names."""
    plain = normalise(name)
    meant = vocabulary.values["labels"].get(plain)
    if meant:
        return Field.KEY_RESULT if meant == "key_result" else Field.OBJECTIVE
    fields = vocabulary.headings.get(plain, ())
    for field in (Field.OBJECTIVE, Field.KEY_RESULT):
        if field in fields:
            return field
    return fields[0] if fields else None
