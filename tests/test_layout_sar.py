"""Cards of self-assessment reports."""

import pytest

from tests.card_documents import (
    CARD_MEDIA,
    check_typed,
    made,
    misses,
    names,
    recognised_by,
    scored,
)

FAMILY = "sar_card"


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
