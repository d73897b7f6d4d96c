"""An Office file as a bounded ZIP of XML parts: nothing in it is run or followed."""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from extractors.readers.damage import XML_DAMAGE, ZIP_DAMAGE, as_damage
from schemas.errors import KpiAuditError

MAX_PART = 64 * 1024 * 1024
"""Bytes that one part may unpack to."""
MAX_TOTAL = 256 * 1024 * 1024
"""Bytes that all parts that are read may unpack to together."""
_ENCRYPTED = 0x1
"""The bit of a ZIP member's flags that says so."""

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
    """The parts of an Office file. KpiAuditError KA114 where it is damaged, KA112 for bombs.

    `notes` names the damaged parts that the file was read without.
    """

    def __init__(self, data: bytes) -> None:
        with as_damage("its list of parts", ZIP_DAMAGE):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = frozenset(self._zip.namelist())
        self.notes: list[str] = []
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self.names

    @property
    def has_macros(self) -> bool:
        """Does the file carry a macro project? It is never opened."""
        return any(name.lower().endswith("vbaproject.bin") for name in self.names)

    def part(self, name: str) -> bytes:
        """Return a part's bytes, bounded. KA106 where it is locked, KA114 damaged, KA112 a bomb."""
        with as_damage(name, ZIP_DAMAGE):
            info = self._zip.getinfo(name)
            if info.flag_bits & _ENCRYPTED:
                raise KpiAuditError("KA106")
            with self._zip.open(info) as stream:
                content = stream.read(MAX_PART + 1)
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
        with as_damage(name, XML_DAMAGE):
            root: Element = fromstring(content, forbid_dtd=True)
        return root

    def spare(self, name: str) -> Element | None:
        """Return a part that the file can be read without, None where it is missing or damaged."""
        if name not in self.names:
            return None
        try:
            return self.xml(name)
        except KpiAuditError as error:
            if error.code != "KA114":
                raise
            note = f"KA114: {name} is damaged and not read"
            if note not in self.notes:
                self.notes.append(note)
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return id: (kind, part) of what a part refers to inside the file."""
        folder = posixpath.dirname(part)
        root = self.spare(relations_part(part))
        found = {}
        for item in root.iter(_RELATIONS) if root is not None else ():
            if item.get("TargetMode") != "External":
                target = item.get("Target", "")
                full = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                kind = item.get("Type", "").rpartition("/")[2]
                found[item.get("Id", "")] = (kind, posixpath.normpath(full))
        return found

    def main_part(self) -> str:
        """Return the part that the file is about."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target in self.names:
                return target
        raise KpiAuditError("KA114", "the Office file names no part that it is about")


def relations_part(part: str) -> str:
    """Return the name of the part that says what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def whole(text: str, default: int, least: int = 0, most: int = 32_767) -> int:
    """Return the whole number of an attribute within its bounds, the default where it is none."""
    try:
        return min(max(int(float(text)), least), most)
    except (ValueError, OverflowError):
        return default
