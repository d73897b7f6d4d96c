"""Document -> Text: running heads and page numbers off, lines and pages joined, the map kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from extractors.browser_print import printed_by_browser
from extractors.hard_wraps import HEADING, hard_wraps
from extractors.lost_lines import lost_line_ends
from extractors.segments import Edit, Mapping, apply_edits, compose
from extractors.signed import SIGNED
from extractors.thai.marks import repair
from extractors.thai.misread import misread_words
from extractors.thai.words import words
from schemas.document import Document, Page
from schemas.text import PageText, Segment, Text

_STARRED = re.compile(r"^[^\S\n]*\*{3,}[^*\n]+\*{3,}[^\S\n]*$", re.MULTILINE)
"""A line between rows of stars: the head that the printed form repeats on every page."""
_PAGE_NUMBER = re.compile(
    r"^\W*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,4}(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?\W*$", re.IGNORECASE
)
_LONE_COLON = re.compile(r"(?<=\S)[^\S\n]*\n[^\S\n]*(?P<colon>[:：])[^\S\n]*\n[^\S\n]*(?=\S)")
"""A colon in a cell of its own between label and value."""
_CUT_AMOUNT = re.compile(
    r"\([^()\n]{0,30}(?:ร้อยละ|จำนวน|ระดับที่|ระดับ|ไตรมาสที่|ประมาณ|คะแนน)(?P<gap>[^\S\n]*\n[^\S\n]*)[0-9๐-๙][^()\n]{0,30}\)"
)
"""Brackets whose number a line's end parts from its word: only a wrapped line ends so."""
_SPACES = re.compile(r"[^\S\n]*\n\s*|[^\S\n]{2,}|[^\S\n ]")
_DIGITS = re.compile(r"[0-9๐-๙]+")
_COUNTS_PAGES = re.compile(
    r"หน้า|page|[0-9๐-๙]\s*(?:/|จาก|of)\s*[0-9๐-๙]|^\W*[-–—]\s*[0-9๐-๙]+\s*[-–—]", re.IGNORECASE
)
"""Words of a running line whose number goes up from page to page; a heading's does so too."""
_STARTS_ITEM = re.compile(r"\s*(?:[-–—•▪*:]|[(\[]?[0-9๐-๙]+(?:\.[0-9๐-๙]+)*[).\]:]|[ก-ฮ][.)]\s)")
_LABELLED = re.compile(
    r"[^\S\n]*(?:[*_=-]{3,}|(?:\d+(?:\.\d+)*[.)]?[^\S\n]+)?[^\s:：]{2,40}(?:[^\S\n][^\s:：]{1,25}){0,3}[^\S\n]*[:：]"
    r"(?![^\S\n]*[0-9๐-๙]{4,8}-[0-9๐-๙]))"
)
"""A line that begins with a label and its colon: no wrapped line goes on so."""
_NUMBERED = re.compile(r"[^\S\n]*(\d{1,3})[^\S\n]+(?=[ก-ฮเแโใไA-Z(\[\ue000-\uf8ff])")
_NUMBERED_LINE = re.compile(r"(?m)^" + _NUMBERED.pattern)
_FEWEST_ROWS = 4
"""Rows of a table whose head is no running head."""
_SLACK = 6.0
"""Points that a word may need beside its own width: a space, a mark that leans over."""
_THAI = re.compile(r"[\u0e01-\u0e5b]")


def to_text(document: Document) -> Text:
    """Return the clean text of a document with its map to the raw pages.

    Pages are read in order; a page that ends inside a paragraph is joined to the next one.
    """
    furniture = {page.number: _furniture(page) for page in document.pages}
    _keep_figures(document.pages, furniture)
    for number, spans in printed_by_browser(document.pages).items():
        furniture[number].extend(spans)
    headed = _cells_of_tables(document)
    for number, spans in _repeated_lines(document.pages).items():
        furniture[number].extend(span for span in spans if not _stands_in(span, headed.get(number)))
    clean_parts: list[str] = []
    segments: list[Segment] = []
    repairs: Counter[str] = Counter()
    position = 0
    previous: Page | None = None
    counted = _counted_lines(document.pages)
    edges = _right_edges(document.pages)
    cells = _breaks_in_cells(document)
    for page in document.pages:
        taken = _merge(furniture[page.number])
        edge = Edge(edges.get(page.width), cells.get(page.number, set()))
        text, mapping, counts = _clean_page(page, taken, counted, edge)
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
            for start, end in _merge(furniture[page.number])
        ],
        repairs=dict(sorted(repairs.items())),
    )


class Edge(NamedTuple):
    """How far right a page's lines reach, in points, and line ends in cells, which reach less far."""

    right: float | None
    in_cells: set[int]


