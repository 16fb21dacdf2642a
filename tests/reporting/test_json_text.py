"""The JSON text is the standard one, only sooner."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from okrsheets.reporting import json_text

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), values))
def test_a_document_is_written_as_the_standard_library_would_indent_it(document: dict[str, object]) -> None:
    assert json_text(document) == json.dumps(document, ensure_ascii=False, indent=2)
