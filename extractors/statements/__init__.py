"""Narratives -> statements with their status, by a spaCy pipeline built per narrative."""

from __future__ import annotations

from extractors.layouts.base import Source
from schemas.evidence import ReadStatement
from schemas.section import Section

_NARRATIVE = ("quarter", "summary", "narrative", "report")
PIECE = 50_000
"""Longest text that goes through the pipeline at once, in code points."""


def read_statements(source: Source, sections: list[Section]) -> list[ReadStatement]:
    """Cut the narratives of a document into statements, in reading order."""
    found: list[ReadStatement] = []
    for section in sections:
        if section.body is None or section.name.split(".")[0] not in _NARRATIVE:
            continue
        found.extend(_statements(source, section))
    for number, statement in enumerate(found, start=1):
        statement.id = f"s{number}"
    return found


def _statements(source: Source, section: Section) -> list[ReadStatement]:
    from extractors.statements.cues import status_of
    from extractors.statements.pipeline import STATEMENTS, nlp

    assert section.body is not None
    found = []
    for start, end in _pieces(source.clean, *section.body):
        doc = nlp()(source.clean[start:end])  # its spans live as long as it does
        for span in doc.spans[STATEMENTS]:
            stripped = source.strip(start + span.start_char, start + span.end_char)
            if stripped is None:
                continue
            text = source.clean[stripped[0] : stripped[1]]
            status, words = status_of(text)
            places = source.text.places(*stripped)
            found.append(
                ReadStatement(
                    id="",
                    text=source.slice(stripped) or "",
                    status=status,
                    quarter=section.quarter,
                    location=places[0] if places else None,
                    span=stripped,
                    section=section.name,
                    blanket=span.id_ == "blanket",
                    status_span=(stripped[0] + words[0], stripped[0] + words[1]) if words else None,
                )
            )
    return found


def _pieces(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return bounded parts of a narrative, cut at line ends or spaces."""
    pieces = []
    while end - start > PIECE:
        cut = max(clean.rfind("\n", start, start + PIECE), clean.rfind(" ", start, start + PIECE))
        cut = cut + 1 if cut > start else start + PIECE
        pieces.append((start, cut))
        start = cut
    pieces.append((start, end))
    return pieces
