"""Named tuples are as typing makes them, but for the types of their fields, which stay text."""

from __future__ import annotations

import pickle
from typing import NamedTuple as TypingNamedTuple

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
