"""Score tables: read in every medium, their faults found, other families left alone."""

import pytest

from tests.card_documents import (
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

FAMILY = "score_table"


@pytest.mark.parametrize("name", names(FAMILY))
def test_document_reads_as_typed_by_hand(name: str) -> None:
    check_typed(name)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("medium", CARD_MEDIA)
def test_clean_document_is_read_whole_and_raises_no_flag(medium: str, seed: int) -> None:
    assert misses(scored(made(FAMILY, medium, seed))) == []


@pytest.mark.parametrize("medium", CARD_MEDIA)
def test_no_other_family_is_as_sure_of_the_document(medium: str) -> None:
    scores = recognised_by(made(FAMILY, medium, 7))
    own = scores.pop(FAMILY)
    assert own >= 0.5
    assert max(scores.values()) < own


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("medium", [each for each in CARD_MEDIA if each != "html-874"])
@pytest.mark.parametrize("code", ("SCO208", "SCO209", "SCO210", "SCO211", "SCO214"))
def test_planted_fault_is_found_and_nothing_else(code: str, medium: str, seed: int) -> None:
    result = scored(planted(code, medium, seed))
    told = [miss for tally in result.recall.values() for miss in tally.misses]
    if medium not in LOST_CELLS.get(code, ()):
        assert told == []
    assert [miss for tally in result.precision.values() for miss in tally.misses] == []
