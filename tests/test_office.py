"""Office files: what they show, nothing of what they hide, run or refer to."""

from __future__ import annotations

import datetime
import http.server
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from extractors.readers import office
from extractors.readers.office_text.formats import printed
from schemas.document import Document
from schemas.errors import KpiAuditError

Fill = Callable[[object], None]


def saved(file: object) -> bytes:
    out = io.BytesIO()
    file.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def read(data: bytes, name: str) -> Document:
    return office.read(data, source=name)


def rows(document: Document, number: int = 0) -> list[list[str]]:
    table = document.tables[number]
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        text = document.pages[cell.page - 1].text[cell.start : cell.end]
        found.setdefault(cell.row, []).append(text)
    return list(found.values())


def test_word_gives_headings_lists_and_tables_in_order() -> None:
    file = docx.Document()
    file.add_heading("รายงานผล")
    file.add_paragraph("ข้อแรก", style="List Number")
    file.add_paragraph("ข้อสอง", style="List Number")
    table = file.add_table(2, 2)
    for cell, text in zip(table._cells, ("ไตรมาส", "ผลงาน", "1", "๕.๐๐"), strict=True):
        cell.text = text
    file.add_paragraph("ท้ายเรื่อง")
    document = read(saved(file), "a.docx")
    text = document.pages[0].text
    assert text == "รายงานผล\n1. ข้อแรก\n2. ข้อสอง\nไตรมาส\nผลงาน\n1\n๕.๐๐\nท้ายเรื่อง\n"
    assert rows(document) == [["ไตรมาส", "ผลงาน"], ["1", "๕.๐๐"]]


@pytest.mark.parametrize(
    "run",
    [
        "<w:del {}><w:r><w:delText>secret</w:delText></w:r></w:del>",
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        "<w:r {}><w:instrText>secret</w:instrText></w:r>",
    ],
    ids=["deleted", "hidden", "field code"],
)
def test_word_leaves_out_what_is_not_shown(run: str) -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("shown")
    paragraph._p.append(parse_xml(run.format(nsdecls("w"))))
    assert read(saved(file), "a.docx").pages[0].text == "shown\n"


def test_word_merged_cells_span_rows_and_columns() -> None:
    file = docx.Document()
    table = file.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "tall"
    table.cell(0, 1).text, table.cell(1, 1).text = "b", "d"
    cells = {cell.column: cell for cell in read(saved(file), "a.docx").tables[0].cells}
    assert cells[0].row_span == 2 and cells[0].column_span == 1


def test_slides_are_pages_with_title_first_and_notes_last() -> None:
    file = pptx.Presentation()
    for number in (1, 2):
        slide = file.slides.add_slide(file.slide_layouts[1])
        slide.placeholders[1].text = f"เนื้อหา {number}"
        slide.shapes.title.text = f"หัวข้อ {number}"
        slide.notes_slide.notes_text_frame.text = f"บันทึก {number}"
    document = read(saved(file), "a.pptx")
    assert [page.text for page in document.pages] == [
        f"หัวข้อ {number}\nเนื้อหา {number}\nบันทึก {number}\n" for number in (1, 2)
    ]


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (1407.5, "#,##0.00", "1,407.50"),
        (0.8919, "0.00%", "89.19%"),
        (0.1 + 0.2, "General", "0.3"),
        (5, "0.00", "5.00"),
        (-3.5, "0.0;(0.0)", "(3.5)"),
        (7, "000", "007"),
        (Decimal("12.345"), "0.0#", "12.35"),
        (1234567, '#,##0.0,," ล้านบาท"', "1.2 ล้านบาท"),
        (datetime.date(2024, 3, 15), "[$-107041E]d mmmm yyyy", "15 มีนาคม 2567"),
        (datetime.date(2024, 3, 15), "dd/mm/yyyy", "15/03/2024"),
        (datetime.date(2024, 3, 15), "[$-407]d mmmm yyyy", "15 มีนาคม 2024"),
        (True, "General", "TRUE"),
        ("ข้อความ", "@", "ข้อความ"),
    ],
)
def test_cell_reads_as_excel_prints_it(value: object, pattern: str, shown: str) -> None:
    assert printed(value, pattern) == shown


def test_sheet_is_a_table_and_hidden_parts_are_not_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["ตัวชี้วัด", "ผล"], ["น้ำ", 5], ["ลับ", 9]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    secret = book.create_sheet("ซ่อน")
    secret["A1"] = "secret"
    secret.sheet_state = "hidden"
    document = read(saved(book), "a.xlsx")
    assert rows(document) == [["ตัวชี้วัด", "ผล"], ["น้ำ", "5"]]
    assert len(document.pages) == 1
    assert "ซ่อน" in document.notes[0]


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<broken", "KA114"),
        (b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>', "KA114"),
        (b" " * (65 * 1024 * 1024), "KA112"),
    ],
    ids=["broken", "entities", "bomb"],
)
def test_bad_part_is_a_coded_error(content: bytes, code: str) -> None:
    data = repacked(saved(docx.Document()), "word/document.xml", content)
    with pytest.raises(KpiAuditError) as caught:
        read(data, "a.docx")
    assert caught.value.code == code


