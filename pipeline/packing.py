"""How the ledger keeps JSON: UTF-8, zlib."""

from __future__ import annotations

import zlib


def packed(text: str) -> bytes:
    """Return JSON as the ledger keeps it."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpacked(data: bytes) -> str:
    """Return JSON from what the ledger keeps."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
