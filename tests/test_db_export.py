"""Exports: every format goes out and comes back to an equal database; damage is a coded error."""

import json
from pathlib import Path

import pytest

from pipeline.store import tables as t
from pipeline.store.connect import connect, open_engine, writing
from pipeline.store.crossing.check import cross_check
from pipeline.store.export import FORMATS, export, put_back
from schemas.errors import KpiAuditError
from tests import outputs_folder, stores
from tests.lines import line

ODD = [
    "=1+1", "'ก", "", " ", "บรรทัด\nใหม่\r\nอีก\r", "\ttab", "_x000d_", "json:1", "long:3",
    "ก,\"ข\"", "\x07\x1f", "\u2028", "😀", "@x" * 40_000, "true", "12", "NULL",
]  # fmt: skip


@pytest.fixture
def full(address: str, tmp_path: Path) -> str:
    """A database with odd texts in titles, failures, findings across documents."""
    lines = outputs_folder.mixed(12)
    for number, text in enumerate(ODD):
        lines.append(line(f"{0xAA:02x}{number:062x}", title=text))
        lines[-1].document.source = lines[-1].document.sources[0] = f"odd/{number}.txt"
    stores.load(address, outputs_folder.write(tmp_path / "out", lines))
    engine = open_engine(address)
    with writing(engine) as connection:
        cross_check(connection, "r1")
    engine.dispose()
    return address


@pytest.mark.parametrize("form", FORMATS)
def test_export_put_back_is_an_equal_database(full: str, tmp_path: Path, form: str) -> None:
    counts = export(full, tmp_path / form, form)  # type: ignore[arg-type]
    assert counts["claims"] == 12 + len(ODD) and counts["cross_findings"] > 0
    back = f"sqlite:///{tmp_path / f'{form}.sqlite'}"
    assert put_back(back, tmp_path / form) == counts
    for table in t.metadata.sorted_tables:
        one, other = (
            sorted(
                repr({k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()})
                for row in stores.rows(address, table.name)
            )
            for address in (full, back)
        )
        if full.startswith("postgresql"):
            one = [row.replace("True", "1").replace("False", "0") for row in one]
        assert one == other, table.name


@pytest.mark.needs("initdb")
def test_export_of_sqlite_goes_into_postgresql_and_runs_go_on_there(
    server: str, tmp_path: Path
) -> None:
    lite = f"sqlite:///{tmp_path / 'lite.sqlite'}"
    folder = outputs_folder.write(tmp_path / "out", outputs_folder.mixed(5))
    stores.load(lite, folder)
    export(lite, tmp_path / "parquet", "parquet")
    address = stores.emptied(server)
    put_back(address, tmp_path / "parquet")
    assert stores.content(address) == stores.content(lite)
    more = outputs_folder.write(tmp_path / "more", outputs_folder.mixed(3, start=50))
    for one in (address, lite):
        stores.load(one, more)
    assert stores.content(address) == stores.content(lite)


def test_views_go_out_too(full: str, tmp_path: Path) -> None:
    export(full, tmp_path / "x", "csv")
    for view in t.VIEWS:
        assert (tmp_path / "x" / f"{view}.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_cells_past_excels_bounds_are_said(full: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    export(full, tmp_path / "x", "xlsx")
    book = load_workbook(tmp_path / "x" / "database.xlsx", read_only=True)
    notes = [row[0] for row in book["notes"].iter_rows(values_only=True)]
    assert any("longer than a cell" in str(note) for note in notes)


def test_rows_past_excels_bounds_go_to_further_sheets(
    full: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.formats.xlsx.MOST_ROWS", 7)
    export(full, tmp_path / "x", "xlsx")
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    put_back(back, tmp_path / "x")
    assert stores.content(back) == stores.content(full)


def test_export_goes_only_into_an_empty_database(full: str, tmp_path: Path) -> None:
    export(full, tmp_path / "x", "jsonl")
    before = stores.content(full)
    with pytest.raises(KpiAuditError, match="KA311"):
        put_back(full, tmp_path / "x")
    assert stores.content(full) == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def forget_row(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))


@pytest.mark.parametrize(
    ("form", "name", "damage"),
    [
        ("csv", "claims.csv", forget_row),
        ("jsonl", "claims.jsonl", cut),
        ("jsonl", "claims.jsonl", forget_row),
        ("parquet", "claims.parquet", cut),
        ("xlsx", "database.xlsx", cut),
        ("jsonl", "claims.jsonl", Path.unlink),
        ("jsonl", "manifest.json", cut),
    ],
)
def test_damaged_export_is_refused_whole(
    tmp_path: Path, form: str, name: str, damage: object
) -> None:
    lite = f"sqlite:///{tmp_path / 'lite.sqlite'}"
    stores.load(lite, outputs_folder.write(tmp_path / "out", outputs_folder.mixed(5)))
    export(lite, tmp_path / "x", form)  # type: ignore[arg-type]
    damage(tmp_path / "x" / name)  # type: ignore[operator]
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    connect(back).dispose()
    with pytest.raises(KpiAuditError, match="KA310"):
        put_back(back, tmp_path / "x")
    assert stores.rows(back, "documents") == []


@pytest.mark.parametrize(("revision", "code"), [("0001", "KA307"), ("9999", "KA303")])
def test_export_of_another_version_is_refused(tmp_path: Path, revision: str, code: str) -> None:
    manifest = {"revision": revision, "format": "csv", "tables": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(KpiAuditError, match=code):
        put_back(f"sqlite:///{tmp_path / 'back.sqlite'}", tmp_path)
