"""What holds for all tests: properties are not judged by how long an example takes.

Their examples are the same in every run: who changes something sees what that did, and nothing else. To look
for new ones, `pytest --hypothesis-profile=random`.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("okrsheets", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("random", deadline=None, print_blob=True)
settings.load_profile("okrsheets")
