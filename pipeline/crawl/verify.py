"""The archive's self-check: every hash computed again, the chain of manifests walked."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.crawl.archive import body_path
from pipeline.crawl.manifest import file_hash, manifest_path, observations_path
from pipeline.crawl.state import State
from schemas.document import content_id
from schemas.errors import KpiAuditError

_MEMBER = b"\x1f\x8b\x08"
_STEP = 65536


@dataclass(slots=True)
class Report:
    """What a check came to. `damage` names each thing that is not as the manifests say."""

    nights: int = 0
    warcs: int = 0
    records: int = 0
    bodies: int = 0
    damage: list[str] = field(default_factory=list)
    head: str | None = None
    """SHA-256 of the last manifest: written down elsewhere, it proves the whole archive."""


def verify(folder: Path) -> Report:
    """Check an archive. KpiAuditError KA408 where there is none."""
    if not (folder / "state.sqlite").is_file() and not (folder / "manifests").is_dir():
        raise KpiAuditError("KA408", f"there is no archive of a crawl in {folder}")
    report = Report()
    state = State(folder) if (folder / "state.sqlite").is_file() else None
    try:
        noted = {night.number: night for night in state.nights()} if state else {}
    finally:
        if state is not None:
            state.close()
    finished = [number for number, night in noted.items() if night.finished_at]
    present = [int(path.stem) for path in (folder / "manifests").glob("[0-9]*.json")]
    unfinished = set(noted) - set(finished)
    listed: set[Path] = set()
    before: str | None = None
    for number in sorted({*finished, *present} - unfinished):
        path = manifest_path(folder, number)
        listed |= {path, observations_path(folder, number)}
        report.nights += 1
        if not path.is_file():
            report.damage.append(f"manifest {path.name} is missing")
            before = noted[number].manifest if number in noted else None
            continue
        report.head = file_hash(path)
        report.damage += _chain(path, report.head, before, noted.get(number))
        before = report.head
        try:
            content = json.loads(path.read_bytes())
            listed |= set(_parts(folder, content, report))
        except (ValueError, KeyError, TypeError) as error:
            report.damage.append(f"manifest {path.name} cannot be read: {error}")
    report.damage += _unlisted(folder, listed, unfinished)
    return report


def _chain(path: Path, found: str, before: str | None, night: Any) -> Iterator[str]:
    """Yield where a manifest does not fit its neighbours or what the state noted of it."""
    if night is not None and night.manifest and night.manifest != found:
        yield f"manifest {path.name} was edited: its SHA-256 is {found}, not {night.manifest}"
    try:
        previous = json.loads(path.read_bytes()).get("previous")
    except (ValueError, AttributeError):
        return
    named = previous["sha256"] if previous else None
    if named != before:
        yield f"manifest {path.name} names another manifest before it: the chain is broken there"


def _parts(folder: Path, content: dict[str, Any], report: Report) -> Iterator[Path]:
    """Check what a manifest lists; yield the files."""
    path = observations_path(folder, content["night"])
    if not path.is_file():
        report.damage.append(f"observations {path.name} are missing")
    elif file_hash(path) != content["observations"]["sha256"]:
        report.damage.append(f"observations {path.name} were changed")
    for warc in content["warcs"]:
        path = folder / "warc" / warc["name"]
        report.warcs += 1
        report.records += len(warc["records"])
        yield path
        if not path.is_file():
            report.damage.append(f"WARC file {warc['name']} is missing")
        elif file_hash(path) != warc["sha256"]:
            report.damage += _damaged_records(path, warc)
    for body in content["bodies"]:
        path = body_path(folder, body["sha256"])
        report.bodies += 1
        yield path
        if not path.is_file():
            report.damage.append(f"body {body['sha256']} is missing")
        elif file_hash(path) != body["sha256"]:
            report.damage.append(f"body {body['sha256']} was changed")


def _damaged_records(path: Path, warc: dict[str, Any]) -> Iterator[str]:
    """Yield which records of a changed WARC file are missing or changed."""
    data = path.read_bytes()
    gone = [
        record
        for record in warc["records"]
        if content_id(data[record["start"] : record["start"] + record["length"]])
        != record["sha256"]
    ]
    members = dict(_members(data)) if gone else {}
    names = b"\n".join(members.values())
    count = 0
    for record in gone:
        if record["sha256"] in members:
            continue  # it only moved, because another one was taken out or put in
        count += 1
        is_there = record["id"].encode() in names
        at = record["start"]
        verb = "was changed" if is_there or _is_whole(data, warc) else "is missing"
        yield (
            f"WARC record {record['id']} ({record['type']} of {record['address']}) in {path.name}"
            f" at byte {at} {verb}"
        )
    if not count:
        yield f"WARC file {path.name} has bytes that its manifest does not list"


def _is_whole(data: bytes, warc: dict[str, Any]) -> bool:
    """Has the file its length? Then a record was changed, not taken out."""
    return len(data) == int(warc["bytes"])


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield SHA-256 and head of every gzip member that unpacks, wherever it lies."""
    view, at = memoryview(data), data.find(_MEMBER)
    while at >= 0:
        end, head = _member(view, at)
        if end is not None:
            yield content_id(view[at:end]), head
        at = data.find(_MEMBER, at + 1 if end is None else end)


def _member(view: memoryview, at: int) -> tuple[int | None, bytes]:
    """Return where the gzip member at a place ends, None where it does not unpack, and its head."""
    unpacker, head, place = zlib.decompressobj(31), b"", at
    while not unpacker.eof and place < len(view):
        try:
            text = unpacker.decompress(view[place : place + _STEP])
        except zlib.error:
            return None, b""
        head = head or text[:2000]
        place += _STEP
    end = min(place, len(view)) - len(unpacker.unused_data)
    return (end if unpacker.eof else None), head


def _unlisted(folder: Path, listed: set[Path], unfinished: set[int]) -> Iterator[str]:
    """Yield files that no manifest lists; those of a night under way are not counted."""
    for name in ("warc", "observations", "manifests", "bodies"):
        for path in sorted((folder / name).rglob("*")):
            if not path.is_file() or path in listed:
                continue
            if name == "bodies":
                if not unfinished:
                    yield f"body {path.name} is listed in no manifest"
            elif not any(path.name.startswith(f"{night:06}") for night in unfinished):
                yield f"{name}/{path.name} is listed in no manifest"
