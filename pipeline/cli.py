"""The command line: a subcommand per job; heavy modules are imported only inside a command.

Exit codes: 0 done, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 the job
could not finish. Human output goes to stderr, data to stdout.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands import db
from pipeline.commands.changes import changes
from pipeline.commands.crawl import crawl
from pipeline.commands.extract import extract, schema
from pipeline.commands.rules import explain, rules
from pipeline.commands.run import run
from pipeline.commands.score import score
from pipeline.commands.view import view

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(extract)
app.command()(rules)
app.command()(explain)
app.command()(schema)
app.command()(score)
app.command()(view)
app.command()(crawl)
app.command()(changes)
app.add_typer(db.app, name="db")


def show_version(is_asked: bool) -> None:
    """Print the version and stop."""
    if is_asked:
        from pipeline.version import distribution_version

        typer.echo(f"kpi-audit {distribution_version()}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Read Thai KPI reports, recompute what they claim, and say where each figure stands.

    \b
    Example:
      kpi-audit run samples -o outputs
    """


def main() -> None:
    """Run the command line."""
    app()
