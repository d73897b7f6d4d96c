"""Figures that OCR read accuse nobody: what rests on them is a notice that says so."""

from pathlib import Path

import pytest

from pipeline.process import judge, read
from pipeline.validator.settings import Settings

FAULTY = sorted((Path(__file__).parent.parent / "samples").glob("faulty-*.html"))
_TEXT_ALONE = ("EVI", "TXT")
"""Families whose warnings may rest on words."""
_FIGURED = ("EVI403", "EVI408")


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_no_flag_rests_on_figures_of_a_scan(path: Path) -> None:
    extraction = read(path.read_bytes(), path.name, None, "never")
    clean = judge(extraction, [path.name], Settings()).findings
    for page in extraction.text.pages:
        page.text_layer = "ocr"
    scanned = judge(extraction, [path.name], Settings()).findings
    assert {finding.code for finding in clean} <= {finding.code for finding in scanned}
    for finding in scanned:
        assert finding.severity != "error"
        if finding.severity == "warning":
            assert finding.code.startswith(_TEXT_ALONE) and finding.code not in _FIGURED
