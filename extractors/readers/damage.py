"""Damaged packages and XML: whatever the libraries raise over them is one coded error."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import KpiAuditError

ZIP_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    LookupError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What zipfile and what it unpacks with raise over bytes that are no sound archive."""
XML_DAMAGE: tuple[type[Exception], ...] = (SyntaxError, ValueError, LookupError)
"""What XML parsers raise: SyntaxErrors of their own, ValueError for forbidden entities."""
WORKBOOK_DAMAGE: tuple[type[Exception], ...] = (
    *ZIP_DAMAGE, *XML_DAMAGE, TypeError, AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What openpyxl raises: it builds objects from attributes as they come, and unfit ones fail late."""


@contextmanager
def as_damage(place: str, kinds: tuple[type[Exception], ...]) -> Iterator[None]:
    """Turn errors of these kinds into KpiAuditError KA114 that names the damaged place.

    To stand around the library's call alone: a fault of ours inside would be told as damage.
    """
    try:
        yield
    except kinds as error:
        raise KpiAuditError("KA114", f"the Office file is damaged: {place}") from error
