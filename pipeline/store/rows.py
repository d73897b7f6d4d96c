"""A line of records.jsonl to rows of the relational tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from pipeline.store.lines import storable
from pipeline.store.sorting import short_hash, sort_key, title_key

Row = dict[str, Any]
Page = tuple[int, str]

_NUMBER = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]+)?")
_LARGEST = 2**31 - 1
_SAME = ("title", "kpi_type", "result_level", "dimension", "unit", "unit_text", "weight", "score",
         "weighted_score", "definition", "calculation", "data_sources", "supporting_factors",
         "obstacles", "summary", "responsible", "fiscal_year_basis")  # fmt: skip
_QUARTER = ("quarter", "result", "evaluation", "evaluation_2_1", "evaluation_2_2", "narrative")
_STATEMENT = ("id", "text", "status", "quarter", "date", "reference")
_FINDING = ("code", "key", "name", "severity", "changes_score", "message", "message_th", "quarter",
            "expected", "actual")  # fmt: skip
_REPORT = ("title", "agency", "department_code", "fiscal_year_basis", "round", "person",
           "progress_percent", "total_weight", "total_score", "band")  # fmt: skip
_statement = itemgetter(*_STATEMENT)
VERDICTS = ("verified", "contradicted", "unsupported", "not_checkable")


def number(text: str | None) -> float | None:
    """Return a printed number as a float for sorting and charts; None for anything else."""
    return float(text) if text is not None and _NUMBER.fullmatch(text) else None


def cut(text: str | None, length: int) -> str | None:
    """Return a text as long as its column allows; the line has it whole."""
    return None if text is None else text[:length]


def small(value: int | None) -> int | None:
    """Return a number that fits its column, None where it does not; the line has it whole."""
    return value if value is not None and -_LARGEST <= value <= _LARGEST else None


def kpis(record: Row) -> Iterator[tuple[int, Row]]:
    """Yield the KPIs of a record with their item numbers: 0 for its own, from 1 for a list's."""
    if record["kind"] == "kpi_report":
        yield 0, record
    yield from enumerate(record.get("items") or [], start=1)


def derived_rows(line: Row, pages: Iterable[Page] = ()) -> dict[str, list[Row]]:
    """Return the rows of a line by table name; its texts are such as databases can keep."""
    name = line["document"]["id"]
    record = line["record"]
    own = {"document_id": name}
    tables: dict[str, list[Row]] = {
        "pages": [{**own, "page": page, "text": storable(text)} for page, text in pages],
        "reports": [{**own, **_report(record)}] if record else [],
        "claims": [_claim(name, claim) for claim in line["claims"]],
        "statements": [
            {
                "document_id": name,
                **dict(zip(_STATEMENT, _statement(item), strict=True)),
                **_place(item["location"]),
            }
            for item in line["statements"]
        ],
        "support": [
            {**own, "ordinal": at, **item, "statements": " ".join(item["statements"]) or None}
            for at, item in enumerate(line["support"], start=1)
        ],
        "findings": [
            {**own, "ordinal": at, **_finding(item)}
            for at, item in enumerate(line["findings"], start=1)
        ],
        "checks": [
            {
                "document_id": name,
                "ordinal": at,
                "code": item["code"],
                "outcome": item["outcome"],
                "reason": item["reason"],
            }
            for at, item in enumerate(line["checks"], start=1)
        ],
    }
    for table in ("kpi_reports", "quarters", "levels", "evidence", "strategy_lines"):
        tables[table] = []
    for item, kpi in kpis(record) if record else ():
        _add_kpi(tables, {**own, "item": item}, kpi, record)
    return tables


def _add_kpi(tables: dict[str, list[Row]], own: Row, kpi: Row, record: Row) -> None:
    tables["kpi_reports"].append({**own, **_kpi(kpi, record)})
    prefix = f"items.{own['item'] - 1}." if own["item"] else ""
    for at, quarter in enumerate(kpi["quarters"]):
        place = record["fields"].get(f"{prefix}quarters.{at}.narrative")
        row = {key: quarter[key] for key in _QUARTER}
        row["result_number"] = number(quarter["result"])
        tables["quarters"].append({**own, **row, **_place(place)})
    for at, level in enumerate(kpi["levels"], start=1):
        row = {**level, "level": small(level["level"])}
        tables["levels"].append({**own, "ordinal": at, **row})
    for at, text in enumerate(kpi["evidence"], start=1):
        tables["evidence"].append({**own, "ordinal": at, "text": text})
    for at, strategy in enumerate(kpi["strategies"], start=1):
        row = {"code": cut(strategy["code"], 64), "text": strategy["text"]}
        unsettled = {"strategy_id": None, "repair": None}
        tables["strategy_lines"].append({**own, "ordinal": at, **row, **unsettled})


