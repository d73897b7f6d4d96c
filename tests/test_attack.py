"""KPI pages, forms and others in structures, wordings and damage that the corpus does not have."""

from __future__ import annotations

import os

import pytest

from tests.attack import printed
from tests.attack.case import Case, misses
from tests.attack.collection import cases
from tests.corpus.media import chromium


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_record_says_what_is_printed(case: Case) -> None:
    assert misses(case) == []


@pytest.mark.parametrize("name", printed.NAMES)
def test_printed_page_says_the_same(name: str) -> None:
    if chromium() is None:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    assert misses(printed.case(name)) == []


def test_a_changed_figure_is_noticed() -> None:
    """The comparison itself can fail: one case's truth does not fit another's bytes."""
    first, second = cases()[0], cases()[1]
    assert misses(Case(first.name, second.data, first.truth))


def test_names_are_all_different() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))
