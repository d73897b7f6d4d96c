"""Members of .zip, .warc and .warc.gz archives and mails, without ever unpacking to disk.

Bounds: a member unpacks to at most MAX_BYTES, and to at most MAX_RATIO times its packed size once
it is large; archives lie at most MAX_DEPTH deep in each other. A member is loaded before the next
one is asked for: its archive is open only so long.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal, cast

from extractors.readers.damage import ZIP_DAMAGE
from schemas.errors import KpiAuditError

if TYPE_CHECKING:
    from email.message import Message

    from warcio.recordloader import ArcWarcRecord

MAX_BYTES = 256 * 2**20
MAX_RATIO = 200
LARGE = 32 * 2**20
MAX_TOTAL = 8 * 2**30
MAX_DEPTH = 2
MAX_MEMBERS = 200_000

Kind = Literal["zip", "warc", "mail"]


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside an archive; `load` raises KpiAuditError."""

    source: str
    name: str
    load: Callable[[], bytes]
    declared_charset: str | None = None
    fetched_at: str | None = None

    @property
    def parts(self) -> list[str]:
        """The names on its way from the archive's top; an address has none."""
        return [] if "://" in self.name else [part for part in self.name.split("/") if part]


def kind_of_file(path: str) -> Kind | None:
    """Return which archive a file is by its first bytes, None for a document. Raises OSError."""
    with open(path, "rb") as file:
        return kind_of(file, path)


def kind_of(file: IO[bytes], name: str) -> Kind | None:
    """Tell an archive from a document; Office files are packed as zip too but are documents."""
    head = file.read(512)
    file.seek(0)
    lower = name.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip" if not _is_office(file) else None
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and lower.endswith(".warc.gz")):
        return "warc"
    if lower.endswith(".eml"):
        return "mail"
    return None


def _is_office(file: IO[bytes]) -> bool:
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except ZIP_DAMAGE:
        return False
    finally:
        file.seek(0)
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def members_of_file(path: str, source: str, kind: Kind) -> Iterator[Member]:
    """Yield the members of an archive; what is wrong with it is a member that fails to load."""
    with open(path, "rb") as file:
        yield from members(file, source, kind, depth=1)


def members(file: IO[bytes], source: str, kind: Kind, depth: int) -> Iterator[Member]:
    """Yield the members of an open archive, those of archives inside it included."""
    reader = {"zip": _zip_members, "warc": _warc_members, "mail": _mail_members}[kind]
    try:
        for member in reader(file, source):
            yield from _inside(member, depth)
    except KpiAuditError as error:
        yield _failed(source, error)
    except ZIP_DAMAGE as error:
        yield _failed(source, KpiAuditError("KA113", f"the archive is damaged: {error}"))


def _inside(member: Member, depth: int) -> Iterator[Member]:
    """Yield the member, or what lies in it when it is an archive itself."""
    if not member.name.lower().endswith((".zip", ".warc", ".warc.gz", ".eml")):
        yield member
        return
    try:
        data = io.BytesIO(member.load())
    except KpiAuditError:
        yield member
        return
    kind = kind_of(data, member.name)
    if kind is None or (kind == "mail" and depth > MAX_DEPTH):
        yield member
    elif kind != "mail" and depth >= MAX_DEPTH:
        deep = f"archives lie more than {MAX_DEPTH} deep in each other"
        yield _failed(member.source, KpiAuditError("KA112", deep))
    else:
        yield from members(data, member.source, kind, depth + 1)


def _failed(source: str, error: KpiAuditError) -> Member:
    def load() -> bytes:
        raise error

    return Member(source, "", load)


def _zip_members(file: IO[bytes], source: str) -> Iterator[Member]:
    archive = zipfile.ZipFile(file)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise KpiAuditError("KA112", f"the archive has more than {MAX_MEMBERS} members")
    total = 0
    for info in sorted(infos, key=_zip_name):
        if stat.S_ISLNK(info.external_attr >> 16):
            continue
        total += info.file_size
        name = _zip_name(info)
        yield Member(f"{source}!{name}", name, _zip_loader(archive, info, total > MAX_TOTAL))


