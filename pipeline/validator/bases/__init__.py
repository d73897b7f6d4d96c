"""What every percent is a percent of, and what every total adds up, of one document."""

from __future__ import annotations

from pipeline.validator.bases.bases import Bases
from pipeline.validator.bases.share import Share
from pipeline.validator.bases.sum import Sum
from pipeline.validator.bases.term import Outcome, Term

__all__ = ["Bases", "Outcome", "Share", "Sum", "Term"]
