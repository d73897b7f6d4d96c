"""kpi-audit rules and kpi-audit explain: the rule catalogue."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from pipeline.commands.common import LangOption, job


@job
def rules(
    format: Annotated[
        Literal["text", "json", "md"], typer.Option("--format", help="How to print it.")
    ] = "text",
    lang: LangOption = "en",
) -> None:
    """List the rule catalogue.

    \b
    Example:
      kpi-audit rules --format md > rules.md
    """
    from pipeline.validator import catalogue

    pages = {
        "text": lambda: catalogue.as_text(lang),
        "json": catalogue.as_json,
        "md": catalogue.as_markdown,
    }
    typer.echo(pages[format]())


@job
def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.")],
    lang: LangOption = "en",
) -> None:
    """Explain one rule: why it matters, a flagged and a fine example.

    \b
    Example:
      kpi-audit explain SCO208
    """
    from pipeline.validator import catalogue

    typer.echo(catalogue.explain(code, lang))
