"""Generated documents for the database benchmarks: lines of records.jsonl of a usual size.

A report has about 36 claims, 24 statements, 40 checks, four narratives and a page of text; names
and figures come from the document's number. Not a benchmark by itself: it prints one line's size.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.store.content import parsed
from pipeline.store.lines import judged_line
from schemas.kpi_report import KpiReport, Quarter, Strategy
from schemas.line import DocumentInfo, Line

KPIS = 20_000
UNITS = 90
RULES = [f"{family}{number}" for family in ("ARI1", "SCO2", "TIM3", "EVI4", "TXT5")
         for number in range(1, 9)]  # fmt: skip


def line(number: int) -> str:
    """Return the line of a document, made from its number."""
    name = name_of(number)
    kpi, year = number % KPIS, 2560 + number // KPIS
    code = f"{1000 + kpi % UNITS:04}-{kpi:04}"
    data = json.loads(_template())
    data["document"] |= {"id": name, "sources": [f"in/{number:07}.html"],
                         "source": f"in/{number:07}.html"}  # fmt: skip
    record = data["record"]
    record |= {"kpi_code": code, "fiscal_year": str(year), "title": f"ร้อยละของงานที่แล้วเสร็จ {kpi}"}
    for at, quarter in enumerate(record["quarters"], start=1):
        quarter |= {"result": f"{at * 20 + number % 19}.{number % 100:02}",
                    "narrative": f"ดำเนินการงานที่ {number} ไตรมาส {at} แล้วเสร็จ {number * at} แห่ง "}  # fmt: skip
    for at, claim in enumerate(data["claims"], start=1):
        claim |= {"key": f"{code}|{year}|{claim['kind']}|q{at % 4 + 1}|l-|quarter.{at}|1",
                  "value": f"{number % 977}.{at:02}"}  # fmt: skip
    for finding in data["findings"]:
        finding["key"] = f"{finding['code']}|{code}|{year}"
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@cache
def _template() -> str:
    place = {"page": 1, "start": 10, "end": 60, "bbox": None, "quote": "ดำเนินการแล้วเสร็จร้อยละ " * 2}
    record = KpiReport(
        quarters=[Quarter(quarter=at) for at in range(1, 5)],
        strategies=[Strategy(code=f"{n}.1", text=f"ยุทธศาสตร์ที่ {n}") for n in range(1, 5)],
        definition="นิยาม " * 20, calculation="วิธีการคำนวณ " * 10,
    )  # fmt: skip
    claims = [
        {"id": f"c{n}", "key": "", "kind": ("percent", "count", "result", "date")[n % 4],
         "text": "ดำเนินการแล้วเสร็จร้อยละ", "value": "1", "quarter": n % 4 + 1,
         "verdict": ("verified", "verified", "not_checkable", "contradicted")[n % 7 % 4],
         "computation": "100 × 10 / 20 = 50", "location": place, "locations": [place]}
        for n in range(1, 37)
    ]  # fmt: skip
    statements = [
        {"id": f"s{n}", "text": "ลงพื้นที่สำรวจและซ่อมแซม " * 3, "status": "done", "quarter": n % 4 + 1,
         "location": place} for n in range(1, 25)
    ]  # fmt: skip
    finding = {"code": "SCO202", "key": "", "name": "achieved-not-last-quarter",
               "severity": "error", "changes_score": True, "message": "differs " * 10,
               "message_th": "ต่างกัน " * 10, "claims": ["c1"], "locations": [place]}  # fmt: skip
    info = DocumentInfo(id="", sources=[], source="", layout="bma_kpi_page", pages=1,
                        media_type="text/html", parser_version="1+x", coverage=1.0)  # fmt: skip
    made = Line.model_validate(
        {"document": info.model_dump(), "record": record.model_dump(), "claims": claims,
         "statements": statements, "findings": [finding],
         "checks": [{"code": code, "outcome": "ok"} for code in RULES]}
    )  # fmt: skip
    return made.model_dump_json()


def page(number: int) -> str:
    """Return the page's raw text of a document."""
    return f"เอกสารที่ {number} " + "รายงานผลการดำเนินงานตามตัวชี้วัด " * 60


def name_of(number: int) -> str:
    """Return the name of a document: the hash of its number."""
    return sha256(b"%d" % number).hexdigest()


def write(folder: Path, start: int, count: int) -> None:
    """Write documents as a folder of outputs."""
    (folder / "text").mkdir(parents=True)
    versions = {"versions": {"rules": "r", "parser": "1+x"}}
    (folder / "run.json").write_text(json.dumps(versions), encoding="utf-8")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as stream:
        for number in range(start, start + count):
            text = line(number)
            stream.write(text + "\n")
            name = name_of(number)
            pages = {"pages": [{"page": 1, "text": page(number)}]}
            path = folder / "text" / f"{name}.json"
            path.write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")


def sizes() -> dict[str, Any]:
    """Return the bytes of a line and the rows that it makes."""
    from pipeline.store.rows import derived_rows

    judged = judged_line(line(1))
    rows = derived_rows(judged.document_id, parsed(judged.body), [(1, page(1))])
    return {"bytes": len(line(1).encode()), "rows": sum(map(len, rows.values()))}


if __name__ == "__main__":
    print(sizes())
    sys.exit(0)
