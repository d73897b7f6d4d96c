"""Three nights over a replica: everything kept once, nothing said twice, changes told as claims."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.crawl.changes import Change
from pipeline.crawl.night import NightReport
from pipeline.crawl.verify import verify
from tests.conftest import Kpi
from tests.crawl.harness import Bench, bench
from tests.crawl.plants import Plant, plant
from tests.crawl.site import Site, build

PLANTED = 15


@dataclass
class Nights:
    """Three nights: the bench, what each came to, the documents after the first two, the plants."""

    site: Site
    bench: Bench
    reports: list[NightReport]
    reachable: set[str]
    conditional: list[bool]
    first: dict[str, dict[str, object]]
    second: dict[str, dict[str, object]]
    second_changes: list[Change]
    plants: list[Plant]


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    site = build(kpis=21, others=2, files=1)
    made = bench(tmp_path_factory.mktemp("nights"), site)
    reachable = site.reachable()
    reports = [made.night()]
    first = made.documents()
    made.replica.forget()
    reports.append(made.night())
    conditional = [
        "If-None-Match" in hit.headers or "If-Modified-Since" in hit.headers
        for hit in made.replica.hits
        if hit.path in reachable
    ]
    second, second_changes = made.documents(), made.changes()
    plants = plant(site, PLANTED)
    reports.append(made.night())
    yield Nights(site, made, reports, reachable, conditional, first, second, second_changes, plants)
    made.replica.close()


def test_first_night_keeps_every_page_once(nights: Nights) -> None:
    seen = nights.bench.observations(1)
    good = {path for path, row in seen.items() if row["outcome"] == "new"}
    assert good == nights.reachable
    assert len(nights.first) == len(
        {row["body"] for row in seen.values() if row["outcome"] == "new"}
    )
    assert nights.reports[0].failed == 0


def test_text_is_right_in_every_encoding(nights: Nights) -> None:
    seen = nights.bench.observations(1)
    for path, report in nights.site.reports.items():
        document = nights.first[seen[path]["body"]]
        keys = {key.split("|")[0] for key, _, _ in document["all_claims"]}  # type: ignore[attr-defined]
        assert keys == {report.pid}, path
        assert document["layout"] == "bma_kpi_page"
    lines = replayed(nights, nights.bench.folder / "titles")
    titles = {line["record"].get("title") for line in lines.values() if line["record"]}
    # Reports that were changed on the third night keep their titles.
    assert {report.title for report in nights.site.reports.values()} <= titles
    assert not any("\ufffd" in (title or "") for title in titles)


def test_second_night_finds_nothing_new(nights: Nights) -> None:
    report = nights.reports[1]
    assert report.unchanged_share is not None and report.unchanged_share >= 0.95
    assert nights.second_changes == []
    assert nights.second.keys() == nights.first.keys()
    assert report.read == 0
    without = [asked for asked in nights.conditional if not asked]
    assert len(without) < len(nights.conditional) / 3  # the sample, and pages without validators


def test_third_night_tells_exactly_the_planted_changes(nights: Nights) -> None:
    told = {
        change.address.replace(nights.bench.replica.base, ""): change
        for change in nights.bench.changes()
    }
    assert {path: change.kind for path, change in told.items()} == {
        made.path: made.kind for made in nights.plants
    }
    for made in nights.plants:
        claims = {claim.field: (claim.before, claim.after) for claim in told[made.path].claims}
        assert claims == made.values, made


def test_changes_name_rule_nights_and_snapshots(nights: Nights) -> None:
    for change in nights.bench.changes():
        assert (change.from_run, change.to_run) == (2, 3)
        assert change.from_snapshot in nights.first
        if change.kind == "gone":
            assert change.code == "XDC604" and change.kpi_code
        if change.kind == "claims_changed":
            year = nights.site.reports[change.address.replace(nights.bench.replica.base, "")].year
            assert change.code == ("XDC603" if year else "XDC602")
            assert all(
                claim.before in (change.message() or "") for claim in change.claims if claim.before
            )


def test_since_folds_nights_and_the_default_is_the_last(nights: Nights) -> None:
    assert len(nights.bench.changes("2")) == PLANTED
    everything = nights.bench.changes("0")
    assert {change.address for change in everything} >= {
        nights.bench.replica.base + path for path in nights.reachable
    }
    assert nights.bench.changes("2999-01-01") == []
    assert len(nights.bench.changes("2020-01-01")) == len(everything)


def test_changes_are_written_in_three_formats(nights: Nights, kpi: Kpi) -> None:
    lines = kpi("changes", "--db", nights.bench.db, "--format", "jsonl").stdout.splitlines()
    assert len(lines) == PLANTED
    fields = {"address", "kpi_code", "kind", "claims", "from_run", "to_run", "from_snapshot",
              "to_snapshot", "after_close"}  # fmt: skip
    assert all(fields <= set(json.loads(line)) for line in lines)
    table = kpi("changes", "--db", nights.bench.db, "--format", "csv").stdout
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    shown = [made for made in nights.plants if made.kind in ("claims_changed", "gone")]
    assert len(rows) == sum(max(1, len(made.values)) for made in shown)
    more = kpi("changes", "--db", nights.bench.db, "--format", "csv", "--all").stdout
    assert more.count("bytes_only") == sum(made.kind == "bytes_only" for made in nights.plants)
    page = kpi("changes", "--db", nights.bench.db, "--format", "html", "--lang", "th").stdout
    assert page.count("<article") == len(shown)
    assert "ข้อมูลที่รายงานเปลี่ยน" in page


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--since", "99"], "KA413"), (["--since", "soon"], "KA413")]
)
def test_unknown_night_is_wrong_usage(
    nights: Nights, kpi: Kpi, arguments: list[str], code: str
) -> None:
    done = kpi("changes", "--db", nights.bench.db, *arguments)
    assert (done.returncode, code in done.stderr) == (2, True)


def test_a_database_without_crawl_is_said_so(tmp_path: Path, kpi: Kpi) -> None:
    done = kpi("changes", "--db", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert (done.returncode, "KA414" in done.stderr) == (2, True)


# The archive


def warcs(nights: Nights) -> list[Path]:
    return sorted((nights.bench.archive / "warc").glob("*.warc.gz"))


def test_warc_files_pass_the_check_of_warcio(nights: Nights) -> None:
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, warcs(nights))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_good_answer_has_its_record(nights: Nights) -> None:
    from warcio.archiveiterator import ArchiveIterator

    kinds = ({"response": 0, "revisit": 0}, {"response": 0, "revisit": 0})
    for counted, path in zip(kinds, warcs(nights)[:2], strict=True):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type in counted and "robots" not in record.rec_headers.get_header(
                    "WARC-Target-URI"
                ):
                    counted[record.rec_type] += 1
    others = len(nights.bench.observations(1)) - 1 - len(nights.reachable)
    assert kinds[0] == {"response": len(nights.reachable) + others, "revisit": 0}
    assert kinds[1] == {"response": others, "revisit": len(nights.reachable)}


def test_another_reader_finds_the_bodies(nights: Nights) -> None:
    """A gzip reader and a split at blank lines are reader enough."""
    import gzip

    text = gzip.decompress(warcs(nights)[0].read_bytes())
    bodies = nights.bench.archive / "bodies"
    for path in list(bodies.glob("*/*"))[:20]:
        row = [r for r in nights.bench.observations(1).values() if r["body"] == path.name]
        assert not row or path.read_bytes() in text


def replayed(nights: Nights, out: Path) -> dict[str, dict[str, object]]:
    """Return the records of the archive's WARC files as the main line reads them."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "run"]
    command += [*map(str, warcs(nights)), "-o", str(out)]
    if not (out / "records.jsonl").exists():
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    with (out / "records.jsonl").open(encoding="utf-8") as stream:
        return {line["document"]["id"]: line for line in map(json.loads, stream)}


