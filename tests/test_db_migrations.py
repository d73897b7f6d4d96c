"""Databases of every release are brought up to date without loss, on SQLite and PostgreSQL."""

from pathlib import Path

import pytest

from pipeline.store import tables as t
from pipeline.store.connect import open_engine, writing
from pipeline.store.ledger import Key, Ledger
from pipeline.store.load import Loader
from pipeline.store.migrate import state, upgrade
from pipeline.store.rebuild import rebuild
from tests import outputs_folder, stores

A, B, C = "a" * 64, "b" * 64, "c" * 64
REVISIONS = sorted(path.stem for path in stores.RELEASES.glob("*.sql"))


def test_every_release_but_this_one_has_a_database() -> None:
    folder = Path(t.__file__).parent.parent / "migrations" / "versions"
    revisions = {path.name[:4] for path in folder.glob("[0-9]*.py")}
    assert revisions - {t.REVISION} == set(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
def test_older_database_is_migrated_without_loss(address: str, revision: str) -> None:
    stores.released(address, revision)
    assert state(address).is_older
    before = {
        name: stores.rows(address, name) for name in ("runs", "run_inputs", "readings", "claims")
    }
    assert upgrade(address) == (revision, t.REVISION)
    assert not state(address).is_older
    for name, old in before.items():
        new = stores.rows(address, name)
        kept = [{key: row[key] for key in old[0]} for row in new]
        order = lambda row: repr(sorted(row.items(), key=str))  # noqa: E731
        assert sorted(kept, key=order) == sorted(old, key=order), name


def test_documents_of_0001_get_all_that_is_new(address: str) -> None:
    stores.released(address, "0001")
    upgrade(address)
    pages = {row["document_id"]: row["text"] for row in stores.rows(address, "pages")}
    assert pages == {A: "ผลงาน 93.59", B: "หน้า \ufffd"}
    seen = [(row["document_id"], row["source"]) for row in stores.rows(address, "observations")]
    assert sorted(seen) == [(A, "a.txt"), (A, "copy/a.txt"), (B, "b.txt"), (C, "c.pdf")]
    achieved = {row["document_id"]: row["achieved"] for row in stores.rows(address, "kpi_results")}
    assert achieved == {A: "50", B: "70"}
    claims = stores.rows(address, "claims")
    assert {(row["quote"], len(row["key_hash"])) for row in claims} == {("93.59", 32)}
    ledger = Ledger(address)
    for rules, value in (("r1", "93.59"), ("r2", "50")):
        held = ledger.held(Key(A, "", "0.1.0+old", "auto"), rules)
        assert held is not None and held.is_judged and held.is_current == (rules == "r2")
        ((_, text, _),) = ledger.lines([(held.reading_id, None)], rules)
        assert f'"value":"{value}"' in text
    ledger.close()


def test_second_upgrade_changes_nothing(address: str) -> None:
    stores.released(address, "0001")
    upgrade(address)
    before = stores.content(address)
    assert upgrade(address) == (t.REVISION, t.REVISION)
    assert stores.content(address) == before


def test_rows_made_anew_are_the_same_also_of_loaded_documents(address: str, tmp_path: Path) -> None:
    loader = Loader(address)
    loader.load(outputs_folder.write(tmp_path / "out", outputs_folder.mixed(6)))
    loader.close()
    before = stores.content(address)
    engine = open_engine(address)
    with writing(engine) as connection:
        rebuild(connection)
    engine.dispose()
    assert stores.content(address) == before
    assert len(before["pages"]) == 6
