"""The alignment map as Mermaid text, for places that draw it from Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from okrsheets.model import Objective, Results
from okrsheets.patterns import pattern
from okrsheets.reporting.gauges import NO_FIGURE, gauge
from okrsheets.reporting.links import Links
from okrsheets.reporting.markdown import JOINER
from okrsheets.reporting.nesting import nesting
from okrsheets.reporting.standing import Standing
from okrsheets.reporting.wording import one_line, shortened
from okrsheets.tongue import Tongue, message
from okrsheets.tuples import NamedTuple

__all__ = ["MOST", "Sketch", "escape_mermaid", "sketch"]

MOST = 60  # objectives; what draws Mermaid shrinks more of them until nobody can read them
MOST_LINES = 300  # it draws none at all where there are more than 500
LETTERS = 60
DRAWN = {Standing.COUNTS: "===", Standing.BESIDE: "---", Standing.SUPPORTS: "-.-"}
STRONGEST = tuple(DRAWN.values())
WAITS = "-.->"
TOP = "stroke-width:3px"
LEGEND = {
    "  classDef top ": message("The top level has thick borders."),
    " === ": message("Thick lines carry progress."),
    " --- ": message("Thin lines are straightforward, and carry nothing now."),
    " -.- ": message("Dashed lines show support."),
    " -.-> ": message("An arrow leads to what is waited for."),
}
"""What the signs of the lines that are met stand for."""
COLOURS = {
    "done": "fill:#e9ebfa,stroke:#3d4fb5,color:#1c1e21",
    "good": "fill:#e3f3f0,stroke:#0f766e,color:#1c1e21",
    "slow": "fill:#faefdc,stroke:#945400,color:#1c1e21",
    "risk": "fill:#fbe6e6,stroke:#b4232c,color:#1c1e21",
    "none": "fill:#eeeeec,stroke:#5f666d,color:#1c1e21",
}
_SIGNS = pattern(r"[^\w ,.()\u0080-\U0010ffff-]|_")


class Sketch(NamedTuple):
    """The map: its Mermaid `text`, empty where there is nothing to draw, and words on what it shows."""

    text: str
    words: str


def sketch(results: Results, *, links: Links, tongue: Tongue) -> Sketch | None:
    """The map of these objectives and what they are aligned to, or of the top levels that fit.

    None where nothing is aligned.
    """
    objectives = results.okrs.objectives
    above = [links.home(each.parent) for objective in objectives for each in links.above[objective.key]]
    if not above:
        return None
    shown, levels = list({each.key: each for each in (*objectives, *above)}.values()), 0
    if len(shown) > MOST:
        shown, levels = _top_levels(results, links)
    if not shown:
        words = tongue.plural(
            len(objectives),
            "{n} objective is too much for a map that can be read, and so is the top level alone.",
            "{n} objectives are too many for a map that can be read, and so is the top level alone.",
        )
        return Sketch("", words)
    lines = list(_lines(shown, results, links))
    drawn = [line for line in lines if "[" not in line]  # a label may hold the signs of a line
    said = [tongue(words) for sign, words in LEGEND.items() if any(sign in line for line in drawn)]
    if levels:
        of_all = tongue.plural(
            levels,
            "The map shows {n} level from the top, {shown} of {all} objectives: they are too many to read.",
            "The map shows {n} levels from the top, {shown} of {all} objectives: they are too many to read.",
            shown=tongue.number(len(shown)),
            all=tongue.number(len(objectives)),
        )
        said.insert(0, of_all)
    return Sketch("\n".join(lines), " ".join(said))


def _top_levels(results: Results, links: Links) -> tuple[list[Objective], int]:
    """The objectives of the levels from the top that fit together, and how many levels these are."""
    parents = nesting(results, links=links)
    children: dict[str, list[Objective]] = {}
    for each in results.okrs.objectives:
        children.setdefault(parents.get(each.key, ""), []).append(each)
    roots = children.get("", [])
    level = [each for each in roots if each.key in results.resolutions.top_level]
    level = level or [each for each in roots if each.key in children]
    shown: list[Objective] = []
    levels = 0
    while level and len(shown) + len(level) <= MOST:
        shown += level
        levels += 1
        level = [child for each in level for child in children.get(each.key, ())]
    return shown, levels


def _lines(shown: Sequence[Objective], results: Results, links: Links) -> Iterator[str]:
    names = {each.key: f"n{number}" for number, each in enumerate(shown, start=1)}
    yield "flowchart LR"
    met: dict[str, None] = {}
    for objective in shown:
        drawn = gauge(results.figures.okrs.get(objective.key, NO_FIGURE), tongue=links.tongue)
        tone = drawn.chip.tone
        met[tone] = None
        title = shortened(one_line(objective.title or ""), longest=LETTERS) or links.names[objective.key]
        whose = ", ".join(one_line(each) for each in (objective.team, objective.id) if each)
        head = escape_mermaid(f"{drawn.chip.icon} {title}")
        tail = escape_mermaid(
            f"{drawn.progress}, {shortened(whose, longest=LETTERS)}" if whose else drawn.progress
        )
        yield f'  {names[objective.key]}["{head}<br>{tail}"]:::{tone}'
    yield from list(_lines_between(shown, names, links))[:MOST_LINES]
    for tone in met:
        yield f"  classDef {tone} {COLOURS[tone]}"
    if top := [names[each.key] for each in shown if each.key in results.resolutions.top_level]:
        yield f"  classDef top {TOP}"
        yield f"  class {','.join(top)} top"


def _lines_between(shown: Iterable[Objective], names: Mapping[str, str], links: Links) -> Iterator[str]:
    """A line from each objective that one is aligned to, the strongest of several, and to what it waits for.

    Parents come first, so that they stand on the left.
    """
    for objective in shown:
        name = names[objective.key]
        ends: dict[str, str] = {}
        for alignment in links.above.get(objective.key, ()):
            home, line = links.homes[alignment.parent], DRAWN[links.standing(alignment)]
            ends[home] = min(line, ends.get(home, line), key=STRONGEST.index)
        for home, line in ends.items():
            if home in names and home != objective.key:
                yield f"  {names[home]} {line} {name}"
        own = (objective.key, *(each.key for each in objective.key_results))
        waited = dict.fromkeys(links.homes[each.parent] for key in own for each in links.waits.get(key, ()))
        for home in waited:
            if home in names and home != objective.key:
                yield f"  {name} {WAITS} {names[home]}"


def escape_mermaid(text: str) -> str:
    """Text that reads the same inside the quotes of a Mermaid label and does nothing.

    >>> escape_mermaid('Win "all" [x]; end')
    'Win #34;all#34; #91;x#93;#59; end'
    """
    return _SIGNS.sub(_encoded, text)


def _encoded(match: re.Match[str]) -> str:
    # formulas ($$), line breaks (\n) and icons (fa:fa-car) are looked for when signs are decoded again
    joiner = JOINER if match[0] in "$\\:" else ""
    return f"#{ord(match[0])};{joiner}"
