"""Words that OCR misreads are put right; the rest of a page stays as it was read."""

from pathlib import Path

import pytest
import yaml

from extractors.flow import to_text
from extractors.segments import apply_edits
from extractors.thai.misread import misread_words
from schemas.document import Document, Page

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "misread_words.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", CASES)
def test_word_is_put_right(name: str) -> None:
    text = CASES[name]["text"]
    edits = [(edit.start, edit.end, edit.text) for edit in misread_words(text)]
    assert apply_edits(text, edits)[0] == CASES[name]["right"]


@pytest.mark.parametrize(
    ("layer", "clean"), [("ocr", "น้ำหนัก 20"), ("native", "น้าหนัก 20")], ids=["ocr", "native"]
)
def test_only_pages_read_by_ocr_are_put_right(layer: str, clean: str) -> None:
    page = Page(1, "น้าหนัก 20\n", text_layer=layer)  # type: ignore[arg-type]
    text = to_text(Document("0" * 64, "a.png", "image/png", pages=[page]))
    assert text.clean == clean
    assert text.repairs.get("misread_word", 0) == (layer == "ocr")
    (place,) = text.places(8, 10)
    assert place.quote == "20"
