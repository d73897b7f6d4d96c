"""A line of records.jsonl to rows of the relational tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from pipeline.store.content import Claim, Content, Spot
from pipeline.store.lines import storable
from pipeline.store.sorting import short_hash, sort_key, title_key

Row = dict[str, Any]
Values = tuple[Any, ...]
Page = tuple[int, str]

_is_number = re.compile(r"-?[0-9]{1,300}(?:\.[0-9]+)?").fullmatch
_LARGEST = 2**31 - 1
_SAME = ("title", "kpi_type", "result_level", "dimension", "unit", "unit_text", "weight", "score",
         "weighted_score", "definition", "calculation", "data_sources", "supporting_factors",
         "obstacles", "summary", "responsible", "fiscal_year_basis")  # fmt: skip
_QUARTER = ("quarter", "result", "evaluation", "evaluation_2_1", "evaluation_2_2", "narrative")
_STATEMENT = ("id", "text", "status", "quarter", "date", "reference")
_FINDING = ("code", "key", "name", "severity", "changes_score", "message", "message_th", "quarter",
            "expected", "actual")  # fmt: skip
_SUPPORT = ("quarter", "level", "state")
_CHECK = ("code", "outcome", "reason")
_PLACE = ("page", "start", "end")
_REPORT = ("title", "agency", "fiscal_year_basis", "round", "person", "progress_percent",
           "total_weight", "total_score", "band")  # fmt: skip
_statement, _check = attrgetter(*_STATEMENT), attrgetter(*_CHECK)
_support, _finding = itemgetter(*_SUPPORT), itemgetter(*_FINDING)
_quarter, _same = itemgetter(*_QUARTER), itemgetter(*_SAME)
_ITEM = ("document_id", "item")

COLUMNS: dict[str, tuple[str, ...]] = {
    "pages": ("document_id", "page", "text"),
    "reports": ("document_id", *_REPORT, "kind", "title_sort", "code", "department_code",
                "fiscal_year"),
    "kpi_reports": (*_ITEM, *_SAME, "kpi_code", "sequence", "agency", "fiscal_year", "target",
                    "target_number", "achieved", "achieved_number", "inspection_quarter",
                    "inspection_value", "kpi_id", "agency_code", "title_key", "title_sort",
                    "signed"),
    "quarters": (*_ITEM, *_QUARTER, "result_number", *_PLACE),
    "levels": (*_ITEM, "ordinal", "level", "criterion", "percent", "points"),
    "evidence": (*_ITEM, "ordinal", "text"),
    "strategy_lines": (*_ITEM, "ordinal", "code", "text", "strategy_id", "repair"),
    "claims": ("document_id", "id", "key", "kind", "text", "value", "number", "unit", "quarter",
               "level", "verdict", "computation", "assumption", "key_hash", "inputs", *_PLACE,
               "quote"),
    "statements": ("document_id", *_STATEMENT, *_PLACE),
    "support": ("document_id", "ordinal", *_SUPPORT, "statements"),
    "findings": ("document_id", "ordinal", *_FINDING, "level", "key_hash", "claims", *_PLACE,
                 "quote"),
    "checks": ("document_id", "ordinal", *_CHECK),
}  # fmt: skip
"""The columns of each table in the order in which `derived_rows` gives their values."""
VERDICTS = ("verified", "contradicted", "unsupported", "not_checkable")


def number(text: str | None) -> float | None:
    """Return a printed number as a float for sorting and charts; None for anything else."""
    return float(text) if text is not None and _is_number(text) else None


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


def derived_rows(name: str, line: Content, pages: Iterable[Page] = ()) -> dict[str, list[Values]]:
    """Return the rows of a document's line by table, values in the order of `COLUMNS`.

    The line's texts are such as databases can keep. Most of the time of loading is spent here and
    in the database: rows are made as tuples at once.
    """
    record = line.record
    tables: dict[str, list[Values]] = {
        "pages": [(name, page, storable(text)) for page, text in pages],
        "reports": [_report(name, record)] if record else [],
        "claims": [_claim(name, claim) for claim in line.claims],
        "statements": [
            (name, *_statement(item), *_spot(item.location)) for item in line.statements
        ],
        "support": [
            (name, at, *_support(item), " ".join(item["statements"]) or None)
            for at, item in enumerate(line.support, start=1)
        ],
        "findings": [
            _finding_values(name, at, item) for at, item in enumerate(line.findings, start=1)
        ],
        "checks": [(name, at, *_check(item)) for at, item in enumerate(line.checks, start=1)],
    }
    for table in ("kpi_reports", "quarters", "levels", "evidence", "strategy_lines"):
        tables[table] = []
    if record:
        for item, kpi in kpis(record):
            _add_kpi(tables, (name, item), kpi, record)
    return tables


def _add_kpi(tables: dict[str, list[Values]], own: tuple[str, int], kpi: Row, record: Row) -> None:
    tables["kpi_reports"].append((*own, *_kpi(kpi, record)))
    prefix = f"items.{own[1] - 1}." if own[1] else ""
    for at, quarter in enumerate(kpi["quarters"]):
        place = record["fields"].get(f"{prefix}quarters.{at}.narrative")
        values = (*_quarter(quarter), number(quarter["result"]), *_place(place))
        tables["quarters"].append((*own, *values))
    for at, level in enumerate(kpi["levels"], start=1):
        values = (small(level["level"]), level["criterion"], level["percent"], level["points"])
        tables["levels"].append((*own, at, *values))
    for at, text in enumerate(kpi["evidence"], start=1):
        tables["evidence"].append((*own, at, text))
    for at, strategy in enumerate(kpi["strategies"], start=1):
        values = (cut(strategy["code"], 64), strategy["text"], None, None)
        tables["strategy_lines"].append((*own, at, *values))


def document_row(name: str, line: Content) -> Row:
    """Return the document's own row; the writer adds reading, rules, time and source."""
    info, error = line.document, line.error or {}
    names = ("layout_confidence", "pages", "text_layer", "coverage",
             "leftover_share", "parser_version")  # fmt: skip
    verdicts = [claim.verdict for claim in line.claims]
    findings = line.findings
    return {
        "id": name,
        **{key: info[key] for key in names},
        "layout": cut(info["layout"], 64),
        "media_type": cut(info["media_type"], 128),
        "encoding": cut(info["encoding"], 64),
        "kind": line.record["kind"] if line.record else None,
        "error_code": error.get("code"),
        "error_message": error.get("message"),
        "claims": len(verdicts),
        **{verdict: verdicts.count(verdict) for verdict in VERDICTS},
        "findings": len(findings),
        "errors": sum(finding["severity"] == "error" for finding in findings),
        "changes_score": sum(bool(finding["changes_score"]) for finding in findings),
    }


