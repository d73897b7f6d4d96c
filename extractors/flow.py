"""Document -> Text: running heads and page numbers off, lines and pages joined, the map kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.line_joins import LineJoins
from extractors.running_lines import Span, running_lines
from extractors.segments import Edit, Mapping, apply_edits, compose
from extractors.thai.marks import repair
from extractors.thai.misread import misread_words
from schemas.document import Document, Page
from schemas.text import PageText, Segment, Text

_SPACES = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}|[^\S\n ]")
_STARTS_ITEM = re.compile(r"\s*(?:[-–—•▪*:]|[(\[]?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[).\]:]|[ก-ฮ][.)]\s)")
_THAI = re.compile(r"[\u0e01-\u0e5b]")


def to_text(document: Document) -> Text:
    """Return the clean text of a document with its map to the raw pages.

    Pages are read in order; a page that ends inside a paragraph is joined to the next one.
    """
    furniture, joins = running_lines(document), LineJoins.of(document)
    clean_parts: list[str] = []
    segments: list[Segment] = []
    repairs: Counter[str] = Counter()
    position = 0
    previous: Page | None = None
    for page in document.pages:
        text, mapping, counts = _clean_page(page, joins.edits(page, furniture[page.number]))
        repairs.update(counts)
        if not text:
            continue
        if previous is not None:
            join = _page_join(previous, furniture[previous.number], clean_parts[-1], text)
            if join:
                end = len(previous.text)
                segments.append(Segment(position, position + 1, previous.number, end, end))
                clean_parts.append(join)
                position += 1
        segments.extend(
            Segment(a + position, b + position, page.number, c, d) for a, b, c, d in mapping
        )
        clean_parts.append(text)
        position += len(text)
        previous = page
    return Text(
        clean="".join(clean_parts),
        segments=segments,
        pages=[_page_text(page) for page in document.pages],
        furniture=[
            (page.number, start, end)
            for page in document.pages
            for start, end in furniture[page.number]
        ],
        repairs=dict(sorted(repairs.items())),
    )


def _clean_page(page: Page, edits: list[Edit]) -> tuple[str, Mapping, Counter[str]]:
    joined, mapping = apply_edits(page.text, edits)
    repaired = repair(joined)
    mapping, text, counts = (
        compose(list(repaired.segments), mapping),
        repaired.text,
        repaired.repairs,
    )
    if page.text_layer == "ocr":
        found = list(misread_words(text))
        text, righted = apply_edits(text, ((edit.start, edit.end, edit.text) for edit in found))
        mapping = compose(righted, mapping)
        counts = counts + Counter(edit.name for edit in found)
    blanks = [
        (match.start(), match.end(), "\n" if "\n" in match.group() else " ")
        for match in _SPACES.finditer(text)
    ]
    text, spaced = apply_edits(text, _trimmed(blanks, len(text)))
    return text, compose(spaced, mapping), counts


def _trimmed(edits: list[Edit], length: int) -> Iterator[Edit]:
    """Drop white space at both ends of a page instead of replacing it."""
    for start, end, replacement in edits:
        yield (start, end, "" if start == 0 or end == length else replacement)


def _page_join(before: Page, furniture: list[Span], left: str, right: str) -> str:
    """Return what joins two pages: a line end, or less where the paragraph goes on."""
    if not _runs_on(before, furniture) or _STARTS_ITEM.match(right):
        return "\n"
    return " " if not (_THAI.match(left[-1]) and _THAI.match(right[0])) else ""


def _runs_on(page: Page, furniture: list[Span]) -> bool:
    """Tell whether the last line of a page reaches the right edge that its wrapped lines reach."""
    if page.char_boxes is None or not page.soft_breaks:
        return False
    edges = []
    for at in page.soft_breaks:
        box = page.box(page.text.rfind("\n", 0, at) + 1, at)
        if box is not None:
            edges.append(box[2])
    end = len(page.text.rstrip())
    for start, stop in sorted(furniture, reverse=True):
        if start < end <= stop:
            end = len(page.text[:start].rstrip())
    box = page.box(page.text.rfind("\n", 0, end) + 1, end)
    return bool(edges) and box is not None and box[2] >= max(edges) - 0.05 * (page.width or 600)


def _page_text(page: Page) -> PageText:
    words = []
    if page.char_boxes is not None:
        for match in re.finditer(r"\S+", page.text):
            box = page.box(*match.span())
            if box is not None:
                words.append((*match.span(), *box))
    return PageText(
        page=page.number,
        text=page.text,
        text_layer=page.text_layer,
        grade=page.grade,
        words=words,
    )
