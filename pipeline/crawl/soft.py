"""Soft failures: answers with status 200 that are not the page that was asked for."""

from __future__ import annotations

import re

_LOGIN_FIELD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_MAINTENANCE = re.compile(
    r"ปิดปรับปรุง|อยู่(?:ใน)?ระหว่าง(?:การ)?ปรับปรุง(?:ระบบ|เว็บ)|ปรับปรุงระบบ|บำรุงรักษาระบบ|งดให้บริการ|ไม่สามารถให้บริการ"
    r"|under (?:maintenance|construction)|scheduled maintenance|temporarily unavailable"
    r"|service unavailable|down for maintenance",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"ไม่พบ(?:หน้า|ข้อมูล|เอกสาร|ไฟล์|รายการ)|page not found|404 not found|file not found|no such page",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"(?:fatal error|parse error|uncaught \w*(?:error|exception)|mysqli?_connect|could not connect|"
    r"too many connections|odbc|sqlstate\[|database error|stack trace)",
    re.IGNORECASE,
)
#: Any of these, and the page says something about a KPI or a project.
_MARKERS = re.compile(r"ตัวชี้วัด|ไตรมาส|เป้าหมาย|โครงการ|ผลงาน|นิยาม")
#: A page that only apologises is short; one that reports is not.
SHORT = 1500
EMPTY = 30


def soft_failure(
    body: bytes, media_type: str, kind: str, charset: str | None, earlier_type: str | None
) -> str | None:
    """Return why an answer is a soft failure: empty, html_for_file, login, maintenance, error_page,
    not_found or empty_shell; None for a page.

    `earlier_type` is the media type of the address's last good answer.
    """
    if not body.strip():
        return "empty"
    is_html = looks_like_html(body, media_type)
    wants_file = kind == "file" or (earlier_type or "").startswith("application/pdf")
    if wants_file and is_html:
        return "html_for_file"
    if media_type == "application/pdf" and b"%PDF-" not in body[:1024]:
        return "no_pdf"
    if not is_html:
        return None
    text = visible(body, charset)
    markers = len(set(_MARKERS.findall(text)))
    if _LOGIN_FIELD.search(body) and markers < 3:
        return "login"
    if len(text) < SHORT and markers < 3:
        for reason, pattern in (
            ("maintenance", _MAINTENANCE),
            ("error_page", _BROKEN),
            ("not_found", _MISSING),
        ):
            if pattern.search(text):
                return reason
    if kind in ("kpi", "project", "indicator") and (len(text) < EMPTY or not markers):
        return "empty_shell"
    return None


def looks_like_html(body: bytes, media_type: str) -> bool:
    """Tell HTML by its first bytes, and by its declared type where those say nothing."""
    head = body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"%pdf", b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89png", b"\xff\xd8\xff")):
        return False
    return head.startswith((b"<!doctype html", b"<html")) or "html" in media_type


def visible(body: bytes, charset: str | None) -> str:
    """Return the text that a page shows, white space squeezed."""
    from selectolax.lexbor import LexborHTMLParser

    from extractors.readers.encodings import declared_charset, decode

    tree = LexborHTMLParser(decode(body, charset or declared_charset(body)).text)
    tree.strip_tags(["script", "style", "noscript", "head"])
    root = tree.body or tree.root
    return " ".join(root.text(separator=" ").split()) if root is not None else ""
