"""Dates, addresses and page numbers that a browser prints around a page are no text of the report."""

from array import array

from extractors.flow import to_text
from schemas.document import Document, Page


def clean(*texts: str) -> str:
    pages = []
    for number, text in enumerate(texts, start=1):
        boxes = array("d")
        for at in range(len(text)):
            row = text.count("\n", 0, at)
            boxes.extend((10.0, 10.0 * row, 20.0, 10.0 * row + 8))
        pages.append(Page(number=number, text=text, char_boxes=boxes, width=595, height=842))
    return to_text(Document("0" * 64, "page.pdf", "application/pdf", pages)).clean


def test_head_and_foot_of_a_single_page_are_taken_off() -> None:
    text = "11/21/26, 3:41 AM รายงาน\nแหล่งข้อมูล\nทะเบียน\nhttps://example.org/kpi.php?pid=1 1/1"
    assert clean(text) == "แหล่งข้อมูล\nทะเบียน"


def test_address_and_page_on_lines_of_their_own_are_taken_off() -> None:
    first = "๒๑/๑๑/๖๙ ๑๕:๔๑ น.\nวิธีการคำนวณ\nfile:///home/a/page.html\n1/2"
    assert clean(first, "แหล่งข้อมูล\nfile:///home/a/page.html\n2/2") == "วิธีการคำนวณ\nแหล่งข้อมูล"


def test_a_pair_that_does_not_count_the_pages_stays() -> None:
    assert clean("ผลประเมิน\n1/5").endswith("1/5")


def test_a_date_above_stays_where_no_foot_counts_the_pages() -> None:
    assert clean("11/12/2566, 9:30 น. ประชุมคณะทำงาน\nมติที่ประชุม").startswith("11/12/2566")
