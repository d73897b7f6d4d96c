"""Loading folders of outputs: whole documents, once, in any order, by many, after any crash."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from pipeline.process import failed_line
from pipeline.store.ahead import AheadReader
from pipeline.store.connect import open_engine
from pipeline.store.lines import judged_line
from pipeline.store.load import Loader
from schemas.errors import KpiAuditError
from tests import outputs_folder, stores
from tests.lines import line
from tests.stores import load

KILLS = 4


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders that share some of their documents."""
    one = outputs_folder.write(tmp_path / "one", outputs_folder.mixed(30))
    two = outputs_folder.write(tmp_path / "two", outputs_folder.mixed(30, start=20))
    return [one, two]


def test_every_document_and_every_page_is_in_the_database(
    address: str, folders: list[Path]
) -> None:
    loaded = load(address, folders[0]).loaded
    assert (loaded.written, loaded.unchanged, loaded.without_bytes) == (31, 0, 1)
    found = stores.content(address)
    counts = {name: len(found[name]) for name in ("documents", "claims", "pages", "run_inputs")}
    assert counts == {"documents": 31, "claims": 30, "pages": 30, "run_inputs": 47}
    assert [
        row["error_code"] for row in stores.rows(address, "documents") if row["error_code"]
    ] == ["KA105"]


def test_loading_again_changes_nothing(address: str, folders: list[Path]) -> None:
    load(address, *folders)
    before = stores.content(address)
    again = load(address, *folders).loaded
    assert (again.written, again.unchanged) == (0, 62)
    assert stores.content(address) == before


def test_order_of_loading_changes_nothing(
    address: str, folders: list[Path], tmp_path: Path
) -> None:
    load(address, *folders)
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    load(other, *reversed(folders))
    assert stores.content(address) == stores.content(other)


