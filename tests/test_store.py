"""The ledger on SQLite and PostgreSQL: whole documents, keys, several writers, coded errors."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select, text

from pipeline.packing import packed
from pipeline.settings import redacted
from pipeline.store import tables as t
from pipeline.store.connect import open_engine, writing
from pipeline.store.ledger import Given, Key, Ledger
from pipeline.store.migrate import config, state, upgrade
from schemas.errors import KpiAuditError
from tests.lines import line

ID, OTHER = "a" * 64, "b" * 64
KEY = Key(ID, "", "1+x", "auto")
EXTRACTION = packed('{"text": {"pages": []}}')


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    ledger = Ledger(address)
    yield ledger
    ledger.close()


def save(ledger: Ledger, key: Key = KEY, rules: str = "r1", **fields: Any) -> int:
    content = line(key.document_id, **fields).model_dump_json()
    return ledger.save(key, rules, content, EXTRACTION, "a.txt")


def rows(ledger: Ledger, table: str) -> list[dict[str, Any]]:
    with create_engine(ledger.address).connect() as connection:
        query = select(t.metadata.tables[table])
        return [dict(row) for row in connection.execute(query).mappings()]


def test_document_is_found_by_the_whole_of_its_key(ledger: Ledger) -> None:
    reading = save(ledger)
    assert ledger.held(KEY, "r1") == (held := ledger.held(KEY, "r1"))
    assert held is not None
    assert (held.reading_id, held.is_judged) == (reading, True)
    for other in (
        Key(OTHER, "", "1+x", "auto"),
        Key(ID, "tis-620", "1+x", "auto"),
        Key(ID, "", "1+y", "auto"),
        Key(ID, "", "1+x", "never"),
    ):
        assert ledger.held(other, "r1") is None


def test_other_rules_find_the_reading_but_no_judgement(ledger: Ledger) -> None:
    reading = save(ledger)
    held = ledger.held(KEY, "r2")
    assert held is not None and not held.is_judged
    assert ledger.extraction(held.reading_id) == EXTRACTION
    ledger.save_judgement(reading, "r2", line(ID, "50").model_dump_json(), "a.txt")
    for rules, value in (("r1", "93.59"), ("r2", "50")):
        ((_, content, _),) = ledger.lines([(reading, None)], rules)
        assert f'"value":"{value}"' in content
    assert [row["achieved"] for row in rows(ledger, "kpi_reports")] == ["50"]


def test_failed_document_is_not_held_but_noted(ledger: Ledger) -> None:
    failed = line(ID).model_copy(update={"record": None, "claims": [], "findings": []})
    content = failed.model_dump(mode="json") | {"error": {"code": "KA109", "message": "slow"}}
    ledger.save(KEY, "r1", json.dumps(content), None, "a.txt")
    assert ledger.held(KEY, "r1") is None
    assert [row["error_code"] for row in rows(ledger, "documents")] == ["KA109"]
    save(ledger)
    assert ledger.held(KEY, "r1") is not None
    assert [row["error_code"] for row in rows(ledger, "documents")] == [None]


def test_line_becomes_relational_rows(ledger: Ledger) -> None:
    save(ledger)
    (report,), (claim,), (finding,) = (
        rows(ledger, name) for name in ("kpi_reports", "claims", "findings")
    )
    assert (report["kpi_code"], report["achieved_number"]) == ("0402-0810", 93.59)
    assert (claim["key"], claim["number"], claim["start"]) == ("0402-0810/2564/achieved", 93.59, 3)
    assert (finding["code"], finding["quote"], finding["changes_score"]) == (
        "SCO202",
        "93.59",
        True,
    )
    assert [row["result"] for row in rows(ledger, "quarters")] == [None, None, None, "93.59"]
    assert [row["criterion"] for row in rows(ledger, "levels")] == ["จัดทำแผน"]


def test_newer_parser_replaces_readings_and_rows(ledger: Ledger) -> None:
    save(ledger)
    save(ledger, Key(ID, "", "2+x", "auto"), achieved="70")
    assert [row["parser_version"] for row in rows(ledger, "readings")] == ["2+x"]
    assert [row["achieved"] for row in rows(ledger, "kpi_reports")] == ["70"]
    assert len(rows(ledger, "judgements")) == 1


def test_document_that_fails_halfway_leaves_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(ledger)
    broken: dict[str, Any] = {name: [] for name in (table.name for table in t.DERIVED)}
    broken["checks"] = [(ID, 1, None, "ok", None)]
    monkeypatch.setattr("pipeline.store.prepared.derived_rows", lambda *_: broken)
    with pytest.raises(KpiAuditError, match="KA304"):
        save(ledger, achieved="1")
    assert [row["achieved"] for row in rows(ledger, "kpi_reports")] == ["93.59"]
    assert len(rows(ledger, "claims")) == 1


def test_text_that_databases_refuse_is_kept_with_a_mark(ledger: Ledger) -> None:
    reading = save(ledger, title="ก\0ข")
    assert [row["title"] for row in rows(ledger, "kpi_reports")] == ["ก\ufffdข"]
    ((_, content, _),) = ledger.lines([(reading, None)], "r1")
    assert r"ก\u0000ข" in content


def test_several_writers_lose_and_double_nothing(address: str) -> None:
    def write(order: int) -> None:
        ledger = Ledger(address)
        for number in range(20)[::order]:
            save(ledger, Key(f"{number:064x}", "", "1+x", "auto"))
        ledger.close()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(write, (1, -1, 1))) == [None] * 3
    with create_engine(address).connect() as connection:
        for table, count in (("documents", 20), ("readings", 20), ("claims", 20), ("quarters", 80)):
            query = select(func.count()).select_from(t.metadata.tables[table])
            assert (table, connection.execute(query).scalar()) == (table, count)


def test_run_is_noted_with_its_inputs(ledger: Ledger) -> None:
    reading = save(ledger)
    run = ledger.begin_run("1+x", "r1")
    given = [
        Given(0, "a.txt", None, ID, reading),
        Given(1, "gone.txt", error_code="KA101", error_message="no such file"),
    ]
    ledger.end_run(run, given, read=1, reused=0)
    assert [row["source"] for row in rows(ledger, "run_inputs")] == ["a.txt", "gone.txt"]
    assert rows(ledger, "runs")[0]["finished_at"] is not None


def test_migrations_make_the_same_tables(address: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    assert upgrade(address) == (None, t.REVISION)
    with create_engine(address).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), t.metadata) == []
    Ledger(address).close()
    assert upgrade(address) == (t.REVISION, t.REVISION)


def test_head_of_the_migrations_is_the_programs_revision(tmp_path: Path) -> None:
    from alembic.script import ScriptDirectory

    engine = open_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with writing(engine) as connection:
        assert ScriptDirectory.from_config(config(connection)).get_heads() == [t.REVISION]


@pytest.mark.parametrize(("revision", "code"), [("0000", "KA307"), ("9999", "KA303")])
def test_tables_of_another_version_are_refused(address: str, revision: str, code: str) -> None:
    Ledger(address).close()
    with create_engine(address).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    with pytest.raises(KpiAuditError, match=code):
        Ledger(address)
    assert state(address).is_older == (code == "KA307")


def test_locked_sqlite_file_is_a_coded_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.connect.BUSY_SECONDS", 0)
    path = tmp_path / "kpi.sqlite"
    ledger = Ledger(f"sqlite:///{path}")
    other = sqlite3.connect(path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(KpiAuditError, match="KA302"):
        save(ledger)
    other.rollback()
    other.close()
    save(ledger)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("nonsense", "KA306"),
        ("nosuch://x", "KA306"),
        ("postgresql+psycopg://me:geheim@127.0.0.1:1/kpi", "KA301"),
    ],
)
def test_address_that_cannot_be_used_is_a_coded_error_without_its_password(
    address: str, code: str
) -> None:
    with pytest.raises(KpiAuditError, match=code) as raised:
        Ledger(address)
    assert "geheim" not in str(raised.value)


def test_file_that_is_no_database_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "kpi.sqlite").write_bytes(b"no database at all, but long enough to be read" * 50)
    with pytest.raises(KpiAuditError, match="KA301"):
        Ledger(f"sqlite:///{tmp_path / 'kpi.sqlite'}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql+psycopg://me:p@ss:w@db:5432/kpi", "postgresql+psycopg://me:***@db:5432/kpi"),
        ("postgresql://me@db/kpi", "postgresql://me@db/kpi"),
        ("postgresql:///kpi?user=me&password=s%20x", "postgresql:///kpi?user=me&password=***"),
        ("sqlite:///outputs/kpi.sqlite", "sqlite:///outputs/kpi.sqlite"),
        (
            "connection to postgresql://me:geheim@db failed",
            "connection to postgresql://me:***@db failed",
        ),
    ],
)
def test_passwords_are_never_shown(text: str, shown: str) -> None:
    assert redacted(text) == shown
