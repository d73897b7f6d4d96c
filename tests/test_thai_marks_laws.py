"""Laws of the repair: places stay known, good text stays, nothing is repaired twice."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.thai.edits import Draft, Edit
from extractors.thai.marks import Repaired, repair

PIECES = [
    "ก", "จ", "น", "ด", "า", "ำ", "ะ", "เ", "แ", "่", "้", "์", "ั", "ิ", "ี", "ุ", "ู", "ฺ", "ํ", "็", "๎",
    " ", "  ", "\n", "\r\n", "\t", "\xa0", "\u200b", "\ufeff", "\xad", "\x01", "\uf70a", "\uf71a",
    "\uf0b7", "É", "1", "๒", ".", "e\u0301", "Å", "à¸", "à¸\x81", "à¹€", "\xa1\xd2\xc3\xbe",
    "จ านวน", "สานักงาน", "น ้าท่วม", "(cid:201)", "ร า ย ง า น ", "\u1100\u1161\u11a8", "ข้อมูล",
]  # fmt: skip
damaged = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40).map("".join)


def assert_covers(repaired: Repaired, raw: str) -> None:
    clean_at = raw_at = 0
    for clean_start, clean_end, raw_start, raw_end in repaired.segments:
        assert (clean_start, raw_start) == (clean_at, raw_at)
        assert clean_end >= clean_start and raw_end >= raw_start
        assert (clean_end, raw_end) != (clean_start, raw_start)
        clean_at, raw_at = clean_end, raw_end
    assert (clean_at, raw_at) == (len(repaired.text), len(raw))


@given(damaged)
@settings(max_examples=400, deadline=None)
def test_segments_are_monotone_and_cover_both_texts(raw: str) -> None:
    assert_covers(repair(raw), raw)


@given(damaged)
@settings(max_examples=400, deadline=None)
def test_repairing_twice_changes_nothing_more(raw: str) -> None:
    once = repair(raw)
    twice = repair(once.text)
    assert twice.text == once.text
    assert not twice.repairs


@given(damaged)
@settings(max_examples=300, deadline=None)
def test_text_that_stays_is_one_identity_segment(raw: str) -> None:
    clean = repair(raw).text
    assert repair(clean).segments == ([(0, len(clean), 0, len(clean))] if clean else [])


@given(damaged)
@settings(max_examples=300, deadline=None)
def test_digits_and_private_use_characters_survive(raw: str) -> None:
    def kept(text: str) -> str:
        return "".join(c for c in text if c in "0123456789๐๑๒๓๔๕๖๗๘๙" or c == "\uf0b7")

    if "cid" not in raw and not any("\xa1" <= c <= "\xfb" for c in raw):
        assert kept(repair(raw).text) == kept(raw)


@given(damaged)
@settings(max_examples=300, deadline=None)
def test_the_result_is_composed(raw: str) -> None:
    assert unicodedata.is_normalized("NFC", repair(raw).text)


edit_rounds = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4), st.text("xyz", max_size=4))),
    max_size=4,
)


@given(st.text("abcdef", max_size=30), edit_rounds)
@settings(max_examples=400, deadline=None)
def test_any_rounds_of_edits_keep_the_map_whole(
    raw: str, rounds: list[list[tuple[int, int, str]]]
) -> None:
    draft = Draft(raw)
    for wanted in rounds:
        edits, at = [], 0
        for start, length, text in sorted(wanted):
            if start >= at and start + length <= len(draft.text):
                edits.append(Edit(start, start + length, text, "test"))
                at = start + length
        draft.apply(edits)
        assert_covers(Repaired(draft.text, draft.segments, draft.repairs), raw)
