"""A night's manifest: what the archive holds of it, and the hash of the manifest before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.crawl.archive import write_whole
from pipeline.crawl.model import Night
from pipeline.crawl.state import State
from schemas.document import content_id
from schemas.errors import KpiAuditError

FORMAT = 1


def manifest_path(folder: Path, night: int) -> Path:
    """Return where the manifest of a night lies."""
    return folder / "manifests" / f"{night:06}.json"


def observations_path(folder: Path, night: int) -> Path:
    """Return where the observations of a night lie, a line each."""
    return folder / "observations" / f"{night:06}.jsonl"


def write_manifest(folder: Path, state: State, night: Night, site: str) -> str:
    """Write a complete night's observations and manifest; return the manifest's SHA-256.

    The same night gives the same bytes, however often this is called.
    """
    lines = _observation_lines(state, night.number)
    write_whole(observations_path(folder, night.number), lines)
    previous = [each for each in state.nights() if each.number < night.number]
    content = {
        "format": FORMAT,
        "site": site,
        "night": night.number,
        "started_at": night.started_at,
        "fetched_at": night.fetched_at,
        "config": night.config,
        "previous": _previous(previous),
        "observations": {"sha256": content_id(lines), "lines": lines.count(b"\n")},
        "warcs": _warcs(folder, state, night.number),
        "bodies": [
            {"sha256": row["sha256"], "bytes": row["bytes"]}
            for row in state.rows(
                "SELECT * FROM bodies WHERE night = ? ORDER BY sha256", night.number
            )
        ],
    }
    data = _bytes(content)
    write_whole(manifest_path(folder, night.number), data)
    return content_id(data)


def _previous(nights: list[Night]) -> dict[str, Any] | None:
    return {"night": nights[-1].number, "sha256": nights[-1].manifest} if nights else None


def _observation_lines(state: State, night: int) -> bytes:
    lines = [
        json.dumps(asdict(seen), ensure_ascii=False, sort_keys=True)
        for _, seen in state.observations(night)
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _warcs(folder: Path, state: State, night: int) -> list[dict[str, Any]]:
    files = []
    for row in state.rows("SELECT * FROM warcs WHERE night = ? ORDER BY name", night):
        records = state.rows("SELECT * FROM records WHERE warc = ? ORDER BY start", row["name"])
        files.append(
            {
                "name": row["name"],
                "bytes": row["bytes"],
                "sha256": file_hash(folder / "warc" / row["name"]),
                "records": [
                    {name: record[name] for name in record.keys() if name not in ("night", "warc")}  # noqa: SIM118
                    for record in records
                ],
            }
        )
    return files


def _bytes(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file. KpiAuditError KA407 where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise KpiAuditError("KA407", f"{path} cannot be read: {error.strerror}") from error
