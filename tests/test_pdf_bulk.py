"""The loops over pdfium's functions: Lua's and Python's give the same."""

from pathlib import Path

import pytest

from extractors.readers import pdf
from extractors.readers.pdf_text.calls import bulk
from extractors.readers.pdf_text.calls.loops import Loops
from schemas.document import Page

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.pdf"))


def test_luajit_is_used_where_it_is_installed() -> None:
    pytest.importorskip("lupa.luajit21", reason="lupa comes without LuaJIT on this platform")
    assert type(bulk.best_loops()) is not Loops


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_python_loops_read_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    best = pdf.read(data, source=path.name, ocr="never")
    monkeypatch.setattr(bulk._mine, "loops", Loops())
    plain = pdf.read(data, source=path.name, ocr="never")
    assert list(map(_content, plain.pages)) == list(map(_content, best.pages))
    assert plain.tables == best.tables


def _content(page: Page) -> tuple[object, ...]:
    # As bytes: characters without ink have places that equal nothing, not even themselves.
    boxes = page.char_boxes.tobytes() if page.char_boxes else b""
    return page.text, boxes, page.soft_breaks, page.furniture, page.text_layer, page.grade
