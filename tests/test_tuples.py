"""Named tuples are as typing makes them, but for the types of their fields, which stay text."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from inspect import signature
from typing import NamedTuple as TypingNamedTuple

import pytest

from okrsheets.tuples import NamedTuple


class Ours(NamedTuple):
    """A place."""

    row: int
    column: int = 1

    @property
    def beside(self) -> Ours:
        return self._replace(column=self.column + 1)

    @classmethod
    def first(cls) -> Ours:
        return cls(1)


class Theirs(TypingNamedTuple):
    """A place."""

    row: int
    column: int = 1


def test_it_is_the_tuple_that_typing_makes() -> None:
    assert Ours(3) == (3, 1) == Theirs(3)
    assert repr(Ours(3)) == repr(Theirs(3)).replace("Theirs", "Ours")
    assert (Ours._fields, Ours._field_defaults) == (Theirs._fields, Theirs._field_defaults)
    assert (Ours.__doc__, Ours.__module__, Ours.__mro__[1:]) == ("A place.", __name__, Theirs.__mro__[1:])


def test_it_keeps_what_stands_in_its_body() -> None:
    assert Ours.first().beside == Ours(1, 2)


def test_it_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Ours(2, 5))) == Ours(2, 5)


def test_it_tells_of_wrong_values_as_typing_does() -> None:
    wrong: list[Callable[[type[Ours] | type[Theirs]], object]] = [
        lambda made: made(),  # type: ignore[call-arg]  # that is what is tried
        lambda made: made(1, 2, 3),  # type: ignore[call-arg]
        lambda made: made(1, beyond=2),  # type: ignore[call-arg]
        lambda made: made._make([1]),
        lambda made: made(1)._replace(beyond=2),  # type: ignore[call-arg]
    ]
    for each in wrong:
        with pytest.raises((TypeError, ValueError)) as theirs:
            each(Theirs)
        with pytest.raises(type(theirs.value), match=re.escape(str(theirs.value).replace("Theirs", "Ours"))):
            each(Ours)


def test_it_is_called_by_the_names_of_its_fields_and_taken_apart_by_them() -> None:
    assert Ours(column=2, row=1) == (1, 2) == Ours._make([1, 2])
    assert signature(Ours).parameters.keys() == signature(Theirs).parameters.keys()
    match Ours(3, column=4):
        case Ours(row, column=column):
            assert (row, column) == (3, 4)
    assert Ours(3)._asdict() == {"row": 3, "column": 1}


def test_a_field_without_a_default_does_not_follow_one_that_has_one() -> None:
    with pytest.raises(TypeError, match="Late"):

        class Late(NamedTuple):
            row: int = 1
            column: int  # type: ignore[misc]  # that is what is tried


def test_it_may_have_any_number_of_fields() -> None:
    for number in (0, 1, 39, 40, 41, 90):
        names = [f"f{at}" for at in range(number)]
        body = {"__annotations__": dict.fromkeys(names, "int"), "__module__": __name__}
        made = type(NamedTuple)("Many", (NamedTuple,), body)  # type: ignore[misc]  # typing knows no such call
        assert made(*range(number)) == tuple(range(number))
        assert [getattr(made(*range(number)), name) for name in names] == list(range(number))
