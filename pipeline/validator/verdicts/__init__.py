"""Every claim's verdict: verified, contradicted, unsupported or not checkable, a module a kind."""

from pipeline.validator.verdicts.claims import give_verdicts
from pipeline.validator.verdicts.references import date_of

__all__ = ["date_of", "give_verdicts"]
