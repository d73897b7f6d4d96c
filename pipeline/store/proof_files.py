"""The sign-off of a migration: `verify.html` to be read and signed, `verify.csv` to be kept."""

from __future__ import annotations

import csv
from html import escape
from pathlib import Path

from pipeline.clock import now
from pipeline.outputs.cells import escape as escape_cell
from pipeline.outputs.files import replacing_text
from pipeline.settings import redacted
from pipeline.store.verify import Proof
from schemas.errors import KpiAuditError

THAI = {
    "documents are in the database, or in the failures": "เอกสารอยู่ในฐานข้อมูลหรืออยู่ในรายการที่อ่านไม่สำเร็จ",
    "inputs without bytes are in the failures": "รายการที่เปิดไม่ได้มีบันทึกไว้",
    "sources are noted": "ที่มาของเอกสารมีบันทึกไว้",
    "claims and their numbers": "ข้ออ้างและตัวเลข",
    "findings": "ข้อสังเกต",
    "targets, results, weights and scores": "เป้าหมาย ผลงาน น้ำหนัก และคะแนน",
    "quarters and narratives": "ผลรายไตรมาสและคำบรรยาย",
    "pages' text": "ข้อความของหน้า",
    "input files are in the outputs, bytes equal": "แฟ้มต้นทางอยู่ในผลลัพธ์และตรงกันทุกไบต์",
    "documents by layout and year": "จำนวนเอกสารตามแบบฟอร์มและปี",
}
"""The checks' names for people who read Thai."""


def write_proof(proof: Proof, folder: Path, address: str) -> tuple[Path, Path]:
    """Write both files and return their paths. KpiAuditError KA305."""
    page, table = folder / "verify.html", folder / "verify.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing_text(table, "utf-8-sig") as stream:
            writer = csv.writer(stream)
            writer.writerow(["check", "compared", "wrong", "example"])
            for check in proof.checks.values():
                for example in check.examples or [""]:
                    cells = (check.name, str(check.compared), str(check.wrong), example)
                    writer.writerow([escape_cell(cell) for cell in cells])
        with replacing_text(page) as stream:
            stream.write(_page(proof, redacted(address)))
    except OSError as error:
        raise KpiAuditError("KA305", f"{folder} cannot be written: {error.strerror}") from error
    return page, table


def _both(name: str) -> str:
    return f"{THAI[name]} · {name}" if name in THAI else name


def _page(proof: Proof, address: str) -> str:
    rows = "".join(
        f"<tr class={'ok' if not check.wrong else 'bad'}><td>{escape(_both(check.name))}</td>"
        f"<td>{check.compared}</td><td>{check.wrong}</td>"
        f"<td>{'<br>'.join(map(escape, check.examples))}</td></tr>"
        for check in proof.checks.values()
    )
    counts = "".join(
        f"<tr><td>{escape(layout)}</td><td>{escape(year)}</td><td>{proof.counts[layout, year]}</td>"
        f"<td>{proof.in_database[layout, year]}</td></tr>"
        for layout, year in sorted(set(proof.counts) | set(proof.in_database))
    )
    share = proof.text_coverage
    coverage = "-" if share is None else f"{share:.2%}"
    verdict = (
        "ครบถ้วน ตรงกันทุกรายการ · everything is there and equal"
        if proof.is_whole
        else "ยังไม่ครบหรือไม่ตรงกัน ดูรายการด้านล่าง · not everything fits, see below"
    )
    return _PAGE.format(
        address=escape(address), time=now(), verdict=verdict, rows=rows, counts=counts,
        coverage=coverage, characters=proof.characters,
        is_whole="ok" if proof.is_whole else "bad",
    )  # fmt: skip


_PAGE = """<!doctype html>
<html lang="th"><meta charset="utf-8"><title>หลักฐานการย้ายข้อมูล · proof of migration</title>
<style>body{{font:16px/1.5 "Sarabun","Noto Sans Thai",sans-serif;margin:2rem;max-width:70rem}}
td,th{{padding:.2rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid #ccc}}
.bad{{background:#fed7d7}}.ok td:first-child::before{{content:"✓ "}}
.bad td:first-child::before{{content:"✗ "}}.sign{{margin-top:3rem}}.sign td{{padding:2rem 2rem 0}}
</style>
<h1>หลักฐานการย้ายข้อมูล · proof of migration</h1>
<p>{address} · {time}</p>
<p class="{is_whole}"><strong>{verdict}</strong></p>
<table><tr><th>สิ่งที่ตรวจ · check</th><th>จำนวน · compared</th><th>ไม่ตรง · wrong</th>
<th>ตัวอย่าง · examples</th></tr>{rows}</table>
<p>ข้อความในฐานข้อมูล · text held: {coverage} ({characters} characters)</p>
<table><tr><th>layout</th><th>ปี · year</th><th>ส่งมอบ · given</th><th>ในฐานข้อมูล · held</th></tr>
{counts}</table>
<table class="sign"><tr><td>ลงชื่อผู้ตรวจ ……………………………………</td><td>วันที่ ……………………</td></tr>
<tr><td>ลงชื่อผู้รับมอบ ……………………………………</td><td>วันที่ ……………………</td></tr></table>
</html>
"""
