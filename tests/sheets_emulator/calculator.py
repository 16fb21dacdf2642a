"""What formulas come to: arithmetic, comparisons, text joined by &, references, and a handful of functions.

What it does not compute shows as Google's "Loading..." and never as a made-up value; a test gives the
result of such a formula with a control request.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from .a1 import Box
from .book import Book, Place, Rows, Sheet
from .chips import chip_text
from .date_patterns import DATES, serial_of
from .formats import general
from .functions import FUNCTIONS, FormulaError, Operand, Value, single
from .languages import language_of
from .references import REFERENCE, Reference, read_reference
from .wire import Message, tidy_number

__all__ = ["ERROR_WORDS", "Calculator"]

ERROR_WORDS = {
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "ERROR": "#ERROR!",
    "LOADING": "Loading...",
    "NAME": "#NAME?",
    "NULL_VALUE": "#NULL!",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "REF": "#REF!",
    "VALUE": "#VALUE!",
}
_ERRORS = {word: kind for kind, word in ERROR_WORDS.items()}
_REFERENCES = re.compile(r"(?<![\w.$])" + REFERENCE)
_TOKEN = (
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<error>#[A-Z/0!?]+)|(?P<reference>(?<![\w.])' + REFERENCE + r")"
    r"|(?P<number>\d+POINT?\d*(?:[eE][+-]?\d+)?|POINT\d+)|(?P<word>[A-Za-z_][\w.]*)"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>(),;%]))"
)
_MOMENTS = {"DATE": "DATE", "NOW": "DATE_TIME", "TODAY": "DATE"}  # and the number format they give
# A formula with one of these shows a plain result; any other takes its first cell's number format.
_PLAIN = frozenset({"/", "^", "&", "=", "<>", "<", ">", "<=", ">="})
_LOWEST = 0
_BINARY = {"=": 0, "<>": 0, "<": 0, ">": 0, "<=": 0, ">=": 0, "&": 1, "+": 2, "-": 2, "*": 3, "/": 3, "^": 4}


@dataclass
class Calculator:
    """The results of one spreadsheet's formulas, each computed once."""

    book: Book
    known: dict[tuple[int, Place], Message | None] = field(default_factory=dict)
    formats: dict[tuple[int, Place], Message] = field(default_factory=dict)
    pending: set[tuple[int, Place]] = field(default_factory=set)
    beyond: dict[int, dict[Place, Message]] = field(default_factory=dict)

    def effective(self, sheet: Sheet, place: Place) -> Message | None:
        """The ExtendedValue that a cell comes to; None for an empty one."""
        key = (sheet.id, place)
        if key in self.known:
            return self.known[key]
        formula = _formula_of(sheet, place)
        if formula is None:
            cell = sheet.cells.get(place, {})
            shown = chip_text(cell)
            entered = cell.get("userEnteredValue") or self.spilt(sheet).get(place)
            self.known[key] = entered if shown is None else {"stringValue": shown}
        elif key in self.pending:
            return _error("REF", "Circular dependency detected.")
        else:
            self._settle(sheet, place)
        return self.known[key]

    def spilt(self, sheet: Sheet) -> Mapping[Place, Message]:
        """What formulas with more than one result put into the empty cells beside and below their own."""
        if sheet.id not in self.beyond:
            tall = {f: rows for (tab, f), rows in self.book.results.items() if tab == sheet.id}
            spilt = self.beyond[sheet.id] = {}
            for place in (
                list(sheet.cells) if any(len(rows) * len(rows[0]) > 1 for rows in tall.values()) else ()
            ):
                around = list(_around(place, tall.get(_formula_of(sheet, place) or "", ())))
                if not any(sheet.valued(at) for at, _ in around):
                    spilt.update((at, value) for at, value in around if at in sheet.whole and value)
        return self.beyond[sheet.id]

    def _settle(self, sheet: Sheet, place: Place) -> None:
        """Compute a formula after those that it needs; by a stack, as columns of running totals are long."""
        stack = [(sheet, place)]
        while stack:
            sheet, place = stack[-1]
            key = (sheet.id, place)
            if key not in self.known and key not in self.pending:
                self.pending.add(key)
                stack += self._needed(sheet, place)
                continue
            stack.pop()
            if key not in self.known:
                self.known[key] = self._formula(sheet, place, _formula_of(sheet, place) or "")
            self.pending.discard(key)

    def _needed(self, sheet: Sheet, place: Place) -> list[tuple[Sheet, Place]]:
        """The formulas that a formula refers to and whose results are not known yet."""
        needed = []
        for match in _REFERENCES.finditer(_formula_of(sheet, place) or ""):
            reference = read_reference(match)
            other = sheet if reference.title is None else self.book.titled(reference.title)
            if other is not None:
                needed += [(other, at) for at, _ in other.filled(_box(other, reference))]
        return [
            (other, at)
            for other, at in needed
            if _formula_of(other, at)
            and (other.id, at) not in self.known
            and (other.id, at) not in self.pending
        ]

    def number_format(self, sheet: Sheet, place: Place) -> Message | None:
        """The number format in force: the cell's own, else the one a formula takes from what it refers to."""
        own = sheet.cells.get(place, {}).get("userEnteredFormat", {}).get("numberFormat")
        if own is None:
            self.effective(sheet, place)
            own = self.formats.get((sheet.id, place))
        return dict(own) if own else None

    def _formula(self, sheet: Sheet, place: Place, formula: str) -> Message:
        key = (sheet.id, place)
        if (told := self.book.results.get((sheet.id, formula))) is not None:
            taken = next((at for at, _ in _around(place, told) if sheet.valued(at)), None)
            if taken is None:
                return told[0][0]
            cell = Box(*taken, taken[0] + 1, taken[1] + 1).written()
            why = f"Array result was not expanded because it would overwrite data in {cell}."
            return _error("REF", why)
        try:
            reading = _Formula(self, sheet, formula)
            value = reading.result()
            if reading.number_format:
                self.formats[key] = reading.number_format
        except FormulaError as error:
            return _error(error.kind, str(error))
        return _extended(value)


