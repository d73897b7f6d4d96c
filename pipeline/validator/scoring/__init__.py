"""The scoring engine: criteria, weights, roll-ups, persons, bands and ladders.

Pure functions on Decimal. Where the inputs allow no result they return `NotComputable` with
its reason: they neither raise nor pass in silence. "DOMAIN, scoring n" in a docstring names
the numbered rule of docs/scorecard.md that it carries out.
"""

from pipeline.validator.scoring.bands import USUAL_BANDS, Band, band_of, bands_within, named_band
from pipeline.validator.scoring.ladder import Between, Beyond, Ladder, LadderStep, OnStep
from pipeline.validator.scoring.numbers import NotComputable, agrees, computed, settle, show
from pipeline.validator.scoring.thresholds import (
    Criteria,
    disagreeing_steps,
    interpolate,
    score_range,
    step_criteria,
    whole_level,
)
from pipeline.validator.scoring.weights import (
    infer_missing_weight,
    normalise,
    share_weights,
    weighted_mean,
    weighted_score,
    weights_add_up,
)

__all__ = [
    "USUAL_BANDS",
    "Band",
    "Between",
    "Beyond",
    "Criteria",
    "Ladder",
    "LadderStep",
    "NotComputable",
    "OnStep",
    "agrees",
    "band_of",
    "bands_within",
    "computed",
    "disagreeing_steps",
    "infer_missing_weight",
    "interpolate",
    "named_band",
    "normalise",
    "score_range",
    "settle",
    "share_weights",
    "show",
    "step_criteria",
    "weighted_mean",
    "weighted_score",
    "weights_add_up",
    "whole_level",
]
