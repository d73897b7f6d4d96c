"""What bytes are: by their first bytes, then by what they hold, and last by the file's name."""

from __future__ import annotations

import re

from extractors.readers.encodings import decode
from extractors.readers.mhtml import is_mhtml
from schemas.errors import KpiAuditError

TEXT, HTML, PDF, MAIL = "text/plain", "text/html", "application/pdf", "message/rfc822"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OOXML}wordprocessingml.document"
PPTX = f"{_OOXML}presentationml.presentation"
XLSX = f"{_OOXML}spreadsheetml.sheet"
DOC, PPT, XLS = "application/msword", "application/vnd.ms-powerpoint", "application/vnd.ms-excel"
RTF = "application/rtf"
ODF = "application/vnd.oasis.opendocument."
OFFICE = (DOCX, PPTX, XLSX)
LEGACY = (DOC, PPT, XLS, RTF)

_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"GIF8", "image/gif"),
)
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\0")
_STREAMS = (("WordDocument", DOC), ("PowerPoint Document", PPT), ("Workbook", XLS), ("Book", XLS))
_BY_NAME = {"doc": DOC, "dot": DOC, "ppt": PPT, "pps": PPT, "xls": XLS, "xlt": XLS}

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|center|frameset|link|style)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_BODY = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|span|table|tr|td|th|br|b|font|li|ul|ol|h[1-6]|a)\b[^<>]*>", re.I)
_MAIL_HEAD = re.compile(rb"(?:[\w-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,200}\r?\n")
_MAIL_NAME = re.compile(rb"(?im)^(?:mime-version|received|message-id):")
_HTML_NAMES = ("html", "htm", "xhtml", "php", "asp", "aspx", "jsp", "mht")
_TEXT_NAMES = ("txt", "csv", "tsv", "md", "json", "log")
_SNIFFED = 65536


def media_type(data: bytes, source: str, declared_charset: str | None = None) -> str:
    """Return the media type. KpiAuditError KA105, KA106, KA107, KA113 or KA114 where none fits."""
    name = source.rpartition(".")[2].lower() if "." in source else ""
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    for magic, found in _IMAGES:
        if data.startswith(magic):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"BM") and data[2:6] == len(data).to_bytes(4, "little"):
        return "image/bmp"
    if data.startswith(_PACKED):
        raise KpiAuditError("KA113", "this kind of archive is not read")
    if name != "eml" and is_mhtml(data) and b"multipart/related" in data[:_SNIFFED].lower():
        return HTML
    if name == "eml" or _is_mail(data[:_SNIFFED]):
        return MAIL
    return _textual(data, name, declared_charset)


def _textual(data: bytes, name: str, declared_charset: str | None) -> str:
    head = decode(data[:_SNIFFED], declared_charset).text
    if _is_binary(head):
        raise KpiAuditError("KA105" if name == "pdf" else "KA107")
    if _HTML_START.match(head):
        return HTML
    if name in _TEXT_NAMES:
        return TEXT
    if _HTML_BODY.search(head) or (name in _HTML_NAMES and _TAG.search(head)):
        return HTML
    return HTML if sum(1 for _ in _TAG.finditer(head)) >= 6 else TEXT


def _is_binary(head: str) -> bool:
    """Tell bytes of no text: over 2 % control characters, or over 20 % that no table gives."""
    if not head:
        return False
    controls = sum(1 for c in head if (c < " " and c not in "\t\n\r\f\x1b") or c == "\x7f")
    lost = head.count("\ufffd") + sum(1 for c in head if "\x80" <= c <= "\x9f")
    return controls > 0.02 * len(head) or lost > 0.2 * len(head)


def _is_mail(head: bytes) -> bool:
    match = _MAIL_HEAD.match(head)
    return match is not None and len(_MAIL_NAME.findall(match.group())) >= 1


def _zipped(data: bytes) -> str:
    from extractors.readers.office_text.package import Package

    package = Package(data)
    names = package.names
    for folder, found in (("word/", DOCX), ("ppt/", PPTX), ("xl/", XLSX)):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            return found
    if {"mimetype", "content.xml"} <= names:
        return package.part("mimetype")[:200].decode("ascii", "replace").strip()
    raise KpiAuditError("KA113", "an archive inside a document's place is not read")


def _compound(data: bytes, name: str) -> str:
    """Tell old Office files apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise KpiAuditError("KA106")
    for stream, found in _STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return found
    if name in _BY_NAME:
        return _BY_NAME[name]
    raise KpiAuditError("KA107")
