"""Streams of a PDF unpacked, up to a bound: a few kilobytes can ask for gigabytes."""

from __future__ import annotations

import zlib

from pikepdf import Name, Object, PdfError

MAX_BYTES = 32_000_000
"""A whole Thai and Chinese font has 20 MB."""


def unpacked(stream: Object) -> bytes:
    """Return what a stream holds; PdfError where it is none, too large or packed unusually."""
    data: bytes = stream.read_raw_bytes()
    packing = stream.get("/Filter")
    if packing is None:
        return data[:MAX_BYTES]
    if "/DecodeParms" in stream or packing not in (Name.FlateDecode, [Name.FlateDecode]):
        raise PdfError("packed in an unusual way")
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, MAX_BYTES)
    except zlib.error as error:
        raise PdfError(str(error)) from error
    if unpacker.unconsumed_tail:
        raise PdfError("too large")
    return found
