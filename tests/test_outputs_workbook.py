"""The workbook: nothing runs, limits are kept and said, an auditor finds the way."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.outputs.sheets import MOST_CHARACTERS, Limits, as_number
from pipeline.outputs.stored import StoredDocument
from pipeline.outputs.tables import CLAIM_COLUMNS
from pipeline.outputs.totals import Totals
from pipeline.outputs.words import Lang
from pipeline.outputs.workbook import FONT, KPI_COLUMNS, QUARTER_COLUMNS, AuditWorkbook
from tests.outputs.documents import HOSTILE, RUN, broken, clean, faulty, hostile, several

SHEETS = ["summary", "findings", "claims", "KPIs", "quarters"]


def write(
    path: Path,
    documents: list[StoredDocument],
    limits: Limits | None = None,
    lang: Lang = "en",
) -> Any:
    """Write a workbook and open it again."""
    totals = Totals()
    with AuditWorkbook(path, lang, limits) as workbook:
        for document in documents:
            workbook.add(document.line)
            totals.add(document.line)
        workbook.finish(totals, RUN)
    return openpyxl.load_workbook(path)


def texts(sheet: Any) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def column(sheet: Any, names: tuple[str, ...], name: str) -> list[Any]:
    """The cells of a column below its head."""
    return [row[names.index(name)].value for row in sheet.iter_rows(min_row=2)]


def test_sheets_are_there_with_frozen_heads_and_filters(tmp_path: Path) -> None:
    book = write(tmp_path / "w.xlsx", list(several()))
    assert book.sheetnames == SHEETS
    for name in SHEETS[1:]:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert book[name]["A1"].font.name == FONT


@pytest.mark.parametrize(("lang", "head"), [("en", "Rule\nรหัสกฎ"), ("th", "รหัสกฎ\nRule")])
def test_heads_are_in_both_languages_the_chosen_one_first(
    tmp_path: Path, lang: Lang, head: str
) -> None:
    book = write(tmp_path / "w.xlsx", [faulty()], lang=lang)
    assert head in texts(book["findings"])


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    write(tmp_path / "w.xlsx", [hostile()])
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        for name in archive.namelist():
            xml = archive.read(name).decode()
            assert not re.search(r"<f[ >]|<hyperlink|externalLink|vbaProject", xml), name


def test_hostile_texts_stand_as_they_are(tmp_path: Path) -> None:
    book = write(tmp_path / "w.xlsx", [hostile()])
    read = column(book["claims"], CLAIM_COLUMNS, "text")
    plain = [text for text in HOSTILE if text.isprintable()]
    assert len(plain) >= 8
    assert set(plain) <= set(read)
    assert len(read) == len(HOSTILE)


def test_printed_numbers_are_numbers_with_their_decimals(tmp_path: Path) -> None:
    sheet = write(tmp_path / "w.xlsx", [faulty()])["quarters"]
    cell = sheet.cell(2, QUARTER_COLUMNS.index("result") + 1)
    assert (cell.value, cell.number_format) == (20, "0.00")


@pytest.mark.parametrize("text", ["12345678901234567", "70:20:10", "2021-02-05", "done", "1e5", ""])
def test_what_a_spreadsheet_would_change_stays_text(text: str) -> None:
    assert as_number(text) is None


def test_levels_claimed_and_supported_stand_side_by_side(tmp_path: Path) -> None:
    book = write(tmp_path / "w.xlsx", [faulty()])
    sheet = book["quarters"]
    rows = [
        [column(sheet, QUARTER_COLUMNS, name)[index] for index in range(4)]
        for name in ("claimed_level", "supported_level", "open_level")
    ]
    assert rows == [[1, 2, None, 4], [1, 1, 2, 2], [2, 3, 3, 3]]
    assert column(book["KPIs"], KPI_COLUMNS, "errors") == [2]


def test_sheet_past_the_last_row_goes_on_and_says_so(tmp_path: Path) -> None:
    book = write(tmp_path / "w.xlsx", [hostile()], Limits(rows=6))
    more = [name for name in book.sheetnames if name.startswith("claims")]
    assert more == ["claims", "claims 2", "claims 3"]
    assert sum(book[name].max_row - 1 for name in more) == len(HOSTILE)
    assert any("“claims” has more rows" in text for text in texts(book["summary"]))


def test_cell_past_the_last_character_is_cut_and_said(tmp_path: Path) -> None:
    document = clean()
    long = "ก" * MOST_CHARACTERS + "😀" * 9
    document.line.claims[0].text = long
    book = write(tmp_path / "w.xlsx", [document])
    written = column(book["claims"], CLAIM_COLUMNS, "text")[0]
    assert len(written) == MOST_CHARACTERS
    assert written.endswith(" … [cut]")
    assert any(text.startswith("1 cells were cut") for text in texts(book["summary"]))


def test_cut_counts_as_excel_counts_and_splits_no_character() -> None:
    limits = Limits(characters=12)
    assert limits.fit("ก" * 12) == "ก" * 12
    assert limits.fit("😀" * 6) == "😀" * 6
    assert limits.fit("😀" * 7) == "😀😀 … [cut]"
    assert limits.cut == 1


def test_no_note_on_limits_where_nothing_was_cut(tmp_path: Path) -> None:
    book = write(tmp_path / "w.xlsx", list(several()))
    assert "Notes" not in texts(book["summary"])


def test_summary_names_failures_and_counts(tmp_path: Path) -> None:
    found = texts(write(tmp_path / "w.xlsx", [broken(), faulty()])["summary"])
    for text in ("a/broken.pdf", "KA103", "The PDF is encrypted.", "ARI101", "verified"):
        assert text in found


def test_a_workbook_without_documents_opens(tmp_path: Path) -> None:
    assert write(tmp_path / "w.xlsx", []).sheetnames == SHEETS
