"""Opening a workbook, without those of its sheets that are damaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Set
from typing import Any

from extractors.readers.damage import WORKBOOK_DAMAGE, as_damage
from extractors.readers.office_text.package import Package, relations_part
from schemas.errors import KpiAuditError

_BLANK = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'


def load_book(data: bytes, notes: list[str]) -> Any:
    """Return an openpyxl workbook with values; damaged sheets are blank in it and noted.

    KpiAuditError KA114 where no sheet can be read, or a part that all sheets need.
    """
    package = Package(data)
    try:
        return _load(data)
    except KpiAuditError as error:
        parts = {name: package.part(name) for name in package.names}
        sheets = _sheets(package)
        damaged = {name for name in sheets if not _is_sound(_without(parts, sheets - {name}))}
        if not damaged or damaged == sheets:
            raise
        notes.extend(f"{error.code}: {name} is damaged and not read" for name in sorted(damaged))
        return _load(_without(parts, damaged))


def _load(data: bytes) -> Any:
    import openpyxl

    with as_damage("it cannot be read as a workbook", WORKBOOK_DAMAGE):
        return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)


def _sheets(package: Package) -> set[str]:
    relations = package.relations(package.main_part()).values()
    return {name for kind, name in relations if kind == "worksheet" and name in package}


def _is_sound(data: bytes) -> bool:
    try:
        _load(data)
    except KpiAuditError:
        return False
    return True


def _without(parts: Mapping[str, bytes], damaged: Set[str]) -> bytes:
    """Return the package with blank sheets that refer to nothing in place of these."""
    gone = {relations_part(name) for name in damaged}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as copy:
        for name, content in parts.items():
            if name not in gone:
                copy.writestr(name, _BLANK if name in damaged else content)
    return out.getvalue()
