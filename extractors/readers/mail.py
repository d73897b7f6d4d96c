"""A mail's own text to a Document; its attachments are documents of their own."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from schemas.document import Document, content_id


def read(
    data: bytes, *, source: str, declared_charset: str | None = None, ocr: str = "auto"
) -> Document:
    """Read a mail's body, its text before its HTML; a mail without one is an empty page."""
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    payload = body.get_payload(decode=True) if body is not None else None
    document = _read_body(
        payload if isinstance(payload, bytes) else b"",
        "plain" if body is None else body.get_content_subtype(),
        source,
        None if body is None else body.get_content_charset(),
    )
    document.id = content_id(data)
    document.media_type = "message/rfc822"
    document.title = str(message.get("Subject", "")) or None
    return document


def _read_body(data: bytes, subtype: str, source: str, charset: str | None) -> Document:
    if subtype == "html":
        from extractors.readers import html

        return html.read(data, source=source, declared_charset=charset)
    from extractors.readers import text

    return text.read(data, source=source, declared_charset=charset)