def document_row(line: Row, rules_version: str, judged_at: str) -> Row:
    """Return the document's own row; the ledger adds the reading, the hash and the source."""
    info, error = line["document"], line["error"] or {}
    names = ("id", "layout_confidence", "pages", "text_layer", "coverage",
             "leftover_share", "parser_version")  # fmt: skip
    verdicts = [claim["verdict"] for claim in line["claims"]]
    findings = line["findings"]
    return {
        **{name: info[name] for name in names},
        "layout": cut(info["layout"], 64),
        "media_type": cut(info["media_type"], 128),
        "encoding": cut(info["encoding"], 64),
        "kind": line["record"]["kind"] if line["record"] else None,
        "rules_version": rules_version,
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "judged_at": judged_at,
        "claims": len(verdicts),
        **{verdict: verdicts.count(verdict) for verdict in VERDICTS},
        "findings": len(findings),
        "errors": sum(finding["severity"] == "error" for finding in findings),
        "changes_score": sum(bool(finding["changes_score"]) for finding in findings),
    }


def _report(record: Row) -> Row:
    code = record.get("kpi_code") or record.get("project_code")
    row = {name: record.get(name) for name in _REPORT}
    return {
        **row,
        "kind": record["kind"],
        "title_sort": sort_key(row["title"]),
        "code": cut(code, 64),
        "department_code": cut(row["department_code"], 16),
        "fiscal_year": cut(record.get("fiscal_year") or record.get("year"), 8),
    }


def _kpi(kpi: Row, record: Row) -> Row:
    """Return a KPI's row; an item of a list takes year and agency from the list."""
    code, key = cut(kpi["kpi_code"], 64), title_key(kpi["title"])
    department = code or record.get("department_code") or ""
    signature = kpi["signature"]
    return {
        **{name: kpi[name] for name in _SAME},
        "kpi_code": code,
        "sequence": cut(kpi["sequence"], 32),
        "agency": kpi["agency"] or record.get("agency"),
        "fiscal_year": cut(kpi["fiscal_year"] or record.get("fiscal_year"), 8),
        "target": kpi["target"]["value"],
        "target_number": number(kpi["target"]["value"]),
        "achieved": kpi["achieved"]["value"],
        "achieved_number": number(kpi["achieved"]["value"]),
        "inspection_quarter": small(kpi["inspection"]["quarter"]),
        "inspection_value": kpi["inspection"]["value"],
        "kpi_id": code or (f"t:{key}" if key else None),
        "agency_code": department[:4] if re.match(r"[0-9]{4}(-|[0-9]{4})", department) else None,
        "title_key": key,
        "title_sort": sort_key(kpi["title"]),
        "signed": signature["signed"] if signature else None,
    }


def _place(place: Row | None) -> Row:
    if place is None:
        return {"page": None, "start": None, "end": None}
    return {"page": place["page"], "start": place["start"], "end": place["end"]}


def _claim(document_id: str, claim: Row) -> Row:
    """Return a claim's row, spelt out: there are more claims than anything else."""
    place = claim["location"]
    value, key = claim["value"], claim["key"]
    return {
        "document_id": document_id,
        "id": claim["id"],
        "key": key,
        "kind": claim["kind"],
        "text": claim["text"],
        "value": value,
        "number": number(value),
        "unit": claim["unit"],
        "quarter": small(claim["quarter"]),
        "level": small(claim["level"]),
        "verdict": claim["verdict"],
        "computation": claim["computation"],
        "assumption": claim["assumption"],
        "page": place["page"] if place else None,
        "start": place["start"] if place else None,
        "end": place["end"] if place else None,
        "key_hash": short_hash(key),
        "quote": place["quote"] if place else None,
        "inputs": " ".join(claim["inputs"]) or None,
    }


def _finding(finding: Row) -> Row:
    place = finding["locations"][0] if finding["locations"] else None
    return {
        **{name: finding[name] for name in _FINDING},
        "level": small(finding["level"]),
        "key_hash": short_hash(finding["key"]),
        "claims": " ".join(finding["claims"]) or None,
        **_place(place),
        "quote": place["quote"] if place else None,
    }
