"""`records.jsonl`: a line per document, the same bytes for the same records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemas.line import Line

# Characters that JSON allows in strings, but that many readers take for the end of a line.
_LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}


def line_text(line: Line) -> str:
    """Return a document as one line of JSON, without its line end; keys in the models' order."""
    return line.model_dump_json().translate(_LINE_ENDS)


def read_lines(path: Path) -> Iterator[Line]:
    """Read a `records.jsonl` again, line by line."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        for text in stream:
            yield Line.model_validate_json(text)


def read_line_at(path: Path, offset: int) -> Line:
    """Read the line that begins at a byte offset."""
    with path.open("rb") as stream:
        stream.seek(offset)
        return Line.model_validate_json(stream.readline())
