"""What all subcommands share: the language option, coded errors, exit codes, plain lines."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from typing import Annotated, Literal, ParamSpec, TypeVar

import typer

from schemas.errors import KpiAuditError, Lang

P = ParamSpec("P")
R = TypeVar("R")

DONE, FLAGGED, WRONG_USAGE, NOT_FINISHED = 0, 1, 2, 3
"""Exit codes."""
USAGE = ("KA101", "KA306", "KA401", "KA402", "KA408", "KA413", "KA414")
"""Codes outside of KA2xx that say the command was called wrongly."""

LangOption = Annotated[
    Literal["en", "th"],
    typer.Option("--lang", envvar="KPI_AUDIT_LANG", help="Language of messages: en or th."),
]
DbOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="KPI_AUDIT_DB",
        show_envvar=True,
        help="Database, e.g. postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
    ),
]

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def say(text: str) -> None:
    """Write a line for people, to stderr; control characters of file names are spelt out."""
    typer.echo(
        _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text), err=True
    )


def exit_code(error: KpiAuditError) -> int:
    """Return the exit code that an error ends a command with."""
    is_usage = error.code.startswith("KA2") or error.code in USAGE
    return WRONG_USAGE if is_usage else NOT_FINISHED


def job(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function a subcommand: coded errors become a message and an exit code."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        lang: Lang = "th" if kwargs.get("lang", os.environ.get("KPI_AUDIT_LANG")) == "th" else "en"
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            return function(*args, **kwargs)
        except KpiAuditError as error:
            say(error.text(lang))
            raise typer.Exit(exit_code(error)) from error

    return wrapped
