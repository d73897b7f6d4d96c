"""The words that documents are written in: a develop part and an evaluate part, kept apart.

Rules may be written with the develop part in view, never with the evaluate part. The wide part is the
develop part with several times its wordings of statuses, plans, dates and results.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
FOLDERS = {"develop": DATA, "evaluate": DATA / "evaluate", "wide": DATA / "wide"}
MARKED = re.compile(r"<(\w+)\|([^<>]*)>")
_part: ContextVar[str] = ContextVar("part", default="develop")


@contextmanager
def part(name: str) -> Iterator[None]:
    """Write everything inside in the words of a part (develop, wide or evaluate)."""
    token = _part.set(name)
    try:
        yield
    finally:
        _part.reset(token)


def current() -> str:
    """Return the name of the part that is being written in."""
    return _part.get()


@cache
def _read(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))


def table(name: str) -> Any:
    """Return a table of words of the current part, by its file name without the extension."""
    return _widened(name) if current() == "wide" else _read(FOLDERS[current()], name)


@cache
def _widened(name: str) -> Any:
    """Return a develop table with what the wide part adds to its lists."""
    base = _read(DATA, name)
    if not (FOLDERS["wide"] / f"{name}.yaml").is_file():
        return base
    return _joined(base, _read(FOLDERS["wide"], name))


def _joined(base: Any, more: Any) -> Any:
    if isinstance(base, list):
        return [*base, *(item for item in more if item not in base)]
    return {key: _joined(value, more[key]) if key in more else value for key, value in base.items()}


def works() -> list[dict[str, Any]]:
    """Return every kind of work that has a ladder."""
    folders = [DATA, FOLDERS["wide"]] if current() == "wide" else [FOLDERS[current()]]
    files = [path for folder in folders for path in sorted(folder.glob("works*.yaml"))]
    return [work for path in files for work in _read(path.parent, path.stem)]


@dataclass(frozen=True)
class Told:
    """A phrase as printed, and the parts of it that were marked, by name."""

    text: str
    parts: dict[str, str]


def tell(template: str, digits: dict[int, int] | None = None, /, **figures: object) -> Told:
    """Fill in a phrase; `<name|words>` marks a part. `digits` translates the whole phrase."""
    parts: dict[str, str] = {}

    def keep(match: re.Match[str]) -> str:
        parts[match[1]] = match[2]
        return match[2]

    filled = template.format(**figures).translate(digits or {})
    text = MARKED.sub(keep, filled)
    return Told(text, parts)


def phrase(rng: random.Random, name: str, /, **figures: object) -> Told:
    """Return one of the part's phrases of a name, filled in."""
    return tell(rng.choice(table("phrases")[name]), **figures)
