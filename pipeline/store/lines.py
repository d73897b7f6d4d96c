"""A judged line as the ledger keeps it: without its sources, cleaned for databases, with a hash."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from pipeline.store.crossing.findings import CODES, without_crossed

_FETCHED = re.compile(r'"fetched_at":(?:null|"[^"\\]*")')
_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_CROSSED = re.compile(f'"code":"(?:{"|".join(sorted(CODES))})"')
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line of records.jsonl, parsed once.

    `body` is the line with its sources and time of fetching taken out: those are observations.
    `content` is the parsed line as databases can keep it.
    """

    document_id: str
    body: str
    hash: str
    content: dict[str, Any]
    sources: tuple[str, ...]
    fetched_at: str | None


def judged_line(text: str) -> JudgedLine:
    """Parse a line. ValueError where it is no line of a document with bytes."""
    content = json.loads(text)
    try:
        document = content["document"]
        name, sources, fetched_at = document["id"], document["sources"], document["fetched_at"]
        if not isinstance(name, str) or not isinstance(content["claims"], list):
            raise ValueError("it names no document")
    except (KeyError, TypeError) as error:
        raise ValueError(f"it lacks {error}") from error
    if ('"EVI4' in text or '"XDC6' in text) and _CROSSED.search(text):
        without_crossed(content)
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    body = _without_sources(text, name)
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    if ("\\u" in text and _ESCAPED.search(text)) or _is_unstorable(text):
        content = _cleaned(content)
    return JudgedLine(name, body, digest, content, tuple(sources), fetched_at)


def with_sources(body: str, sources: list[str], fetched_at: str | None) -> str:
    """Return a kept line with its sources put back."""
    start, _, rest = body.partition(',"sources":[],"source":"",')
    shown = json.dumps(sources, ensure_ascii=False, separators=(",", ":"))
    first = json.dumps(sources[0] if sources else "", ensure_ascii=False)
    text = f'{start},"sources":{shown},"source":{first},{rest}'
    if fetched_at is None:
        return text
    return text.replace('"fetched_at":null', f'"fetched_at":{json.dumps(fetched_at)}', 1)


def _without_sources(text: str, name: str) -> str:
    """Return the line with no sources; cut out as text where it is spelt as the program spells it.

    No quotation mark stands bare inside a JSON string, so the first `,"media_type":` is the key.
    """
    head = f'{{"document":{{"id":"{name}","sources":['
    at = text.find(',"media_type":')
    if not text.startswith(head) or at < 0:
        whole = json.loads(text)
        document = whole["document"]
        first = {"id": name, "sources": [], "source": ""}
        rest = {key: value for key, value in document.items() if key not in first}
        whole = {"document": {**first, **rest, "fetched_at": None}, **_others(whole)}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    tail = _FETCHED.sub('"fetched_at":null', text[at:], count=1)
    return f'{head}],"source":""{tail}'


def _others(whole: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in whole.items() if key != "document"}


def _is_unstorable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\0" in text


def storable(value: Any) -> Any:
    """Return text without what databases refuse: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return storable(value)
