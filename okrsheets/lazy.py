"""Names of a package that are imported when first used, so that commands without them start sooner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["found_in"]


def found_in(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package whose public names stand in these modules of it: name -> module.

    >>> found_in("okrsheets", {"text_of": "grid"})("text_of")(1.0)
    '1'
    """

    def find(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return find
