"""ToUnicode maps: read by pattern as pdfminer's own parser reads them, and found again."""

import zlib
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pikepdf import Dictionary, Name

from benchmarks.pdf_old_encodings import WITHOUT_MAP
from extractors.flow import to_text
from extractors.readers import pdf
from extractors.readers.pdf_text.font_maps import with_restored_maps
from extractors.readers.pdf_text.streams import MAX_BYTES
from extractors.readers.pdf_text.to_unicode import (
    all_letters,
    letters_at,
    plain_map,
    plain_ranges,
    written_map,
)
from tests.test_pdf_text import FONT, KNOWN, needs_font, squeezed

MAPS = {
    "pairs": b"2 beginbfchar <01> <0E01> <02><0E020E33> endbfchar",
    "ranges": b"1 beginbfrange\n<0003> <0005> <0E01>\n<0010><0010><0E2A0E33>\nendbfrange",
    "all codes": b"1 beginbfrange <0000> <FFFF> <0000> endbfrange",
    "two blanks for a code": b"beginbfchar <0003> <0020> endbfchar beginbfrange <0002> <0004> <009F> endbfrange",
    "pair of surrogates": b"1 beginbfchar <0001> <D83DDE00> endbfchar",
    "listed range": b"1 beginbfrange <01> <02> [<0E01> <0E02>]\n<04><05> <0E04> endbfrange",
    "turned range": b"1 beginbfrange <0005> <0003> <0E01> endbfrange",
}


@pytest.mark.parametrize("name", MAPS)
def test_map_of_the_usual_form_is_read_alike(name: str) -> None:
    known = FileUnicodeMap()
    CMapParser(known, BytesIO(MAPS[name])).run()
    assert plain_map(MAPS[name]) == known.cid2unichr


@pytest.mark.parametrize("name", MAPS)
def test_some_codes_of_a_map_are_read_as_all_are(name: str) -> None:
    ranges = plain_ranges(MAPS[name])
    assert ranges is not None
    codes = [1, 2, 3, 4, 0x10, 0x20, 0xA0, 0xE01, 0xFFFF]
    known = all_letters(ranges)
    assert letters_at(ranges, codes) == {code: known[code] for code in codes if code in known}


@pytest.mark.parametrize(
    "data",
    [
        b"/Other usecmap beginbfchar <01> <0E01> endbfchar",
        b"beginbfchar <01> <0E01> <02> endbfchar",
        b"beginbfchar <1> <0E01> endbfchar",
    ],
    ids=["other map", "odd", "half a byte"],
)
def test_other_maps_are_left_to_pdfminer(data: bytes) -> None:
    assert plain_map(data) is None


def test_absurd_range_is_bounded() -> None:
    found = plain_map(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange")
    assert found is not None
    assert len(found) <= 0x10000


@given(st.dictionaries(st.integers(0, 0xFFFF), st.text(min_size=1, max_size=3), max_size=250))
def test_written_map_reads_back(letters: dict[int, str]) -> None:
    assert plain_map(written_map(letters)) == letters


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"no PDF at all", b"%PDF-1.4\ntrailer<</Size 9>>"]
)
def test_file_that_is_none_has_no_maps_to_restore(data: bytes) -> None:
    assert with_restored_maps(data) is None


@needs_font
def test_map_that_unpacks_without_end_costs_its_font_alone() -> None:
    file = pikepdf.open(BytesIO(WITHOUT_MAP["cut map, namesake"](KNOWN, FONT)))
    bomb = zlib.compress(bytes(MAX_BYTES + 1))
    for font in [item for item in file.objects if isinstance(item, Dictionary)]:
        if font.get("/Subtype") == Name.Type0 and "/ToUnicode" in font:
            font.ToUnicode.write(bomb, filter=Name.FlateDecode)
    assert with_restored_maps(_saved(file)) is None


@needs_font
def test_maps_of_a_locked_file_are_restored_where_anyone_may_open_it() -> None:
    file = pikepdf.open(BytesIO(WITHOUT_MAP["no map"](KNOWN, FONT)))
    data = _saved(file, encryption=pikepdf.Encryption(owner="owner", user=""))
    document = pdf.read(data, source="locked.pdf", ocr="never")
    assert squeezed(to_text(document).clean) == squeezed(KNOWN.reading)


@needs_font
def test_pages_with_restored_maps_keep_their_furniture() -> None:
    page, bound = pdfium.PdfDocument(WITHOUT_MAP["no map"](KNOWN, FONT)), pdfium.PdfDocument.new()
    bound.import_pages(page, [0, 0, 0])
    out = BytesIO()
    bound.save(out)
    document = pdf.read(out.getvalue(), source="bound.pdf", ocr="never")
    assert [page.grade for page in document.pages] == ["fair"] * 3
    assert all(page.furniture for page in document.pages)


def _saved(file: pikepdf.Pdf, **how: Any) -> bytes:
    out = BytesIO()
    file.save(out, **how)
    return out.getvalue()


@needs_font
@pytest.mark.parametrize("length", [4, 20, 90, 300])
def test_cut_font_program_leaves_its_page_poor(length: int) -> None:
    file = pikepdf.open(BytesIO(WITHOUT_MAP["no map"](KNOWN, FONT)))
    for item in [item for item in file.objects if isinstance(item, Dictionary)]:
        if "/FontFile2" in item:
            item.FontFile2.write(item.FontFile2.read_bytes()[:length])
    assert pdf.read(_saved(file), source="cut.pdf", ocr="never").pages[0].grade == "poor"


@needs_font
@pytest.mark.parametrize(
    ("title", "read"), [(b"\xfe\xff\x0e\x01\xd8\x00", "ก"), (b"\xfe\xff\x0e\x02", "ข"), (b"", None)]
)
def test_title_is_read_as_far_as_it_is_one(title: bytes, read: str | None) -> None:
    file = pikepdf.open(BytesIO(WITHOUT_MAP["no map"](KNOWN, FONT)))
    file.docinfo.Title = pikepdf.String(title)
    assert pdf.read(_saved(file), source="titled.pdf", ocr="never").title == read
