"""kpi-audit extract and kpi-audit schema: a record as JSON, and the schema of such a line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.common import LangOption, exit_code, job, say
from schemas.errors import KpiAuditError


@job
def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document; of an archive, each.")],
    ocr: Annotated[
        Literal["auto", "never", "always"], typer.Option(help="When to read pages by OCR.")
    ] = "auto",
    rules: Annotated[Path | None, typer.Option(metavar="FILE", help="Rule settings, TOML.")] = None,
    lang: LangOption = "en",
) -> None:
    """Print one document, read and judged, as a line of records.jsonl.

    \b
    Example:
      kpi-audit extract report.html | jq .record.title
    """
    from pipeline.engines.worker import guarded
    from pipeline.inputs import Inputs
    from pipeline.outputs.jsonl import line_text
    from pipeline.process import Job, failed_line, work
    from pipeline.validator import load_settings
    from schemas.document import content_id
    from schemas.line import Line

    settings = load_settings(rules)
    code = 0
    for item in Inputs([file]):
        name: str | None = None
        try:
            data = item.load()
            name = content_id(data)
            done = guarded(
                work, Job(name, item.source, data, settings, None, item.declared_charset, ocr)
            )
            if isinstance(done, KpiAuditError):
                raise done
            line = Line.model_validate_json(done.line)
        except KpiAuditError as error:
            say(f"{item.source}: {error.text(lang)}")
            line = failed_line(name, [item.source], error)
            code = max(code, exit_code(error))
        line.document.fetched_at = item.fetched_at
        sys.stdout.buffer.write((line_text(line) + "\n").encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if code:
        raise typer.Exit(code)


@job
def schema(lang: LangOption = "en") -> None:
    """Print the JSON Schema of a line of records.jsonl.

    \b
    Example:
      kpi-audit schema > line.schema.json
    """
    import json

    from schemas.line import Line

    typer.echo(json.dumps(Line.model_json_schema(), ensure_ascii=False, indent=2))
