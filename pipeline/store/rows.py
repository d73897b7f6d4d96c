"""A line of records.jsonl to rows of the relational tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SAME = ("kpi_code", "title", "sequence", "agency", "fiscal_year", "kpi_type", "result_level",
         "dimension", "unit", "unit_text", "weight", "score", "weighted_score")  # fmt: skip
_CLAIM = ("id", "key", "kind", "text", "value", "unit", "quarter", "level", "verdict",
          "computation", "assumption")  # fmt: skip
_FINDING = ("code", "key", "severity", "changes_score", "message", "message_th", "quarter",
            "level", "expected", "actual")  # fmt: skip


def storable(value: Any) -> Any:
    """Return text without what databases refuse: NUL and lone surrogates become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def number(text: str | None) -> float | None:
    """Return a printed number as a float for sorting and charts; None for anything else."""
    return float(text) if text is not None and _NUMBER.fullmatch(text) else None


def kpis(record: Row) -> Iterator[tuple[int, Row]]:
    """Yield the KPIs of a record with their item numbers: 0 for its own, from 1 for a list's."""
    if record["kind"] == "kpi_report":
        yield 0, record
    yield from enumerate(record.get("items") or [], start=1)


def derived_rows(line: Row) -> dict[str, list[Row]]:
    """Return the rows of a line by table name; values as databases can keep them."""
    document_id = line["document"]["id"]
    record = line["record"] or {"kind": "unknown"}
    tables: dict[str, list[Row]] = {
        "kpi_reports": [_kpi(item, kpi) for item, kpi in kpis(record)],
        "quarters": [
            {
                "item": item,
                **{name: quarter[name] for name in quarter},
                "result_number": number(quarter["result"]),
            }
            for item, kpi in kpis(record)
            for quarter in kpi["quarters"]
        ],
        "levels": [
            {"item": item, "ordinal": ordinal, **level}
            for item, kpi in kpis(record)
            for ordinal, level in enumerate(kpi["levels"], start=1)
        ],
        "claims": [_claim(claim) for claim in line["claims"]],
        "findings": [
            _finding(ordinal, finding) for ordinal, finding in enumerate(line["findings"], start=1)
        ],
        "checks": [
            {"ordinal": ordinal, **check} for ordinal, check in enumerate(line["checks"], start=1)
        ],
    }
    return {
        name: [
            {"document_id": document_id, **{key: storable(value) for key, value in row.items()}}
            for row in rows
        ]
        for name, rows in tables.items()
    }


def document_row(line: Row, source: str, rules_version: str, judged_at: str) -> Row:
    """Return the document's own row."""
    info, error = line["document"], line["error"] or {}
    names = ("id", "layout", "layout_confidence", "media_type", "pages", "encoding", "text_layer",
             "coverage", "leftover_share", "parser_version")  # fmt: skip
    row = {
        **{name: info[name] for name in names},
        "source": source,
        "kind": line["record"]["kind"] if line["record"] else None,
        "rules_version": rules_version,
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "judged_at": judged_at,
    }
    return {key: storable(value) for key, value in row.items()}


def _kpi(item: int, kpi: Row) -> Row:
    return {
        "item": item,
        **{name: kpi[name] for name in _SAME},
        "target": kpi["target"]["value"],
        "target_number": number(kpi["target"]["value"]),
        "achieved": kpi["achieved"]["value"],
        "achieved_number": number(kpi["achieved"]["value"]),
        "inspection_quarter": kpi["inspection"]["quarter"],
        "inspection_value": kpi["inspection"]["value"],
    }


def _claim(claim: Row) -> Row:
    place = claim["location"] or {}
    return {
        **{name: claim[name] for name in _CLAIM},
        "number": number(claim["value"]),
        **{name: place.get(name) for name in ("page", "start", "end")},
    }


def _finding(ordinal: int, finding: Row) -> Row:
    place = finding["locations"][0] if finding["locations"] else {}
    return {
        "ordinal": ordinal,
        **{name: finding[name] for name in _FINDING},
        **{name: place.get(name) for name in ("page", "quote")},
    }
