"""Judged documents by hand, in words of our own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pipeline.outputs import RunFacts, StoredDocument
from schemas.claim import Claim
from schemas.evidence import Statement, Support
from schemas.finding import Check, Finding
from schemas.kpi_report import Amount, KpiReport, Level, Quarter
from schemas.line import DocumentInfo, Line, LineError
from schemas.place import Place

RUN = RunFacts(
    seconds=1.25,
    versions={"kpi-audit": "0.0.1", "python": "3.11"},
    finished_at="2026-11-21T09:30:00+07:00",
)
HOSTILE = [
    "<script>document.title = 'taken'</script>",
    "</style><img src=x onerror=\"document.title='taken'\">",
    '=HYPERLINK("http://example.invalid","กดที่นี่")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "'quoted",
    "\ttab first",
    "\r\nline first",
    "before \u202eafter\u2066 end",
    "{{ 7 * 7 }}",
    "]]> &amp; \x00\x07",
    "ก" * 4000,
]
PAGE = """ระดับความสำเร็จของการปลูกต้นไม้ริมทางเดิน : 0701-0099
ค่าเป้าหมาย ระดับ : 5
ผลงานที่ทำได้ ระดับ : 80
รายงานผลฯ ไตรมาสที่ 1
สำรวจพื้นที่ปลูกแล้วเสร็จ 12 จุด จากทั้งหมด 16 จุด คิดเป็นร้อยละ 80.00 ของเป้าหมาย เมื่อวันที่ 3 พฤศจิกายน 2565
รายงานผลฯ ไตรมาสที่ 4
อยู่ระหว่างจัดซื้อกล้าไม้ คาดว่าจะปลูกได้ในปีถัดไป และเจ้าหน้าที่กำลังรวบรวมรายชื่ออาสาสมัครดูแลต้นไม้ของแต่ละชุมชน
"""


def document_id(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()


def place(text: str, quote: str, page: int = 1) -> Place:
    """The first place of a quote on a page."""
    start = text.index(quote)
    return Place(page=page, start=start, end=start + len(quote), quote=quote)


def info(source: str, **changes: Any) -> DocumentInfo:
    values: dict[str, Any] = {
        "id": document_id(source),
        "sources": [source],
        "source": source,
        "media_type": "text/html",
        "layout": "bma_kpi_page",
        "layout_confidence": 0.97,
        "pages": 1,
        "encoding": "utf-8",
        "text_layer": "native",
        "coverage": 0.98,
        "leftover_share": 0.02,
        "parser_version": "0.0.1",
    }
    return DocumentInfo(**values | changes)


def faulty(source: str = "b/ต้นไม้.html") -> StoredDocument:
    """A KPI page with a wrong percent, a level off its scale and an unfinished last quarter."""
    percent, achieved = place(PAGE, "ร้อยละ 80.00"), place(PAGE, "ผลงานที่ทำได้ ระดับ : 80")
    part, whole = place(PAGE, "12 จุด"), place(PAGE, "16 จุด")
    unfinished = place(PAGE, "อยู่ระหว่างจัดซื้อกล้าไม้")
    claims = [
        claim("c1", "achieved", achieved, "80", "contradicted"),
        claim("c2", "count", part, "12", "verified", quarter=1, computation="12 <= 16"),
        claim("c3", "total", whole, "16", "verified", quarter=1),
        claim(
            "c4", "percent", percent, "80.00", "contradicted", quarter=1, unit="percent",
            computation="100 x 12 / 16 = 75, outside [79.995, 80.005]", inputs=["c2", "c3"],
        ),
        claim("c5", "status", unfinished, "in_progress", "not_checkable", quarter=4,
              assumption="no later quarter"),
    ]  # fmt: skip
    findings = [
        Finding(
            code="ARI101", key="ARI101/0701-0099/2566/percent/1", name="percent-mismatch",
            severity="error", changes_score=False, quarter=1, expected="75.00", actual="80.00",
            message="80.00 percent is printed; 12 of 16 gives 75.00 [74.995, 75.005]. "
            "Any of the three figures may be the wrong one.",
            message_th="พิมพ์ไว้ร้อยละ 80.00 แต่ 12 จาก 16 คิดเป็นร้อยละ 75.00 ตัวเลขใดตัวหนึ่งอาจคลาดเคลื่อน",
            claims=["c4", "c2", "c3"], locations=[percent, part, whole],
        ),
        Finding(
            code="SCO201", key="SCO201/0701-0099/2566/achieved", name="unit-confusion",
            severity="error", changes_score=True, expected="at most 5", actual="80",
            message="80 levels are reported on a scale that ends at 5.",
            message_th="รายงานผลงาน 80 ระดับ ทั้งที่เกณฑ์มีสูงสุด 5 ระดับ",
            claims=["c1"], locations=[achieved], related=["EVI401/0701-0099/2566/4"],
        ),
        Finding(
            code="EVI401", key="EVI401/0701-0099/2566/4", name="unfinished-claimed-done",
            severity="warning", changes_score=True, quarter=4,
            message="Quarter 4 says that buying the seedlings is under way.",
            message_th="ไตรมาสที่ 4 ระบุว่าอยู่ระหว่างจัดซื้อกล้าไม้",
            claims=["c5"], locations=[unfinished],
        ),
    ]  # fmt: skip
    record = KpiReport(
        title="ระดับความสำเร็จของการปลูกต้นไม้ริมทางเดิน",
        kpi_code="0701-0099",
        fiscal_year="2566",
        fiscal_year_basis="inferred",
        unit="level",
        unit_text="ระดับ",
        target=Amount(value="5", unit="level", unit_text="ระดับ"),
        achieved=Amount(value="80", unit="level", unit_text="ระดับ"),
        levels=[
            Level(level=n, criterion=f"ขั้นตอนที่ {n} ของการปลูก", percent=str(20 * n))
            for n in range(1, 6)
        ],
        quarters=[
            Quarter(quarter=1, result="20.00", evaluation="100", evaluation_2_1="100",
                    evaluation_2_2="100", narrative="สำรวจพื้นที่ปลูกแล้วเสร็จ 12 จุด"),
            Quarter(quarter=2, result="40.00", evaluation="90"),
            Quarter(quarter=3, result="0.00"),
            Quarter(quarter=4, result="80.00", narrative="อยู่ระหว่างจัดซื้อกล้าไม้"),
        ],
    )  # fmt: skip
    support = [
        Support(quarter=quarter, level=level, state=state)
        for quarter, states in {
            1: "sunnn", 2: "supnn", 3: "ssunn", 4: "sspnn",
        }.items()
        for level, state in enumerate(map(STATES.__getitem__, states), start=1)
    ]  # fmt: skip
    line = Line(
        document=info(source),
        record=record,
        claims=claims,
        statements=[Statement(id="s1", text=unfinished.quote, status="in_progress", quarter=4,
                              location=unfinished)],
        support=support,
        findings=findings,
        checks=[
            Check(code="ARI101", outcome="flagged"),
            Check(code="ARI102", outcome="ok"),
            Check(code="SCO208", outcome="not_checkable", reason="no weights are printed"),
        ],
    )  # fmt: skip
    return StoredDocument(line, [{"page": 1, "text": PAGE}])


STATES = {"s": "supported", "u": "unclear", "p": "in_progress", "n": "not_mentioned"}


def claim(name: str, kind: str, where: Place, value: str, verdict: str, **changes: Any) -> Claim:
    return Claim.model_validate(
        {
            "id": name,
            "key": f"0701-0099/2566/{kind}/{name}",
            "kind": kind,
            "text": where.quote,
            "value": value,
            "verdict": verdict,
            "location": where,
            "locations": [where],
        }
        | changes
    )


def clean(source: str = "c/clean.txt") -> StoredDocument:
    """A report in which everything holds."""
    text = "ร้อยละของชุมชนที่มีแผน\nชุมชนที่มีแผน 9 ชุมชน จาก 12 ชุมชน คิดเป็นร้อยละ 75.00\n"
    where = place(text, "ร้อยละ 75.00")
    line = Line(
        document=info(source, layout="bma_form", media_type="text/plain"),
        record=KpiReport(title="ร้อยละของชุมชนที่มีแผน", unit="percent"),
        claims=[claim("c1", "percent", where, "75.00", "verified", computation="100 x 9 / 12")],
        checks=[Check(code="ARI101", outcome="ok")],
    )
    return StoredDocument(line, [{"page": 1, "text": text}])


def broken(source: str = "a/broken.pdf") -> StoredDocument:
    """A document that could not be read."""
    error = LineError(code="KA103", message="The PDF is encrypted.")
    empty = {"layout": None, "coverage": None, "leftover_share": None, "pages": None}
    return StoredDocument(Line(document=info(source, **empty), error=error))


def hostile(source: str = "d/<b>x</b>\n=1.html") -> StoredDocument:
    """A document whose every text tries to be something else."""
    text = "\n".join(HOSTILE)
    claims, findings = [], []
    for number, evil in enumerate(HOSTILE, start=1):
        where = place(text, evil)
        claims.append(
            claim(f"c{number}", "status", where, evil, "unsupported", computation=evil,
                  assumption=evil, unit=evil)
        )  # fmt: skip
        findings.append(
            Finding(
                code="TXT502", key=f"TXT502/{number}", name="lost-characters", severity="notice",
                changes_score=False, message=evil, message_th=evil, expected=evil, actual=evil,
                claims=[f"c{number}"], locations=[where],
            )
        )  # fmt: skip
    record = KpiReport(title=HOSTILE[0], agency=HOSTILE[2], kpi_code=HOSTILE[3], unit_text=evil)
    line = Line(document=info(source), record=record, claims=claims, findings=findings)
    return StoredDocument(line, [{"page": 1, "text": text}])


def several() -> Sequence[StoredDocument]:
    """One of each, sorted by source."""
    return [broken(), faulty(), clean(), hostile()]
