"""Bytes to a Document by the reader of their medium, whatever the file's name says."""

from __future__ import annotations

from typing import Literal

from extractors.readers import sniff
from schemas.document import Document
from schemas.errors import KpiAuditError

OcrMode = Literal["auto", "never", "always"]


def read(
    data: bytes,
    *,
    source: str,
    declared_charset: str | None = None,
    ocr: OcrMode = "auto",
) -> Document:
    """Read one document. KpiAuditError KA1xx where that cannot be done.

    `declared_charset` is what stood outside the bytes (an HTTP header); `ocr` is for scans.
    """
    if not data:
        raise KpiAuditError("KA103")
    media_type = sniff.media_type(data, source, declared_charset)
    if media_type == sniff.TEXT:
        from extractors.readers import text

        return text.read(data, source=source, declared_charset=declared_charset)
    if media_type == sniff.HTML:
        from extractors.readers import html

        return html.read(data, source=source, declared_charset=declared_charset, ocr=ocr)
    if media_type == sniff.PDF:
        from extractors.readers import pdf

        return pdf.read(data, source=source, declared_charset=declared_charset, ocr=ocr)
    if media_type.startswith("image/"):
        from extractors.readers import ocr as scans

        return scans.read(data, source=source, declared_charset=declared_charset, ocr=ocr)
    if media_type == sniff.MAIL:
        from extractors.readers import mail

        return mail.read(data, source=source, declared_charset=declared_charset, ocr=ocr)
    if media_type in (*sniff.OFFICE, *sniff.LEGACY) or media_type.startswith(sniff.ODF):
        from extractors.readers import office

        return office.read(data, source=source, declared_charset=declared_charset, ocr=ocr)
    raise KpiAuditError("KA107", f"documents of type {media_type} are not read")