def _clean_page(
    page: Page, furniture: list[tuple[int, int]], counted: set[int], edge: Edge
) -> tuple[str, Mapping, Counter[str]]:
    joined, mapping = apply_edits(page.text, _joins(page, furniture, counted, edge))
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
    edits = [
        (match.start(), match.end(), "\n" if "\n" in match.group() else " ")
        for match in _SPACES.finditer(text)
    ]
    text, spaced = apply_edits(text, _trimmed(edits, len(text)))
    return text, compose(spaced, mapping), counts


def _trimmed(edits: list[Edit], length: int) -> Iterator[Edit]:
    """Drop white space at both ends of a page instead of replacing it."""
    for start, end, replacement in edits:
        yield (start, end, "" if start == 0 or end == length else replacement)


def _joins(
    page: Page, furniture: list[tuple[int, int]], counted: set[int], edge: Edge
) -> list[Edit]:
    """Return the edits that take furniture off and undo wrapped lines."""
    edits: list[Edit] = [(start, end, "") for start, end in furniture]
    edits += lost_line_ends(page.text)
    for match in _LONE_COLON.finditer(page.text):
        if not any(start < match.end() and match.start() < end for start, end in furniture):
            edits += [
                (match.start(), match.start("colon"), " "),
                (match.end("colon"), match.end(), " "),
            ]
    for at in page.soft_breaks or hard_wraps(page):
        is_off = any(start <= at < end for start, end in furniture)
        if is_off or _opens(page.text, at + 1):
            continue
        if at not in edge.in_cells and _had_room(page, at, edge.right):
            continue
        number = _NUMBERED.match(page.text, at + 1)
        if number and int(number.group(1)) in counted:
            continue
        edits.append(_wrap_edit(page, furniture, at))
    taken = sorted(edits)
    for match in _CUT_AMOUNT.finditer(page.text):
        start, end = match.span("gap")
        if not any(a < end and start < b for a, b, _ in taken):
            edits.append((start, end, " "))
    return sorted(edits)


def _wrap_edit(page: Page, furniture: list[tuple[int, int]], at: int) -> Edit:
    """Return the edit that joins a wrapped line: plain text's indent goes with the line end."""
    text = page.text
    end = at + 1
    while page.char_boxes is None and end < len(text) and text[end] in " \t":
        end += 1
    if end == at + 1 or end == len(text) or any(a < end and at < b for a, b in furniture):
        return (at, at + 1, _wrap_join(text, at))
    return (at, end, _join(text[at - 1 : at], text[end]))


def _opens(text: str, at: int) -> bool:
    """Tell whether a line begins with a label and its colon, or is a heading as reports have it."""
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)]
    return _LABELLED.match(line) is not None or HEADING.match(line) is not None


def _counted_lines(pages: list[Page]) -> set[int]:
    """Return the numbers of lines that count a long list through (slides, sections): 5 or more."""
    found = {int(match.group(1)) for page in pages for match in _NUMBERED_LINE.finditer(page.text)}
    counted = {number for number in found if number - 1 in found or number + 1 in found}
    return counted if len(counted) >= 5 else set()


def _right_edges(pages: list[Page]) -> dict[float | None, float]:
    """Return how far right the lines of all pages of a width reach, in points.

    A page of few short lines alone would take its longest line for a full one.
    """
    edges: dict[float | None, float] = {}
    for page in pages:
        if page.char_boxes is None:
            continue
        boxes = (page.box(*match.span()) for match in re.finditer(r"[^\n]+", page.text))
        edge = max((box[2] for box in boxes if box is not None), default=0.0)
        edges[page.width] = max(edge, edges.get(page.width, 0.0))
    return edges


def _breaks_in_cells(document: Document) -> dict[int, set[int]]:
    """Return by page the wrapped line ends that lie inside one cell of a table."""
    breaks = {page.number: sorted(page.soft_breaks) for page in document.pages if page.soft_breaks}
    found: dict[int, set[int]] = {}
    for table in document.tables:
        for cell in table.cells:
            ends = breaks.get(cell.page, [])
            inside = ends[bisect_left(ends, cell.start) : bisect_left(ends, cell.end)]
            found.setdefault(cell.page, set()).update(inside)
    return found


