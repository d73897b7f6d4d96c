"""Bytes to a Document by the reader of their medium, whatever the file's name says."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Literal, Protocol, cast

from extractors.readers import sniff
from schemas.document import Document
from schemas.errors import KpiAuditError

OcrMode = Literal["auto", "never", "always"]


class Reader(Protocol):
    """What every module of a medium has: `read`, raising KpiAuditError KA1xx."""

    def read(
        self, data: bytes, *, source: str, declared_charset: str | None, ocr: OcrMode
    ) -> Document: ...


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
    reader = reader_of(media_type)
    return reader.read(data, source=source, declared_charset=declared_charset, ocr=ocr)


def reader_of(media_type: str) -> Reader:
    """Return the reader of a media type, imported now; KpiAuditError KA107 where there is none."""
    name = f"extractors.readers.{_module(media_type)}"
    if find_spec(name) is None:
        raise KpiAuditError("KA107", f"documents of type {media_type} are not read")
    return cast(Reader, import_module(name))


def _module(media_type: str) -> str:
    if media_type.startswith("image/"):
        return "ocr"
    if media_type in (*sniff.OFFICE, *sniff.LEGACY) or media_type.startswith(sniff.ODF):
        return "office"
    names = {sniff.TEXT: "text", sniff.HTML: "html", sniff.PDF: "pdf", sniff.MAIL: "mail"}
    return names.get(media_type, "unknown")
