"""Which rules speak across documents, and how their findings are taken out of a line."""

from __future__ import annotations

from typing import Any

CODES = frozenset(("EVI410", "XDC601", "XDC605", "XDC606", "XDC607", "XDC608"))
"""Codes of rules across documents: what they find belongs to the database, not to one line."""


def without_crossed(content: dict[str, Any]) -> None:
    """Take findings across documents, and their checks, out of a parsed line."""
    for part in ("findings", "checks"):
        content[part] = [item for item in content[part] if item["code"] not in CODES]