def _cells_of_tables(document: Document) -> dict[int, list[tuple[int, int]]]:
    """Return by page the cells of tables with a body: their heads come again on every page.

    A letterhead's box has hardly so many rows; what stands in it is a running head.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for table in document.tables:
        if table.row_count >= _FEWEST_ROWS:
            for cell in table.cells:
                found.setdefault(cell.page, []).append((cell.start, cell.end))
    return {page: sorted(cells) for page, cells in found.items()}


def _stands_in(span: tuple[int, int], cells: list[tuple[int, int]] | None) -> bool:
    if not cells:
        return False
    at = bisect_right(cells, span[0], key=lambda cell: cell[0]) - 1
    return at >= 0 and span[1] <= cells[at][1]


def _had_room(page: Page, at: int, edge: float | None) -> bool:
    """Tell whether a line would have had room for the next line's first word: it was ended there."""
    if edge is None:
        return False
    end = page.text.find("\n", at + 1)
    following = page.text[at + 1 : end if end >= 0 else len(page.text)]
    first = next(iter(words(following.split(maxsplit=1)[0])), None) if following.strip() else None
    before = page.box(page.text.rfind("\n", 0, at) + 1, at)
    if first is None or before is None:
        return False
    start = at + 1 + len(following) - len(following.lstrip())
    word = page.box(start + first[0], start + first[1])
    return word is not None and edge - before[2] > (word[2] - word[0]) + _SLACK


def _wrap_join(text: str, at: int) -> str:
    """Return what stood at a wrapped line's end: a space, or nothing inside a Thai phrase."""
    if at == 0 or at + 1 >= len(text):
        return ""
    return _join(text[at - 1], text[at + 1])


def _join(before: str, after: str) -> str:
    if not before or before.isspace() or after.isspace():
        return ""
    if _THAI.match(before) and _THAI.match(after):
        return " " if before in "ฯๆ" else ""
    if before in "-/+" or after in "/)+":
        return ""
    return " "


def _page_join(before: Page, furniture: list[tuple[int, int]], left: str, right: str) -> str:
    """Return what joins two pages: a line end, or less where the paragraph goes on."""
    if not _runs_on(before, furniture) or _STARTS_ITEM.match(right):
        return "\n"
    return " " if not (_THAI.match(left[-1]) and _THAI.match(right[0])) else ""


def _runs_on(page: Page, furniture: list[tuple[int, int]]) -> bool:
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


def _furniture(page: Page) -> list[tuple[int, int]]:
    spans = list(page.furniture)
    spans.extend(match.span() for match in _STARRED.finditer(page.text))
    return spans


def _keep_figures(pages: list[Page], furniture: dict[int, list[tuple[int, int]]]) -> None:
    """Put back what a reader took for page numbers where the figures do not count the pages."""
    shifts = Counter(
        shift
        for page in pages
        for shift in {_shift(page.text[a:b], page.number) for a, b in furniture[page.number]}
    )
    needed = max(2, 0.6 * len(pages))
    for page in pages:
        furniture[page.number] = [
            (a, b)
            for a, b in furniture[page.number]
            if (shift := _shift(page.text[a:b], page.number)) is None or shifts[shift] >= needed
        ]


def _repeated_lines(pages: list[Page]) -> dict[int, list[tuple[int, int]]]:
    """Return the first and last lines that most pages repeat, and page numbers there.

    Figures alone are furniture only where they count the pages: a table cut by a page break ends with
    figures too.
    """
    found: dict[int, list[tuple[int, int]]] = {page.number: [] for page in pages}
    if len(pages) < 2:
        return found
    edges = {page.number: _edge_lines(page.text) for page in pages}
    counts = Counter(
        key for lines in edges.values() for key in {_line_key(text) for _, _, text in lines}
    )
    shifts = Counter(
        shift
        for number, lines in edges.items()
        for shift in {_shift(text, number) for _, _, text in lines}
    )
    needed = max(3, 0.6 * len(pages))
    for number, lines in edges.items():
        for start, end, text in lines:
            shift = _shift(text, number)
            if shift is not None:
                # Two pages are too few for bare figures: these say themselves that they count pages.
                is_told = shift == 0 and _COUNTS_PAGES.search(text) is not None
                is_furniture = shifts[shift] >= (2 if is_told and len(pages) == 2 else needed)
            else:
                key = _line_key(text)
                is_furniture = counts[key] >= needed and any(c.isalpha() for c in key)
                is_furniture = is_furniture and not SIGNED.match(text)
            if is_furniture:
                found[number].append((start, end))
    return found


def _shift(text: str, number: int) -> int | None:
    """Return how far a line that may be a page number is from the page's index, None for others."""
    if not _PAGE_NUMBER.match(text):
        return None
    return int(_DIGITS.search(text).group()) - number  # type: ignore[union-attr]


def _edge_lines(text: str) -> list[tuple[int, int, str]]:
    lines = [
        (match.start(), match.end(), match.group())
        for match in re.finditer(r"[^\n]+", text)
        if match.group().strip()
    ]
    return lines if len(lines) <= 4 else [*lines[:2], *lines[-2:]]


def _line_key(text: str) -> str:
    line = " ".join(text.split())
    return _DIGITS.sub("0", line) if _COUNTS_PAGES.search(line) else line


def _merge(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


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
