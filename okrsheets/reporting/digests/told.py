"""What is found out about all that concerns a recipient, before it is put in order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from okrsheets.model import Finding, KeyResult, Objective, Recipient, Severity, folded
from okrsheets.reporting.digests.concern import Concern
from okrsheets.reporting.digests.ground import Ground, Lately
from okrsheets.reporting.digests.movement import Movement, movement
from okrsheets.reporting.digests.parents import Parents, parents
from okrsheets.reporting.digests.requests import Requests, requests
from okrsheets.tuples import NamedTuple

__all__ = ["Told", "asked_of", "tell"]


class Told(NamedTuple):
    """What a recipient is told. `objectives` and `key_results` are theirs, or all where they lead everything.

    `about` are the objectives that the mail is about: theirs, those of their key results, or their teams'.
    """

    recipient: Recipient
    concern: Concern
    objectives: tuple[Objective, ...]
    key_results: tuple[KeyResult, ...]
    about: tuple[Objective, ...]
    moved: Movement | None
    requests: Requests
    parents: Parents


def tell(recipient: Recipient, lately: Lately, ground: Ground) -> Told | None:
    """All that concerns a recipient; None where nothing does."""
    concern = Concern.of(recipient, ground)
    objectives, key_results = concern.objectives, concern.key_results
    if recipient.everything:
        objectives = tuple(ground.standing.values())
        key_results = tuple(chain.from_iterable(each.key_results for each in objectives))
    if not objectives and not key_results and not concern.beside:
        return None
    own = {each.key for each in key_results}
    return Told(
        recipient=recipient,
        concern=concern,
        objectives=objectives,
        key_results=key_results,
        about=_about(objectives, key_results, concern, ground),
        moved=movement(
            lately.moves if recipient.everything else concern.moving,
            lately,
            ground,
            own=own,
            linked=recipient.everything,
        ),
        requests=requests(_asked(recipient, concern, ground), ground),
        parents=Parents((), 0) if recipient.everything else parents(concern.parents, lately, ground, own=own),
    )


def asked_of(recipient: Recipient, ground: Ground) -> tuple[Finding, ...]:
    """The warnings and errors that a recipient is to mend, also those for which a mail has no room.

    Nothing is asked of cells that could not be read this time.
    """
    return _asked(recipient, Concern.of(recipient, ground), ground)


def _asked(recipient: Recipient, concern: Concern, ground: Ground) -> tuple[Finding, ...]:
    results = ground.results
    found = (results.findings[number] for number in sorted(set(_numbers(recipient, concern, ground))))
    return tuple(
        one for one in found if one.severity is not Severity.INFO and not results.is_stale(one.place)
    )


def _numbers(recipient: Recipient, concern: Concern, ground: Ground) -> Iterable[int]:
    """The findings that are the recipient's to mend; all of them where they lead everything."""
    if recipient.everything:
        return range(len(ground.results.findings))
    of_teams = (ground.found_of_team.get(folded(team), ()) for team in recipient.leads)
    return chain(*of_teams, *(ground.found.get(key, ()) for key in concern.asked))


def _about(
    objectives: tuple[Objective, ...], key_results: tuple[KeyResult, ...], concern: Concern, ground: Ground
) -> tuple[Objective, ...]:
    if objectives or not key_results:
        return objectives or concern.beside
    return tuple(ground.links.home(each.key) for each in key_results)
