"""Rules about how objectives and key results are made."""

from __future__ import annotations

from okrsheets.rules.form.contradictions import direction_contradicts_words, words_contradict_columns
from okrsheets.rules.form.counts import (
    no_key_results,
    single_key_result,
    too_many_key_results,
    too_many_objectives,
)
from okrsheets.rules.form.measures import target_is_baseline, unmeasurable_key_result
from okrsheets.rules.form.missing import missing_baseline, missing_due, missing_owner, missing_target
from okrsheets.rules.form.objectives import business_as_usual, number_in_objective, objective_length
from okrsheets.rules.form.owners import overloaded_owner, unknown_owner
from okrsheets.rules.form.texts import activity_not_outcome, placeholder_text
from okrsheets.rules.form.weights import mixed_units, no_counter_metric, weights_do_not_add_up

__all__ = ["RULES"]

RULES = (
    too_many_objectives,
    too_many_key_results,
    no_key_results,
    single_key_result,
    overloaded_owner,
    number_in_objective,
    objective_length,
    business_as_usual,
    placeholder_text,
    activity_not_outcome,
    unmeasurable_key_result,
    missing_owner,
    missing_baseline,
    missing_target,
    missing_due,
    target_is_baseline,
    direction_contradicts_words,
    words_contradict_columns,
    no_counter_metric,
    weights_do_not_add_up,
    mixed_units,
    unknown_owner,
)
