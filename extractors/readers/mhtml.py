"""Web pages saved as one file (MHTML): a mail message whose first HTML part is the page."""

from __future__ import annotations

import email
import re

_HEAD = 2048
_LOOKS = re.compile(rb"^[\w-]+:(?s:.*)multipart/(?:related|mixed|alternative)", re.IGNORECASE)

_PAGES = ("text/html", "application/xhtml+xml")
_FRAMESET = re.compile(rb"<frameset\b", re.IGNORECASE)
_FRAME = re.compile(
    rb"""<frame\b[^>]{0,500}?\bsrc\s*=\s*(?P<src>"[^"]{1,2000}"|'[^']{1,2000}'|[^\s>"']{1,2000})""",
    re.IGNORECASE,
)
_MOST_FRAMES = 20
_DEEPEST = 3


def is_mhtml(data: bytes) -> bool:
    """Tell whether bytes begin like a mail message with parts."""
    head = data[:_HEAD].lstrip()
    return b"mime-version" in head.lower() and _LOOKS.match(head) is not None


def saved_pages(data: bytes) -> list[tuple[bytes, str | None]]:
    """Return the bytes of the saved page's documents, each with the charset its part declares.

    A page is its first HTML part; a page of frames is the documents of its frames, in their order,
    found by Content-ID or Content-Location. A message without an HTML part is handed back whole.
    """
    parts: list[tuple[bytes, str | None]] = []
    places: dict[str, tuple[bytes, str | None]] = {}
    for part in email.message_from_bytes(data).walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() not in _PAGES or not isinstance(payload, bytes):
            continue
        parts.append((payload, part.get_content_charset()))
        places.setdefault(f"cid:{str(part.get('Content-ID', '')).strip().strip('<>')}", parts[-1])
        places.setdefault(str(part.get("Content-Location", "")).strip(), parts[-1])
    if not parts:
        return [(data, None)]
    if _FRAMESET.search(parts[0][0]) is None:
        return parts[:1]
    return _framed(parts[0], places, 0) or parts[:1]


def _framed(
    page: tuple[bytes, str | None], places: dict[str, tuple[bytes, str | None]], depth: int
) -> list[tuple[bytes, str | None]]:
    """Return the documents that a page's frames show; frames may hold frames of their own."""
    found: list[tuple[bytes, str | None]] = []
    for match in _FRAME.finditer(page[0]):
        source = match["src"].decode("utf-8", "replace").strip("\"' ")
        framed = places.get(source)
        if framed is None or framed is page or framed in found or len(found) >= _MOST_FRAMES:
            continue
        if _FRAMESET.search(framed[0]) is not None and depth < _DEEPEST:
            found.extend(_framed(framed, places, depth + 1))
        else:
            found.append(framed)
    return found
