"""Repair of Thai marks, row by row, and where the pieces come from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.thai.marks import MARK_REPAIRS, repair
from extractors.thai.sara_am import listed_words

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "thai_marks.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["raw"][:24])
def test_damaged_text_reads_as_meant(case: dict[str, Any]) -> None:
    repaired = repair(case["raw"])
    assert repaired.text == case["clean"]
    assert dict(repaired.repairs) == case["repairs"]


def test_a_merged_character_points_at_all_that_it_came_from() -> None:
    assert repair("ดํ\u0e32เนิน").segments == [(0, 1, 0, 1), (1, 2, 1, 3), (2, 6, 3, 7)]


def test_a_dropped_character_stands_between_its_neighbours() -> None:
    assert repair("ก\u200bข").segments == [(0, 1, 0, 1), (1, 1, 1, 2), (1, 2, 2, 3)]


def test_no_break_space_keeps_its_place_one_to_one() -> None:
    assert repair("ก\xa0ข").segments == [(0, 3, 0, 3)]


def test_an_empty_text_has_no_segments() -> None:
    assert repair("").segments == []


@pytest.mark.parametrize("kind", ["split", "lost"])
def test_each_listed_word_holds_one_sara_am_and_stands_once(kind: str) -> None:
    words = listed_words()[kind]
    assert all(word.count("ำ") == 1 for word in words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("word", listed_words()["split"])
def test_each_split_word_is_put_together(word: str) -> None:
    head, _, rest = word.partition("ำ")
    tone = head[-1] if head[-1] in "่้" else ""
    assert repair(f"{head.removesuffix(tone)} {tone}า{rest}").text == word


@pytest.mark.parametrize("word", listed_words()["lost"])
def test_each_lost_sara_am_comes_back(word: str) -> None:
    assert repair(word.replace("ำ", "า")).text == word


def test_only_repairs_of_thai_marks_count_as_such() -> None:
    assert "space_before_mark" in MARK_REPAIRS
    assert not {"zero_width", "space_character", "control_character"} & MARK_REPAIRS
