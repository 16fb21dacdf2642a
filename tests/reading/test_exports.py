"""Columns of the import and export files of other OKR systems, heading by heading."""

from __future__ import annotations

import pytest

from okrsheets.reading.language.vocabulary import Vocabulary
from okrsheets.reading.tables.headings import HeadingReader, HeadingReading

# One line for each kind of list; a heading of no field of ours says "-", a level follows its field. Where the
# cells decide, each field that a heading may mean is named, best first.
COLUMNS = {
    "ally": """
        Row ID=id, Title=title, Parent=parent, Entity=team, Owner Email=owner, Time Period=cycle,
        Start Date=start
    """,
    "viva goals": "OKR Reference=id, Parent OKR=parent",
    "appfire": """
        Order*=id, Type*=type, Summary*=title, Status*=status, Period*=cycle, Owner*=owner, Weight=weight,
        OKR type=type, Labels=-, Teams=team, Expected start date=start, Expected end date=due,
        Start value*=baseline, Current value*=current, Target value*=target, Description=description
    """,
    "peoplebox": """
        Row ID=id, Parent Row IDs=parent, Parent Goal IDs=parent, Goal ID=id, Action=-, Goal Title=title,
        Owner Emails=owner, Goal Cycle=cycle, Goal Type=type/unit, Scope=-, Departments=team,
        Start Date=start, End Date=due, Description=description, Starting Value=baseline, Target Value=target,
        Current Value=current, Progress Status=status, Check-in Type=-, Tags=-, Review Cycle ID=-,
        Review Cycle Weightage=weight, Approved=-
    """,
    "betterworks": """
        name=title, type=type, progress=progress, start_date=start, end_date=due, owner_email=owner,
        categories=-, description=description
    """,
    "peoplecues": """
        Objective Title*=objective, Owner_Email_ID*=owner, Start_Date*=start, Due_Date*=due,
        Description=description, Metric_Name=description/key_result, Metric_Type=unit,
        Metric_Start_Value=baseline, Metric_Target_Value=target
    """,
    "mirro": """
        Objective Action=-, Objective ID=id of objective, Objective Title=objective,
        Objective Description=objective, Objective Type=type of objective, Objective Type Value=-
    """,
    "engagedly": """
        Goal*=objective/target, Notes=note, Goal Identifier=id, Start Date*=start, End Date*=due,
        Notification Frequency=-, Check-In Type=-, Status=status, Assigner=-, Assigner Email ID*=-,
        Owner Email ID*=owner
    """,
    "culture amp": """
        email=-, name=title, description=description, visibility=-, individual_emails=owner, due_at=due,
        created_at=-, priority=priority, status=status, completion=progress,
        key_result_1_title=key_result 1, key_result_1_completion=progress of key result 1,
        key_result_2_title=key_result 2, key_result_2_completion=progress of key result 2
    """,
    "goalscape": "Importance=weight, Progress=progress, Start Date=start, Due Date=due, Notes=note",
    "feedback4e": """
        Group name=team, Email=-, Key Result Name=key_result, Measurement unit=unit, Initial value=baseline
    """,
    "hrwize": """
        Goal Name=title, Goal Description=objective, Goal Type=type/unit, Goal Category=-, Goal Options=-
    """,
    "burningokr": """
        Team=team, Objective=objective, Progress=progress, Corporate Objective=parent,
        Key Result=key_result, Description=description, Start=start/baseline, End=due/target,
        Actual=current, Unit=unit
    """,
    "mhokr": """
        objectiveId=id of objective, title=title, ownerName=owner, status=status, progress=progress,
        isPublished=-, period=cycle, startDate=start, endDate=due, parentId=parent, orgId=-,
        keyResultId=id of key result, keyResultTitle=key_result, keyResultOwnerName=owner of key result,
        keyResultStatus=status of key result, keyResultProgress=progress of key result,
        keyResultTargetValue=target of key result, keyResultCurrentValue=current of key result
    """,
    "okra": """
        id=id, title=title, status=status, quarter=cycle, team=team, pillar=-, objective=objective,
        funder=-, labels=-, progress=progress
    """,
    "blackroad objectives": """
        ID=id, Title=title, Level=type, Team=team, Owner=owner, Quarter=cycle, Parent=parent,
        Progress=progress, Score=score, Status=status, Description=description, Created=-,
        Key Results=key_result
    """,
    "blackroad key results": """
        KR ID=id of key result, Objective ID=id of objective, Description=description, Type=type,
        Start=start/baseline, Target=target, Current=current, Unit=unit, Progress %=progress, Score=score,
        Owner=owner, Due Date=due
    """,
    "blackroad check-ins": """
        Date=-, KR ID=id of key result, Previous=-, Current=current, Notes=note, Confidence(1–5)=confidence
    """,
    "okrs matter objectives": """
        id=id, title=title, level=type, parentId=parent, ownerEmail=owner, ownerName=owner, department=team,
        team=team, quarter=cycle, status=status, priority=priority, impact=-, progress=progress,
        description=description, rationale=description, createdAt=-, updatedAt=updated
    """,
    "okrs matter key results": """
        id=id, objectiveId=id of objective, title=title, metric=description/key_result, baseline=baseline,
        target=target, current=current, timeline=cycle, status=status, confidence=confidence,
        ownerEmail=owner
    """,
    "okrs matter check-ins": """
        id=id, objectiveId=id of objective, keyResultId=id of key result, current=current,
        confidence=confidence, notes=note, weekStart=-, ownerEmail=owner
    """,
    "okrs matter sheet": """
        Objective=objective, Key Results=key_result, Metric=description/key_result, Target=target,
        Current=current, Baseline/Stretch=baseline, Status / Comments=note, Owner ("Dept: Team")=owner,
        Deadline=due, Progress=progress
    """,
    "jarvis": """
        okr id=id, objective name=objective, owner (person)=owner, owning team=team, % complete=progress,
        baseline value=baseline, 2026 target value=target, q1 milestone=-, q4 milestone=-,
        current actual=current, gap to target=-, kr id(s)=id of key result, blocker=note, investment ($)=-
    """,
    "okr-tree": "id=id, name=title, parentId=parent, O=objective, KR=key_result",
    "grades of a quarter": """
        Mid-Q Actual=score, Mid-Q Score=score, Mid-Q Projection=-, Projected Score=-, End-Q=score,
        Final Score=score
    """,
}


def _said(reading: HeadingReading) -> str:
    """What was read, in the words of the table above."""
    if not reading.meanings:
        return "-" if reading.known else "unknown"
    level = reading.meanings[0].level
    said = "/".join(meaning.field.value for meaning in reading.meanings)
    said += f" of {level.value}" if level else ""
    return said if reading.number is None else f"{said} {reading.number}"


@pytest.mark.parametrize("system", COLUMNS)
def test_every_column_of_another_system_is_known(english: Vocabulary, system: str) -> None:
    reader = HeadingReader(english)
    columns = [column.strip() for column in " ".join(COLUMNS[system].split()).split(", ")]
    wanted = dict(column.rsplit("=", 1) for column in columns)
    assert {heading: _said(reader.guess(heading)) for heading in wanted} == wanted
