"""What holds: rules, verdicts, interval arithmetic, the evidence model and the scoring engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.validator.judged import Judged
    from pipeline.validator.settings import Settings
    from schemas.extraction import Extraction


def judge(
    extraction: Extraction, settings: Settings | None = None, sources: Sequence[str] = ()
) -> Judged:
    """Judge one document (see `pipeline.validator.engine`)."""
    from pipeline.validator.engine import judge as run

    return run(extraction, settings, sources)


def load_settings(path: Path | None) -> Settings:
    """Read a rules file (see `pipeline.validator.settings`)."""
    from pipeline.validator.settings import load_settings as load

    return load(path)
