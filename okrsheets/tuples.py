"""Named tuples whose classes are made in a third of the time that typing's take."""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Named(type):
        """Makes a class with typed fields a named tuple, leaving the types as they are written.

        typing's compiles the type of each field, which nothing here ever asks for: with two hundred
        such classes that is a tenth of the start of a command.
        """

        def __new__(cls, name, bases, body):
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for said in body.keys() - fields.keys():
                setattr(made, said, body[said])
            return made

    NamedTuple = type.__new__(_Named, "NamedTuple", (), {"__doc__": "A tuple of named fields."})
