"""Cards, forms and tables: read in every medium, faults found, other families left alone."""

import pytest

from tests.card_documents import (
    CARD_LAYOUTS,
    CARD_MEDIA,
    LOST_CELLS,
    check_typed,
    made,
    misses,
    names,
    planted,
    recognised_by,
    scored,
)

CODES = {
    "budget_table": ("ARI101", "ARI102"),
    "personal_form": ("SCO213",),
    "score_table": ("SCO208", "SCO209", "SCO210", "SCO211", "SCO214"),
}
"""The faults that are planted in a family; the families that are not named carry no figures."""


@pytest.mark.parametrize("name", [name for family in CARD_LAYOUTS for name in names(family)])
def test_document_reads_as_typed_by_hand(name: str) -> None:
    check_typed(name)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("medium", CARD_MEDIA)
@pytest.mark.parametrize("family", CARD_LAYOUTS)
def test_clean_document_is_read_whole_and_raises_no_flag(
    family: str, medium: str, seed: int
) -> None:
    assert misses(scored(made(family, medium, seed))) == []


@pytest.mark.parametrize("medium", CARD_MEDIA)
@pytest.mark.parametrize("family", CARD_LAYOUTS)
def test_no_other_family_is_as_sure_of_the_document(family: str, medium: str) -> None:
    scores = recognised_by(made(family, medium, 7))
    own = scores.pop(family)
    assert own >= 0.5
    assert max(scores.values()) < own


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("medium", [each for each in CARD_MEDIA if each != "html-874"])
@pytest.mark.parametrize("code", [code for codes in CODES.values() for code in codes])
def test_planted_fault_is_found_and_nothing_else(code: str, medium: str, seed: int) -> None:
    result = scored(planted(code, medium, seed))
    told = [miss for tally in result.recall.values() for miss in tally.misses]
    if medium not in LOST_CELLS.get(code, ()):
        assert told == []
    assert [miss for tally in result.precision.values() for miss in tally.misses] == []
