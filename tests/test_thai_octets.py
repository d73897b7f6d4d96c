"""Octets of Thai text: one a character, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.thai import octets
from extractors.thai.marks import PRIVATE_FORMS, repair


@given(st.text(st.sampled_from("กฮะำเๆ๎๙่ํ฿ฯ Az19?\n\t\x01–’\xa0•" + "".join(PRIVATE_FORMS))))
def test_octets_are_the_text(text: str) -> None:
    coded = octets.encode(text)
    assert len(coded) == len(text) and octets.holds_all(coded, text)
    assert octets.decode(coded) == text


@pytest.mark.parametrize("text", ["é", "\ufffd", "กข\uf0b7", "?\u200b?", "\x85"])
def test_characters_without_an_octet_are_told(text: str) -> None:
    coded = octets.encode(text)
    assert len(coded) == len(text) and not octets.holds_all(coded, text)


@pytest.mark.parametrize(
    "text", ["", "ข\uf70bอม\uf702ล ที\uf70aดี", "จํานวนนํ้าและกล่ํา", "ผลการดำเนินงาน 93.59"]
)
def test_plain_octets_are_what_repair_makes(text: str) -> None:
    assert octets.decode(octets.plain(octets.encode(text))) == repair(text).text
