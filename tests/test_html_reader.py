"""Web pages are read as the lines that a reader sees, whatever their markup."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.readers import html, html_tokens
from extractors.readers.html_text import PageText
from schemas.document import Document, Table

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "html_pages.yaml").read_text(encoding="utf-8")
)
#: Sources on which the careful way reads other lines than a browser, and may.
BROWSER_ONLY = {"text_between_table_rows_goes_before_the_table"}


def read(source: str | bytes, **options: Any) -> Document:
    data = source.encode() if isinstance(source, str) else source
    return html.read(data, source="page.html", **options)


def lines(document: Document) -> list[str]:
    return [line for line in document.pages[0].text.split("\n") if line]


def described(document: Document, table: Table) -> list[str]:
    text = document.pages[0].text
    found = []
    for cell in table.cells:
        spans = f" {cell.row_span}x{cell.column_span}"
        content = text[cell.start : cell.end].replace("\n", "|")
        found.append(f"{cell.row},{cell.column}{'' if spans == ' 1x1' else spans} {content}")
    return found


@pytest.mark.parametrize("name", CASES)
def test_page_reads_as_it_looks(name: str) -> None:
    case = CASES[name]
    document = read(case["html"])
    assert lines(document) == case["lines"]
    if "tables" in case:
        assert [described(document, table) for table in document.tables] == case["tables"]
    if "furniture" in case:
        page = document.pages[0]
        texts = [page.text[start:end].replace("\n", "|") for start, end in page.furniture]
        assert texts == case["furniture"]
    assert document.title == case.get("title")
    assert case.get("note", "") in " ".join(document.notes)


@pytest.mark.parametrize("name", sorted(CASES.keys() - BROWSER_ONLY))
def test_careful_way_reads_the_same_lines(name: str) -> None:
    source = html_tokens.expand_xhtml(CASES[name]["html"])
    text = PageText().read(html_tokens.careful_tokens(source))
    assert [line for line in text.split("\n") if line] == CASES[name]["lines"]


@pytest.mark.parametrize(
    ("encoding", "head", "declared", "found"),
    [
        ("utf-8", "", None, "utf-8"),
        ("utf-8", "<meta charset=windows-874>", None, "utf-8"),
        ("cp874", "", None, "cp874"),
        ("cp874", "<meta charset=utf-8>", None, "cp874"),
        (
            "cp874",
            "<meta http-equiv=Content-Type content='text/html; charset=tis-620'>",
            None,
            "cp874",
        ),
        ("cp874", "<meta charset=iso-8859-1>", "ISO-8859-1", "cp874"),
        ("cp874", "", "windows-874", "cp874"),
        ("utf-16", "", None, "utf-16-le"),
    ],
)
def test_charset_is_proved_not_believed(
    encoding: str, head: str, declared: str | None, found: str
) -> None:
    said = "รายงานผลการดำเนินงานตามตัวชี้วัด ร้อยละ ๙๐"
    page = f"<html><head>{head}<title>ผล</title></head><body><p>{said}</p></body></html>"
    document = read(page.encode(encoding), declared_charset=declared)
    assert lines(document) == [said]
    assert document.title == "ผล"
    assert document.encoding == found


def test_saved_page_is_read_from_its_mail() -> None:
    page = "<html><body><p>ผลงาน : <b>95.00</b></p></body></html>".encode("cp874")
    encoded = "".join(f"={byte:02X}" if byte > 126 or byte == 61 else chr(byte) for byte in page)
    saved = (
        "From: <Saved by a browser>\r\nSubject: KPI\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
        "----b\r\nContent-Type: text/html; charset=windows-874\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}\r\n"
        "----b\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----b--\r\n"
    )
    document = read(saved.encode("ascii"))
    assert lines(document) == ["ผลงาน : 95.00"]
    assert document.media_type == "multipart/related"


def test_saved_frames_are_pages_of_their_own_with_their_tables() -> None:
    def part(body: str, charset: str, head: str) -> bytes:
        opening = f"--b\r\nContent-Type: text/html; charset={charset}\r\n{head}\r\n\r\n"
        return opening.encode() + body.encode(charset) + b"\r\n"

    saved = b"".join(
        (
            b'Content-Type: multipart/related; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n',
            part(
                "<frameset><frame src='cid:m'><frame src=http://kpi/a></frameset>", "utf-8", "X: 1"
            ),
            part("<p>ไม่มีกรอบใดแสดง</p>", "utf-8", "Content-ID: <x>"),
            part(
                "<table><tr><td>ผลงาน<td>95.00</table>", "cp874", "Content-Location: http://kpi/a"
            ),
            part("<p>เมนู</p>", "utf-8", "Content-ID: <m>"),
            b"--b--\r\n",
        )
    )
    document = read(saved)
    assert [page.text for page in document.pages] == ["เมนู", "ผลงาน\n95.00"]
    assert [cell.page for cell in document.tables[0].cells] == [2, 2]


HARD = {
    "50,000 nested div": "<div>" * 50_000 + "ใน" + "</div>" * 50_000,
    "50,000 open div": "<div>" * 50_000 + "ใน",
    "50,000 nested tables": "<table><tr><td>" * 50_000 + "ใน",
    "50,000 open fonts": "".join(f"<font size={n}>" for n in range(50_000)) + "ใน",
    "50,000 open spans": "<span>" * 50_000 + "ใน",
    "200,000 attributes": "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">ใน",
    "200,000 options": "<select>" + "<option>ก" * 200_000 + "</select>ใน",
    "open comments": "ใน" + "<!--" * 200_000,
    "open tags": "ใน" + "<a" * 500_000,
    "open quotes": "ใน" + '<a "' * 200_000,
    "wide spans": "<table>" + "<tr><td colspan=1000 rowspan=65534>" * 3_000 + "ใน",
    "stray end tags": "<div><i><table><td>" + "<b>" * 20_000 + "</i>" * 20_000 + "ใน",
}


@pytest.mark.parametrize("name", HARD)
def test_hostile_page_is_read_in_bounded_time(name: str) -> None:
    began = time.process_time()
    document = read(HARD[name])
    assert time.process_time() - began < 10
    assert "ใน" in document.pages[0].text


def test_line_of_five_megabytes() -> None:
    said = "ดำเนินการแล้วเสร็จ " * 100_000
    assert lines(read(f"<p>{said}</p>")) == [said.strip()]


def test_page_of_twenty_megabytes_is_fast() -> None:
    rows = "<tr><td>ไตรมาสที่ 1</td><td align=center>10.00</td><td>&nbsp;</td></tr>\n" * 5
    told = "<p>" + "ประชุมคณะทำงานและสรุปผลเสนอผู้บริหาร " * 8 + "</p>\n"
    page = ("<body>" + (f"<table>{rows}</table>" + told * 5) * 4_000).encode()
    assert len(page) > 19_000_000
    began = time.process_time()
    document = read(page)
    assert time.process_time() - began < 8  # about 1 s on the machine of the benchmark
    assert len(document.tables) == 4_000


@pytest.mark.parametrize("name", CASES)
def test_every_cell_lies_on_the_page(name: str) -> None:
    document = read(CASES[name]["html"])
    length = len(document.pages[0].text)
    for table in document.tables:
        taken = set()
        for cell in table.cells:
            assert 0 <= cell.start <= cell.end <= length
            assert (cell.row, cell.column) not in taken
            taken.add((cell.row, cell.column))


def test_no_markup_survives() -> None:
    for case in CASES.values():
        text = read(case["html"]).pages[0].text
        assert not re.search(r"<(?:p|td|div|script|font)\b", text)
