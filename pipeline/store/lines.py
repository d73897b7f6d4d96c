"""A judged line as the ledger keeps it: without its sources, cleaned for databases, with a hash."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from pipeline.store.crossing.codes import CODES, without_crossed

_FETCHED = re.compile(rb'"fetched_at":(?:null|"[^"\\]*")')
_CROSSED = tuple(f'"code":"{code}"'.encode() for code in sorted(CODES))
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line of records.jsonl, of which the head is parsed.

    `body` is the line with its sources and time of fetching taken out: those are observations.
    """

    document_id: str
    body: bytes
    hash: str
    parser_version: str
    error: dict[str, str] | None
    sources: tuple[str, ...]
    fetched_at: str | None
    origin: str = ""
    """File and number of the line, for messages."""


def judged_line(raw: bytes | str, origin: str = "") -> JudgedLine:
    """Read a line's head. ValueError where it is no line of a document with bytes."""
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogatepass")
    if _is_crossed(raw):
        content = json.loads(raw.decode("utf-8", "surrogatepass"))
        without_crossed(content)
        raw = _spelt(content)
    try:
        document, error = _head(raw)
        name, sources, fetched_at = document["id"], document["sources"], document["fetched_at"]
        version = storable(document["parser_version"] or "")
        if not isinstance(name, str):
            raise ValueError("it names no document")
        error = {key: storable(error[key]) for key in ("code", "message")} if error else None
    except (KeyError, TypeError) as found:
        raise ValueError(f"it lacks {found}") from found
    body = _without_sources(raw, name)
    digest = hashlib.sha256(body).hexdigest()
    return JudgedLine(name, body, digest, version, error, tuple(sources), fetched_at, origin)


def _head(raw: bytes) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Return a line's document and error: from its beginning, where the program wrote the line."""
    end = raw.find(b',"record":')
    if raw.startswith(b'{"document":') and end > 0:
        try:
            head = json.loads(raw[:end] + b"}")
            return head["document"], head["error"]
        except (ValueError, KeyError):
            pass
    whole = json.loads(raw.decode("utf-8", "surrogatepass"))
    return whole["document"], whole["error"]


def _without_sources(raw: bytes, name: str) -> bytes:
    """Return the line with no sources; cut out as text where it is spelt as the program spells it.

    No quotation mark stands bare inside a JSON string, so the first `,"media_type":` is the key.
    """
    head = f'{{"document":{{"id":"{name}","sources":['.encode("utf-8", "surrogatepass")
    at = raw.find(b',"media_type":')
    if not raw.startswith(head) or at < 0:
        whole = json.loads(raw.decode("utf-8", "surrogatepass"))
        document = whole.pop("document")
        first = {"id": name, "sources": [], "source": ""}
        rest = {key: value for key, value in document.items() if key not in first}
        return _spelt({"document": {**first, **rest, "fetched_at": None}, **whole})
    fetched = _FETCHED.search(raw, at)
    if fetched is None:
        return b"".join((head, b'],"source":""', raw[at:]))
    parts = (head, b'],"source":""', raw[at : fetched.start()], b'"fetched_at":null',
             raw[fetched.end() :])  # fmt: skip
    return b"".join(parts)


def _spelt(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _is_crossed(raw: bytes) -> bool:
    """Tell whether findings across documents, or their checks, stand in a line."""
    # They come last where the program wrote the line: what is before them need not be searched.
    begin = max(0, min(raw.rfind(b'"findings":['), raw.rfind(b'"checks":[')))
    return any(raw.find(code, begin) >= 0 for code in _CROSSED)


def storable(value: Any) -> Any:
    """Return text without what databases refuse: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def cleaned(value: Any) -> Any:
    """Return parsed JSON with all its texts such as databases can keep."""
    if isinstance(value, dict):
        return {key: cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    return storable(value)
