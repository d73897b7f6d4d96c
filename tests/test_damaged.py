"""Damaged packages: a coded error with its place, and what still can be read is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pptx
import pytest

from extractors import extract
from extractors.flow import to_text
from extractors.readers.dispatch import read
from pipeline import archives
from schemas.errors import KpiAuditError

BAD_XML = b"<broken"
BAD_ENCODING = b'<?xml version="1.0" encoding="no-such"?><a/>'
ODT = "application/vnd.oasis.opendocument.text"


def saved(file: object) -> bytes:
    out = io.BytesIO()
    file.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def word() -> bytes:
    file = docx.Document()
    file.add_paragraph("ข้อแรก", style="List Number")
    file.add_table(1, 2).cell(0, 0).text = "ผล"
    return saved(file)


def deck() -> bytes:
    file = pptx.Presentation()
    for title in ("หนึ่ง", "สอง"):
        file.slides.add_slide(file.slide_layouts[5]).shapes.title.text = title
    return saved(file)


def book() -> bytes:
    file = openpyxl.Workbook()
    file.active["A1"] = "หนึ่ง"
    file.create_sheet("b")["A1"] = "สอง"
    return saved(file)


def opendocument() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", ODT)
        file.writestr("content.xml", "<a/>")
    return out.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part's bytes changed; without the part where they are none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            content = old.read(name)
            if content := change(content) if name == part else content:
                new.writestr(name, content)
    return out.getvalue()


def instead(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new)

    return change


#: the file, its damaged part, what its bytes become, the text that is read all the same
READ: dict[str, tuple[Callable[[], bytes], str, Callable[[bytes], bytes], str]] = {
    "list numbers": (word, "word/numbering.xml", lambda _: BAD_XML, "ข้อแรก"),
    "styles": (word, "word/styles.xml", lambda _: BAD_ENCODING, "ข้อแรก"),
    "slide": (deck, "ppt/slides/slide1.xml", lambda _: BAD_ENCODING, "สอง"),
    "missing slide": (deck, "ppt/slides/slide1.xml", lambda _: b"", "สอง"),
    "relations of a slide": (deck, "ppt/slides/_rels/slide1.xml.rels", lambda _: BAD_XML, "หนึ่ง"),
    "sheet": (book, "xl/worksheets/sheet1.xml", lambda _: BAD_XML, "สอง"),
    "sheet's declaration": (
        book,
        "xl/worksheets/sheet1.xml",
        lambda _: b'<?xml version="1.0',
        "สอง",
    ),
    "sheet's values": (
        book,
        "xl/worksheets/sheet1.xml",
        instead(b'baseColWidth="8"', b'baseColWidth="x"'),
        "สอง",
    ),
    "cell's format": (book, "xl/styles.xml", instead(b'numFmtId="0"', b'numFmtId="500"'), "หนึ่ง"),
}


@pytest.mark.parametrize("case", READ)
def test_file_is_read_without_its_damaged_part_and_says_so(case: str) -> None:
    make, part, change, text = READ[case]
    document = read(with_part(make(), part, change), source="a")
    assert text in "".join(page.text for page in document.pages)
    assert [note for note in document.notes if note.startswith("KA114")]


#: the file, its part with a number that is none, the number, what stands there
NUMBERS = {
    "column span": (word, "word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="x"/>'),
    "columns before": (
        word,
        "word/document.xml",
        b"<w:tc>",
        b'<w:trPr><w:gridBefore w:val="-9"/></w:trPr><w:tc>',
    ),
    "level": (word, "word/numbering.xml", b'w:ilvl="0"', b'w:ilvl="1e999"'),
    "place": (
        deck,
        "ppt/slides/slide1.xml",
        b"<p:spPr/>",
        b'<p:spPr><a:xfrm><a:off x="nan" y="1in"/></a:xfrm></p:spPr>',
    ),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_attribute_that_is_no_number_hinders_nothing(case: str) -> None:
    make, part, old, new = NUMBERS[case]
    whole = read(make(), source="a")
    damaged = read(with_part(make(), part, instead(old, new)), source="a")
    for found, text in zip(damaged.pages, whole.pages, strict=True):
        assert found.text.split()[-1:] == text.text.split()[-1:]
    assert all(cell.column >= 0 for table in damaged.tables for cell in table.cells)


#: what opens and closes, and how often
NESTED = {
    "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 3_000),
    "tags": ("<w:smartTag>", "</w:smartTag>", 3_000),
    "text boxes": ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>", 12),
    "text box in a cell": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:txbxContent>",
        "</w:txbxContent></w:r></w:p></w:tc></w:tr></w:tbl>",
        1,
    ),
}


@pytest.mark.parametrize("case", NESTED)
def test_word_inside_many_others_is_read_once(case: str) -> None:
    opening, closing, times = NESTED[case]
    body = opening * times + "<w:p><w:r><w:t>inner</w:t></w:r></w:p>" + closing * times
    data = with_part(word(), "word/document.xml", instead(b"<w:body>", b"<w:body>" + body.encode()))
    assert read(data, source="a").pages[0].text.count("inner") == 1


def test_slide_of_choices_inside_each_other_is_read() -> None:
    opening, closing = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
    choices = (opening * 3_000 + closing * 3_000).encode()
    space = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    part = "ppt/slides/slide1.xml"
    data = with_part(deck(), part, instead(b"</p:spTree>", choices + b"</p:spTree>"))
    data = with_part(data, part, instead(b"<p:sld ", b"<p:sld " + space + b" "))
    assert "หนึ่ง" in read(data, source="a").pages[0].text


#: bytes of a package that cannot be read at all, what the error names
LOST: dict[str, tuple[Callable[[], bytes], str]] = {
    "text in an unknown encoding": (
        lambda: with_part(word(), "word/document.xml", lambda _: BAD_ENCODING),
        "word/document.xml",
    ),
    "all slides": (
        lambda: with_part(deck(), "ppt/_rels/presentation.xml.rels", lambda _: BAD_XML),
        "slides",
    ),
    "styles of all sheets": (
        lambda: with_part(book(), "xl/styles.xml", lambda _: BAD_XML),
        "workbook",
    ),
    "header of a member": (lambda: opendocument().replace(b"mimetype", b"mimetypo", 1), "mimetype"),
    "magic number of a member": (
        lambda: opendocument()[:10] + opendocument()[1:],
        "mimetype",
    ),
    "start of a member": (lambda: b"PK\3\4" + opendocument()[40:], "mimetype"),
}


@pytest.mark.parametrize("case", LOST)
def test_damage_is_a_coded_error_that_names_its_place(case: str) -> None:
    make, place = LOST[case]
    with pytest.raises(KpiAuditError) as caught:
        read(make(), source="a")
    assert caught.value.code == "KA114"
    assert place in caught.value.message


def test_archive_with_a_damaged_member_gives_the_others() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("a.txt", "ก" * 300)
        file.writestr("b.txt", "ข" * 300)
    data = bytearray(out.getvalue())
    properties = data.index(b"a.txt") + len("a.txt")
    data[properties + 4] = 0xFF
    members = list(archives.members(io.BytesIO(bytes(data)), "a.zip", "zip", depth=1))
    with pytest.raises(KpiAuditError, match="KA113"):
        members[0].load()
    assert members[1].load().decode() == "ข" * 300


def test_archive_of_pages_that_ends_in_a_head_is_a_coded_error() -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 2\r\n\r\n\0\0\r\n"
    members = list(archives.members(io.BytesIO(data), "a.warc", "warc", depth=1))
    with pytest.raises(KpiAuditError, match="KA113"):
        members[-1].load()


def test_list_table_under_a_row_without_words_is_read() -> None:
    head = "".join(f"<th>{each}</th>" for each in ("ตัวชี้วัด", "เป้าหมาย", "ไตรมาส 1", "ไตรมาส 2"))
    page = f"""<html><body><table><tr><td></td></tr><tr>{head}</tr>
        <tr><td>ร้อยละของครัวเรือน</td><td>80</td><td>20</td><td>40</td></tr>
        <tr><td>ร้อยละของถนน</td><td>90</td><td>30</td><td>50</td></tr></table></body></html>"""
    document = read(page.encode(), source="a.html")
    extraction = extract(document, to_text(document))
    assert "80" in {claim.value for claim in extraction.claims}
