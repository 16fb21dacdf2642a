"""The pace policy that a run judges by: one of ours by name, else one that another package brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from okrsheets.config import Config
from okrsheets.errors import ConfigError, PluginError, UsageError
from okrsheets.model import Status
from okrsheets.progress import Pace, PacePolicy, PaceSettings
from okrsheets.progress.pace_policies import DEFAULT, PACE_POLICIES
from okrsheets.run.plugins import offered, told_of
from okrsheets.run.sources import Wanted

__all__ = ["GROUP", "policy_asked_for", "policy_in_force"]

GROUP = "okrsheets.pace_policies"
"""The entry points that lead to a pace policy, or to several in a list."""


def policy_in_force(config: Config) -> PaceSettings:
    """How the config says that progress is judged.

    Raises ConfigError for a policy that there is not, PluginError for one that cannot be used.
    """
    policy, known = _named(config.pace_policy, config)
    if policy is None:
        place = f"{config.path}: pace.policy" if config.path else "pace.policy"
        raise ConfigError(place, f'no pace policy is called "{config.pace_policy}"', known)
    return config.stages.progress.pace._replace(policy=policy)


def policy_asked_for(wanted: Wanted) -> PaceSettings:
    """The same by the policy that the command names, where it names one. Raises UsageError likewise."""
    if wanted.policy is None:
        return policy_in_force(wanted.config)
    policy, known = _named(wanted.policy, wanted.config)
    if policy is None:
        raise UsageError(f"--policy {wanted.policy}", "no pace policy is called so", known)
    return wanted.config.stages.progress.pace._replace(policy=policy)


def _named(name: str, config: Config) -> tuple[PacePolicy | None, str]:
    """The policy of a name; where there is none, what could have been meant."""
    if name == DEFAULT.name:
        return config.stages.progress.pace.policy, ""
    if name in PACE_POLICIES:
        return PACE_POLICIES[name], ""
    own = {policy.name: policy for policy in _own()}
    if name in own:
        return own[name], ""
    known = sorted({*PACE_POLICIES, *own})
    near = get_close_matches(name, known, n=1)
    return None, f'did you mean "{near[0]}"' if near else f"known are {', '.join(known)}"


def _own() -> Iterator[PacePolicy]:
    """The policies that other packages bring; asked only for a name that is none of ours."""
    for place, found in offered(GROUP):
        for one in _policies_in(found):
            if not isinstance(one, PacePolicy):
                what = f"leads to {type(one).__name__}, not to a pace policy"
                raise PluginError(place, what, "make it one with @pace_policy")
            if one.name in PACE_POLICIES:
                raise PluginError(place, f'there is a policy "{one.name}" already', "give it another name")
            yield one._replace(judge=_Guarded(one, place))


def _policies_in(found: Any) -> Iterable[Any]:
    """A policy, or those of a list; what an entry point leads to may be anything."""
    return found if isinstance(found, list | tuple) and not isinstance(found, PacePolicy) else (found,)


class _Guarded:
    """The function of somebody's own policy, whose mistakes are told as theirs."""

    def __init__(self, own: PacePolicy, place: str) -> None:
        self._own = own
        self._place = place

    def __call__(self, progress: float, pace: Pace) -> Status:
        with told_of(f"{self._place}: {self._own.name}", "failed", "mend the policy, or name another"):
            found = self._own.judge(progress, pace)
            if not isinstance(found, Status):
                raise TypeError(f"gives {type(found).__name__}, not a status")
            return found