def _formula_of(sheet: Sheet, place: Place) -> str | None:
    formula: str | None = sheet.cells.get(place, {}).get("userEnteredValue", {}).get("formulaValue")
    return formula


def _around(place: Place, rows: Rows) -> Iterator[tuple[Place, Message]]:
    """The cells that the rows of a result cover besides the formula's own."""
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if down or right:
                yield (place[0] + down, place[1] + right), value


def _box(sheet: Sheet, reference: Reference) -> Box:
    """The cells that a reference covers on its tab."""
    first, last = reference.first, reference.last or reference.first
    bottom = sheet.rows if last.row is None else last.row + 1
    right = sheet.columns if last.column is None else last.column + 1
    return Box(first.row or 0, first.column or 0, bottom, right)


def _extended(value: Value) -> Message:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": tidy_number(value or 0)}


def _error(kind: str, message: str) -> Message:
    return {"errorValue": {"type": kind, "message": message}}


class _Formula:
    """One formula on its way to a result, by precedence climbing over its tokens."""

    def __init__(self, calculator: Calculator, sheet: Sheet, formula: str) -> None:
        self.calculator = calculator
        self.sheet = sheet
        self.number_format: Message | None = None  # of the first cell that it refers to
        self.referred = False
        self.moments = 0  # how many dates and times it refers to
        self.language = language_of(calculator.book.locale)
        self.tokens = list(_tokens(formula[1:], self.language.decimal))
        self.at = 0

    def result(self) -> Value:
        """What the whole comes to."""
        operand = self._expression(_LOWEST)
        if self.at < len(self.tokens):
            raise FormulaError("ERROR", "Formula parse error.")
        signs = {match["sign"] for match in self.tokens}
        if signs & _PLAIN or (
            "-" in signs and self.moments > 1
        ):  # from one date to another it is so many days
            self.number_format = None
        return single(operand)

    def _next(self) -> re.Match[str] | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, *signs: str) -> str | None:
        token = self._next()
        if token is not None and token["sign"] in signs:
            self.at += 1
            return str(token["sign"])
        return None

    def _expression(self, level: int) -> Operand:
        left = self._unary()
        while (token := self._next()) is not None and _BINARY.get(token["sign"] or "", -1) >= level:
            sign = token["sign"]
            self.at += 1
            right = self._expression(_BINARY[sign] + 1)
            left = self._combined(sign, single(left), single(right))
        return left

    def _unary(self) -> Operand:
        if sign := self._take("-", "+"):
            number = self._number(single(self._unary()))  # binds before ^: =-2^2 is 4, as in Excel
            return -number if sign == "-" else number
        operand = self._primary()
        while self._take("%"):
            operand = self._number(single(operand)) / 100
        return operand

    def _primary(self) -> Operand:
        token = self._next()
        if token is None:
            raise FormulaError("ERROR", "Formula parse error.")
        self.at += 1
        if token["text"] is not None:
            return str(token["text"][1:-1].replace('""', '"'))
        if token["number"] is not None:
            return float(token["number"].replace(self.language.decimal, "."))
        if token["error"] is not None:
            raise FormulaError(_ERRORS.get(token["error"], "ERROR"), "")
        if token["reference"] is not None:
            return self._cells(read_reference(token))
        if token["word"] is not None:
            return self._word(token["word"])
        if token["sign"] == "(":
            operand = self._expression(_LOWEST)
            if self._take(")"):
                return operand
        raise FormulaError("ERROR", "Formula parse error.")

    def _word(self, word: str) -> Operand:
        name = word.upper()
        if not self._take("("):
            if name in ("TRUE", "FALSE"):
                return name == "TRUE"
            if (named := self.calculator.book.named_range(word)) is not None:
                return self._range(*self.calculator.book.on(named["range"]))
            raise FormulaError("NAME", f"Unknown range name: '{name}'.")
        arguments: list[Operand] = []
        if name not in FUNCTIONS and name not in _MOMENTS:
            raise FormulaError("LOADING", f"the emulator does not compute {name}; tell it the result")
        while not self._take(")"):
            arguments.append(self._expression(_LOWEST))
            if not self._take(",", ";") and self._next() is None:
                raise FormulaError("ERROR", "Formula parse error.")
        if name in _MOMENTS:
            self._note({"type": _MOMENTS[name]})
        if name in ("NOW", "TODAY"):
            now = serial_of(self.calculator.book.now())
            return now if name == "NOW" else float(int(now))
        try:
            return FUNCTIONS[name](arguments)
        except (IndexError, ValueError, OverflowError):
            raise FormulaError("N_A", f"Wrong arguments to {name}.") from None

    def _cells(self, reference: Reference) -> Operand:
        sheet = self.sheet
        if reference.title is not None:
            found = self.calculator.book.titled(reference.title)
            if found is None:
                raise FormulaError("REF", f"Unresolved sheet name '{reference.title}'.")
            sheet = found
        first, last = reference.first, reference.last
        if last is None:
            return self._cell(sheet, (first.row or 0, first.column or 0))
        box = _box(sheet, reference)
        columns = range(box.left, box.right)
        return [
            [self._cell(sheet, (row, column)) for column in columns] for row in range(box.top, box.bottom)
        ]

    def _range(self, sheet: Sheet, box: Box) -> Operand:
        return [[self._cell(sheet, place) for place in box.places()]]

    def _cell(self, sheet: Sheet, place: Place) -> Value:
        value = self.calculator.effective(sheet, place)
        if value is None:
            return None
        self._note(self.calculator.number_format(sheet, place))
        if "errorValue" in value:
            raise FormulaError(value["errorValue"]["type"], value["errorValue"].get("message", ""))
        found: Value = next(iter(value.values()))
        return found

    def _note(self, number_format: Message | None) -> None:
        """Note the number format of what the formula refers to; the first counts."""
        if not self.referred:
            self.number_format = number_format
        self.referred = True
        self.moments += (number_format or {}).get("type") in DATES

    def _number(self, value: Value) -> float:
        if isinstance(value, str):
            try:
                return float(value)
            except ValueError:
                raise FormulaError(
                    "VALUE", f"'{value}' is a text and cannot be coerced to a number."
                ) from None
        return float(value or 0)

    def _text(self, value: Value) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        return value if isinstance(value, str) else "" if value is None else general(value, self.language)

    def _combined(self, sign: str, left: Value, right: Value) -> Value:
        if sign == "&":
            return self._text(left) + self._text(right)
        if sign in _COMPARISONS:
            return _COMPARISONS[sign](_rank(left), _rank(right))
        one, other = self._number(left), self._number(right)
        if sign == "/" and not other:
            raise FormulaError("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        try:
            result = _ARITHMETIC[sign](one, other)
        except (OverflowError, ZeroDivisionError, TypeError):
            result = math.inf
        if not math.isfinite(result):
            raise FormulaError("NUM", "The result is no number.")
        return result


@cache
def _token(decimal: str) -> re.Pattern[str]:
    """What a formula is made of, with numbers as the locale writes them."""
    return re.compile(_TOKEN.replace("POINT", re.escape(decimal)))


def _tokens(text: str, decimal: str) -> Iterator[re.Match[str]]:
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _token(decimal).match(text, at)
        if match is None:
            raise FormulaError("ERROR", "Formula parse error.")
        yield match
        at = match.end()


def _rank(value: Value) -> tuple[int, float | str]:
    """What two values are compared by: numbers before texts before truths."""
    if isinstance(value, bool):
        return 2, float(value)
    return (1, value.casefold()) if isinstance(value, str) else (0, float(value or 0))


_COMPARISONS: dict[str, Callable[[tuple[int, float | str], tuple[int, float | str]], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "^": lambda one, other: float(one**other),
}
