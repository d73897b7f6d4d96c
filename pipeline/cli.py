"""The commands; heavy things are imported only inside a command."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.callback()
def root() -> None:
    """Read Thai KPI reports, recompute what they claim, and say where each figure stands."""


def main() -> None:
    app()
