"""Page numbers, and lines that only wrap: what a break cuts is read as one."""

from __future__ import annotations

import pytest

from extractors.flow import to_text
from schemas.document import Cell, Document, Page, Table


def _clean(*pages: str) -> str:
    numbered = [Page(number=n, text=text) for n, text in enumerate(pages, 1)]
    return to_text(
        Document(id="0", source="a.txt", media_type="text/plain", pages=numbered, encoding="utf-8")
    ).clean


def test_two_pages_that_say_which_they_are_lose_the_line() -> None:
    clean = _clean("ตรวจแล้ว 16 ชุมชน\nหน้า 1", "จากทั้งหมด 40 ชุมชน\nหน้า 2")
    assert "หน้า" not in clean
    assert "16 ชุมชน" in clean


def test_brackets_cut_at_a_lines_end_are_one_amount() -> None:
    assert "(ร้อยละ 20)\nระดับที่ 2" in _clean("ระดับที่ 1 จัดทำแผน (ร้อยละ\n  20)\nระดับที่ 2 เสนอแผน")


def test_indent_of_a_wrapped_line_leaves_no_space_in_its_word() -> None:
    said = "ตรวจชุมชนในพื้นที่เขตแล้วเสร็จทุกแห่งและรายงานผู้อำนวยการเขตทราบแล้ว" * 6
    lines = [said[n : n + 60] for n in range(0, len(said), 60)]
    assert "".join(_clean("\n".join("   " + line for line in lines)).split()) == said
    assert " " not in _clean("\n".join("   " + line for line in lines))


@pytest.mark.parametrize("last", [("1", "2"), ("หน้า 4", "หน้า 9")])
def test_figures_of_two_pages_that_may_be_a_tables_stay(last: tuple[str, str]) -> None:
    clean = _clean(f"ไตรมาสที่\nผลงาน\n{last[0]}", f"ร้อยละ\nผลประเมิน\n{last[1]}")
    assert all(line in clean.split("\n") for line in last)


def test_head_of_a_table_that_comes_again_is_no_running_head() -> None:
    rows = [["ลำดับ", "ตัวชี้วัด"], ["1", "ร้อยละของถนน"], ["ลำดับ", "ตัวชี้วัด"], ["2", "จำนวนครู"],
            ["ลำดับ", "ตัวชี้วัด"], ["3", "ระดับของแผน"]]  # fmt: skip
    table, texts = Table(), ["", "", ""]
    for row, cells in enumerate(rows):
        page = row // 2
        texts[page] = texts[page] or "กองแผนงาน\n"
        for column, cell in enumerate(cells):
            start = len(texts[page])
            texts[page] += f"{cell}\n"
            table.cells.append(Cell(row, column, page + 1, start, start + len(cell)))
    pages = [Page(number, text) for number, text in enumerate(texts, start=1)]
    document = Document("0" * 64, "a.pdf", "application/pdf", pages=pages, tables=[table])
    clean = to_text(document).clean
    assert clean.count("ลำดับ") == 3
    assert "กองแผนงาน" not in clean
