"""An Office file as a bounded ZIP of XML parts: nothing in it is run or followed."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from schemas.errors import KpiAuditError

MAX_PART = 64 * 1024 * 1024
"""Bytes that one part may unpack to."""
MAX_TOTAL = 256 * 1024 * 1024
"""Bytes that all parts that are read may unpack to together."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A),
    (b"http://purl.oclc.org/ooxml/presentationml/main", P),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
)


class Package:
    """The parts of an Office file. KpiAuditError KA114 where it is damaged, KA112 for bombs."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise KpiAuditError("KA114") from error
        self._names = set(self._zip.namelist())
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def has_macros(self) -> bool:
        """Does the file carry a macro project? It is never opened."""
        return any(name.lower().endswith("vbaproject.bin") for name in self._names)

    def part(self, name: str) -> bytes:
        """Return a part's bytes, bounded."""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(MAX_PART + 1)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise KpiAuditError("KA114") from error
        except RuntimeError as error:
            raise KpiAuditError("KA106") from error
        self._unpacked += len(content)
        if len(content) > MAX_PART or self._unpacked > MAX_TOTAL:
            raise KpiAuditError("KA112")
        return content

    def xml(self, name: str) -> Element:
        """Return a part as XML; entities and external references are refused (KA114)."""
        content = self.part(name)
        if _STRICT in content:
            for strict, usual in _STRICT_NAMES:
                content = content.replace(strict, usual[1:-1].encode())
        try:
            root: Element = fromstring(content, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise KpiAuditError("KA114") from error
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id: (kind, part) of what a part refers to inside the file."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._names:
            return {}
        found = {}
        for item in self.xml(path).iter(_RELATIONS):
            if item.get("TargetMode") != "External":
                target = item.get("Target", "")
                full = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                kind = item.get("Type", "").rpartition("/")[2]
                found[item.get("Id", "")] = (kind, posixpath.normpath(full))
        return found

    def main_part(self) -> str:
        """Return the part that the file is about."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self._names:
                return target
        raise KpiAuditError("KA114")
