"""Bad input ends as a record or as a line with a coded error, and the run goes on."""

import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fpdf import FPDF

from extractors.readers.dispatch import read
from pipeline.run import Run
from pipeline.settings import RunSettings
from schemas.errors import KpiAuditError

THAI = "รายงานผลการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. 2566 ไตรมาสที่ 2\n" * 5
PAGE = f"<!DOCTYPE html><html><body><p>{THAI}</p></body></html>"
EVIL = "=1+1\n@SUM(A1)\n<script>alert('x')</script><img src=x onerror=alert(1)>\n{{ 7*7 }}\n"


def pdf(password: str | None = None) -> bytes:
    file = FPDF()
    file.add_page()
    file.set_font("helvetica", size=14)
    for number in range(20):
        file.cell(text=f"Indicator {number}: 93.59 percent", new_x="LMARGIN", new_y="NEXT")
    if password:
        file.set_encryption(owner_password="owner", user_password=password)
    return bytes(file.output())


#: name of the file, its bytes, the error's code or None where it is a record
BAD: dict[str, tuple[str, Callable[[], bytes], str | None]] = {
    "zero bytes": ("empty.txt", lambda: b"", "KA103"),
    "random bytes named pdf": ("r.pdf", lambda: random.Random(1).randbytes(20000), "KA105"),
    "random bytes": ("r.bin", lambda: random.Random(2).randbytes(20000), "KA107"),
    "truncated pdf": ("cut.pdf", lambda: pdf()[:300], "KA105"),
    "pdf header only": ("head.pdf", lambda: b"%PDF-1.7\n", "KA105"),
    "encrypted pdf": ("locked.pdf", lambda: pdf("secret"), "KA106"),
    "pdf named txt": ("really-a-pdf.txt", pdf, None),
    "page named pdf": ("really-a-page.pdf", PAGE.encode, None),
    "page named txt": ("really-a-page.txt", PAGE.encode, None),
    "text named html": ("really-text.html", THAI.encode, None),
    "text named docx": ("really-text.docx", THAI.encode, None),
    "lying charset": (
        "lie.html",
        lambda: PAGE.replace("<body", '<head><meta charset="utf-8"></head><body').encode("cp874"),
        None,
    ),
    "undeclared tis-620": ("tis.html", lambda: PAGE.encode("cp874"), None),
    "utf-16 text": ("wide.txt", lambda: THAI.encode("utf-16"), None),
    "utf-16 page without mark": ("wide.html", lambda: PAGE.encode("utf-16-le"), None),
    "5 MB line": ("long.txt", lambda: ("ร้อยละ 80 " * 320_000).encode()[:5_000_000], None),
    "50,000 nested tags": ("deep.html", lambda: b"<div>" * 50_000 + PAGE.encode(), None),
    "formulas and script": (f"=cmd({chr(39)}a{chr(39)}).txt", EVIL.encode, None),
    "formulas and script in a page": ("<b>x.html", lambda: f"<p>{EVIL}</p>".encode(), None),
    "control characters": ("control.txt", lambda: f"{THAI}\0\x01\x1b[31m".encode(), None),
    "lone surrogates": ("half.txt", lambda: THAI.encode() + b"\xed\xa0\x80", None),
    "name with a newline": ("รายงาน\nที่ 2 .txt", THAI.encode, None),
}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """All bad files in one run: the line of each by the file's name."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "in").mkdir()
    for name, content, _ in BAD.values():
        (folder / "in" / name).write_bytes(content())
    settings = RunSettings(out=folder / "out", jobs=2, timeout=100)
    Run(settings).execute([str(folder / "in"), str(folder / "missing.pdf")])
    found = {"out": folder / "out"}
    for text in (folder / "out" / "records.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        line = json.loads(text)
        for source in line["document"]["sources"]:
            found[os.path.basename(source)] = line
    yield found


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_a_record_or_a_coded_error(lines: dict[str, Any], case: str) -> None:
    name, _, code = BAD[case]
    line = lines[name]
    assert (line["error"] or {}).get("code") == code
    assert (line["record"] is None) == (code is not None)


@pytest.mark.parametrize(
    "case", ["lying charset", "undeclared tis-620", "utf-16 text", "utf-16 page without mark"]
)
def test_text_in_any_encoding_is_read_right(lines: dict[str, Any], case: str) -> None:
    line = lines[BAD[case][0]]
    path = lines["out"] / "text" / f"{line['document']['id']}.json"
    text = json.loads(path.read_text(encoding="utf-8"))["pages"][0]["text"]
    assert THAI.split("\n")[0] in text


def test_missing_path_is_a_line_too(lines: dict[str, Any]) -> None:
    assert lines["missing.pdf"]["error"]["code"] == "KA101"


def test_run_that_met_bad_input_wrote_everything(lines: dict[str, Any]) -> None:
    summary = json.loads((lines["out"] / "run.json").read_text(encoding="utf-8"))
    codes = sorted(code for _, _, code in BAD.values() if code)
    assert summary["documents"] == len({content() for _, content, _ in BAD.values()}) + 1
    assert sorted(failure["code"] for failure in summary["failures"]) == sorted([*codes, "KA101"])


def test_nothing_in_the_outputs_executes(lines: dict[str, Any]) -> None:
    report = (lines["out"] / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in report
    assert "<img src=x" not in report
    for name in ("claims.csv", "findings.csv"):
        cells = (lines["out"] / name).read_text(encoding="utf-8-sig")
        assert not any(cell.startswith(("=", "@")) for cell in cells.replace("\n", ",").split(","))


@pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
def test_unreadable_file_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "locked.txt").write_text(THAI, encoding="utf-8")
    (tmp_path / "in" / "locked.txt").chmod(0)
    outcome = Run(RunSettings(out=tmp_path / "out")).execute([str(tmp_path / "in")])
    assert [failure.code for failure in outcome.totals.failures] == ["KA102"]


def test_symlink_loop_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    outcome = Run(RunSettings(out=tmp_path / "out")).execute([str(tmp_path / "loop.txt")])
    assert [failure.code for failure in outcome.totals.failures] == ["KA102"]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"BMA report 2566\n", "text/plain"),
        ("a.txt", b"a <b>bold</b> word and a <script> tag\n", "text/plain"),
        ("a.php", b"Warning: x\n<table><tr><td>1</td></tr></table>", "text/html"),
        ("a", b"<?xml version='1.0'?>\n<!-- x -->\n<html><p>1</p></html>", "text/html"),
        ("a.csv", b"a,b\n1,2\n", "text/plain"),
        ("mail", b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nSubject: x\n\nbody\n", "message/rfc822"),
        ("a.txt", b"Title: x\nAuthor: y\nYear: z\n\nbody\n", "text/plain"),
    ],
)
def test_kind_of_bytes_is_told_by_what_they_hold(name: str, data: bytes, media_type: str) -> None:
    assert read(data, source=name).media_type == media_type


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 but nothing more", "KA114"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "KA107"),
        (b"\x1f\x8b\x08 packed", "KA113"),
        (b"7z\xbc\xaf\x27\x1c packed", "KA113"),
    ],
)
def test_bytes_that_no_reader_takes_are_a_coded_error(data: bytes, code: str) -> None:
    with pytest.raises(KpiAuditError, match=code):
        read(data, source="a.bin")
