"""`kpi-audit score`: the scoring engine alone, on a sheet that a person fills."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from schemas.errors import KpiAuditError

SEVERITIES = ("notice", "warning", "error")


def score(
    scorecard: Annotated[
        Path | None, typer.Argument(help="The score sheet, .xlsx or .csv.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for the results.")] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Write a sheet to fill (.xlsx or .csv).")
    ] = None,
    lang: Annotated[
        Literal["th", "en"], typer.Option("--lang", envvar="KPI_AUDIT_LANG", help="th or en.")
    ] = "en",
    fail_on: Annotated[
        Literal["error", "warning", "notice", "never"],
        typer.Option("--fail-on", help="Exit with 1 where such findings exist."),
    ] = "never",
) -> None:
    """Score a sheet of KPIs and compare it with what it prints.

    Interpolation, weights, roll-ups and bands; the workbook keeps its formulas visible.

    \b
    Example:
      kpi-audit score scorecard.xlsx -o outputs
    """
    try:
        code = run_score(scorecard, out, template, lang, fail_on)
    except KpiAuditError as error:
        typer.echo(error.text(lang), err=True)
        raise typer.Exit(2 if error.code.startswith("KA2") else 3) from error
    if code:
        raise typer.Exit(code)


def run_score(
    scorecard: Path | None,
    out: Path | None,
    template: Path | None,
    lang: Literal["th", "en"] = "en",
    fail_on: str = "never",
) -> int:
    """Do the job; the exit code is 1 where a finding is at or above `fail_on`.

    Raises KpiAuditError: KA201 without a sheet or template, and those of `score_file`.
    """
    from pipeline.scorecard import score_file, write_template

    if template is not None:
        write_template(template)
        typer.echo(str(template), err=True)
        if scorecard is None:
            return 0
    if scorecard is None or out is None:
        raise KpiAuditError("KA201", "give a score sheet and -o OUT, or --template FILE")
    result = score_file(scorecard, out, lang)
    for finding in result.findings:
        typer.echo(f"{finding.code} {finding.severity}: {finding.text(lang)}", err=True)
    for path in result.files:
        typer.echo(str(path))
    typer.echo(result.summary(), err=True)
    if fail_on == "never":
        return 0
    floor = SEVERITIES.index(fail_on)
    return int(any(SEVERITIES.index(each.severity) >= floor for each in result.findings))
