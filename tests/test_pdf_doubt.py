"""How far a page is trusted: what producers destroy is seen, what only looks odd is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks._old_pdf import Codes, old_pdf
from benchmarks.pdf_old_encodings import DESTROYED
from benchmarks.pdf_producers import KnownText, font_file
from extractors.readers.pdf_text.doubts.grading import FAIR, POOR, doubts, grade
from tests.pdf_corpus.handmade import read

KNOWN = KnownText.load()
FONT = "Loma"
PROSE = "\n".join([KNOWN.title, *KNOWN.paragraphs, *KNOWN.items])


def graded(text: str) -> str:
    return grade(doubts(text))


def has_font() -> bool:
    try:
        return "loma" in font_file(FONT).lower()
    except (OSError, ValueError):
        return False


needs_font = pytest.mark.skipif(not has_font(), reason="the font Loma (fonts-thai-tlwg) is missing")

NAMES = """นายกฤตภาส วงศ์สุวรรณเลิศ
นางสาวณัฏฐ์ชญาดา พฤกษ์พนาสัณฑ์
นายธัญพิสิษฐ์ ศรีอัครวิเนต
นางปุญญิศา เตชะวโรภาส
นายชวินธร จึงเจริญวัฒนกุล
นางสาวภัทรนันท์ ทวีศักดิ์โสภณ
นายศุภวิชญ์ ลี้ไพโรจน์สกุล
นางสาวอชิรญา ฉัตรเฉลิมพงษ์
"""
ADDRESSES = """128/7 หมู่ 4 ซอยสุขสวัสดิ์ 26 แขวงบางปะกอก เขตราษฎร์บูรณะ กรุงเทพมหานคร 10140
55/12 ถนนอุดรดุษฎี ตำบลหมากแข้ง อำเภอเมืองอุดรธานี จังหวัดอุดรธานี 41000
9 หมู่ 11 ตำบลปะกาฮะรัง อำเภอเมืองปัตตานี จังหวัดปัตตานี 94000
"""
ABBREVIATIONS = "กพร. สตง. สปสช. กศน. ธ.ก.ส. บขส. ขสมก. รฟม. กฟผ. กฟภ. ปปช. ปปท. สคร. สศช. สงป.\n"
ENGLISH = """The Bangkok Metropolitan Administration (BMA) reports 12 KPIs for FY2567; see
https://example.go.th/kpi?id=A-12&year=2567 or e-mail kpi_team@example.go.th.
"Traffy Fondue" (v2.1) handled 1,250 cases/month -> 92.40% within 3.00 days (SLA <= 5 days).
Ref: 3f2a9c41-77de-4b1a-9e0c-5d8821f0a6b3 [draft #2] R&D, Q&A; C++/SQL; KPI_01=OK!
"""
SOUND = {
    "report": PROSE,
    "names": NAMES * 3,
    "addresses": ADDRESSES * 4,
    "abbreviations": ABBREVIATIONS * 4,
    "Pali names": "พระพรหมบัณฑิต (ประยูร ธมฺมจิตฺโต)\nพระธรรมวชิรเมธี (สุเทพ ผุสฺสธมฺโม)\nคงฺคปญฺโญ พฺรหฺมจกฺโก\n" * 4,
    "English": ENGLISH * 4,
    "figures": "".join(f"{at}\n{at * 37:,}\n{at * 3.7:,.2f}\n({at}.5%)\n" for at in range(200)),
    "table": "จำนวน ร้อยละ จำนวน ร้อยละ จำนวน ร้อยละ\nกอง สำนัก ฝ่าย งาน\n%\n%\n" * 6,
    "form to fill": "ชื่อ . . . . . . . . . . . . นามสกุล ............... วันที่ ........... ร้อยละ ..........\n" * 5,
    "boxes to tick": "( ) ผ่าน ( ) ไม่ผ่าน / ความเห็นของผู้ตรวจสอบ ( ) มี ( ) ไม่มี\n/\n/\n/\n" * 5,
    "bullets": "".join(f"\uf0b7 {line}\n\uf0fc{line}\n" for line in KNOWN.items) + PROSE,
    "one office": "สำนักงานเขต\n" * 40,
    "numbers spelt": "ร้อยละ ห้าสิบของผู้ตอบ และเป็นจำนวน สามสิบคนของผู้เข้ารับการอบรมทั้งหมดในปีนี้\n" * 4,
}  # fmt: skip
"""Texts that look odd, or have few words of the dictionary, and that nobody destroyed."""


@pytest.mark.parametrize("kind", SOUND)
def test_odd_but_sound_page_is_good(kind: str) -> None:
    assert graded(SOUND[kind]) == "good", doubts(SOUND[kind])


def wrong_letters(text: str) -> str:
    return "".join(mapped for _, mapped in DESTROYED["wrong letters"](text))


def latin_codes(text: str) -> str:
    return "".join(mapped for _, mapped in DESTROYED["latin codes"](text))


def without(letters: str) -> Callable[[str], str]:
    return lambda text: re.sub(f"[{letters}]", "", text)


LOSSES: dict[str, Callable[[str], str]] = {
    "wrong letters": wrong_letters,
    "latin codes": latin_codes,
    "leading vowels": without("เ-ไ"),
    "sara aa": without("าำ"),
    "no na": without("น"),
    "low tones": lambda text: re.sub("(?<=[ก-ฮ])[่-๋]", "", text),
    "one tone for all": lambda text: re.sub("[่-๋]", "่", text),
    "vowels merged": lambda text: re.sub("[ิ-ื]", "ิ", text),
    "six letters swapped": lambda text: text.translate(str.maketrans("นกรงมย", "รงนยกม")),
    "digits apart as controls": lambda text: re.sub(r"\d", "\x0e", text),
    "Arabic digits": without("0-9"),
    "spaces inside words": lambda text: re.sub("([ัิ-ู็-์])", r"\1 ", text),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_destroyed_text_is_never_good(loss: str) -> None:
    assert graded(LOSSES[loss](PROSE)) != "good"


LABELS = """ผู้รับผิดชอบ งบประมาณ ระยะเวลา ตัวชี้วัด ค่าเป้าหมาย ผลการดำเนินงาน หน่วยนับ น้ำหนัก คะแนน
เกณฑ์การให้คะแนน หมายเหตุ แหล่งข้อมูล รายงานผล ขั้นตอน กิจกรรม โครงการ"""
RAISED = {
    "oov": LOSSES["six letters swapped"](PROSE),
    "oov_in_pieces": LOSSES["wrong letters"](LABELS),
    "split": LOSSES["spaces inside words"](PROSE),
    "garbled": LOSSES["wrong letters"](PROSE),
    "lost": LOSSES["leading vowels"](PROSE),
    "bare": without("่-๋")(PROSE),
    "blank": without("0-9๐-๙")(PROSE),
    "strays": re.sub("[กนรม]", "-", PROSE),
    "control": LOSSES["digits apart as controls"](PROSE),
    "private": re.sub("[กน]", "\ue012", PROSE),
    "no_unicode": re.sub("[กน]", "\ufffd", PROSE),
    "foreign": PROSE + "\u0905\u0906\u0915" * 100,
    "sara_am": PROSE.replace("า", "ำ"),
}


def test_every_doubt_has_a_text_that_raises_it() -> None:
    assert set(RAISED) == set(POOR)


@pytest.mark.parametrize("doubt", RAISED)
def test_doubt_is_raised(doubt: str) -> None:
    assert doubts(RAISED[doubt])[doubt] > FAIR.get(doubt, POOR[doubt])
    assert doubt not in doubts(PROSE) and doubt not in doubts(LABELS)


@pytest.mark.parametrize(
    "loss", ["leading vowels", "sara aa", "low tones", "one tone for all", "no na"]
)
def test_running_text_tells_which_letters_it_lost(loss: str) -> None:
    assert doubts(LOSSES[loss](PROSE))["lost"] == 1.0


@pytest.mark.parametrize("loss", ["wrong letters", "latin codes"])
def test_destroyed_heading_is_seen_wherever_it_stands(loss: str) -> None:
    for at in (0, 3, 7):
        blocks = PROSE.split("\n")
        blocks[at] = LOSSES[loss](blocks[at])
        assert graded("\n".join(blocks)) != "good"


@pytest.mark.parametrize("marks", ["่-๋", "ัิ-ื"])
def test_page_that_lost_marks_in_one_half_is_poor(marks: str) -> None:
    half = len(PROSE) // 2
    for text in (
        without(marks)(PROSE[:half]) + PROSE[half:],
        PROSE[:half] + without(marks)(PROSE[half:]),
    ):
        assert graded(text) == "poor"


def test_words_that_lost_their_marks_are_seen_in_a_form() -> None:
    form = "หน่วยงาน\nเป้าหมาย\nร้อยละ 85\nผู้รับผิดชอบ\nข้อมูลพื้นฐาน\nค่าใช้จ่าย\n"
    assert graded(form) == "good"
    assert graded(without("่-๋")(form)) == "poor"
    slip = form.replace("ข้อมูล", "ขอมูล")
    assert graded(slip) == "good", "one slip is the author's"


def test_text_that_repair_mends_is_good() -> None:
    split = re.sub("จำนวน", "จ านวน", re.sub("สำนัก", "ส านัก", PROSE))
    assert graded(split) == "good"
    assert graded(re.sub("([่-๋])", r" \1", PROSE)) == "good"


@needs_font
@pytest.mark.parametrize("part", ["headings", "figures"])
def test_one_destroyed_font_among_sound_ones_is_seen(part: str) -> None:
    headings = {KNOWN.title, *KNOWN.table[0], *KNOWN.items[:1]}

    def encode(block: str) -> Codes:
        if part == "figures":
            return DESTROYED["private digits"](block)
        if block in headings:
            return DESTROYED["wrong letters"](block)
        return [(letter, letter) for letter in block]

    assert read(old_pdf(KNOWN, FONT, encode)).pages[0].grade != "good"


@needs_font
def test_glyphs_that_a_font_lacks_and_the_producer_drops_are_missed(tmp_path: Path) -> None:
    whole, thai_only = printed_with(tmp_path, lambda code: True), printed_with(tmp_path, is_thai)
    assert read(whole).pages[0].grade == "good"
    page = read(thai_only).pages[0]
    assert "89.19" not in page.text and page.grade == "poor"


def is_thai(code: int) -> bool:
    return code == 0x20 or code >= 0x0E00


def printed_with(folder: Path, keep: Callable[[int], bool]) -> bytes:
    """Print the known text by fpdf2 with the letters of a font that are kept."""
    from fontTools.subset import Subsetter
    from fontTools.ttLib import TTFont
    from fpdf import FPDF

    font = TTFont(font_file(FONT))
    subsetter = Subsetter()
    subsetter.populate(unicodes=[code for code in font.getBestCmap() if keep(code)])
    subsetter.subset(font)
    path = folder / "part.ttf"
    font.save(path)
    page = FPDF()
    page.add_page()
    page.add_font("Part", fname=str(path))
    page.set_font("Part", size=11)
    for block in PROSE.split("\n"):
        page.multi_cell(0, 7, block, wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())
