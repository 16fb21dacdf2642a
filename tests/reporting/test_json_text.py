"""The JSON text holds what the standard one would, with a line for each part down to the key results."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from okrsheets.reporting import json_text

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), values))
def test_a_document_is_read_back_the_same(document: dict[str, object]) -> None:
    assert json.loads(json_text(document)) == document


def test_parts_of_parts_stand_on_lines_of_their_own_down_to_the_fourth() -> None:
    document = {"plans": [{"edits": [{"cell": "B4", "new": 0.4}, {"cell": "B5", "new": None}]}]}
    assert json_text(document).splitlines()[3:8] == [
        '      "edits": [',
        '        {"cell": "B4", "new": 0.4},',
        '        {"cell": "B5", "new": null}',
        "      ]",
        "    }",
    ]
