"""Thai in PDFs of any producer: nothing lost, nothing added, in order, on both readers."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks._old_pdf import old_pdf
from benchmarks.pdf_old_encodings import DESTROYED, OLD, WITHOUT_MAP, nothing_said
from benchmarks.pdf_producers import PRODUCERS, KnownText, font_file
from benchmarks.pdf_text import compare, squeezed
from extractors.flow import to_text
from extractors.readers import pdf
from tests.pdf_corpus.handmade import make_pdf, read, text_ops

KNOWN = KnownText.load()
FONT = "Loma"
PRODUCED = (
    pytest.param("chromium", marks=pytest.mark.needs("chromium")),
    pytest.param("libreoffice", marks=pytest.mark.needs("soffice")),
    "reportlab",
    "fpdf2",
)
"""Producers whose ruled text is read back; browsers and offices where they are installed."""
READERS = {
    "fast": lambda data: pdf.read(data, source="known.pdf", ocr="never"),
    "careful": lambda data: pdf.read_carefully(data, source="known.pdf"),
}


def has_font() -> bool:
    try:
        return "loma" in font_file(FONT).lower()
    except (OSError, ValueError):
        return False


needs_font = pytest.mark.skipif(not has_font(), reason="the font Loma (fonts-thai-tlwg) is missing")


@pytest.fixture(scope="module")
def printed() -> dict[str, bytes]:
    return {}


def printed_by(name: str, cache: dict[str, bytes]) -> bytes:
    if name not in cache:
        cache[name] = PRODUCERS[name][0](KNOWN, FONT)
    return cache[name]


@needs_font
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("producer", PRODUCED)
def test_known_text_of_a_producer_is_read_whole(
    producer: str, reader: str, printed: dict[str, bytes]
) -> None:
    document = READERS[reader](printed_by(producer, printed))
    lost, added, order = compare(KNOWN.reading, to_text(document).clean)
    assert lost <= 0.3 and added <= 0.3 and order <= 2.0
    assert document.pages[0].grade == "good"


@needs_font
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("encoding", OLD)
def test_known_text_of_an_old_encoding_is_read_whole(encoding: str, reader: str) -> None:
    data = old_pdf(KNOWN, FONT, OLD[encoding])
    lost, added, order = compare(KNOWN.reading, to_text(READERS[reader](data)).clean)
    assert lost <= 0.3 and added <= 0.3 and order <= 2.0


@needs_font
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("loss", DESTROYED)
def test_page_whose_producer_destroyed_its_text_is_graded_poor(loss: str, reader: str) -> None:
    document = READERS[reader](old_pdf(KNOWN, FONT, DESTROYED[loss]))
    assert document.pages[0].grade == "poor"


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("font", ["Garuda", "Sawasdee", "Noto Sans Thai", "Tlwg Mono"])
def test_marks_set_beside_their_letter_are_read_with_it(font: str, reader: str) -> None:
    document = READERS[reader](PRODUCERS["libreoffice"][0](KNOWN, font))
    lost, added, order = compare(KNOWN.reading, to_text(document).clean)
    assert lost <= 0.3 and added <= 0.3 and order <= 2.0
    assert {page.grade for page in document.pages} == {"good"}


@needs_font
@pytest.mark.parametrize("reader", READERS)
def test_page_without_any_map_is_graded_poor(reader: str) -> None:
    assert READERS[reader](nothing_said(KNOWN, FONT)).pages[0].grade == "poor"


@needs_font
@pytest.mark.parametrize("loss", WITHOUT_MAP)
@pytest.mark.parametrize("reader", READERS)
def test_lost_map_is_found_again_in_the_fonts_of_the_file(reader: str, loss: str) -> None:
    document = READERS[reader](WITHOUT_MAP[loss](KNOWN, FONT))
    assert squeezed(to_text(document).clean) == squeezed(KNOWN.reading)
    assert document.pages[0].grade == "fair"
    assert document.repairs["font_map"] > 100


@needs_font
def test_namesake_whose_glyphs_are_numbered_anew_is_not_believed() -> None:
    def shifted(text: str) -> list[tuple[str, str]]:
        return [(letter, "\ufffd" if at % 2 else letter) for at, letter in enumerate(text)]

    data = old_pdf(KNOWN, FONT, shifted, namesake=True, namesake_shift=1)
    assert read(data).repairs["font_map"] == 0


@needs_font
def test_every_character_with_ink_has_a_place_inside_its_page() -> None:
    page = read(old_pdf(KNOWN, FONT, OLD["tis620"])).pages[0]
    assert page.char_boxes is not None and len(page.char_boxes) == 4 * len(page.text)
    for at, letter in enumerate(page.text):
        box = page.box(at, at + 1)
        assert (box is None) == letter.isspace()
        assert box is None or (0 <= box[0] <= box[2] <= 595 and 0 <= box[1] <= box[3] <= 842)


def test_spaces_drawn_over_digits_do_not_split_a_number() -> None:
    ops = "BT /F1 12 Tf 72 720 Td (1) Tj ET BT /F1 12 Tf 74 720 Td ( ) Tj ET "
    ops += "BT /F1 12 Tf 78.7 720 Td (14.6812) Tj ET"
    assert read(make_pdf([ops])).pages[0].text == "114.6812\n"


def test_narrow_gap_among_closely_set_digits_is_a_space() -> None:
    ops = "BT /F1 12 Tf 72 720 Td [(quarter) -900 (3) -260 (80.00) -900 (year) -900 (2567)] TJ ET"
    assert read(make_pdf([ops])).pages[0].text == "quarter 3 80.00 year 2567\n"


def test_foot_drawn_amid_the_text_is_read_last() -> None:
    lines = [(72, 720, "The office has"), (280, 40, "Page 1"), (72, 705, "reported the result")]
    text = read(make_pdf([text_ops(lines)])).pages[0].text
    assert text == "The office has\nreported the result\nPage 1\n"


def test_short_lines_of_a_turned_page_do_not_wrap() -> None:
    lines = [(72, 720, "Summary of results"), (72, 700, "Budget year")]
    lines += [(72 + 100 * column, 660, f"Column {column}") for column in range(4)]
    turned = f"q 0 -1 1 0 0 842 cm\n{text_ops(lines)}Q"
    page = read(make_pdf([turned], page_extra="/MediaBox[0 0 842 842]")).pages[0]
    assert page.text.startswith("Summary of results\nBudget year\n")
    assert not page.soft_breaks


def test_digits_set_apart_are_one_number() -> None:
    ops = f"BT /F1 12 Tf 72 720 Td [{' -260 '.join(f'({digit})' for digit in '1234567.89')}] TJ ET"
    assert read(make_pdf([ops])).pages[0].text == "1234567.89\n"


def test_pieces_drawn_later_fill_the_gaps_of_their_line() -> None:
    ops = "BT /F1 12 Tf 72 720 Td [(quarter) -900 (result)] TJ ET "
    ops += "BT /F1 12 Tf 114 720 Td (3) Tj ET BT /F1 12 Tf 157 720 Td (5) Tj ET"
    assert read(make_pdf([ops])).pages[0].text.replace(" ", "") == "quarter3result5\n"


@needs_font
def test_raw_text_of_a_latin_encoded_font_is_thai() -> None:
    document = read(old_pdf(KNOWN, FONT, OLD["tis620"]))
    assert document.pages[0].text.startswith(KNOWN.title[:20])
    assert document.repairs["mojibake"] > 500


def test_columns_are_read_one_after_the_other() -> None:
    left = [(50, 700 - 14 * n, f"left column line {n} with words") for n in range(6)]
    right = [(320, 700 - 14 * n, f"right column line {n} with words") for n in range(6)]
    text = read(make_pdf([text_ops([*left, *right])])).pages[0].text
    assert text.index("left column line 5") < text.index("right column line 0")


def test_amounts_printed_after_all_labels_stand_with_their_labels() -> None:
    labels = [(50, 700 - 20 * n, f"label {n}") for n in range(4)]
    amounts = [(400, 700 - 20 * n, f"{n},500.00") for n in range(4)]
    text = read(make_pdf([text_ops([*labels, *amounts])])).pages[0].text
    assert text == "".join(f"label {n}\n{n},500.00\n" for n in range(4))


def test_wrapped_lines_are_soft_and_last_lines_are_not() -> None:
    lines = [
        "A paragraph that runs on to the right margin of the page, and",
        "goes on in the next line until it ends.",
        "A new one that also reaches the right margin of that same page",
        "and ends here.",
    ]
    page = read(make_pdf([text_ops([(72, 700 - 15 * n, x) for n, x in enumerate(lines)])])).pages[0]
    soft = {page.text[:at].count("\n") for at in page.soft_breaks}
    assert soft == {0, 2}


@pytest.mark.parametrize("count", [5, 150], ids=["one batch", "several batches"])
def test_running_heads_and_page_numbers_are_furniture(count: int) -> None:
    pages = [
        text_ops([(72, 815, "Annual report"), (290, 20, f"- {n} -"), (72, 600, f"Text {n * n}")])
        for n in range(1, count + 1)
    ]
    document = read(make_pdf(pages))
    assert len(document.pages) == count
    for number, page in enumerate(document.pages, start=1):
        assert page.number == number
        taken = "".join(page.text[start:end] for start, end in page.furniture)
        assert "Annual report" in taken and f"- {number} -" in taken
        assert "Text" not in taken
        assert page.printed_number == str(number)


def test_amount_at_the_edge_of_pages_is_no_furniture() -> None:
    pages = [text_ops([(400, 815, f"{n * 731},500 Baht"), (72, 600, "Text")]) for n in range(1, 6)]
    assert all(not page.furniture for page in read(make_pdf(pages)).pages)


def test_same_bytes_give_the_same_document() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "Report 2567")
    canvas.save()
    first, second = read(out.getvalue()), read(out.getvalue())
    assert [page.text for page in first.pages] == [page.text for page in second.pages]
    assert first.id == second.id
