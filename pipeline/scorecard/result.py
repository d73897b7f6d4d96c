"""One score sheet from file to files: read, judged, written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.outputs.cells import escape
from pipeline.outputs.files import replacing_text
from pipeline.scorecard.files import read_scorecard
from pipeline.scorecard.finding import ScoreCheck, ScoreFinding
from pipeline.scorecard.judge import Judged, judge
from pipeline.scorecard.workbook import write_workbook
from schemas.errors import KpiAuditError

WORKBOOK, FINDINGS, CHECKS = "score.xlsx", "score-findings.csv", "score-checks.csv"
FINDING_COLUMNS = (
    "code", "name", "severity", "changes_score", "row", "no", "column", "expected", "actual",
    "message", "message_th",
)  # fmt: skip
CHECK_COLUMNS = ("code", "row", "no", "outcome", "reason", "reason_th")


@dataclass(frozen=True)
class ScoreResult:
    """What scoring a sheet came to, and the files that say it."""

    judged: Judged
    files: tuple[Path, ...]
    lang: str = "en"

    @property
    def findings(self) -> tuple[ScoreFinding, ...]:
        """The findings, by row."""
        return self.judged.findings

    @property
    def checks(self) -> tuple[ScoreCheck, ...]:
        """Every check with its outcome, by row."""
        return self.judged.checks

    def summary(self) -> str:
        """The last line of the job: how many rows and checks, and how they came out."""
        outcomes = Counter(check.outcome for check in self.checks)
        numbers = (
            len(self.judged.sheet.rows), len(self.checks), outcomes["ok"], outcomes["flagged"],
            outcomes["not_checkable"],
        )  # fmt: skip
        if self.lang == "th":
            names = ("แถว", "การตรวจ", "ถูกต้อง", "พบข้อสังเกต", "ตรวจไม่ได้")
        else:
            names = ("rows", "checks", "ok", "flagged", "not checkable")
        return " · ".join(f"{name} {n}" for name, n in zip(names, numbers, strict=True))


def score_file(path: Path, out_dir: Path, lang: str = "en") -> ScoreResult:
    """Score a sheet (XLSX or CSV, docs/scorecard.md) and write workbook and tables to `out_dir`.

    Raises KA101, KA102, KA108, KA114, KA208 for a sheet that cannot be read, KA305 where the
    folder cannot be written, KA201 where the sheet would be overwritten by its own result.
    """
    judged = judge(read_scorecard(path))
    workbook, findings, checks = (out_dir / name for name in (WORKBOOK, FINDINGS, CHECKS))
    if path.resolve() in (each.resolve() for each in (workbook, findings, checks)):
        raise KpiAuditError("KA201", f"{path} would be overwritten by its own result")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        write_workbook(workbook, judged)
        _write_csv(findings, FINDING_COLUMNS, judged.findings)
        _write_csv(checks, CHECK_COLUMNS, judged.checks)
    except OSError as error:
        raise KpiAuditError("KA305", f"{out_dir} cannot be written: {error.strerror}") from error
    return ScoreResult(judged, (workbook, findings, checks), lang)


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[object]) -> None:
    """A flat table, UTF-8 with BOM; texts that a spreadsheet might run are escaped."""
    with replacing_text(path, "utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(getattr(row, column)) for column in columns])


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value))
