"""Web pages saved as one file (MHTML): a mail message whose first HTML part is the page."""

from __future__ import annotations

import email
import re

_HEAD = 2048
_LOOKS = re.compile(
    rb"^[\w-]+:[^\n]*\n(?s:.*)multipart/(?:related|mixed|alternative)", re.IGNORECASE
)


def is_mhtml(data: bytes) -> bool:
    """Tell whether bytes begin like a mail message with parts."""
    head = data[:_HEAD].lstrip()
    return b"mime-version" in head.lower() and _LOOKS.match(head) is not None


def saved_page(data: bytes) -> tuple[bytes, str | None]:
    """Return the bytes of the first HTML part and the charset that its head declares.

    A message without an HTML part is handed back whole.
    """
    for part in email.message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return payload, part.get_content_charset()
    return data, None
