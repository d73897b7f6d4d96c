"""Documents held against each other: what conflicts, doubles, was copied or changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.store.connect import open_engine, writing
from pipeline.store.crossing.check import cross_check, is_current
from pipeline.store.crossing.codes import CODES
from pipeline.store.reference.strategies import rebuilt, repairs
from pipeline.validator.crossing import cross_rules
from pipeline.validator.settings import Settings
from schemas.kpi_report import Amount, KpiFields
from schemas.line import DocumentInfo, Line
from schemas.scorecard import Scorecard
from tests import outputs_folder, stores
from tests.outputs_folder import report

A, B, C = "a" * 64, "b" * 64, "c" * 64
TOLD = (
    "จัดอบรมเจ้าหน้าที่เทศกิจเรื่องการให้บริการประชาชน ณ ห้องประชุมสำนักงานเขต ตามคำสั่งที่ 120/2564 "
    "มีผู้เข้าร่วม 45 คน และสรุปผลเสนอผู้อำนวยการเขตเรียบร้อยแล้ว"
)
OTHER = (
    "ลงพื้นที่สำรวจทางเท้าที่ชำรุดในแขวงกลางและแขวงเหนือ พบจุดชำรุด 31 จุด ซ่อมแซมแล้ว 12 จุด ที่เหลืออยู่ระหว่างจัดซื้อวัสดุ"
)
OWN = OTHER.replace("แขวงกลางและแขวงเหนือ", "แขวงใต้").replace("31", "8").replace("12", "3")
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def crossed(
    tmp_path: Path, lines: Sequence[Line], settings: Settings | None = None, address: str = ""
) -> list[dict[str, Any]]:
    """Load lines, hold them against each other, return what was found."""
    address = address or f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    stores.load(address, outputs_folder.write(tmp_path / "out", lines))
    engine = open_engine(address)
    with writing(engine) as connection:
        cross_check(connection, "r1", settings)
        assert is_current(connection)
    engine.dispose()
    checks = stores.rows(address, "cross_checks")
    assert {row["code"] for row in checks} == CODES
    assert [row["reason"] for row in checks if row["outcome"] == "failed"] == []
    return stores.rows(address, "cross_findings", "document_id, ordinal")


def codes(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["code"], row["document_id"][0]) for row in rows]


def card(document_id: str, source: str, score: str, **fields: str) -> Line:
    """A score sheet of one KPI without a code."""
    kpi = KpiFields(title="ร้อยละของแปลงที่รดน้ำ", achieved=Amount(value=score), unit="percent")
    record = Scorecard(agency="เขตหนึ่ง", fiscal_year="2564", items=[kpi], **fields)  # type: ignore[arg-type]
    info = DocumentInfo(id=document_id, sources=[source], source=source, pages=1)
    return Line(document=info, record=record)


Q4 = (None, None, None)
CASES: dict[str, tuple[list[Line], list[tuple[str, str]]]] = {
    "form against page": (
        [report(A, "form.txt", results=(*Q4, "93.59")), report(B, "page.html", results=(*Q4, "95.10"))],
        [("XDC601", "a"), ("XDC601", "a"), ("XDC601", "b"), ("XDC601", "b")],
    ),
    "fewer decimals print the same value": (
        [report(A, "form.txt", results=(*Q4, "93.59")), report(B, "page.html", results=(*Q4, "93.6"))],
        [],
    ),
    "another year": (
        [report(A, "a", results=(*Q4, "93.59")), report(B, "b", results=(*Q4, "50"), year="2565")],
        [],
    ),
    "another KPI": (
        [report(A, "a", results=(*Q4, "93.59")), report(B, "b", results=(*Q4, "50"), code="0402-0999")],
        [],
    ),
    "no year": ([report(A, "a", year=None), report(B, "b", year=None, results=(*Q4, "50"))], []),
    "zero is not reported yet": (
        [report(A, "a", results=("20", "40", "0.00", "0.00")), report(B, "b", results=("20", "40", "60", "80"))],
        [],
    ),
    "form without a code, same title and agency": (
        [
            report(A, "a", code=None, agency="เขตหนึ่ง", results=(*Q4, "93.59")),
            report(B, "b", agency="เขตหนึ่ง", results=(*Q4, "50.00")),
        ],
        [("XDC601", "a"), ("XDC601", "a"), ("XDC601", "b"), ("XDC601", "b")],
    ),
    "form without a code of another agency": (
        [
            report(A, "a", code=None, agency="เขตหนึ่ง", results=(*Q4, "93.59")),
            report(B, "b", agency="เขตสอง", results=(*Q4, "50.00")),
        ],
        [],
    ),
    "no codes, one title, one agency": (
        [
            report(A, "a", code=None, agency="เขตหนึ่ง", results=(*Q4, "93.59")),
            report(B, "b", code=None, agency="เขตหนึ่ง", results=(*Q4, "50.00")),
        ],
        [("XDC601", "a"), ("XDC601", "a"), ("XDC601", "b"), ("XDC601", "b")],
    ),
    "no codes, one title, two agencies": (
        [
            report(A, "a", code=None, agency="เขตหนึ่ง", target="90", results=(*Q4, "93.59")),
            report(B, "b", code=None, agency="เขตสอง", target="80", results=(*Q4, "50.00")),
        ],
        [],
    ),
    "no codes, one title, no agency named": (
        [
            report(A, "a", code=None, results=(*Q4, "93.59")),
            report(B, "b", code=None, results=(*Q4, "50.00")),
        ],
        [],
    ),
    "score sheets of one agency and round": (
        [card(A, "a", score="4.50"), card(B, "b", score="3.00")],
        [("XDC601", "a"), ("XDC601", "b")],
    ),
    "score sheets of two rounds": (
        [card(A, "a", score="4.50", round="6"), card(B, "b", score="3.00", round="12")],
        [],
    ),
    "score sheets of the year and of its last round": (
        [card(A, "a", score="4.50"), card(B, "b", score="3.00", round="12")],
        [("XDC601", "a"), ("XDC601", "b")],
    ),
    "score sheets of two persons": (
        [card(A, "a", score="4.50", person="คนหนึ่ง"), card(B, "b", score="3.00", person="คนสอง")],
        [],
    ),
    "title that two districts share": (
        [
            report(A, "a", code=None, results=(*Q4, "93.59")),
            report(B, "b", results=(*Q4, "50.00")),
            report(C, "c", results=(*Q4, "40.00"), code="0777-0001"),
        ],
        [],
    ),
    "same report in two formats": (
        [
            report(A, "a.html", results=("10", "20", "30", "40"), narratives=(TOLD, None, None, OTHER)),
            report(B, "b.pdf", results=("10", "20.00", "30", "40"), narratives=(TOLD, None, None, OTHER)),
        ],
        [("XDC605", "a"), ("XDC605", "b")],
    ),
    "target lowered in mid-year": (
        [
            report(A, "q2", target="100", results=("20", "40", None, None)),
            report(B, "q4", target="80", results=("20", "40", "60", "80")),
        ],
        [("XDC606", "b")],
    ),
    "target raised": (
        [
            report(A, "q2", target="80", results=("20", "40", None, None)),
            report(B, "q4", target="100", results=("20", "40", "60", "80")),
        ],
        [],
    ),
    "targets that differ at the same time": (
        [report(A, "a", target="80"), report(B, "b", target="100")],
        [("XDC601", "a"), ("XDC601", "b")],
    ),
    "narrative copied to another KPI": (
        [
            report(A, "a", narratives=(TOLD, None, None, None)),
            report(B, "b", code="0777-0001", title="อื่น", narratives=(None, None, TOLD, None)),
        ],
        [("EVI410", "a"), ("EVI410", "b")],
    ),
    "copied with Thai digits and other spaces": (
        [
            report(A, "a", narratives=(TOLD, None, None, None)),
            report(B, "b", code="0777-0001", title="อื่น",
                   narratives=(TOLD.translate(THAI).replace(" ", "  "), None, None, None)),
        ],
        [("EVI410", "a"), ("EVI410", "b")],
    ),
    "copied and lightly edited": (
        [
            report(A, "a", narratives=(TOLD, None, None, None)),
            report(B, "b", code="0777-0001", title="อื่น",
                   narratives=(TOLD.replace("เรียบร้อยแล้ว", "แล้ว").replace("ณ ", "ที่"), *Q4)),
        ],
        [("EVI410", "a"), ("EVI410", "b")],
    ),
    "same wording, own figures": (
        [
            report(A, "a", narratives=(OTHER, None, None, None)),
            report(B, "b", code="0777-0001", title="อื่น",
                   narratives=(OWN, *Q4)),
        ],
        [],
    ),
    "same KPI in another year": (
        [
            report(A, "a", narratives=(TOLD, None, None, None)),
            report(B, "b", year="2565", narratives=(TOLD, None, None, None)),
        ],
        [],
    ),
    "different narratives": (
        [
            report(A, "a", narratives=(TOLD, None, None, None)),
            report(B, "b", code="0777-0001", title="อื่น", narratives=(OTHER, None, None, None)),
        ],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_documents_are_held_against_each_other(tmp_path: Path, name: str) -> None:
    lines, expected = CASES[name]
    found = crossed(tmp_path, lines)
    assert codes(found) == expected, [row["message"] for row in found]


def test_finding_says_both_values_and_points_at_both_places(tmp_path: Path) -> None:
    lines = [
        report(A, "form.txt", results=(*Q4, "93.59")),
        report(B, "page.html", results=(*Q4, "95.10")),
    ]
    row = next(row for row in crossed(tmp_path, lines) if row["quarter"] == 4)
    assert (row["actual"], row["expected"], row["other_id"]) == ("93.59", "95.10", B)
    assert (row["quote"], row["other_quote"]) == ("93.59", "95.10")
    assert row["claims"] and row["changes_score"]
    assert "page.html" in row["message"] and "may be the wrong one" in row["message"]
    assert row["key"].startswith("XDC601|0402-0810|2564|result|q4")


def test_versions_seen_in_one_place_do_not_conflict(tmp_path: Path) -> None:
    lines = [
        report(A, "http://x/1", results=(*Q4, "93.59")),
        report(B, "http://x/1", results=(*Q4, "95.10")),
    ]
    assert codes(crossed(tmp_path, lines)) == []


def test_same_bytes_in_two_places_are_told_once(tmp_path: Path) -> None:
    one = report(A, "a.txt")
    one.document.sources = ["a.txt", "b/copy.txt"]
    (row,) = crossed(tmp_path, [one])
    assert (row["code"], row["actual"]) == ("XDC605", "2")
    assert "b/copy.txt" in row["message"]


def test_unit_whose_scores_never_vary_is_told_once(tmp_path: Path) -> None:
    def unit(value: str, first: int) -> list[Line]:
        return [
            report(
                f"{number:064x}", f"{number:03}", code=f"0402-{number:04}", evaluation=value,
                title=f"ตัวชี้วัดที่ {number}",
            )
            for number in range(first, first + 6)
        ]  # fmt: skip

    assert codes(crossed(tmp_path, unit("100", 16))) == [("XDC607", "0")]
    mixed = unit("100", 16)[:-1] + unit("85", 40)[:1]
    assert codes(crossed(tmp_path / "mixed", mixed)) == []


def test_rules_are_switched_off_and_graded_by_the_settings(tmp_path: Path) -> None:
    lines = CASES["form against page"][0]
    assert crossed(tmp_path / "off", lines, Settings(off=["XDC6*"])) == []
    graded = crossed(tmp_path / "graded", lines, Settings(severities={"XDC601": "notice"}))
    assert {row["severity"] for row in graded} == {"notice"}


def test_second_check_takes_what_stands(address: str, tmp_path: Path) -> None:
    lines = CASES["form against page"][0]
    before = crossed(tmp_path, lines, address=address)
    engine = open_engine(address)
    with writing(engine) as connection:
        assert not cross_check(connection, "r1").is_fresh
        assert cross_check(connection, "r2").is_fresh
    engine.dispose()
    assert stores.rows(address, "cross_findings", "document_id, ordinal") == before


def test_codes_of_rules_across_documents_are_kept_apart_from_lines() -> None:
    assert {rule.code for rule in cross_rules()} == CODES


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(
            [("7.3.1", "บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่เชื่อถือ", "2564", 3),
             ("7.3.1", "บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่เชื่%", "2564", 5)],
            [("บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่เชื่อถือ", 8, 3, 1)],
            id="a marked line is completed even where most print it cut",
        ),
        pytest.param(
            [("7.3.1", "บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่เชื่อถือ", "2564", 3),
             ("7.3.1", "บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่ใช้", "2564", 1)],
            [("บุคลากรเป็นมืออาชีพ มีคุณธรรม และเป็นที่เชื่อถือ", 4, 3, 1)],
            id="a garbled end is completed by the majority",
        ),
        pytest.param(
            [("2.1", "คุณภาพสิ่งแวดล้อม", "2560", 4), ("2.1", "ความปลอดภัยในชีวิต", "2566", 4)],
            [("ความปลอดภัยในชีวิต", 4, 4, 0), ("คุณภาพสิ่งแวดล้อม", 4, 4, 0)],
            id="a code that two plans use stands for two strategies",
        ),
        pytest.param(
            [("2.1.3", "ประชาชนเข้าถึงบริการอย่างทั่วถึง%", "2564", 2)],
            [("ประชาชนเข้าถึงบริการอย่างทั่วถึง%", 2, 0, 0)],
            id="nobody prints it whole",
        ),
    ],
)  # fmt: skip
def test_strategy_lines_are_rebuilt(
    printed: list[tuple[str, str, str | None, int]], expected: list[tuple[str, int, int, int]]
) -> None:
    found = [
        (
            strategy.text,
            strategy.row({})["documents"],
            strategy.row({})["whole"],
            sum(repair is not None for _, repair in repairs(strategy)),
        )
        for strategy in rebuilt(printed)
    ]
    assert sorted(found) == sorted(expected)


def test_strategy_tree_names_its_repairs_and_keeps_the_raw_lines(
    address: str, tmp_path: Path
) -> None:
    whole = [("7", "การบริหารจัดการ"), ("7.3", "การบริหารทรัพยากรบุคคลของเมือง")]
    cut = [("7", "การบริหารจัดการ"), ("7.3", "การบริหารทรัพยากรบุคค%")]
    lines = [
        report(A, "a", strategies=whole, code="0402-0001"),
        report(B, "b", strategies=whole, code="0402-0002"),
        report(C, "c", strategies=cut, code="0402-0003"),
    ]
    crossed(tmp_path, lines, address=address)
    tree = {row["code"]: row for row in stores.rows(address, "strategies")}
    assert tree["7.3"]["parent_id"] == tree["7"]["id"]
    assert (tree["7.3"]["documents"], tree["7.3"]["whole"]) == (3, 2)
    printed = stores.rows(address, "strategy_lines WHERE code = '7.3'", "document_id")
    assert [row["text"] for row in printed] == [whole[1][1], whole[1][1], cut[1][1]]
    assert {row["strategy_id"] for row in printed} == {tree["7.3"]["id"]}
    assert printed[2]["repair"] == "completed from 2 documents that print the line whole"


def test_agency_is_named_as_most_documents_name_it(tmp_path: Path) -> None:
    lines = [
        report(f"{number:064x}", f"{number}", code=f"0402-{number:04}", agency=name)
        for number, name in enumerate(("สำนักหนึ่ง", "สำนักหนึ่ง", "สำนัก  หนึ่ง", "สำนัก 1"), 1)
    ]
    crossed(tmp_path, lines)
    (row,) = stores.rows(f"sqlite:///{tmp_path / 'kpi.sqlite'}", "agencies")
    assert (row["code"], row["name"], row["names"], row["kpis"]) == ("0402", "สำนักหนึ่ง", 3, 4)
