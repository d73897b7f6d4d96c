"""ToUnicode maps read by pattern say what pdfminer's own parser says."""

from io import BytesIO

import pytest
from pdfminer.cmapdb import CMapParser, FileUnicodeMap

from extractors.readers.pdf_text.to_unicode import plain_map

MAPS = {
    "pairs": b"2 beginbfchar <01> <0E01> <02><0E020E33> endbfchar",
    "ranges": b"1 beginbfrange\n<0003> <0005> <0E01>\n<0010><0010><0E2A0E33>\nendbfrange",
    "all codes": b"1 beginbfrange <0000> <FFFF> <0000> endbfrange",
    "two blanks for a code": b"beginbfchar <0003> <0020> endbfchar beginbfrange <0002> <0004> <009F> endbfrange",
    "pair of surrogates": b"1 beginbfchar <0001> <D83DDE00> endbfchar",
    "turned range": b"1 beginbfrange <0005> <0003> <0E01> endbfrange",
}


@pytest.mark.parametrize("name", MAPS)
def test_map_of_the_usual_form_is_read_alike(name: str) -> None:
    known = FileUnicodeMap()
    CMapParser(known, BytesIO(MAPS[name])).run()
    assert plain_map(MAPS[name]) == known.cid2unichr


@pytest.mark.parametrize(
    "data",
    [
        b"beginbfrange <01> <02> [<0E01> <0E02>] endbfrange",
        b"/Other usecmap beginbfchar <01> <0E01> endbfchar",
        b"beginbfchar <01> <0E01> <02> endbfchar",
        b"beginbfchar <1> <0E01> endbfchar",
    ],
    ids=["list", "other map", "odd", "half a byte"],
)
def test_other_maps_are_left_to_pdfminer(data: bytes) -> None:
    assert plain_map(data) is None


def test_absurd_range_is_bounded() -> None:
    found = plain_map(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange")
    assert found is not None
    assert len(found) <= 0x10000
