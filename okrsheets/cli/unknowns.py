"""Why a progress is unknown, in the words of a person: what the key results lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from okrsheets.cli.talk import count
from okrsheets.model import Status

if TYPE_CHECKING:
    from okrsheets.model import Figure, Objective, Results

__all__ = ["unknown_words", "why_unknown"]

_MOST = 3
_HAVING = {
    "target is its baseline": "their baseline for a target",
    "the target cannot be read": "a target that cannot be read",
    "the current value cannot be read": "a current value that cannot be read",
    "the values are too far apart": "values too far apart",
}


def why_unknown(objective: Objective, figures: Mapping[str, Figure]) -> str | None:
    """Why the progress of an objective is unknown: what its key results have, where that is the reason."""
    if figures[objective.key].status is not Status.UNKNOWN:
        return None
    lacks = list(dict.fromkeys(_lacks(objective, figures)))
    if not lacks:
        return figures[objective.key].because
    return f"its key results have {_listed(lacks, last='or')}"


def unknown_words(results: Results) -> str:
    """Of how many objectives the progress is unknown and why, to go behind a total; empty of none.

    What several key results have comes with their number where there are other reasons beside it.
    """
    figures = results.figures.okrs
    unknown = [
        objective
        for objective in results.okrs.objectives
        if figures[objective.key].progress is None and figures[objective.key].status is Status.UNKNOWN
    ]
    if not unknown:
        return ""
    lacks = Counter(lack for objective in unknown for lack in _lacks(objective, figures))
    own = Counter(
        figures[objective.key].because for objective in unknown if not any(_lacks(objective, figures))
    )
    whys = [f"{why} ({number:,})" for why, number in own.most_common() if why]
    if lacks:
        most = [what for what, _ in lacks.most_common()]
        said = [f"{what} ({number:,})" for what, number in lacks.most_common()] if len(most) > 1 else most
        whys.insert(0, f"{'its' if len(unknown) == 1 else 'their'} key results have {_listed(said)}")
    because = f": {'; '.join(whys)}" if whys else ""
    return f"; progress of {count(len(unknown), 'objective')} unknown{because}"


def _lacks(objective: Objective, figures: Mapping[str, Figure]) -> Iterator[str]:
    """What the key results that count have in place of a progress: "no baseline", "only a status word"."""
    if not any(part.weight > 0 for part in figures[objective.key].made_of):
        return
    for key_result in objective.key_results:
        figure = figures[key_result.key]
        if figure.progress is None and figure.status is Status.UNKNOWN and figure.because:
            yield _HAVING.get(figure.because, figure.because)


def _listed(what: Iterable[str], *, last: str = "and") -> str:
    """Things in a row; after a few of them only that there are more."""
    said = list(what)
    if len(said) > _MOST:
        said, last = [*said[:_MOST], "more"], "and"
    return f"{', '.join(said[:-1])} {last} {said[-1]}" if len(said) > 1 else "".join(said)
