"""What a browser prints around a page: date and title above, address and page number below.

A web page saved as PDF carries these on every page, also on the only one, where no repetition
tells them from the text.
"""

from __future__ import annotations

import re

from schemas.document import Page

_DATE = (
    r"[0-9๐-๙]{1,4}[/.\-][0-9๐-๙]{1,2}[/.\-][0-9๐-๙]{2,4},?\s?[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2}"
    r"(?:[:.][0-9๐-๙]{2})?(?:\s?[AP]\.?M\.?|\s?น\.)?"
)
_HEAD = re.compile(rf"{_DATE}(?:\s.{{0,200}})?", re.IGNORECASE)
_ADDRESS = r"(?:(?:https?|file|about|ftp):\S*|(?:www\.)?[\w\-]+(?:\.[\w\-]+)+/\S*)"
_FOOT = re.compile(rf"(?:{_ADDRESS}\s*)?(?P<page>[0-9]{{1,4}})\s?/\s?(?P<of>[0-9]{{1,4}})")
_ADDRESS_ALONE = re.compile(_ADDRESS)
_EDGE_LINES = 2


def printed_by_browser(pages: list[Page]) -> dict[int, list[tuple[int, int]]]:
    """Return the raw ranges of a browser's heads and feet by page.

    A foot counts the pages: `1/2` on the first of two. Only PDFs (pages with places) have them.
    """
    found: dict[int, list[tuple[int, int]]] = {page.number: [] for page in pages}
    for page in pages:
        if page.char_boxes is None:
            continue
        lines = [match for match in re.finditer(r"[^\n]+", page.text) if match.group().strip()]
        feet = lines[-_EDGE_LINES:]
        for line in feet:
            foot = _FOOT.fullmatch(line.group().strip())
            if foot and int(foot["page"]) == page.number and int(foot["of"]) == len(pages):
                found[page.number].append(line.span())
        if not found[page.number]:
            continue
        found[page.number].extend(
            line.span() for line in feet if _ADDRESS_ALONE.fullmatch(line.group().strip())
        )
        found[page.number].extend(
            line.span() for line in lines[:_EDGE_LINES] if _HEAD.fullmatch(line.group().strip())
        )
    return found
