"""Score sheets that people fill: read, computed, compared with what they print, written again."""

from pipeline.scorecard.result import ScoreResult, score_file
from pipeline.scorecard.template import write_template

__all__ = ["ScoreResult", "score_file", "write_template"]
