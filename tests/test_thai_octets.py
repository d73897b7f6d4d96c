"""Octets of Thai text: one a character, and the quick repair that never differs from the other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.thai import octets
from extractors.thai.marks import PRIVATE_FORMS, repair

LETTERS = "กจนธรสบดอบาำะเแโ่้๋์ัิีืฺุูํ็๎ๆฯ๒1.( \n\t\r\x01\x0b\x7f\xa0–•" + "".join(PRIVATE_FORMS)
PIECES = [
    *LETTERS, "ํา", "่ํา", "ํ้า", "ิ่", "จำนวน", "จ านวน", "สานักงาน", "น ้า", "ที่ ดี", "บ่ ดี", "(cid:201)",
    "ร า ย ง า น ", "เธเน", "ข้อมูล", "ร้อยละ ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(texts)
@settings(max_examples=1500, deadline=None)
def test_quick_repair_gives_what_repair_gives(text: str) -> None:
    coded = octets.encode(text)
    assert octets.holds_all(coded, text) and len(coded) == len(text)
    assert octets.repaired(coded) in (None, repair(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ก",
        "การดำเนินงานไตรมาสที่ 4 – ร้อยละ 93.59",
        "ข\uf70bอม\uf702ล\xa0ที\uf70aดี",
        "จํานวนนํ้า",
        "บ่ ดี",
    ],
)
def test_quick_repair_is_enough_for_old_forms_and_the_parts_of_am(text: str) -> None:
    assert octets.repaired(octets.encode(text)) == repair(text).text


@pytest.mark.parametrize(
    "text", ["ทีี่", "ข ้อ", "จ านวน", "เเละ", "ร า ย ง า น ผ ล ", "ก\r\nข", "ที ่นี้"]
)
def test_other_damage_is_left_to_repair(text: str) -> None:
    assert repair(text).text != text
    assert octets.repaired(octets.encode(text)) is None


@pytest.mark.parametrize("text", ["é", "\ufffd", "กข\uf0b7", "?\u200b?", "\x85"])
def test_characters_without_an_octet_are_told(text: str) -> None:
    coded = octets.encode(text)
    assert len(coded) == len(text) and not octets.holds_all(coded, text)
