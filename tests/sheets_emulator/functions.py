"""The functions of formulas that are computed here, and the error that a formula comes to."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import TypeAlias

from .date_patterns import serial_of
from .number_patterns import rounded

__all__ = ["FUNCTIONS", "FormulaError", "Operand", "Value", "single", "spoken"]

Value: TypeAlias = float | str | bool | None
# One cell's value, or the values of a range row by row.
Operand: TypeAlias = "Value | list[list[Value]]"


class FormulaError(Exception):
    """A formula that comes to an error value."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def single(operand: Operand) -> Value:
    """The one value of an operand."""
    if not isinstance(operand, list):
        return operand
    if len(operand) == 1 and len(operand[0]) == 1:
        return operand[0][0]
    raise FormulaError("LOADING", "the emulator does not compute arrays; tell it the result")


def spoken(value: Value) -> str:
    """A value as a text, where a function wants one."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _all(arguments: list[Operand]) -> list[Value]:
    return [
        value
        for argument in arguments
        for row in (argument if isinstance(argument, list) else [[argument]])
        for value in row
    ]


def _number(operand: Operand) -> float:
    value = single(operand)
    if isinstance(value, str):
        raise FormulaError("VALUE", f"'{value}' is a text and cannot be coerced to a number.")
    return float(value or 0)


def _numbers(arguments: list[Operand]) -> list[float]:
    """The numbers of arguments: within a range texts, truths and blanks do not count."""
    found: list[float] = []
    for argument in arguments:
        if isinstance(argument, list):
            values = [value for row in argument for value in row]
            found += [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        elif isinstance(argument, str):
            raise FormulaError("VALUE", f"'{argument}' is a text and cannot be coerced to a number.")
        else:
            found.append(float(argument or 0))
    return found


def _average(arguments: list[Operand]) -> Value:
    numbers = _numbers(arguments)
    if not numbers:
        raise FormulaError("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return sum(numbers) / len(numbers)


def _hyperlink(arguments: list[Operand]) -> Value:
    return single(arguments[1] if len(arguments) > 1 else arguments[0])


def _round(arguments: list[Operand]) -> Value:
    places = int(_number(arguments[1])) if len(arguments) > 1 else 0
    number = _number(arguments[0])
    return (
        float(rounded(number * 10.0**places, 0)) / 10.0**places
        if places < 0
        else float(rounded(number, places))
    )


def _date(arguments: list[Operand]) -> Value:
    year, month, day = (int(_number(argument)) for argument in arguments)
    start = dt.datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)  # noqa: DTZ001 a cell's time has no zone
    return serial_of(start) + day - 1


def _mod(arguments: list[Operand]) -> Value:
    number, divisor = (_number(argument) for argument in arguments)
    if not divisor:
        raise FormulaError("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.")
    return number % divisor


FUNCTIONS: Mapping[str, Callable[[list[Operand]], Value]] = {
    "ABS": lambda arguments: abs(_number(arguments[0])),
    "AND": lambda arguments: all(bool(value) for value in _all(arguments)),
    "AVERAGE": _average,
    "CONCATENATE": lambda arguments: "".join(spoken(value) for value in _all(arguments)),
    "COUNT": lambda arguments: float(len(_numbers(arguments))),
    "COUNTA": lambda arguments: float(sum(value is not None for value in _all(arguments))),
    "DATE": _date,
    "HYPERLINK": _hyperlink,
    "INT": lambda arguments: float(math.floor(_number(arguments[0]))),
    "LEN": lambda arguments: float(len(spoken(single(arguments[0])))),
    "LOWER": lambda arguments: spoken(single(arguments[0])).lower(),
    "MAX": lambda arguments: max(_numbers(arguments), default=0.0),
    "MIN": lambda arguments: min(_numbers(arguments), default=0.0),
    "MOD": _mod,
    "NOT": lambda arguments: not single(arguments[0]),
    "OR": lambda arguments: any(bool(value) for value in _all(arguments)),
    "ROUND": _round,
    "SUM": lambda arguments: sum(_numbers(arguments)),
    "TRIM": lambda arguments: " ".join(spoken(single(arguments[0])).split()),
    "UPPER": lambda arguments: spoken(single(arguments[0])).upper(),
}
