"""kpi-audit changes: what changed between nights, as changed claims."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Annotated, Literal

import typer

from pipeline.commands.common import DbOption, LangOption, job

DEFAULT = "sqlite:///archive/kpi.sqlite"


@job
def changes(
    db: DbOption = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="RUN|DATE",
            help="From the state of a night on, or in nights since a date; default: the last night.",
        ),
    ] = None,
    output: Annotated[
        Literal["jsonl", "csv", "html"],
        typer.Option("--format", help="jsonl has every change; csv and html the default view."),
    ] = "jsonl",
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show new pages, changes of bytes alone and soft failures in csv and html.",
        ),
    ] = False,
    lang: LangOption = "en",
) -> None:
    """Tell which pages changed what they claim, which are gone and which are back.

    \b
    Example:
      kpi-audit changes --db sqlite:///archive/kpi.sqlite --since 2026-11-20 --format html
    """
    from pipeline.crawl.changes_files import as_csv, as_html, as_jsonl, shown
    from pipeline.crawl.published import told

    found = told(db or DEFAULT, since)
    if output == "jsonl":
        for line in as_jsonl(found.changes):
            typer.echo(line)
        return
    some = shown(found.changes, everything=everything)
    if output == "csv":
        sys.stdout.write("\ufeff" + as_csv(some))
        return
    counted = Counter[str](change.kind for change in found.changes)
    first, last = found.first or "-", found.last or "-"
    nights = f"{first}" if first == last else f"{first}–{last}"
    title = f"สิ่งที่เปลี่ยนไป รอบที่ {nights}" if lang == "th" else f"Changes of night {nights}"
    typer.echo(as_html(some, counted, title, lang))
