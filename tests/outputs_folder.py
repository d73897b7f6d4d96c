"""Folders of outputs of the tests' own making: lines, texts and run.json, without reading files."""

import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.outputs import RunFacts, StoredDocument, write_all
from pipeline.process import failed_line
from schemas.claim import Claim
from schemas.errors import KpiAuditError
from schemas.kpi_report import Amount, KpiReport, Quarter, Strategy
from schemas.line import DocumentInfo, Line
from schemas.place import Place
from tests.lines import line

RULES = "r1"


def report(
    document_id: str,
    source: str,
    *,
    code: str | None = "0402-0810",
    year: str | None = "2564",
    title: str = "ร้อยละของงานที่แล้วเสร็จตามแผน",
    target: str | None = "100",
    results: Iterable[str | None] = (None, None, None, "93.59"),
    narratives: Iterable[str | None] = (None, None, None, None),
    **fields: object,
) -> Line:
    """Return a KPI report; the result in the header is the last one of the quarters."""
    quarters = [
        Quarter(quarter=at, result=result, narrative=told, evaluation=str(fields.get("evaluation")))
        if "evaluation" in fields
        else Quarter(quarter=at, result=result, narrative=told)
        for at, (result, told) in enumerate(zip(results, narratives, strict=True), start=1)
    ]
    achieved = next((q.result for q in reversed(quarters) if q.result), None)
    record = KpiReport(
        title=title, kpi_code=code, fiscal_year=year, target=Amount(value=target),
        achieved=Amount(value=achieved), quarters=quarters, unit="percent",
        agency=str(fields["agency"]) if "agency" in fields else None,
        strategies=[Strategy(code=c, text=t) for c, t in fields.get("strategies", ())],  # type: ignore[attr-defined]
    )  # fmt: skip
    text, claims = "", []
    paths = [
        ("achieved", None, "achieved.value", achieved),
        ("target", None, "target.value", target),
    ]
    paths += [("result", q.quarter, f"quarters.{q.quarter - 1}.result", q.result) for q in quarters]  # type: ignore[arg-type, misc]
    for number, (kind, quarter, path, value) in enumerate(paths, start=1):
        if value is None:
            continue
        place = Place(page=1, start=len(text), end=len(text) + len(value), quote=value)
        key = f"{code or document_id[:8]}|{year}|{kind}|q{quarter or '-'}|l-|{path}|1"
        claims.append(
            Claim(id=f"c{number}", key=key, kind=kind, text=value, value=value, quarter=quarter,
                  location=place, locations=[place])  # type: ignore[arg-type]
        )  # fmt: skip
        text += f"{value} "
    for at, quarter_ in enumerate(quarters):
        if quarter_.narrative:
            start = len(text)
            text += f"{quarter_.narrative}\n"
            record.fields[f"quarters.{at}.narrative"] = Place(
                page=1, start=start, end=len(text) - 1, quote=quarter_.narrative
            )
    info = DocumentInfo(id=document_id, sources=[source], source=source, layout="bma_form", pages=1,
                        media_type="text/html", parser_version="1+x")  # fmt: skip
    made = Line(document=info, record=record, claims=claims)
    _TEXTS[id(made)] = (made, text)
    return made


_TEXTS: dict[int, tuple[Line, str]] = {}
"""Texts of lines by the line itself, which is kept so that no other takes its number."""


def write(folder: Path, lines: Iterable[Line], rules: str = RULES) -> Path:
    """Write a folder as `run` does."""
    documents = [
        StoredDocument(
            one,
            [{"page": 1, "text": _TEXTS.get(id(one), (one, "หน้า 93.59 "))[1]}]
            if one.error is None
            else [],
        )
        for one in sorted(lines, key=lambda one: one.document.source)
    ]
    write_all(documents, folder, RunFacts(seconds=0, versions={"rules": rules, "parser": "1+x"}))
    return folder


def mixed(count: int, start: int = 0) -> list[Line]:
    """Return documents of several shapes: lists of claims, a failed one, one without bytes."""
    lines = []
    for number in range(start, start + count):
        name = f"{number:064x}"
        one = line(name, achieved=f"{number}.5")
        one.document.sources = [f"in/{number:05}.txt", f"z/{number:05}.txt"][: 1 + number % 2]
        one.document.source = one.document.sources[0]
        one.document.parser_version = "1+x"
        lines.append(one)
    failed = failed_line(f"{0xFF:02x}{start:062x}", [f"in/x{start}.pdf"], KpiAuditError("KA105"))
    failed.document.parser_version = "1+x"
    gone = failed_line(None, [f"in/y{start}.pdf"], KpiAuditError("KA101"))
    return [*lines, failed, gone]


def read_lines(folder: Path) -> list[dict[str, object]]:
    """Return the lines of a folder's records.jsonl."""
    text = (folder / "records.jsonl").read_text(encoding="utf-8")
    return [json.loads(one) for one in text.splitlines()]
