"""What is remembered after a write is what stands in the sheet then, and nothing that was refused."""

from __future__ import annotations

from okrsheets.edits import ManagedRole, Refusal, WriteOutcome
from okrsheets.model import ManagedMemory
from okrsheets.writeback import memory_after
from tests.grids import sheet, workbook
from tests.writeback.office import Office, judged

TYPED = """
| Type       | Title         | Done |
| objective  | Grow in Spain | 0.4  |
| key result | Sign 50 shops |      |
"""


def after(one: Office, *refused: Refusal) -> tuple[ManagedMemory, ...]:
    """What is remembered when a plan was applied but for what was refused."""
    plan = one.plan()
    gone = {(refusal.sheet, refusal.at) for refusal in refused}
    written = tuple(
        edit
        for edit in plan.edits
        if (edit.ref.sheet, edit.ref.a1) not in gone and (edit.ref.sheet, None) not in gone
    )
    outcome = WriteOutcome(plan.workbook, "r2", written, refused)
    results = judged(one.workbook, memory=one.memory)
    return memory_after(plan, outcome, results=results, memory=one.memory)


def roles(memory: tuple[ManagedMemory, ...]) -> set[tuple[str, ManagedRole]]:
    return {(known.sheet, known.role) for known in memory}


def test_values_are_remembered_by_the_key_of_their_okr() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    progress = next(known for known in after(one) if known.role is ManagedRole.PROGRESS)
    assert (progress.workbook, progress.sheet, progress.heading, progress.column) == (
        "Plan.xlsx",
        "Sales",
        "Progress (auto)",
        4,
    )
    assert progress.values == {"Sales/Grow in Spain": 0.4, "Sales/Sign 50 shops": None}


def test_a_tab_that_was_refused_gets_its_columns_next_time() -> None:
    one = Office(workbook(sheet("Sales", TYPED), sheet("Other", TYPED)))
    one.memory = after(one, Refusal("Sales", None, "protected-tab", "the tab is protected"))
    assert {name for name, _ in roles(one.memory)} == {"Other"}
    assert {column.at.sheet for column in one.plan().columns if column.new} >= {"Sales"}


def test_a_heading_that_was_refused_is_not_taken_for_deleted() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.memory = after(one, Refusal("Sales", "E1", "occupied-cell", "something stands there"))
    assert ("Sales", ManagedRole.STATUS) not in roles(one.memory)
    assert ("Sales", ManagedRole.PROGRESS) in roles(one.memory)


def test_a_cell_that_was_refused_is_remembered_as_it_stands() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    memory = after(one, Refusal("Sales", "D2", "merged-cell", "it is merged"))
    assert next(known for known in memory if known.role is ManagedRole.PROGRESS).values == {
        "Sales/Grow in Spain": None,
        "Sales/Sign 50 shops": None,
    }


def test_a_tab_that_is_protected_for_a_while_is_not_forgotten() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    before = one.memory
    one.change(one.tab()._replace(protected=True))
    one.sync()
    assert one.memory == before


def test_a_tab_that_is_gone_is_forgotten_and_other_workbooks_are_left_out() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    far = one.memory[0]._replace(workbook="Other.xlsx")
    gone = one.memory[0]._replace(sheet="Old")
    one.memory = (*one.memory, far, gone)
    remembered = after(one)
    assert far not in remembered
    assert gone not in remembered


def test_a_renamed_tab_keeps_its_columns_and_is_remembered_by_its_new_name() -> None:
    one = Office(workbook(sheet("Sales", TYPED)))
    one.sync()
    renamed = one.tab()._replace(name="East")
    one.workbook = one.workbook._replace(sheets=(renamed,))
    plan = one.sync()
    assert not any(column.new for column in plan.columns)
    assert {name for name, _ in roles(one.memory)} == {"East"}