def test_old_format_without_libreoffice_is_a_coded_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KpiAuditError) as caught:
        read(b"{\\rtf1 text}", "a.rtf")
    assert caught.value.code == "KA115"


@pytest.mark.needs("soffice")
def test_old_format_is_read_through_libreoffice() -> None:
    document = read(rb"{\rtf1\ansi Report of 2567\par}", "a.rtf")
    assert document.media_type == "application/rtf"
    assert document.pages[0].text == "Report of 2567\n"


class _Listener(http.server.BaseHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[str]:
    """A web server that notes who asks; its address."""
    _Listener.asked.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def with_links(data: bytes, part: str, address: str) -> bytes:
    """Return an Office file whose relations name a template, picture, frame and book elsewhere."""
    kinds = ("attachedTemplate", "image", "frame", "externalLink", "oleObject", "hyperlink")
    relations = "".join(
        f'<Relationship Id="x{kind}" TargetMode="External" Target="{address}/{kind}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for kind in kinds
    )
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        content = file.read(part).replace(
            b"</Relationships>", relations.encode() + b"</Relationships>"
        )
    return repacked(data, part, content)


def test_office_file_is_read_without_asking_for_what_it_links_to(listener: str) -> None:
    word, book, deck = docx.Document(), openpyxl.Workbook(), pptx.Presentation()
    word.add_paragraph("words")
    book.active["A1"], book.active["A2"] = "words", f'=WEBSERVICE("{listener}/formula")'
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "words"
    for file, name, part in (
        (word, "a.docx", "word/_rels/document.xml.rels"),
        (book, "a.xlsx", "xl/_rels/workbook.xml.rels"),
        (deck, "a.pptx", "ppt/slides/_rels/slide1.xml.rels"),
    ):
        data = with_links(saved(file), part, listener)
        assert read(data, name).pages[0].text.startswith("words")
    assert _Listener.asked == []


def test_macros_of_a_file_are_never_opened_and_noted() -> None:
    out = io.BytesIO()
    data = saved(docx.Document())
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    document = read(out.getvalue(), "a.docm")
    assert "AutoOpen" not in document.pages[0].text
    assert "macro" in document.notes[0]


@pytest.mark.needs("soffice")
def test_libreoffice_follows_no_link_of_an_old_file(listener: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = f"""<office:document-content xmlns:office="{names}:office:1.0"
        xmlns:text="{names}:text:1.0" xmlns:draw="{names}:drawing:1.0"
        xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>
        <text:p>words<draw:frame><draw:image xlink:href="{listener}/picture.png"/></draw:frame>
        </text:p><text:section text:name="s"><text:section-source
        xlink:href="{(tmp_path / "secret.txt").as_uri()}"/></text:section>
        </office:text></office:body></office:document-content>"""
    kind = "application/vnd.oasis.opendocument.text"
    manifest = f"""<m:manifest xmlns:m="{names}:manifest:1.0">
        <m:file-entry m:full-path="/" m:media-type="{kind}"/>
        <m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr("META-INF/manifest.xml", manifest)
        file.writestr("content.xml", content)
    assert "".join(read(out.getvalue(), "a.odt").pages[0].text.split()) == "words"
    assert _Listener.asked == []


def test_diagram_is_read_in_the_order_of_its_tree() -> None:
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    steps = {"3": "ขั้นที่ 2 เลือกตัวชี้วัด", "2": "ขั้นที่ 1 ทบทวนภารกิจ", "5": "รูปแบบ"}
    points = "".join(
        f'<d:pt modelId="{name}" type="{"pres" if name == "5" else "node"}">'
        f"<d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t></d:pt>"
        for name, text in steps.items()
    )
    links = "".join(
        f'<d:cxn modelId="{9 + n}" srcId="1" destId="{name}" srcOrd="{n}"/>'
        for n, name in enumerate(("2", "3"))
    )
    model = (
        f'<d:dataModel xmlns:d="{dgm}" xmlns:a="{a}"><d:ptLst><d:pt modelId="1" type="doc"/>'
        f"{points}</d:ptLst><d:cxnLst>{links}</d:cxnLst></d:dataModel>"
    )
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[5])
    slide.shapes.title.text = "ขั้นตอน"
    part = Part(PackURI("/ppt/diagrams/data1.xml"), "application/xml", file.part.package,
                model.encode())  # fmt: skip
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = slide.part.relate_to(part, f"{kind}/diagramData")
    slide.shapes._spTree.append(
        parse_xml(
            '<p:graphicFrame xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
            f' xmlns:a="{a}" xmlns:r="{kind}"><p:nvGraphicFramePr><p:cNvPr id="7" name="d"/>'
            "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm/><a:graphic>"
            f'<a:graphicData><d:relIds xmlns:d="{dgm}" r:dm="{relation}"/></a:graphicData>'
            "</a:graphic></p:graphicFrame>"
        )
    )
    document = read(saved(file), "a.pptx")
    assert document.pages[0].text == "ขั้นตอน\nขั้นที่ 1 ทบทวนภารกิจ\nขั้นที่ 2 เลือกตัวชี้วัด\n"
