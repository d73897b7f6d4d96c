"""The product's line over bytes: what a run would write of one document, as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.corpus.squeezed import Squeezed


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
    from pipeline.packing import unpacked
    from pipeline.process import Job, document_id, failed_line, work
    from schemas.errors import KpiAuditError

    try:
        result = work(Job(document_id(data), source, data, ocr="never"))
    except KpiAuditError as error:
        return Judged(json.loads(failed_line(document_id(data), [source], error).model_dump_json()))
    pages = json.loads(unpacked(result.extraction))["text"]["pages"]
    return Judged(json.loads(result.line), {page["page"]: page["text"] for page in pages})
