"""The pace policy that a run judges by: one of ours by name, else one that a plug-in brings."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from okrsheets.errors import ConfigError, PluginError, UsageError
from okrsheets.progress.pace_policies import DEFAULT, PACE_POLICIES

if TYPE_CHECKING:
    from okrsheets.config import Config
    from okrsheets.progress import PacePolicy, PaceSettings
    from okrsheets.run.sources import Wanted

__all__ = ["GROUP", "policy_asked_for", "policy_in_force"]

GROUP = "okrsheets.pace_policies"
"""The entry points whose name is that of a pace policy, and whose object its function."""


def policy_in_force(config: Config) -> PaceSettings:
    """How the config says that progress is judged. Raises ConfigError for a policy that there is not."""
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
    from okrsheets.run.plugins import load_plugin, plugins_of

    plugins = {point.name: point for point in plugins_of(GROUP)}
    if name in plugins:
        return _made(name, load_plugin(plugins[name])), ""
    known = sorted({*PACE_POLICIES, *plugins})
    near = get_close_matches(name, known, n=1)
    return None, f'did you mean "{near[0]}"' if near else f"known are {', '.join(known)}"


def _made(name: str, loaded: object) -> PacePolicy:
    """What a plug-in brings as a policy under the name of its entry point."""
    from okrsheets.progress import PacePolicy, pace_policy

    if isinstance(loaded, PacePolicy):
        return loaded._replace(name=name)
    if not callable(loaded):
        raise PluginError(f"pace policy {name}", "is no function", "let its entry point lead to one")
    return pace_policy(name)(loaded)
