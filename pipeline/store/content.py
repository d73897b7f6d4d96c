"""A judged line, parsed: only what the tables take, as objects that the collector need not watch.

Claims and statements are nearly all of a line; as dictionaries they take most of loading's time.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec


class Spot(msgspec.Struct, gc=False):
    """Where something stands."""

    page: Any
    start: Any
    end: Any
    quote: Any


class Claim(msgspec.Struct, gc=False):
    """A claim as the line has it."""

    id: Any
    key: Any
    kind: Any
    text: Any
    value: Any
    unit: Any
    quarter: Any
    level: Any
    verdict: Any
    computation: Any
    assumption: Any
    inputs: list[Any]
    location: Spot | None


class Statement(msgspec.Struct, gc=False):
    """What a narrative says, as the line has it."""

    id: Any
    text: Any
    status: Any
    quarter: Any
    date: Any
    reference: Any
    location: Spot | None


class Check(msgspec.Struct, gc=False):
    """What a rule came to."""

    code: Any
    outcome: Any
    reason: Any


class Content(msgspec.Struct, gc=False):
    """A line; record, support and findings are as JSON has them."""

    document: dict[str, Any]
    error: dict[str, Any] | None
    record: dict[str, Any] | None
    claims: list[Claim]
    statements: list[Statement]
    support: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    checks: list[Check]


_DECODER = msgspec.json.Decoder(Content)


def parsed(body: bytes) -> Content:
    """Parse a line; its texts are such as databases can keep. ValueError where it is damaged."""
    if b"\\u0000" not in body:
        try:
            return _DECODER.decode(body)
        except msgspec.DecodeError:
            pass  # lone surrogates, which JSON allows and the decoder refuses; or damage
    from pipeline.store.lines import cleaned

    try:
        whole = json.loads(body.decode("utf-8", "surrogatepass"))
        return msgspec.convert(cleaned(whole), Content)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
