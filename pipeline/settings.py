"""How a run is to be done: its bounds, engine, OCR mode and database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from schemas.errors import Lang

OcrMode = Literal["auto", "never", "always"]
EngineName = Literal["local", "dask"]
FailOn = Literal["never", "notice", "warning", "error"]

SEVERITIES = ("notice", "warning", "error")
"""Severities from the least to the gravest."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The options of one run; the defaults are those of the command line."""

    out: Path
    jobs: int = 1
    engine: EngineName = "local"
    scheduler: str | None = None
    db: str | None = None
    ocr: OcrMode = "auto"
    timeout: float = 300.0
    """Seconds that one document may take."""
    max_memory: int = 2048
    """Megabytes that one document may take beyond what the program itself takes."""
    fresh: bool = False
    rules: Path | None = None
    fail_on: FailOn = "never"
    lang: Lang = "en"

    @property
    def database(self) -> str:
        """Return the address of the ledger: the one given, or the file in the output folder."""
        return self.db or f"sqlite:///{self.out / 'kpi.sqlite'}"


def redacted(address: str) -> str:
    """Return a text with the passwords of all addresses in it replaced by `***`.

    >>> redacted("postgresql+psycopg://me:secret@db/kpi?password=x")
    'postgresql+psycopg://me:***@db/kpi?password=***'
    """
    hidden = re.sub(r"(://[^/\s:@]*:)[^\s]*?@(?=[^@\s]*(?:\s|$))", r"\1***@", address)
    return re.sub(r"(?i)\b(passw(?:or)?d|pwd|sslpassword)=[^&\s]+", r"\1=***", hidden)
