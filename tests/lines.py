"""A judged document of the tests' own making."""

from schemas.claim import Claim
from schemas.finding import Check, Finding
from schemas.kpi_report import Amount, KpiReport, Level
from schemas.line import DocumentInfo, Line
from schemas.place import Place

PLACE = Place(page=1, start=3, end=8, quote="93.59")


def line(document_id: str, achieved: str = "93.59", title: str = "ร้อยละของงานที่แล้วเสร็จ") -> Line:
    """Return a KPI report with one claim, one finding and one check."""
    record = KpiReport(
        title=title,
        kpi_code="0402-0810",
        fiscal_year="2564",
        achieved=Amount(value=achieved),
        levels=[Level(level=1, criterion="จัดทำแผน", percent="20")],
    )
    record.quarters[3].result = achieved
    claim = Claim(
        id="c1",
        key="0402-0810/2564/achieved",
        kind="achieved",
        text=f"ผลงาน {achieved}",
        value=achieved,
        verdict="contradicted",
        location=PLACE,
        locations=[PLACE],
    )
    finding = Finding(
        code="SCO202",
        key="SCO202/0402-0810/2564/achieved",
        name="achieved-not-last-quarter",
        severity="error",
        changes_score=True,
        message="The header differs.",
        message_th="ส่วนหัวต่างกัน",
        claims=["c1"],
        locations=[PLACE],
    )
    return Line(
        document=DocumentInfo(
            id=document_id, sources=["a.txt"], source="a.txt", layout="bma_form", pages=1
        ),
        record=record,
        claims=[claim],
        findings=[finding],
        checks=[Check(code="SCO202", outcome="flagged")],
    )
