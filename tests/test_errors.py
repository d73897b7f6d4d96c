"""The table of coded errors."""

import pickle
import re
from pathlib import Path

import pytest

from schemas.errors import ERRORS, KpiAuditError

ROOT = Path(__file__).parent.parent


def test_every_code_that_the_program_raises_stands_in_the_table() -> None:
    sources = [
        path
        for name in ("schemas", "extractors", "pipeline")
        for path in (ROOT / name).rglob("*.py")
    ]
    raised = {
        code for path in sources for code in re.findall(r"\bKA\d{3}\b", path.read_text("utf-8"))
    }
    assert raised - set(ERRORS) == set()


@pytest.mark.parametrize("code", ERRORS)
def test_error_says_what_and_what_next_in_both_languages(code: str) -> None:
    assert re.fullmatch(r"KA[1-4]\d\d", code)
    entry = ERRORS[code]
    assert all(text and text == text.strip(" .;") for text in entry)
    assert re.search("[ก-๙]", entry.th) and re.search("[ก-๙]", entry.next_th)


def test_particulars_replace_the_general_text() -> None:
    error = KpiAuditError("KA104", "page 7 has no text layer")
    assert str(error) == "KA104: page 7 has no text layer; run with --ocr always, or read it by eye"
    assert error.text("th").startswith("KA104: หน้านี้ไม่มีชั้นข้อความ (page 7 has no text layer); ")


def test_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(KpiAuditError("KA105", "no header", "fetch it")))
    assert (error.code, error.message, error.hint) == ("KA105", "no header", "fetch it")


def test_unknown_code_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        KpiAuditError("KA999")
