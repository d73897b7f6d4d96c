"""The product's line over bytes: what a run would write of one document, as plain data."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.corpus.squeezed import Squeezed

if TYPE_CHECKING:
    from pipeline.validator.settings import Settings


@dataclass(frozen=True)
class Judged:
    """A line of records.jsonl with the raw pages that its locations index into."""

    line: dict[str, Any]
    pages: dict[int, str] = field(default_factory=dict)

    def squeezed(self) -> Squeezed:
        """Return the pages with their white space dropped."""
        return Squeezed(self.pages)


def judged(data: bytes, source: str) -> Judged:
    """Read and judge one document; bytes that cannot be read give a line with an error."""
    from pipeline.process import failed_line, judge, read
    from schemas.document import content_id
    from schemas.errors import KpiAuditError

    try:
        extraction = read(data, source, None, "never")
    except KpiAuditError as error:
        failed = failed_line(content_id(data), [source], error)
        return Judged(json.loads(failed.model_dump_json()))
    try:
        line = judge(extraction, [source], _settings())
    except Exception as error:  # noqa: BLE001 (a crash is a miss of everything that the document holds)
        where = traceback.format_exc().strip().splitlines()[-3].strip()
        told = {"code": type(error).__name__, "message": f"{error} ({where})"}
        return Judged({"error": told, "document": {}})
    pages = {page.page: page.text for page in extraction.text.pages}
    return Judged(json.loads(line.model_dump_json()), pages)


@cache
def _settings() -> Settings:
    """Return the rules' settings as they come."""
    from pipeline.validator import load_settings

    return load_settings(None)
