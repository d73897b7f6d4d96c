"""Damaged, locked and absurd PDFs: a coded error or a graded record, in bounded time."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from extractors.readers import pdf
from pipeline.run import Run
from pipeline.settings import RunSettings
from schemas.errors import KpiAuditError
from tests.pdf_corpus import bombs
from tests.pdf_corpus.handmade import make_pdf, read, text_ops

HAS_TESSERACT = shutil.which("tesseract") is not None
HELLO = text_ops([(72, 720, "Report of 2567")])


def locked() -> bytes:
    canvas = Canvas("", encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "hidden")
    return canvas.getpdfdata()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing follows", "KA105"),
        (make_pdf([HELLO])[:120], "KA105"),
        (locked(), "KA106"),
    ],
    ids=["empty", "cut", "locked"],
)
def test_unreadable_file_is_a_coded_error(data: bytes, code: str) -> None:
    with pytest.raises(KpiAuditError) as caught:
        read(data)
    assert caught.value.code == code


def test_broken_cross_reference_table_is_rebuilt() -> None:
    data = make_pdf([HELLO]).replace(b"startxref\n", b"startxref\n9")
    assert read(data).pages[0].text == "Report of 2567\n"


def test_claimed_million_pages_cost_no_time() -> None:
    started = time.monotonic()
    document = read(make_pdf([HELLO], count=1_000_000))
    assert time.monotonic() - started < 5
    assert [page.text for page in document.pages if page.text] == ["Report of 2567\n"]
    assert len(document.pages) < 50


def test_page_of_ten_thousand_objects_is_read_in_seconds() -> None:
    words = [(20 + 5 * (n % 100), 820 - 8 * (n // 100), str(n % 10)) for n in range(10_000)]
    rules = "".join(f"{n % 500} {n % 700} m {n % 500 + 9} {n % 700} l S\n" for n in range(6_000))
    started = time.monotonic()
    document = read(make_pdf([text_ops(words, size=4) + rules]))
    assert time.monotonic() - started < 20
    assert sum(letter.isdigit() for letter in document.pages[0].text) == 10_000


def test_page_without_a_box_has_a_size_and_its_text() -> None:
    page = read(make_pdf([HELLO], page_extra="")).pages[0]
    assert page.text == "Report of 2567\n"
    assert (page.width or 0) > 0


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotated_page_keeps_its_lines_and_places(turn: int) -> None:
    lines = text_ops([(72, 720, "First line"), (72, 700, "Second line")])
    page = read(make_pdf([lines], page_extra=f"/MediaBox[0 0 595 842]/Rotate {turn}")).pages[0]
    assert sorted(page.text.split("\n")) == ["", "First line", "Second line"]
    box = page.box(0, 5)
    assert box is not None
    assert 0 <= box[0] < box[2] <= (page.width or 0)
    assert 0 <= box[1] < box[3] <= (page.height or 0)


def test_text_that_was_turned_to_lie_level_on_a_rotated_page_is_read_as_lines() -> None:
    turned = "BT /F1 12 Tf 0 1 -1 0 100 72 Tm (First line) Tj ET\n"
    turned += "BT /F1 12 Tf 0 1 -1 0 120 72 Tm (Second line) Tj ET\n"
    page = read(make_pdf([turned], page_extra="/MediaBox[0 0 595 842]/Rotate 90")).pages[0]
    assert page.text == "First line\nSecond line\n"


def test_page_offset_by_its_box_has_places_on_the_page() -> None:
    page = read(make_pdf([text_ops([(172, 720, "A")])], page_extra="/MediaBox[100 0 695 842]"))
    box = page.pages[0].box(0, 1)
    assert box is not None and 71 < box[0] < 74


def test_blank_page_is_no_scan() -> None:
    document = read(make_pdf(["", HELLO]))
    assert document.pages[0].text == "" and document.pages[0].grade == "good"
    assert document.text_layer == "native" and document.notes == []


def test_unread_scan_is_poor_and_says_what_to_do() -> None:
    picture = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    document = read(make_pdf([picture]))
    assert document.text_layer == "none"
    assert document.pages[0].grade == "poor"
    assert document.notes[0].startswith("KA104: ")


@pytest.mark.parametrize(
    "make",
    [bombs.image_bomb, bombs.nested_image_bomb, bombs.mask_bomb, bombs.pattern_bomb],
)
def test_image_bomb_is_not_unpacked_and_the_page_says_so(make: Callable[[], bytes]) -> None:
    document = pdf.read(make(), source="test.pdf", ocr="auto" if HAS_TESSERACT else "never")
    assert document.pages[0].grade == "poor"
    assert document.notes[0].startswith("KA116: " if HAS_TESSERACT else "KA104: ")


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (bombs.million_paths, ""),
        (bombs.long_content, ""),
        (bombs.page_without_its_font, "Report of 2567\n"),
    ],
)
def test_absurd_page_is_read(make: Callable[[], bytes], text: str) -> None:
    assert [page.text for page in read(make()).pages] == [text]


def test_forms_that_double_are_read() -> None:
    assert "Report of 2567" in read(bombs.doubling_forms()).pages[0].text


def test_tree_of_pages_that_holds_itself_is_a_coded_error() -> None:
    with pytest.raises(KpiAuditError, match="KA105"):
        read(bombs.page_tree_in_itself())


def test_codes_that_no_font_explains_are_graded_poor() -> None:
    assert read(bombs.page_with_a_broken_font()).pages[0].grade == "poor"


@pytest.mark.parametrize(
    "box",
    [
        "/MediaBox[0 0 0 0]",
        "/MediaBox[595 842 0 0]",
        "/MediaBox[0 0 1000000000 1000000000]",
        "/MediaBox[0 0 1e300 1e300]",
        "/MediaBox[a b c d]",
        "/MediaBox[0 0 595 842]/CropBox[900 900 1000 1000]",
        "/MediaBox[0 0 595 842]/Rotate 45",
        "/MediaBox[0 0 595 842]/UserUnit 1000",
    ],
)
def test_page_of_any_box_keeps_its_text(box: str) -> None:
    assert read(bombs.page_with_box(box)).pages[0].text == "Report of 2567\n"


def test_page_that_pdfium_never_ends_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "endless.pdf").write_bytes(bombs.form_in_itself())
    (tmp_path / "in" / "fine.pdf").write_bytes(make_pdf([HELLO]))
    settings = RunSettings(out=tmp_path / "out", timeout=4)
    outcome = Run(settings).execute([str(tmp_path / "in")])
    # The time bound ends it, or the stack that pdfium's recursion fills: which comes first is the machine's.
    assert [failure.code for failure in outcome.totals.failures] in (["KA109"], ["KA111"])