def test_loaders_at_once_lose_and_double_nothing(
    address: str, folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.load.BATCH_DOCUMENTS", 3)
    load(address)  # the tables are there: making them is not what is raced here
    with ThreadPoolExecutor(3) as pool:
        orders = (folders, folders[::-1], folders)
        list(pool.map(lambda order: load(address, *order), orders))
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    load(other, *folders)
    assert stores.content(address) == stores.content(other)


def test_much_is_read_by_a_process_ahead_to_the_same_rows(
    address: str, folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    load(other, *folders)
    monkeypatch.setattr("pipeline.store.ahead.SMALL", 0)
    loaded = load(address, *folders).loaded
    assert (loaded.documents, loaded.without_bytes) == (62, 2)
    assert stores.content(address) == stores.content(other)


def test_process_ahead_ends_when_nobody_reads_on(tmp_path: Path) -> None:
    lines = [line(f"{number:064x}", title="ก" * 20_000) for number in range(400)]
    source = AheadReader(outputs_folder.write(tmp_path / "out", lines))
    assert next(iter(source)) is not None
    source.close()
    assert source._process.returncode == 1


def test_process_ahead_that_was_killed_is_a_coded_error(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.ahead.SMALL", 0)
    monkeypatch.setattr("pipeline.store.load.BATCH_DOCUMENTS", 20)
    lines = [line(f"{number:064x}", title="ก" * 20_000) for number in range(400)]
    folder = outputs_folder.write(tmp_path / "out", lines)
    made: list[AheadReader] = []

    def reader(folder: Path) -> AheadReader:
        made.append(AheadReader(folder))
        return made[0]

    monkeypatch.setattr("pipeline.store.load.reader", reader)
    loader = Loader(address, lambda done: made[0]._process.kill())
    with pytest.raises(KpiAuditError, match=r"KA310.*ended with -9"):
        loader.load(folder)
    loader.close()
    found = stores.content(address)
    assert 20 <= len(found["documents"]) == len(found["document_history"]) < 400


_LOAD = """
import sys
from pathlib import Path
import pipeline.store.load as load
load.BATCH_DOCUMENTS = 2
loader = load.Loader(sys.argv[1])
print("open", flush=True)
loader.load(Path(sys.argv[2]))
"""


def test_killed_loader_leaves_whole_documents_and_the_next_one_goes_on(
    address: str, folders: list[Path], tmp_path: Path
) -> None:
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    load(other, folders[0])
    rng = random.Random(5)
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", _LOAD, address, str(folders[0])], stdout=subprocess.PIPE
        )
        assert process.stdout is not None and process.stdout.readline() == b"open\n"
        time.sleep(rng.uniform(0, 0.15))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        found = stores.content(address)
        judged = sum("'line_hash': None" not in row for row in found["documents"])
        assert len(found["document_history"]) == judged == len(found["documents"])
    load(address, folders[0])
    assert stores.content(address) == stores.content(other)


def test_newer_parser_replaces_rows_and_keeps_the_history(address: str, tmp_path: Path) -> None:
    old, new = line("a" * 64, "93.59"), line("a" * 64, "70")
    old.document.parser_version, new.document.parser_version = "1+x", "2+x"
    load(address, outputs_folder.write(tmp_path / "old", [old]))
    load(address, outputs_folder.write(tmp_path / "new", [new]))
    assert [row["achieved"] for row in stores.rows(address, "kpi_results")] == ["70"]
    assert [row["parser_version"] for row in stores.rows(address, "readings")] == ["2+x"]
    history = stores.rows(address, "document_history", "parser_version")
    assert [row["parser_version"] for row in history] == ["1+x", "2+x"]


def test_failure_never_takes_the_place_of_a_success(address: str, tmp_path: Path) -> None:
    failed = failed_line("a" * 64, ["a.txt"], KpiAuditError("KA109"))
    bad = outputs_folder.write(tmp_path / "bad", [failed])
    load(address, outputs_folder.write(tmp_path / "good", [line("a" * 64)]), bad)
    assert [row["error_code"] for row in stores.rows(address, "documents")] == [None]
    assert len(stores.rows(address, "claims")) == 1


def test_decision_on_a_finding_survives_a_newer_version(address: str, tmp_path: Path) -> None:
    old, new = line("a" * 64, "93.59"), line("a" * 64, "70")
    new.document.parser_version = "2+x"
    load(address, outputs_folder.write(tmp_path / "old", [old]))
    (finding,) = stores.rows(address, "open_findings")
    engine = open_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO decisions (key_hash, key, decision) SELECT key_hash, key, 'accepted'"
            " FROM findings"
        )
    engine.dispose()
    load(address, outputs_folder.write(tmp_path / "new", [new]))
    assert stores.rows(address, "open_findings") == []
    assert [row["key"] for row in stores.rows(address, "findings")] == [finding["key"]]


def test_run_does_not_take_loaded_readings_for_its_own(address: str, tmp_path: Path) -> None:
    from pipeline.store.ledger import Key, Ledger

    load(address, outputs_folder.write(tmp_path / "out", [line("a" * 64)]))
    ledger = Ledger(address)
    assert ledger.held(Key("a" * 64, "", "1+x", "auto"), "r1") is None
    ledger.close()


@pytest.mark.parametrize("bad", ["ก\\u0000ข", "ก\\ud800ข"])
def test_text_that_databases_refuse_is_kept_with_a_mark(
    address: str, tmp_path: Path, bad: str
) -> None:
    folder = outputs_folder.write(tmp_path / "out", [line("a" * 64, title="TITLE")])
    path = folder / "records.jsonl"
    path.write_text(path.read_text("utf-8").replace("TITLE", bad), encoding="utf-8")
    load(address, folder)
    assert [row["title"] for row in stores.rows(address, "kpi_reports")] == ["ก\ufffdข"]


def test_narrative_of_20_megabytes_is_loaded_whole(address: str, tmp_path: Path) -> None:
    told = "ดำเนินการแล้ว " * 550_000
    one = outputs_folder.report("a" * 64, "a.txt", narratives=(None, None, None, told))
    load(address, outputs_folder.write(tmp_path / "out", [one]))
    (row,) = stores.rows(address, "quarters WHERE quarter = 4")
    assert row["narrative"] == told


LINE = line("a" * 64).model_dump_json().encode() + b"\n"


@pytest.mark.parametrize("small", [0, 8_000_000])
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("records.jsonl", None, "KA309"),
        ("records.jsonl", b'{"document": ', "KA310"),
        ("records.jsonl", b"\xff\xfe\n", "KA310"),
        ("records.jsonl", b'{"document": {}}\n', "KA310"),
        ("records.jsonl", b"[]\n", "KA310"),
        ("records.jsonl", LINE.replace(b'"claims":[', b'"claims":null,"x":['), "KA310"),
        ("records.jsonl", LINE.replace(b'"verdict":', b'"verdigt":'), "KA310"),
        ("run.json", b"{", "KA310"),
        (f"text/{'a' * 64}.json", b"{", "KA310"),
    ],
)
def test_damaged_folder_is_a_coded_error_and_what_was_loaded_is_kept(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int, name: str,
    content: bytes | None, code: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("pipeline.store.ahead.SMALL", small)
    load(address, outputs_folder.write(tmp_path / "good", [line("b" * 64)]))
    folder = outputs_folder.write(tmp_path / "bad", [line("a" * 64)])
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(KpiAuditError, match=code):
        load(address, folder)
    assert [row["id"] for row in stores.rows(address, "documents")] == ["b" * 64]


def test_full_disk_is_a_coded_error_and_no_document_is_half_written(
    tmp_path: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.load.BATCH_DOCUMENTS", 5)
    address = f"sqlite:///{tmp_path / 'full.sqlite'}"
    loader = Loader(address)
    loader.write([judged_line(line("b" * 64).model_dump_json())], "r1", tmp_path)
    (pages,) = sqlite3.connect(tmp_path / "full.sqlite").execute("PRAGMA page_count").fetchone()

    @event.listens_for(loader._engine, "begin")
    def bound(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 8}")

    with pytest.raises(KpiAuditError, match="KA304") as raised:
        loader.load(folders[0])
    loader.close()
    assert "what was done is kept" in str(raised.value)
    found = stores.content(address)
    assert 1 < len(found["documents"]) < 32
    assert len(found["document_history"]) == len(found["documents"])
    load(address, folders[0])
    assert len(stores.rows(address, "documents")) == 32


def test_read_only_file_is_a_coded_error(tmp_path: Path, folders: list[Path]) -> None:
    path = tmp_path / "kpi.sqlite"
    load(f"sqlite:///{path}", folders[1])
    with pytest.raises(KpiAuditError, match="KA304"):
        load(f"sqlite:///file:{path}?mode=ro&uri=true", folders[0])


def test_file_that_stays_locked_is_a_coded_error(
    tmp_path: Path, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.connect.BUSY_SECONDS", 0)
    path = tmp_path / "kpi.sqlite"
    load(f"sqlite:///{path}", folders[1])
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KpiAuditError, match="KA302"):
        load(f"sqlite:///{path}", folders[0])
    other.rollback()
    other.close()
    load(f"sqlite:///{path}", folders[0])


@pytest.mark.needs("initdb")
def test_lost_connection_is_a_coded_error_and_the_next_load_goes_on(
    server: str, folders: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = stores.emptied(server)
    monkeypatch.setattr("pipeline.store.load.BATCH_DOCUMENTS", 5)
    loader = Loader(address)
    engine = open_engine(address)

    def cut(done: int) -> None:
        monkeypatch.setattr("pipeline.store.writer.Writer.keep", broken)

    def broken(self: object, documents: object) -> None:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
        keep(self, documents)  # type: ignore[arg-type]

    from pipeline.store.writer import Writer

    keep = Writer.keep
    loader._progress = cut
    with pytest.raises(KpiAuditError, match="KA308"):
        loader.load(folders[0])
    loader.close()
    engine.dispose()
    assert len(stores.rows(address, "documents")) == 5
    monkeypatch.setattr("pipeline.store.writer.Writer.keep", keep)
    load(address, folders[0])
    assert len(stores.rows(address, "documents")) == 31
