"""A case: bytes of a document, the family it is of, and the fields that its record must have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Case:
    """One document; `truth` maps field paths to values or matchers (see `tests.corpus.scoring`)."""

    name: str
    data: bytes
    truth: dict[str, Any]
    layout: str = "bma_kpi_page"
    exact: bool = True
    """White space counts too: a run of it as one space. Wrapped lines lost theirs."""


@dataclass(frozen=True)
class Outcome:
    """How a document was read, without claims and verdicts."""

    layout: str
    confidence: float
    record: dict[str, Any]
    left: float
    leftover: list[str]


def read(case: Case) -> Outcome:
    """Read a case's bytes up to its record."""
    from extractors.coverage import Ink, leftover_of
    from extractors.flow import to_text
    from extractors.layouts import recognised
    from extractors.layouts.base import Source
    from extractors.readers.dispatch import read as read_bytes
    from extractors.statements import read_statements

    document = read_bytes(case.data, source=case.name)
    source = Source(document, to_text(document))
    layout, confidence = recognised(source)
    reading = layout.extract(source)
    ink = Ink(source.text)
    for page, start, end in source.text.furniture:
        ink.add_raw(page, start, end)
    ink.add(reading.labels)
    ink.add(reading.fields.values())
    ink.add(statement.span for statement in read_statements(source, reading.sections))
    left, share = leftover_of(source, ink, reading.sections)
    record = reading.record.model_dump(mode="json")
    return Outcome(layout.name, confidence, record, share, [part.text for part in left])


def misses(case: Case) -> list[str]:
    """Return a line for every field that is not as expected; none where all is right."""
    from tests.corpus.scoring import lookup, matches

    seen = read(case)
    found = []
    if seen.layout != case.layout:
        found.append(f"layout {seen.layout} {seen.confidence:.2f}, expected {case.layout}")
    for path, wanted in case.truth.items():
        actual = lookup(seen.record, path)
        if not matches(wanted, actual) or (case.exact and not _same(wanted, actual)):
            found.append(f"{path}: {actual!r}, expected {wanted!r}")
    if case.layout != "unknown" and seen.left > 0.05:
        found.append(f"leftover {seen.left:.3f} {[text[:60] for text in seen.leftover]}")
    return found


def _same(wanted: Any, actual: Any) -> bool:
    if not isinstance(wanted, str):
        return True
    shown = INVISIBLE.sub("", str(actual)).replace("\u0e4d\u0e32", "\u0e33")
    return " ".join(wanted.split()) == " ".join(shown.split())