def _zip_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; old Windows programs wrote Thai ones in cp874 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _zip_loader(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, is_over_total: bool
) -> Callable[[], bytes]:
    def load() -> bytes:
        ratio = info.file_size / max(1, info.compress_size)
        if is_over_total or (info.file_size > LARGE and ratio > MAX_RATIO):
            megabytes = info.file_size // 2**20
            raise KpiAuditError(
                "KA112", f"it unpacks to {megabytes} MB, {ratio:.0f} times its packed size"
            )
        if info.file_size > MAX_BYTES:
            raise KpiAuditError("KA108", f"the member is larger than {MAX_BYTES // 2**20} MB")
        if info.flag_bits & 0x1:
            raise KpiAuditError("KA106", "the archive's member is encrypted")
        try:
            with archive.open(info) as file:
                return file.read(MAX_BYTES + 1)
        except ZIP_DAMAGE as error:
            raise KpiAuditError("KA113", f"the archive's member is damaged: {error}") from error

    return load


def _warc_members(file: IO[bytes], source: str) -> Iterator[Member]:
    """Yield answers with status 200 and resources; requests and revisits carry no body."""
    for record in _warc_records(file):
        if record.rec_type not in ("response", "resource"):
            continue
        if record.http_headers and record.http_headers.get_statuscode() != "200":
            continue
        address = record.rec_headers.get_header("WARC-Target-URI") or "unknown"
        data = record.content_stream().read(MAX_BYTES + 1)
        is_cut = len(data) <= MAX_BYTES and getattr(record.raw_stream, "limit", 0) > 0
        headers = record.http_headers
        content_type = (headers.get_header("Content-Type") if headers else None) or ""
        charset = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type)
        yield Member(
            f"{source}!{address}",
            address,
            _broken if is_cut else _bounded(data),
            charset[1] if charset else None,
            record.rec_headers.get_header("WARC-Date"),
        )


def _warc_records(file: IO[bytes]) -> Iterator[ArcWarcRecord]:
    """Yield the records; warcio fails over an answer without address with an AttributeError."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        yield from ArchiveIterator(file)
    except (ArchiveLoadFailed, AttributeError) as error:
        raise KpiAuditError("KA113", f"the WARC file is damaged: {error}") from error


def _mail_members(file: IO[bytes], source: str) -> Iterator[Member]:
    """Yield the mail itself, then each of its attachments; a mail inside it has its own."""
    from email import message_from_bytes, policy

    data = file.read(MAX_BYTES + 1)
    yield Member(source, "", _bounded(data))
    message = message_from_bytes(data[:MAX_BYTES], policy=policy.default)
    for number, part in enumerate(_mail_parts(message)):
        if part.get_content_type() == "message/rfc822":
            name = part.get_filename() or f"attachment-{number}.eml"
            yield Member(f"{source}!{name}", name, _bounded(_inner_mail(part)))
            continue
        if not _is_attached(part):
            continue
        body = part.get_payload(decode=True)
        name = part.get_filename() or f"attachment-{number}"
        if isinstance(body, bytes):
            yield Member(f"{source}!{name}", name, _bounded(body), part.get_content_charset())


def _mail_parts(message: Message) -> Iterator[Message]:
    """Yield a mail's parts as `walk` does, but none of a mail that is attached to it."""
    yield message
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in cast("list[Message]", message.get_payload()):
            yield from _mail_parts(part)


def _is_attached(part: Message) -> bool:
    """Tell whether a part is a file: attached, or shown in the mail under a name of its own."""
    if part.is_multipart():
        return False
    told = part.get_content_disposition()
    is_named = part.get_filename() is not None and part.get_content_maintype() != "image"
    return told == "attachment" or (told == "inline" and is_named)


def _inner_mail(part: Message) -> bytes:
    inner = cast("list[Message]", part.get_payload())
    return inner[0].as_bytes() if isinstance(inner, list) and inner else b""


def _bounded(data: bytes) -> Callable[[], bytes]:
    def load() -> bytes:
        if len(data) > MAX_BYTES:
            raise KpiAuditError("KA108", f"the member is larger than {MAX_BYTES // 2**20} MB")
        return data

    return load


def _broken() -> bytes:
    raise KpiAuditError("KA113", "the archive ends inside this member")
