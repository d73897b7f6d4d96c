"""How the ledger keeps JSON: UTF-8, zlib."""

from __future__ import annotations

import zlib


def packed(text: str | bytes) -> bytes:
    """Return JSON as the ledger keeps it."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return zlib.compress(data, 3)


def unpacked(data: bytes) -> str:
    """Return JSON from what the ledger keeps."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
