"""Named tuples whose classes are made in a tenth of the time that typing's take."""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from operator import itemgetter
from types import FunctionType
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    _LONGEST = 40
    _PATTERN = namedtuple("pattern", [f"field{at}" for at in range(_LONGEST)])
    _GETTERS = tuple(_PATTERN.__dict__[name] for name in _PATTERN._fields)

    def _getters(number):
        """What fetches each of so many fields; beyond the longest classes, in a slower way."""
        return *_GETTERS[:number], *(property(itemgetter(at)) for at in range(_LONGEST, number))

    @cache
    def _maker(number):
        """A `__new__` of so many fields, whose names do not matter yet."""
        names = ", ".join(f"field{at}" for at in range(number))
        code = f"lambda _cls, {names}: _tuple_new(_cls, ({names}{',' if number == 1 else ''}))"
        return eval(code, {"_tuple_new": tuple.__new__, "__builtins__": {}})

    def _new(name, fields, defaults):
        """The `__new__` of a class with these fields and the defaults of the last of them."""
        made = _maker(len(fields))
        code = made.__code__.replace(co_name="__new__", co_varnames=("_cls", *fields))
        new = FunctionType(code, made.__globals__, "__new__", defaults)
        new.__qualname__ = f"{name}.__new__"
        return new

    class _Methods:
        """What all named tuples can do, in the words of the standard library's."""

        @classmethod
        def _make(cls, iterable):
            """Make a new object from a sequence or iterable."""
            made = tuple.__new__(cls, iterable)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **values):
            """Return a new object replacing specified fields with new values."""
            made = tuple.__new__(self.__class__, map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"Got unexpected field names: {list(values)!r}")
            return made

        def _asdict(self):
            """Return a new dict which maps field names to their values."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            """Return a nicely formatted representation string."""
            shown = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{self.__class__.__name__}({', '.join(shown)})"

        def __getnewargs__(self):
            """Return self as a plain tuple; used by copy and pickle."""
            return tuple(self)

    _SHARED = {
        name: _Methods.__dict__[name]
        for name in ("_make", "_replace", "_asdict", "__repr__", "__getnewargs__")
    }

    class _Named(type):
        """Makes a class with typed fields a named tuple, leaving the types as they are written.

        typing's compiles the type of each field, which nothing here ever asks for, and the standard
        library's compiles a `__new__` for each class: with four hundred such classes that is a quarter of
        the start of a command. Here those of as many fields share one, but for its names and defaults.
        """

        def __new__(cls, name, bases, body):
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one that has one")
            core = {
                "__doc__": f"{name}({', '.join(fields)})",
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__new__": _new(name, fields, tuple(defaults.values())),
                **_SHARED,
                **dict(zip(fields, _getters(len(fields)), strict=True)),
            }
            made = type(name, (tuple,), core)
            for said in body.keys() - set(fields):
                setattr(made, said, body[said])
            return made

    NamedTuple = type.__new__(_Named, "NamedTuple", (), {"__doc__": "A tuple of named fields."})
