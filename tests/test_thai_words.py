"""Words, unknown words, words that carry meaning, and texts that end inside a word."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.thai import words as module
from extractors.thai.words import (
    content_words,
    edit_distance,
    is_word,
    looks_cut,
    oov_share,
    words,
)

ENDS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "thai_cut.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("text", ENDS["cut"])
def test_text_cut_inside_a_word_is_seen(text: str) -> None:
    assert looks_cut(text)


@pytest.mark.parametrize("text", ENDS["whole"])
def test_text_that_ends_with_a_whole_word_is_not_blamed(text: str) -> None:
    assert not looks_cut(text)


def test_words_stand_where_they_say() -> None:
    text = "ร้อยละ 93.59 ของ\nผู้เข้ารับ Coach/Mentor"
    found = words(text)
    assert all(text[start:end] == word for start, end, word in found)
    assert [word for _, _, word in found][:3] == ["ร้อยละ", "93.59", "ของ"]


@given(st.text(st.sampled_from("กขมนราำะเแิ่้ ๆฯ\n\t1๒.-ab\u200b\xa0"), max_size=60))
@settings(deadline=None)
def test_words_and_spaces_are_the_whole_text(text: str) -> None:
    at = 0
    for start, end, word in words(text):
        assert text[start:end] == word
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("text", ["*ผล", "/รพ", "เชื่%", "(สส.)"])
def test_signs_do_not_stick_to_thai(text: str) -> None:
    for _, _, word in words(text):
        assert not (set(word) & set("*/%()") and word.strip("*/%()."))


def test_a_long_line_is_cut_without_loss() -> None:
    text = "การดำเนินงาน " * 2000 + "ก" * 9000
    assert "".join(word for _, _, word in words(text)) == text.replace(" ", "")


def test_the_slow_segmenter_gives_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "สรุปผลการดำเนินงานของหน่วยงาน ไตรมาสที่ 4"
    fast = words(text)
    monkeypatch.setattr(module, "_segmenter", module._pythainlp_segmenter)
    assert words(text) == fast


def test_unknown_share_counts_thai_letters_in_no_dictionary() -> None:
    assert oov_share("การดำเนินงาน 2564 ๒๕๖๔ KPI ๆ") == 0.0
    assert oov_share("") == 0.0
    assert oov_share("ฟฺฆฌฎ") == 1.0
    assert 0.0 < oov_share("การดำเนินงานฌฎฏฒณฑ") < 1.0


@given(st.text(st.sampled_from("กขมนราำะเแิ่้ ๆ\n\t1๒.-a\u200b"), max_size=60))
@settings(deadline=None)
def test_unknown_share_is_that_of_the_words(text: str) -> None:
    letters = {True: 0, False: 0}
    for _, _, word in words(text):
        letters[is_word(word)] += sum("ก" <= c <= "๎" and c != "ๆ" for c in word)
    assert oov_share(text) == (letters[False] / sum(letters.values()) if letters[False] else 0.0)


def test_dictionary_words_are_known() -> None:
    assert is_word("หน่วยงาน")
    assert not is_word("เชื่") and not is_word("")


def test_content_words_leave_out_grammar_numbers_and_signs() -> None:
    assert content_words("จัดทำโครงการฯ และ Coach/Mentor จำนวน 2 รุ่น ๆ ดังนี้ 12.5%") == [
        "จัดทำ", "โครงการ", "coach", "mentor", "จำนวน", "รุ่น"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("", "", 0), ("ก", "", 1), ("กรกฏาคม", "กรกฎาคม", 1), ("abcd", "acbd", 1), ("abc", "xyz", 3)],
)
def test_slips_between_two_words(first: str, second: str, distance: int) -> None:
    assert edit_distance(first, second) == edit_distance(second, first) == distance


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_a_limited_distance_is_exact_up_to_its_limit(first: str, second: str, limit: int) -> None:
    exact = edit_distance(first, second)
    assert edit_distance(first, second, limit) == min(exact, limit + 1)
