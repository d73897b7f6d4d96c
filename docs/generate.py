"""Writes the pages that are drawn from the program: docs/commands.md, record.md, rules.md.

    python -m docs.generate            # write them
    python -m docs.generate --check    # exit 1 where one is not as it would be written

Run from the root of the repo.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel

from docs.commands import commands_page
from docs.database import database_page
from pipeline.validator.catalogue import as_markdown
from schemas.line import Line

FOLDER = Path(__file__).parent
INTRODUCTION = """# A line of records.jsonl

Generated from `schemas/` by `python -m docs.generate`; do not edit. `kpi-audit schema` prints the
same as JSON Schema.

Numbers that a document printed are texts in ASCII digits, without thousands separators and with
the decimals as printed (`"93.59"`, `"5.00"`), because the printed decimals decide which values
they can stand for. What is not known is `null`, never 0 or an empty text. Years are Buddhist era,
dates ISO dates of the Christian era. Offsets count Unicode code points.

`record` is one of several kinds, told apart by `kind`:
"""


def notes() -> dict[str, dict[str, str]]:
    """Return the meanings of fields that docs/fields.yaml gives, by model and field."""
    table: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "fields.yaml").read_text("utf-8"))
    return table


def models(start: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and all that its fields are made of, each once, nearest first."""
    waiting, seen = [start], {start}
    while waiting:
        model = waiting.pop(0)
        yield model
        for field in model.model_fields.values():
            for part in parts(field.annotation):
                if part not in seen:
                    seen.add(part)
                    waiting.append(part)


def parts(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


def type_name(annotation: Any) -> str:
    """Return a type as a reader says it."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return type_name(inner[0])
    if origin in (Union, UnionType):
        names = [type_name(part) for part in inner if part is not NoneType]
        return " or ".join(names) + (" or null" if NoneType in inner else "")
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin is list:
        return f"list of {type_name(inner[0])}"
    if origin is dict:
        return f"{type_name(inner[0])}: {type_name(inner[1])}"
    if origin is tuple:
        return f"{len(inner)} numbers"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "text", int: "integer", float: "number", bool: "true or false"}[annotation]


def meaning(model: type[BaseModel], name: str, table: dict[str, dict[str, str]]) -> str | None:
    """Return what a field means: from the schema, or from the notes of the model or its bases."""
    own = model.model_fields[name].description
    bases = (table.get(base.__name__, {}).get(name) for base in model.__mro__)
    return own or next(filter(None, bases), None)


def record_page() -> str:
    """Return docs/record.md."""
    table = notes()
    lines = [INTRODUCTION]
    record = Line.model_fields["record"].annotation
    for model in parts(record):
        kind = model.model_fields["kind"].default
        summary = (model.__doc__ or "").partition("\n")[0]
        lines.append(f"- `{kind}`: [{model.__name__}](#{model.__name__.lower()}). {summary}")
    for model in models(Line):
        lines += ["", f"## {model.__name__}", "", (model.__doc__ or "").partition("\n")[0], ""]
        lines += ["| field | type | meaning |", "|---|---|---|"]
        for name, field in model.model_fields.items():
            text = (meaning(model, name, table) or "").replace("|", "\\|")
            lines.append(f"| `{name}` | {type_name(field.annotation)} | {text} |")
    return "\n".join(lines) + "\n"


PAGES = {
    "commands.md": commands_page,
    "database.md": database_page,
    "record.md": record_page,
    "rules.md": as_markdown,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or only compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in arguments:
        print(f"not up to date: {', '.join(stale)}; run python -m docs.generate", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
