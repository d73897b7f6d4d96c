"""A mail's own text to a Document; its attachments are documents of their own."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from schemas.document import Document, content_id

_RICHER = 1.5
"""How much more an HTML body must hold to be read instead of the plain text beside it."""


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a mail's body, its text before an HTML that says no more; without one it is empty."""
    message = message_from_bytes(data, policy=policy.default)
    bodies = [_read_body(part, source) for part in _bodies(message)]
    if not bodies:
        bodies = [_read_body(None, source)]
    # A mail program writes its own words as plain text where it cannot turn a page into some.
    document = bodies[-1] if _ink(bodies[-1]) > _RICHER * _ink(bodies[0]) else bodies[0]
    document.id = content_id(data)
    document.media_type = "message/rfc822"
    document.title = str(message.get("Subject", "")) or None
    return document


def _bodies(message: object) -> list[EmailMessage]:
    """Return the mail's plain text and its HTML, those of them that it has."""
    if not isinstance(message, EmailMessage):
        return []
    found = (message.get_body((kind,)) for kind in ("plain", "html"))
    return [part for part in found if isinstance(part, EmailMessage)]


def _ink(document: Document) -> int:
    return sum(len("".join(page.text.split())) for page in document.pages)


def _read_body(part: EmailMessage | None, source: str) -> Document:
    payload = part.get_payload(decode=True) if part is not None else None
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() if part is not None else None
    if part is not None and part.get_content_subtype() == "html":
        from extractors.readers import html

        return html.read(data, source=source, declared_charset=charset)
    from extractors.readers import text

    return text.read(data, source=source, declared_charset=charset)
