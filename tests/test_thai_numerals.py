"""Printed numbers: what is one, what it says, and what is only part of a code or date."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.thai.numerals import (
    NUMBER,
    THAI_DIGITS,
    ParsedNumber,
    Unparsed,
    ascii_digits,
    parse_number,
)
from schemas.printed import Printed


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("93.59", "93.59"), ("5.00", "5.00"), ("1,407.52", "1407.52"), ("๑,๔๐๗.๕๒", "1407.52"),
        ("๒๕๖6", "2566"), (" 100 ", "100"), ("12,345,678", "12345678"), ("-3.50", "-3.50"),
        ("−2", "-2"), ("+4", "4"), ("0.00", "0.00"), ("007", "007"),
    ],
)  # fmt: skip
def test_number_keeps_its_printed_decimals(raw: str, text: str) -> None:
    parsed = parse_number(raw)
    assert isinstance(parsed, ParsedNumber)
    assert parsed.text == text
    assert parsed.value == Decimal(text)
    assert parsed.raw == raw


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("1,40", "groups"), ("1,4075", "groups"), ("12,34,567", "groups"), ("0,123", "groups"),
        ("1.2.3", "decimal point"), ("5.", "separator"), (".5", "separator"), ("1,", "separator"),
        ("", "nothing"), ("-", "nothing"), ("12a", "other characters"), ("80%", "other characters"),
        ("1 407", "other characters"), ("๑๒บาท", "other characters"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(raw: str, reason: str) -> None:
    parsed = parse_number(raw)
    assert isinstance(parsed, Unparsed)
    assert not parsed
    assert reason in parsed.reason


def test_a_number_tells_how_it_was_printed() -> None:
    parsed = parse_number("๑,๔๐๗.๕๒")
    assert isinstance(parsed, ParsedNumber)
    assert (parsed.thai, parsed.grouped, Printed(parsed.text).decimals) == (True, True, 2)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ร้อยละ 93.59 ของ 78 คน", ["93.59", "78"]),
        ("ร้อยละ๘๐ จำนวน36คน", ["๘๐", "36"]),
        ("1,407.52 บาท และ 1,40 บาท", ["1,407.52"]),
        ("COVID-19 A4 BMA21st 21st", []),
        ("pid 0402-0810 ที่ 489/2563 วันที่ 30/09/2564", []),
        ("70:20:10 และ 70 : 20", ["70", "20"]),
        ("95 / 100", ["95", "100"]),
        ("ข้อ 5. (15คะแนน) 1+2+3", ["5", "15", "1", "2", "3"]),
        ("รุ่น 1.2.3 และ ๗.๓.๑", []),
        ("ร้อยละ 80% = 12.5.", ["80", "12.5"]),
    ],
)
def test_number_token_is_no_piece_of_something_longer(text: str, found: list[str]) -> None:
    assert re.findall(NUMBER, text) == found


@given(st.text())
def test_ascii_digits_keeps_every_place(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)
    assert not set(ascii_digits(text)) & set(THAI_DIGITS)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_what_python_prints_reads_back(value: Decimal, thai: bool) -> None:
    printed = f"{value:,.2f}"
    if thai:
        printed = printed.translate(str.maketrans("0123456789", THAI_DIGITS))
    parsed = parse_number(printed)
    assert isinstance(parsed, ParsedNumber)
    assert parsed.text == f"{value:.2f}"