def _report(name: str, record: Row) -> Values:
    code = record.get("kpi_code") or record.get("project_code")
    return (
        name,
        *(record.get(key) for key in _REPORT),
        record["kind"],
        sort_key(record.get("title")),
        cut(code, 64),
        cut(record.get("department_code"), 16),
        cut(record.get("fiscal_year") or record.get("year"), 8),
    )


def _kpi(kpi: Row, record: Row) -> Values:
    """Return a KPI's values; an item of a list takes year and agency from the list."""
    code, key = cut(kpi["kpi_code"], 64), title_key(kpi["title"])
    department = code or record.get("department_code") or ""
    signature = kpi["signature"]
    target, achieved = kpi["target"]["value"], kpi["achieved"]["value"]
    return (
        *_same(kpi),
        code,
        cut(kpi["sequence"], 32),
        kpi["agency"] or record.get("agency"),
        cut(kpi["fiscal_year"] or record.get("fiscal_year"), 8),
        target,
        number(target),
        achieved,
        number(achieved),
        small(kpi["inspection"]["quarter"]),
        kpi["inspection"]["value"],
        code or (f"t:{key}" if key else None),
        department[:4] if re.match(r"[0-9]{4}(-|[0-9]{4})", department) else None,
        key,
        sort_key(kpi["title"]),
        signature["signed"] if signature else None,
    )


def _place(place: Row | None) -> tuple[int | None, int | None, int | None]:
    return (place["page"], place["start"], place["end"]) if place else (None, None, None)


def _spot(spot: Spot | None) -> tuple[int | None, int | None, int | None]:
    return (spot.page, spot.start, spot.end) if spot else (None, None, None)


def _claim(document_id: str, claim: Claim) -> Values:
    value, key, spot = claim.value, claim.key, claim.location
    return (
        document_id,
        claim.id,
        key,
        claim.kind,
        claim.text,
        value,
        number(value),
        claim.unit,
        small(claim.quarter),
        small(claim.level),
        claim.verdict,
        claim.computation,
        claim.assumption,
        short_hash(key),
        " ".join(claim.inputs) or None,
        *_spot(spot),
        spot.quote if spot else None,
    )


def _finding_values(name: str, ordinal: int, finding: Row) -> Values:
    place = finding["locations"][0] if finding["locations"] else None
    return (
        name,
        ordinal,
        *_finding(finding),
        small(finding["level"]),
        short_hash(finding["key"]),
        " ".join(finding["claims"]) or None,
        *_place(place),
        place["quote"] if place else None,
    )
