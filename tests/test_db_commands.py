"""kpi-audit db: load, verify, check, history, status, and a run whose documents speak of each other."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest

from pipeline.run import Run
from pipeline.settings import RunSettings
from pipeline.store.history import as_chart, as_text, history
from pipeline.store.proof_files import THAI, write_proof
from pipeline.store.verify import Proof, verify
from schemas.errors import KpiAuditError
from tests import outputs_folder, stores
from tests.conftest import Kpi
from tests.outputs_folder import report

A, B = "a" * 64, "b" * 64


def loaded(address: str, *folders: Path) -> str:
    stores.load(address, *folders)
    return address


def wrong(proof: Proof) -> dict[str, int]:
    return {name: check.wrong for name, check in proof.checks.items() if check.wrong}


def test_what_was_loaded_is_proved_whole(address: str, tmp_path: Path) -> None:
    folder = outputs_folder.write(tmp_path / "out", outputs_folder.mixed(12))
    proof = verify(loaded(address, folder), [folder], [])
    assert proof.is_whole, wrong(proof)
    assert proof.text_coverage == 1.0
    assert proof["documents are in the database, or in the failures"].compared == 13
    assert proof["inputs without bytes are in the failures"].compared == 1
    assert proof.counts == proof.in_database


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE claims SET value = '1' WHERE document_id LIKE '%5'", "claims and their numbers"),
        ("DELETE FROM claims WHERE document_id LIKE '%5'", "claims and their numbers"),
        ("UPDATE quarters SET result = '1' WHERE document_id LIKE '%5' AND quarter = 4",
         "quarters and narratives"),
        ("UPDATE kpi_reports SET achieved = '1' WHERE document_id LIKE '%5'",
         "targets, results, weights and scores"),
        ("UPDATE pages SET text = 'x' WHERE document_id LIKE '%5'", "pages' text"),
        ("UPDATE findings SET severity = 'notice' WHERE document_id LIKE '%5'", "findings"),
        ("DELETE FROM observations WHERE document_id LIKE '%5'", "sources are noted"),
        ("UPDATE documents SET layout = 'x' WHERE id LIKE '%5'", "documents by layout and year"),
        ("UPDATE reports SET fiscal_year = '2500' WHERE document_id LIKE '%5'",
         "documents by layout and year"),
        ("UPDATE documents SET error_code = NULL",
         "documents are in the database, or in the failures"),
    ],
)  # fmt: skip
def test_whatever_was_lost_or_changed_is_found(tmp_path: Path, damage: str, check: str) -> None:
    folder = outputs_folder.write(tmp_path / "out", outputs_folder.mixed(8))
    address = loaded(f"sqlite:///{tmp_path / 'kpi.sqlite'}", folder)
    with sqlite3.connect(tmp_path / "kpi.sqlite") as connection:
        assert connection.execute(damage).rowcount
    proof = verify(address, [folder], [])
    assert check in wrong(proof)
    assert not proof.is_whole


def test_input_files_are_hashed_and_strangers_told(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "1.txt").write_text("บันทึกการประชุม", encoding="utf-8")
    out = tmp_path / "out"
    Run(RunSettings(out=out, jobs=1)).execute([str(inputs)])
    address = f"sqlite:///{out / 'kpi.sqlite'}"
    assert verify(address, [out], [str(inputs)]).is_whole
    (inputs / "1.txt").write_text("อื่น", encoding="utf-8")
    (inputs / "2.txt").write_text("ใหม่", encoding="utf-8")
    check = verify(address, [out], [str(inputs)])["input files are in the outputs, bytes equal"]
    assert (check.compared, check.wrong) == (2, 2)


def test_proof_is_written_for_people_and_programs(tmp_path: Path) -> None:
    folder = outputs_folder.write(tmp_path / "out", outputs_folder.mixed(3))
    address = loaded(f"sqlite:///{tmp_path / 'kpi.sqlite'}", folder)
    proof = verify(address, [folder], [])
    assert set(proof.checks) - {"input files are in the outputs, bytes equal"} <= set(THAI)
    proof["<b>odd"].hold(False, "=1+1 <i>")
    page, table = write_proof(proof, tmp_path / "proof", "postgresql://me:geheim@db/x")
    html = page.read_text(encoding="utf-8")
    assert (
        "&lt;b&gt;odd" in html
        and "geheim" not in html
        and "ลงชื่อ" in html
        and "ข้อความของหน้า" in html
    )
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[-1] == {"check": "<b>odd", "compared": "1", "wrong": "1", "example": "'=1+1 <i>"}


def test_history_shows_a_kpi_over_years_and_sources(address: str, tmp_path: Path) -> None:
    lines = [
        report(A, "page-65.html", year="2565", results=("20", "40", "60", "80")),
        report(B, "form-64.txt", year="2564", results=(None, None, None, "93.59")),
    ]
    entries = history(loaded(address, outputs_folder.write(tmp_path / "out", lines)), "0402-0810")
    assert [(e.fiscal_year, e.achieved) for e in entries] == [("2564", "93.59"), ("2565", "80")]
    shown = as_text("0402-0810", entries)
    assert "Q1 20  Q2 40  Q3 60  Q4 80  page-65.html" in shown
    assert shown.index("form-64.txt") < shown.index("page-65.html")
    chart = as_chart("0402-0810", entries)
    assert chart.count("<rect") == 2 and "form-64.txt" in chart


def test_unknown_kpi_is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(KpiAuditError, match="KA312"):
        history(f"sqlite:///{tmp_path / 'kpi.sqlite'}", "0000-000")


def test_commands_work_together(kpi: Kpi, tmp_path: Path) -> None:
    lines = [report(A, "a.txt"), report(B, "b.txt", results=(None, None, None, "50"))]
    folder = outputs_folder.write(tmp_path / "out", lines)
    db = ("--db", f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    done = kpi("db", "load", folder, *db)
    assert done.returncode == 0, done.stderr
    assert "2 documents written" in done.stderr and "XDC601 4" in done.stderr
    assert "nothing is to be done" in kpi("db", "status", *db).stderr
    done = kpi("db", "verify", folder, *db, "-o", tmp_path / "proof")
    assert done.returncode == 0, done.stderr
    done = kpi("db", "verify", folder, *db, "-o", tmp_path / "proof", "--lang", "th")
    assert "ข้อความของหน้า: เทียบ 2 รายการ ไม่ตรง 0 รายการ" in done.stderr
    assert "93.59" in kpi("db", "history", "0402-0810", *db).stdout
    done = kpi("db", "export", "--format", "jsonl", "-o", tmp_path / "x", *db)
    assert done.returncode == 0, done.stderr
    back = ("--db", f"sqlite:///{tmp_path / 'back.sqlite'}")
    assert "put back" in kpi("db", "load", tmp_path / "x", *back).stderr
    assert "KA312" in kpi("db", "history", "nope", *db).stderr
    assert "KA309" in kpi("db", "load", tmp_path / "proof", *db).stderr


def test_status_tells_what_is_to_be_done(kpi: Kpi, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    loaded(address, outputs_folder.write(tmp_path / "out", outputs_folder.mixed(2)))
    shown = kpi("db", "status", "--db", address).stderr
    assert "kpi-audit db check" in shown and "1 documents could not be read" in shown
    assert kpi("db", "check", "--db", address).returncode == 0
    assert "kpi-audit db check" not in kpi("db", "status", "--db", address).stderr


def test_run_shows_what_its_documents_say_of_each_other(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name in ("one.txt", "two.txt"):
        (inputs / name).write_text("บันทึกการประชุม\nเรื่องแจ้งเพื่อทราบ", encoding="utf-8")
    out = tmp_path / "out"
    for _ in range(2):
        outcome = Run(RunSettings(out=out, jobs=1)).execute([str(inputs)])
        assert outcome.totals.findings["XDC605"] == 1
        (line,) = outputs_folder.read_lines(out)
        assert "XDC605" in json.dumps(line["findings"])
    loaded(f"sqlite:///{tmp_path / 'other.sqlite'}", out)
    for name in ("findings", "checks"):
        kept = stores.rows(f"sqlite:///{tmp_path / 'other.sqlite'}", name)
        assert "XDC605" not in {row["code"] for row in kept}


def test_every_table_column_and_view_is_described(address: str) -> None:
    from docs.database import GROUPS, VIEWS
    from pipeline.store import tables as t

    assert {name for _, names in GROUPS for name in names} == set(t.metadata.tables)
    assert set(VIEWS) == set(t.VIEWS)
    for table in t.metadata.sorted_tables:
        assert table.comment, table.name
        assert [c.name for c in table.columns if not c.comment] == [], table.name
    loaded(address)
    if address.startswith("postgresql"):
        query = "pg_attribute a WHERE attnum > 0 AND attrelid = 'claims'::regclass AND NOT EXISTS"
        query += " (SELECT 1 FROM pg_description d WHERE d.objoid = attrelid AND objsubid = attnum)"
        assert stores.rows(address, query) == []
