"""The archive's files: WARC records of every answer, every body once under its SHA-256.

    warc/000001-00.warc.gz  bodies/ab/abcd…  manifests/000001.json  observations/000001.jsonl

Append-only. What a killed night wrote beyond its last kept answer is cut off when it goes on.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import responses
from pathlib import Path
from typing import Any

from pipeline.crawl.model import Observation, Record
from pipeline.crawl.state import State
from pipeline.version import distribution_version
from schemas.document import content_id
from schemas.errors import KpiAuditError

Headers = Sequence[tuple[str, str]]
ROTATE_BYTES = 2**30
VERSION = "1.1"
PROFILES = {
    "same_bytes": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    "not_modified": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
}
#: Headers that told how the body was packed on its way; it is kept unpacked.
PACKING = ("content-encoding", "transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer as they went over the wire, the body unpacked."""

    address: str
    request_headers: Headers
    status: int
    headers: Headers
    body: bytes
    at: str
    """Time of the answer, UTC, ISO form with Z."""


def body_path(folder: Path, name: str) -> Path:
    """Return where the body of a SHA-256 lies."""
    return folder / "bodies" / name[:2] / name


def read_body(folder: Path, name: str) -> bytes:
    """Return a kept body. KpiAuditError KA407 where it is missing."""
    try:
        return body_path(folder, name).read_bytes()
    except OSError as error:
        raise KpiAuditError("KA407", f"the body {name} cannot be read: {error}") from error


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn the system's refusals to write into KpiAuditError KA406."""
    try:
        yield
    except OSError as error:
        what = f"{place} cannot be written: {error.strerror or error}"
        raise KpiAuditError("KA406", what) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there, and on the disk when this returns."""
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.part")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


class Archive:
    """The files of one night, open for appending. KpiAuditError KA406 where that fails."""

    def __init__(self, folder: Path, state: State, night: int, rotate: int = ROTATE_BYTES) -> None:
        self.folder, self._state, self.night = folder, state, night
        self._rotate = rotate
        self._cut_back()
        self._name, self._at = self._current()
        self._head: list[Record] = []
        if self._at == 0:
            self._begin_file()

    def keep_body(self, body: bytes) -> str:
        """Keep a body under its SHA-256, which is returned."""
        name = content_id(body)
        path = body_path(self.folder, name)
        if not path.exists():
            write_whole(path, body)
        return name

    def append(
        self, exchange: Exchange, seen: Observation, earlier: Observation | None
    ) -> list[Record]:
        """Append the records of an exchange; they count once the state keeps them."""
        if self._at > self._rotate:
            part = int(self._name.split("-")[1].split(".")[0]) + 1
            self._name, self._at = self._file(part), 0
            self._begin_file()
        packed = [*self._records(exchange, seen, earlier)]
        return [*self._taken_head(), *self._write(packed, exchange.address)]

    def _file(self, part: int) -> str:
        return f"{self.night:06}-{part:02}.warc.gz"

    def _current(self) -> tuple[str, int]:
        rows = self._state.rows(
            "SELECT name, bytes FROM warcs WHERE night = ? ORDER BY name DESC LIMIT 1", self.night
        )
        return (rows[0]["name"], rows[0]["bytes"]) if rows else (self._file(0), 0)

    def _cut_back(self) -> None:
        """Take off what was written but not kept: ends of WARC files, bodies nobody knows."""
        kept = {row["name"]: row["bytes"] for row in self._state.rows("SELECT * FROM warcs")}
        with writing_to(self.folder):
            for path in sorted((self.folder / "warc").glob(f"{self.night:06}-*.warc.gz")):
                if path.name not in kept:
                    path.unlink()
                elif path.stat().st_size > kept[path.name]:
                    os.truncate(path, kept[path.name])
            bodies = {row["sha256"] for row in self._state.rows("SELECT sha256 FROM bodies")}
            began = datetime.fromisoformat(self._state.started_at(self.night)).timestamp()
            for path in (self.folder / "bodies").glob("*/*"):
                # What is older is no leaving of this night, and not ours to remove.
                if path.name not in bodies and path.stat().st_mtime >= began:
                    path.unlink()

    def _begin_file(self) -> None:
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(io.BytesIO(), gzip=True, warc_version=VERSION)
        info = {
            "software": f"kpi-audit/{distribution_version()}",
            "format": f"WARC File Format {VERSION}",
            "hostname": socket.gethostname(),
            "isPartOf": f"night {self.night}",
        }
        record = writer.create_warcinfo_record(self._name, info)
        self._head = self._write([("warcinfo", record)], self._name)

    def _taken_head(self) -> list[Record]:
        head, self._head = self._head, []
        return head

    def _records(
        self, exchange: Exchange, seen: Observation, earlier: Observation | None
    ) -> Iterator[tuple[str, Any]]:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        writer = WARCWriter(io.BytesIO(), gzip=True, warc_version=VERSION)
        dated = {"WARC-Date": exchange.at}
        line = f"{exchange.status} {responses.get(exchange.status, '')}".strip()
        answer_head = StatusAndHeaders(line, kept_headers(exchange), protocol="HTTP/1.1")
        if seen.outcome in PROFILES and earlier is not None:
            extra = dated | {"WARC-Profile": PROFILES[seen.outcome]}
            answer = writer.create_revisit_record(
                exchange.address,
                f"sha256:{earlier.body}",
                refers_to_uri=earlier.address,
                refers_to_date=earlier.fetched_at,
                http_headers=answer_head,
                warc_headers_dict=extra,
            )
        else:
            extra = dated | {"WARC-Payload-Digest": f"sha256:{content_id(exchange.body)}"}
            answer = writer.create_warc_record(
                exchange.address,
                "response",
                payload=io.BytesIO(exchange.body),
                http_headers=answer_head,
                warc_headers_dict=extra,
            )
        path = exchange.address.split("/", 3)[3]
        host = exchange.address.split("/")[2]
        asked = [("Host", host), *exchange.request_headers]
        request = writer.create_warc_record(
            exchange.address,
            "request",
            http_headers=StatusAndHeaders(f"GET /{path} HTTP/1.1", asked, is_http_request=True),
            warc_headers_dict=dated
            | {"WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")},
        )
        yield answer.rec_type, answer
        yield "request", request

    def _write(self, records: list[tuple[str, Any]], address: str) -> list[Record]:
        """Write records at the end of the file; return where they lie."""
        from warcio.warcwriter import WARCWriter

        kept, at, packed = [], self._at, b""
        for kind, record in records:
            out = io.BytesIO()
            WARCWriter(out, gzip=True, warc_version=VERSION).write_record(record)
            data = out.getvalue()
            name = record.rec_headers.get_header("WARC-Record-ID")
            kept.append(
                Record(name, self.night, kind, address, self._name, at, len(data), content_id(data))
            )
            at += len(data)
            packed += data
        path = self.folder / "warc" / self._name
        with writing_to(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("r+b" if self._at else "wb") as file:
                file.seek(self._at)
                file.write(packed)
                file.flush()
                os.fsync(file.fileno())
        self._at = at
        return kept


def kept_headers(exchange: Exchange) -> list[tuple[str, str]]:
    """Return the answer's headers for a body that is kept unpacked; the others' old names stay."""
    kept = []
    for name, value in exchange.headers:
        kept.append((f"X-Archive-Orig-{name}" if name.lower() in PACKING else name, value))
    if exchange.status != 304:
        kept.append(("Content-Length", str(len(exchange.body))))
    return kept
