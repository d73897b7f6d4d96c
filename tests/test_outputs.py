"""The files of a run: whole, sorted, the same bytes for the same documents."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.outputs import Failure, RunFacts, StoredDocument, write_all
from pipeline.outputs.jsonl import line_text, read_line_at, read_lines
from pipeline.outputs.shortlist import Shortlist
from pipeline.outputs.stored import PageEntry
from pipeline.outputs.words import words
from schemas.line import Line
from tests.outputs.documents import RUN, broken, clean, faulty, hostile, info, several

FILES = {
    "records.jsonl", "claims.csv", "findings.csv", "findings.xlsx", "report.html", "run.json",
    "text",
}  # fmt: skip


def one_by_one() -> Iterator[StoredDocument]:
    """Documents that can be gone through only once, as from a cursor."""
    yield from several()


def test_every_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_all(one_by_one(), tmp_path, RUN)
    assert {path.name for path in tmp_path.iterdir()} == FILES


def test_lines_read_back_equal_in_order(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    assert list(read_lines(tmp_path / "records.jsonl")) == [d.line for d in several()]


def test_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seconds in (("first", 1.0), ("second", 9.0)):
        write_all(several(), tmp_path / name, RunFacts(seconds=seconds))
    for name in ("records.jsonl", "claims.csv", "findings.csv"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_line_ends_inside_texts_do_not_end_a_line() -> None:
    line = Line(document=info("a\u2028b\u2029c\x85d\ne"))
    text = line_text(line)
    assert len(text.splitlines()) == 1
    assert Line.model_validate_json(text) == line


def test_unsorted_documents_are_refused_and_leave_the_files_of_before(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(ValueError, match="not sorted"):
        write_all([clean(), broken()], tmp_path, RUN)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_failure_on_the_way_leaves_no_temporary_file(tmp_path: Path) -> None:
    def fails() -> Iterator[StoredDocument]:
        yield faulty()
        raise OSError("the store is gone")

    with pytest.raises(OSError, match="the store is gone"):
        write_all(fails(), tmp_path, RUN)
    assert {path.name for path in tmp_path.iterdir()} == {"text"}


def test_quotes_are_slices_of_the_texts_written(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    checked = 0
    for line in read_lines(tmp_path / "records.jsonl"):
        for claim in line.claims:
            path = tmp_path / "text" / f"{line.document.id}.json"
            pages = json.loads(path.read_text(encoding="utf-8"))["pages"]
            assert claim.location is not None
            text = {page["page"]: page["text"] for page in pages}[claim.location.page]
            assert text[claim.location.start : claim.location.end] == claim.location.quote
            checked += 1
    assert checked == 19


def test_text_of_a_document_that_left_the_inputs_is_removed(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    foreign = tmp_path / "text" / "notes.json"
    foreign.write_text("{}", encoding="utf-8")
    write_all([clean()], tmp_path, RUN)
    names = {path.name for path in (tmp_path / "text").iterdir()}
    assert names == {f"{clean().line.document.id}.json", "notes.json"}


def test_document_id_that_is_no_hash_is_refused(tmp_path: Path) -> None:
    document = clean()
    evil = document.line.model_copy(
        update={"document": document.line.document.model_copy(update={"id": "../../evil"})}
    )
    with pytest.raises(ValueError, match="not a document id"):
        write_all([StoredDocument(evil, document.pages)], tmp_path, RUN)


def test_documents_are_let_go_once_written(tmp_path: Path) -> None:
    seen: list[weakref.ref[Line]] = []
    most = 0

    def many() -> Iterator[StoredDocument]:
        nonlocal most
        for number in range(40):
            document = clean(f"{number:03}.txt")
            seen.append(weakref.ref(document.line))
            most = max(most, sum(line() is not None for line in seen))
            yield document

    write_all(many(), tmp_path, RUN)
    assert most <= 3


def test_run_json_counts(tmp_path: Path) -> None:
    missing = Failure("z/missing.html", "KA201", "No such file.")
    run = RunFacts(seconds=2.5, versions={"kpi-audit": "0"}, failures=[missing], read=3, reused=1)
    totals = write_all(several(), tmp_path, run)
    written = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert written == {
        "documents": 4,
        "failed": 1,
        "read": 3,
        "reused": 1,
        "by_layout": {"bma_form": 1, "bma_kpi_page": 2},
        "claims": {
            "found": 19, "verified": 3, "contradicted": 2, "unsupported": 13, "not_checkable": 1,
        },
        "findings": {"ARI101": 1, "EVI401": 1, "SCO201": 1, "TXT502": 13},
        "by_severity": {"error": 2, "warning": 1, "notice": 13},
        "changes_score": 2,
        "rules_failed": {},
        "coverage": 0.98,
        "seconds": 2.5,
        "pages": 3,
        "versions": {"kpi-audit": "0"},
        "failures": [
            {"source": "z/missing.html", "code": "KA201", "message": "No such file."},
            {"source": "a/broken.pdf", "code": "KA103", "message": "The PDF is encrypted."},
        ],
    }  # fmt: skip
    assert totals.tally() == (
        "claims 19 · verified 3 · contradicted 2 (1 change the score) · unsupported 13"
        " · not checkable 1 · failed 1"
    )


def test_a_run_without_documents_is_written(tmp_path: Path) -> None:
    totals = write_all([], tmp_path, RunFacts(seconds=0))
    assert (tmp_path / "records.jsonl").read_bytes() == b""
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["coverage"] is None
    assert totals.documents == 0


def test_lone_surrogate_in_a_page_keeps_the_places(tmp_path: Path) -> None:
    document = clean()
    pages: list[PageEntry] = [{"page": 1, "text": "ก\ud800ข"}]
    write_all([StoredDocument(document.line, pages)], tmp_path, RUN)
    path = tmp_path / "text" / f"{document.line.document.id}.json"
    assert json.loads(path.read_text(encoding="utf-8"))["pages"][0]["text"] == "ก?ข"


def test_shortlist_keeps_the_gravest_and_says_how_many_it_leaves_out() -> None:
    shortlist = Shortlist(size=2)
    for offset, document in enumerate([clean(), hostile(), broken(), faulty(), clean()]):
        shortlist.add(document.line, offset)
    assert shortlist.offsets() == [3, 1]
    assert shortlist.left_out == 2


def test_a_line_is_read_at_its_offset(tmp_path: Path) -> None:
    write_all(several(), tmp_path, RUN)
    first = len(line_text(several()[0].line).encode()) + 1
    assert read_line_at(tmp_path / "records.jsonl", first) == several()[1].line


def test_every_word_is_there_in_two_languages() -> None:
    for name, pair in words().items():
        assert set(pair) == {"en", "th"}, name
        assert all(pair.values()), name
