"""CSV tables: Excel opens them, runs nothing, and they read back as they were."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outputs import write_all
from pipeline.outputs.cells import ESCAPED, escape, unescape
from pipeline.outputs.tables import CLAIM_COLUMNS, FINDING_COLUMNS, Table, read_table
from tests.outputs.documents import HOSTILE, RUN, several

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.one_of(TEXTS, st.builds(str.__add__, st.sampled_from(ESCAPED), TEXTS)))
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.one_of(TEXTS, st.builds(str.__add__, st.sampled_from(ESCAPED), TEXTS)))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not escape(text).startswith(tuple(set(ESCAPED) - {"'"}))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1.50", "@a", "'a", "\ta", "\ra", "\na"])
def test_cell_that_may_be_run_gets_a_quote(text: str) -> None:
    assert escape(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "93.59", "ร้อยละ 5", " =1", "ก=1"])
def test_harmless_cell_is_left_alone(text: str) -> None:
    assert escape(text) == text


@given(cells=st.lists(TEXTS.filter(bool), min_size=1, max_size=5))
def test_table_reads_back_as_written(cells: list[str]) -> None:
    columns = [f"column{number}" for number in range(len(cells))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            Table(stream, columns).add(iter([list(cells)]))
        assert list(read_table(path)) == [dict(zip(columns, cells, strict=True))]


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [("claims.csv", CLAIM_COLUMNS, 19), ("findings.csv", FINDING_COLUMNS, 16)],
)
def test_table_has_a_bom_its_columns_and_a_row_each(
    tmp_path: Path, name: str, columns: tuple[str, ...], rows: int
) -> None:
    write_all(several(), tmp_path, RUN)
    assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbf")
    read = list(read_table(tmp_path / name))
    assert [tuple(row) for row in read] == [columns] * rows


def test_hostile_texts_come_back_unchanged(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    rows = [row for row in read_table(tmp_path / "claims.csv") if row["kind"] == "status"]
    assert [row["text"] for row in rows[1:]] == HOSTILE
    raw = (tmp_path / "claims.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in raw
    assert ',"=HYPERLINK' not in raw


def test_unknown_is_an_empty_cell_and_truth_is_a_word(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    rows = {row["code"]: row for row in read_table(tmp_path / "findings.csv")}
    assert rows["SCO201"]["quarter"] is None
    assert rows["SCO201"]["changes_score"] == "true"
    assert rows["ARI101"]["changes_score"] == "false"
    assert rows["ARI101"]["claims"] == "c4 c2 c3"
    assert (rows["ARI101"]["locations"] or "").count(" ; ") == 2
