"""Bytes of every encoding that Thai documents come in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.encodings import declared_charset, decode

THAI = "รายงานผลการดำเนินงาน ไตรมาสที่ ๑ ร้อยละ 93.59 ของผู้เข้ารับการฝึกอบรม จำนวน 78 คน"


@pytest.mark.parametrize("declared", [None, "utf-8", "tis-620", "iso-8859-1", "cp932", "nonsense"])
def test_strict_utf8_wins_over_any_declaration(declared: str | None) -> None:
    decoded = decode(THAI.encode(), declared)
    assert (decoded.text, decoded.encoding) == (THAI, "utf-8")
    assert not decoded.repairs


@pytest.mark.parametrize("declared", [None, "utf-8", "TIS-620", "windows-874", "x-unknown"])
@pytest.mark.parametrize("text", [THAI, "ผ่าน", "กท", "“ร้อยละ” – ๘๐"])
def test_thai_bytes_are_read_as_cp874(declared: str | None, text: str) -> None:
    decoded = decode(text.encode("cp874"), declared)
    assert (decoded.text, decoded.encoding) == (text, "cp874")


def test_thai_bytes_that_a_server_calls_western_are_thai() -> None:
    assert decode(THAI.encode("cp874"), "iso-8859-1").encoding == "cp874"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("text", [THAI, "KPI 2564 : 0402-0810", "ร้อยละ"])
def test_utf16_is_known_with_and_without_its_mark(encoding: str, bom: str, text: str) -> None:
    decoded = decode((bom + text).encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_byte_order_mark_is_no_text() -> None:
    assert decode(b"\xef\xbb\xbfKPI").text == "KPI"


def test_plain_ascii_is_utf8() -> None:
    assert decode(b"KPI 80 %", "tis-620").encoding == "utf-8"
    assert decode(b"", None).text == ""


@pytest.mark.parametrize("declared", [None, "tis-620", "utf-8"])
def test_utf8_with_a_few_broken_bytes_stays_utf8(declared: str | None) -> None:
    data = THAI.encode()
    broken = data[:30] + b"\xff" + data[30:90] + data[91:]
    decoded = decode(broken, declared)
    assert decoded.encoding == "utf-8"
    assert decoded.repairs["lost_bytes"] == decoded.text.count("\ufffd") >= 2
    assert "ร้อยละ 93.59" in decoded.text


def test_utf8_cut_inside_a_character_stays_utf8() -> None:
    assert decode(THAI.encode()[:-1]).encoding == "utf-8"


def test_short_cp874_that_resembles_utf8_stays_thai() -> None:
    for text in ("ยกมาก รก", "รถยกได้", "สดสว่าง ลกษณ", "เกณฑ์ลด"):
        assert decode(text.encode("cp874")).text == text


@given(st.integers(0, len(THAI)), st.integers(1, 30))
def test_any_piece_of_thai_reads_back_from_cp874(start: int, length: int) -> None:
    piece = THAI[start : start + length]
    data = piece.encode("cp874")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert decode(data).text == piece


def test_bytes_without_meaning_keep_their_place() -> None:
    decoded = decode("ร้อยละ".encode("cp874") + b"\xfc\xdb 80")
    assert decoded.text == "ร้อยละ\ufffd\ufffd 80"
    assert decoded.repairs["lost_bytes"] == 2


def test_replacement_characters_of_the_source_are_not_counted_again() -> None:
    assert not decode("ก\ufffdข".encode()).repairs


@pytest.mark.parametrize(
    "wrong",
    [
        THAI.encode("cp874").decode("latin-1"),
        THAI.encode().decode("latin-1"),
        "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in THAI.encode()),
        "".join(bytes([b]).decode("cp874", "ignore") or chr(b) for b in THAI.encode()),
    ],
    ids=["tis-620 as latin-1", "utf-8 as latin-1", "utf-8 as cp1252", "utf-8 as cp874"],
)
def test_mojibake_that_was_saved_as_utf8_is_undone(wrong: str) -> None:
    decoded = decode(wrong.encode())
    assert decoded.text == THAI
    assert decoded.repairs["mojibake"] > 0


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Déjà vu: Málaga, São Paulo, Œuvre naïve", "cp1252"),
        ("Größe, Übermaß, Ärger, schön", "iso-8859-1"),
        ("Привет, отчёт о работе", "windows-1251"),
        ("報告書の評価", "shift_jis"),
        ("評価報告書の内容", "euc-jp"),
    ],
)
def test_a_true_declaration_of_another_language_is_believed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding).text == text


@pytest.mark.parametrize(
    "good", [THAI, "เธอเนรมิต เธอเนรมิต เธอเนรมิตเธอ", "façade à la carte – 20 °C", "ÅÄÖ åäö ÅÄÖ"]
)
def test_good_text_is_no_mojibake(good: str) -> None:
    decoded = decode(good.encode())
    assert decoded.text == good
    assert not decoded.repairs


@pytest.mark.parametrize(
    ("page", "header", "charset"),
    [
        (b"", "text/html; charset=TIS-620", "TIS-620"),
        (b"<meta charset='windows-874'>", None, "windows-874"),
        (
            b'<META http-equiv=Content-Type content="text/html; charset=tis-620">',
            "text/html",
            "tis-620",
        ),
        (b"<meta charset=tis-620>", "text/html; charset=ISO-8859-1", "tis-620"),
        (b"<meta charset=utf-8>", 'text/html; charset="windows-874"', "windows-874"),
        (b"<?xml version='1.0' encoding='TIS-620'?>", None, "TIS-620"),
        (b"<meta name=description content='x'><p>charset=big5", None, None),
    ],
)
def test_declaration_is_found(page: bytes, header: str | None, charset: str | None) -> None:
    assert declared_charset(page, header) == charset


def test_a_lying_declaration_is_noted() -> None:
    assert decode(THAI.encode("cp874"), "utf-8").notes == ["declared as utf-8, read as cp874"]


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "tis-620", "big5", "base64", "x"]))
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    decode(data, declared).text.encode("utf-8", "surrogatepass")
