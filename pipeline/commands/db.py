"""kpi-audit db: the state of the database and its migrations."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.common import NOT_FINISHED, DbOption, LangOption, job, say
from schemas.errors import KpiAuditError

app = typer.Typer(no_args_is_help=True, help="Look at the database and bring it up to date.")

DEFAULT = "sqlite:///outputs/kpi.sqlite"


@app.command()
@job
def upgrade(db: DbOption = None, lang: LangOption = "en") -> None:
    """Bring the tables up to this version, without losing anything; makes them where missing.

    \b
    Example:
      kpi-audit db upgrade --db postgresql+psycopg://audit@localhost/kpi
    """
    from pipeline.settings import redacted
    from pipeline.store.migrate import upgrade as upgrade_tables

    before, after = upgrade_tables(db or DEFAULT)
    say(f"{redacted(db or DEFAULT)}: {before or '-'} -> {after}")


@app.command()
@job
def status(
    db: DbOption = None,
    lang: LangOption = "en",
    quiet: Annotated[bool, typer.Option(help="Say nothing, only set the exit code.")] = False,
) -> None:
    """Tell at which version the tables stand and what they hold; exit code 3 when out of date.

    \b
    Example:
      kpi-audit db status --db sqlite:///outputs/kpi.sqlite
    """
    from pipeline.settings import redacted
    from pipeline.store.migrate import state

    found = state(db or DEFAULT)
    if not quiet:
        say(f"{redacted(db or DEFAULT)}: tables {found.revision or '-'}, program {found.head}")
        for name, count in found.counts.items():
            say(f"  {name} {count}")
    if found.revision != found.head:
        if not quiet:
            say(KpiAuditError("KA307" if found.is_older else "KA303").text(lang))
        raise typer.Exit(NOT_FINISHED)
