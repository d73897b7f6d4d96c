"""Draws docs/commands.md from the command line itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import typer

from pipeline.cli import app

INTRODUCTION = """# Commands

Generated from the program by `python -m docs.generate`; do not edit. `kpi-audit COMMAND --help`
says the same.

Messages go to stderr, data to stdout. Exit codes: 0 done; 1 done, and findings at or above
`--fail-on` exist; 2 wrong usage or configuration; 3 the job could not finish. A document that
cannot be read never stops a run. Messages are English unless `--lang th` or `KPI_AUDIT_LANG=th`
says otherwise. `KPI_AUDIT_DB` stands for `--db`.
"""


def commands(group: Any, prefix: str = "kpi-audit") -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name, in the order of the help."""
    for name, command in group.commands.items():
        full = f"{prefix} {name}"
        if hasattr(command, "commands"):
            yield from commands(command, full)
        else:
            yield full, command


def commands_page() -> str:
    """Return docs/commands.md."""
    lines = [INTRODUCTION]
    for name, command in commands(typer.main.get_command(app)):
        about, example = _about(command.help or "")
        lines += [f"## {name}", "", about, ""]
        if example:
            lines += ["```sh", *example, "```", ""]
        rows = [row for parameter in command.params if (row := _row(parameter))]
        if rows:
            lines += ["| option | what it does | default |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _about(text: str) -> tuple[str, list[str]]:
    """Cut a help text into what it says and its example's lines."""
    about, _, example = text.replace("\b", "").partition("Example:")
    said = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", about.strip()))
    return said, [line.strip() for line in example.splitlines() if line.strip()]


def _row(parameter: Any) -> str | None:
    """Return a parameter's row; help and completion need none."""
    if parameter.name in ("help", "install_completion", "show_completion"):
        return None
    is_argument = parameter.param_type_name == "argument"
    name = parameter.metavar or parameter.name.upper() if is_argument else None
    names = [name] if name else sorted(parameter.opts, key=len)
    text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    if choices := _choices(parameter):
        text += " One of " + ", ".join(f"`{choice}`" for choice in choices) + "."
    default = parameter.default
    shown = "" if default in (None, False) or is_argument else f"`{default}`"
    return f"| {', '.join(f'`{n}`' for n in names)} | {text} | {shown} |"


def _choices(parameter: Any) -> tuple[str, ...]:
    """Return the words that an option may be; typer keeps them by its version in two places."""
    described = getattr(parameter, "type_descriptor", None)
    if described is not None and get_origin(described.annotation) is Literal:
        return get_args(described.annotation)
    return tuple(getattr(getattr(parameter, "type", None), "choices", ()))
