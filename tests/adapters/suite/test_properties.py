"""What is written is what is read, whatever the texts and numbers, in every kind of spreadsheet."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.suite.kinds import Kind, any_kind
from tests.adapters.suite.plans import outcome_of
from tests.grids import sheet

LAID = sheet("Plan", "| Objective | Grow |")
_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
_NUMBERS = st.floats(-1e12, 1e12).map(lambda number: round(number, 4)) | st.integers(-(10**12), 10**12)
_VALUES = st.dictionaries(
    st.builds("{}{}".format, st.sampled_from("CDEFG"), st.integers(1, 12)), _TEXTS | _NUMBERS, max_size=8
)


@any_kind
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=_VALUES)
def test_what_is_written_is_what_is_read(kind: Kind, values: dict[str, str | float]) -> None:
    source = kind.lay(LAID)
    outcome = outcome_of(kind, source, values)
    assert (outcome.refused, len(outcome.written)) == ((), len(values))
    entered = {at: kind.entered(source, at) for at in values}
    assert {at: one.value for at, one in entered.items()} == values
    assert all((one.kind == "text") == isinstance(values[at], str) for at, one in entered.items())
    before = kind.all_of(source)
    outcome_of(kind, source, values)
    assert kind.all_of(source) == before
