"""What holds for all tests: properties are not judged by how long an example takes."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("okrsheets", deadline=None, print_blob=True)
settings.load_profile("okrsheets")