def test_replaying_the_archive_gives_the_same_records(nights: Nights) -> None:
    lines = replayed(nights, nights.bench.folder / "titles")
    for name, document in nights.bench.documents().items():
        claims = [(c["key"], c["value"], c["verdict"]) for c in lines[name]["claims"]]  # type: ignore[attr-defined]
        assert sorted(map(str, claims)) == sorted(map(str, document.get("all_claims", []))), name


def test_sound_archive_is_whole(nights: Nights, kpi: Kpi) -> None:
    report = verify(nights.bench.archive)
    assert report.damage == []
    assert (report.nights, report.head) == (3, nights.reports[2].manifest)
    done = kpi("crawl", "verify", nights.bench.path)
    assert done.returncode == 0 and "whole" in done.stderr


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def cut_record(folder: Path) -> str:
    """Take a record out of the middle of the first WARC file; return its id."""
    manifest = json.loads((folder / "manifests" / "000001.json").read_text())
    warc = manifest["warcs"][0]
    record = warc["records"][len(warc["records"]) // 2]
    path = folder / "warc" / warc["name"]
    data = path.read_bytes()
    path.write_bytes(data[: record["start"]] + data[record["start"] + record["length"] :])
    return str(record["id"])


def change_record(folder: Path) -> str:
    manifest = json.loads((folder / "manifests" / "000002.json").read_text())
    warc = manifest["warcs"][0]
    record = warc["records"][5]
    flip(folder / "warc" / warc["name"], record["start"] + record["length"] // 2)
    return str(record["id"])


def change_body(folder: Path) -> str:
    path = sorted((folder / "bodies").glob("*/*"))[3]
    flip(path, 10)
    return path.name


def drop_body(folder: Path) -> str:
    path = sorted((folder / "bodies").glob("*/*"))[3]
    path.unlink()
    return path.name


def edit_manifest(folder: Path) -> str:
    path = folder / "manifests" / "000002.json"
    path.write_text(
        path.read_text().replace('"status": 200', '"status": 201').replace("replica", "rep1ica")
    )
    return "000002.json was edited"


def edit_last_manifest(folder: Path) -> str:
    path = folder / "manifests" / "000003.json"
    path.write_text(path.read_text().replace("replica", "rep1ica"))
    return "000003.json was edited"


def edit_manifest_without_state(folder: Path) -> str:
    for path in folder.glob("state.sqlite*"):
        path.unlink()
    edit_manifest(folder)
    return "000003.json names another manifest before it"


def drop_manifest(folder: Path) -> str:
    (folder / "manifests" / "000002.json").unlink()
    return "000002.json is missing"


def edit_observations(folder: Path) -> str:
    path = folder / "observations" / "000001.jsonl"
    path.write_text(path.read_text().replace('"status": 200', '"status": 404', 1))
    return "observations 000001.jsonl were changed"


def add_file(folder: Path) -> str:
    (folder / "warc" / "000001-07.warc.gz").write_bytes(b"more")
    return "000001-07.warc.gz is listed in no manifest"


DAMAGE = (cut_record, change_record, change_body, drop_body, edit_manifest, edit_last_manifest,
          edit_manifest_without_state, drop_manifest, edit_observations, add_file)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_named(nights: Nights, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "archive"
    shutil.copytree(nights.bench.archive, folder)
    named = damage(folder)
    found = verify(folder).damage
    assert any(named in line for line in found), found
    if damage in (cut_record, change_record):
        assert len(found) == 1, found


def test_damage_ends_with_code_three(nights: Nights, tmp_path: Path, kpi: Kpi) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(nights.bench.archive, folder)
    named = change_body(folder)
    done = kpi("crawl", "verify", folder)
    assert done.returncode == 3
    assert "KA407" in done.stderr and named in done.stderr


def test_no_archive_is_wrong_usage(tmp_path: Path, kpi: Kpi) -> None:
    done = kpi("crawl", "verify", tmp_path)
    assert (done.returncode, "KA408" in done.stderr) == (2, True)


@pytest.mark.needs("initdb", "pg_ctl")
def test_nights_are_told_by_postgresql_too(tmp_path: Path) -> None:
    from pipeline.crawl.published import told
    from tests.postgres import server

    site = build(kpis=3, others=0, files=0, departments=1)
    path, report = next(iter(site.reports.items()))
    with server() as address:
        made = bench(tmp_path, site, store={"db": address})
        made.night()
        site.set_report(path, report.with_quarter(1, second="41"))
        made.night()
        made.replica.close()
        (change,) = told(address, None).changes
    assert (change.kind, change.from_run, change.to_run) == ("claims_changed", 1, 2)
    assert [(claim.before, claim.after) for claim in change.claims] == [
        (report.quarters[0].second, "41")
    ]
