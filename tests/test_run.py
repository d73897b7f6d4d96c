"""A whole run: nothing twice, nothing lost, the same files every time."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.engines import Done
from pipeline.process import Job, Result
from pipeline.run import Outcome, Run
from pipeline.settings import RunSettings
from schemas.errors import KpiAuditError

FILES = ("records.jsonl", "claims.csv", "findings.csv", "findings.xlsx", "report.html", "run.json")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Six short documents; two of them are the same bytes."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(5):
        text = f"บันทึกที่ {number}\nเรื่องที่ประชุมรับทราบ\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "copy-of-3.txt").write_bytes((folder / "3.txt").read_bytes())
    return folder


def run(folder: Path, out: Path, *more: str, **options: Any) -> Outcome:
    options = {"jobs": 2, "timeout": 60.0, **options}
    return Run(RunSettings(out=out, **options)).execute([str(folder), *more])


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in (out / "records.jsonl").read_text("utf-8").splitlines()]


def counts(outcome: Outcome) -> tuple[int, int, int]:
    return outcome.read, outcome.judged, outcome.reused


def test_every_output_is_written(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(documents, out)
    found = lines(out)
    assert all((out / name).stat().st_size for name in FILES)
    assert {path.stem for path in (out / "text").iterdir()} == {
        line["document"]["id"] for line in found
    }
    assert not [line["error"] for line in found if line["error"]]
    page = json.loads((out / "text" / f"{found[0]['document']['id']}.json").read_text("utf-8"))
    assert page["pages"][0]["text"].startswith("บันทึกที่ 0")


def test_same_bytes_at_two_paths_are_one_line_with_two_sources(
    documents: Path, tmp_path: Path
) -> None:
    run(documents, tmp_path / "out")
    found = lines(tmp_path / "out")
    assert [line["document"]["source"] for line in found] == [
        f"{documents}/{name}.txt" for name in ("0", "1", "2", "3", "4")
    ]
    assert found[3]["document"]["sources"] == [
        f"{documents}/3.txt",
        f"{documents}/copy-of-3.txt",
    ]


def test_second_run_reads_nothing_again(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert counts(run(documents, out)) == (5, 0, 0)
    before = (out / "records.jsonl").read_bytes()
    assert counts(run(documents, out)) == (0, 0, 5)
    assert (out / "records.jsonl").read_bytes() == before


def test_changed_rules_judge_again_without_reading(documents: Path, tmp_path: Path) -> None:
    out, rules = tmp_path / "out", tmp_path / "rules.toml"
    run(documents, out)
    rules.write_text('off = ["TXT501"]\n', encoding="utf-8")
    assert counts(run(documents, out, rules=rules)) == (0, 5, 0)
    assert counts(run(documents, out, rules=rules)) == (0, 0, 5)
    rules.write_text('# the same\noff = ["TXT501"]\n', encoding="utf-8")
    assert counts(run(documents, out, rules=rules)) == (0, 0, 5)
    assert counts(run(documents, out)) == (0, 0, 5)


@pytest.mark.parametrize("change", [{"ocr": "never"}, {"fresh": True}])
def test_what_decides_the_reading_reads_again(
    documents: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    run(documents, tmp_path / "out")
    assert counts(run(documents, tmp_path / "out", **change)) == (5, 0, 0)


def test_fresh_runs_write_the_same_bytes(documents: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    run(documents, one, jobs=1)
    run(documents, two, jobs=2)
    run(documents, two, jobs=2, fresh=True)
    for name in ("records.jsonl", "claims.csv", "findings.csv"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_documents_not_given_leave_the_files_not_the_store(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(documents, out)
    run(documents / "1.txt", out)
    assert [line["document"]["source"] for line in lines(out)] == [f"{documents}/1.txt"]
    assert len(list((out / "text").iterdir())) == 1
    assert counts(run(documents, out)) == (0, 0, 5)


def test_added_document_is_all_that_is_read(documents: Path, tmp_path: Path) -> None:
    run(documents, tmp_path / "out")
    (documents / "new.txt").write_text("ใหม่", encoding="utf-8")
    assert counts(run(documents, tmp_path / "out")) == (1, 0, 5)


def test_failed_document_is_a_line_and_is_tried_again(documents: Path, tmp_path: Path) -> None:
    (documents / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    out = tmp_path / "out"
    assert run(documents, out).totals.failed == 1
    (failed,) = (line for line in lines(out) if line["error"])
    assert failed["error"]["code"] == "KA105"
    assert failed["document"]["source"].endswith("bad.pdf")
    assert counts(run(documents, out)) == (1, 0, 5)
    assert json.loads((out / "run.json").read_text("utf-8"))["failures"][0]["code"] == "KA105"


class SlowEngine:
    """An engine on which every document with a 1 in it takes too long."""

    def __init__(self, settings: RunSettings) -> None:
        self.settings = settings

    def open(self) -> None:
        pass

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Any]:
        for job in jobs:
            if "1" in job.source.rsplit("/", 1)[-1]:
                yield Done(job, None, KpiAuditError("KA109"))
            else:
                yield Done(job, function(job))

    def close(self, *, at_once: bool = False) -> None:
        pass


def test_document_that_takes_too_long_costs_only_itself(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.run.make_engine", SlowEngine)
        assert run(documents, out).totals.failed == 1
    codes = {
        line["document"]["source"][-5:]: (line["error"] or {}).get("code") for line in lines(out)
    }
    assert codes == {"0.txt": None, "1.txt": "KA109", "2.txt": None, "3.txt": None, "4.txt": None}
    assert counts(run(documents, out)) == (1, 0, 4)


def test_missing_path_is_a_line_without_bytes(documents: Path, tmp_path: Path) -> None:
    outcome = run(documents, tmp_path / "out", "gone.pdf")
    (failed,) = (line for line in lines(tmp_path / "out") if line["error"])
    assert (failed["document"]["id"], failed["error"]["code"]) == (None, "KA101")
    assert (outcome.missing, outcome.totals.documents) == (1, 6)


@pytest.mark.needs("initdb")
def test_postgresql_keeps_the_run_as_sqlite_does(documents: Path, tmp_path: Path) -> None:
    from tests import postgres

    with postgres.server() as address:
        assert counts(run(documents, tmp_path / "pg", db=address)) == (5, 0, 0)
        assert counts(run(documents, tmp_path / "pg", db=address)) == (0, 0, 5)
    run(documents, tmp_path / "lite")
    assert not (tmp_path / "pg" / "kpi.sqlite").exists()
    for name in ("records.jsonl", "findings.csv"):
        assert (tmp_path / "pg" / name).read_bytes() == (tmp_path / "lite" / name).read_bytes()


def test_dask_writes_what_the_local_engine_writes(documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="dask is not installed")
    run(documents, tmp_path / "dask", engine="dask")
    run(documents, tmp_path / "local")
    written = (tmp_path / "dask" / "records.jsonl").read_bytes()
    assert written == (tmp_path / "local" / "records.jsonl").read_bytes()


SLOWED = """
import time
from pipeline.run import Run
from pipeline.cli import main
keep = Run._keep
def slowly(*arguments):
    keep(*arguments)
    time.sleep(0.1)
Run._keep = slowly
main()
"""
"""A run of many documents that lasts long enough to be stopped, however busy the machine is."""


def start(folder: Path, out: Path, mark: str) -> "subprocess.Popen[bytes]":
    """Start a slowed run in a process of its own, its family marked in the environment."""
    command = [sys.executable, "-c", SLOWED]
    return subprocess.Popen(
        [*command, "run", str(folder), "-o", str(out), "--jobs", "1"],
        env={**os.environ, "KPI_TEST_MARK": mark},
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that started the tests in the background left the signal ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def wait_for_readings(out: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (out / "kpi.sqlite").exists() and readings(out) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("the run did not get going")


def readings(out: Path) -> int:
    try:
        with sqlite3.connect(out / "kpi.sqlite", timeout=10) as connection:
            return int(connection.execute("SELECT count(*) FROM readings").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # the tables are not there yet


def family(mark: str) -> list[str]:
    """Return the processes that carry the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark.encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(f"เอกสาร {number}\n" * 200, encoding="utf-8")
    return folder


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_killed_run_loses_nothing_and_leaves_no_process(many: Path, tmp_path: Path) -> None:
    out, mark = tmp_path / "out", uuid.uuid4().hex
    process = start(many, out, mark)
    wait_for_readings(out, 5)
    process.kill()
    process.communicate()
    done = readings(out)
    assert 5 <= done < 150
    outcome = run(many, out)
    assert counts(outcome) == (150 - done, 0, done)
    assert len(lines(out)) == 150
    deadline = time.monotonic() + 10
    while family(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert family(mark) == []


def test_stopped_run_says_what_is_kept(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(many, out, uuid.uuid4().hex)
    wait_for_readings(out, 5)
    os.killpg(process.pid, signal.SIGINT)
    _, message = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "run again to go on" in message.decode()
    done = readings(out)
    assert counts(run(many, out)) == (150 - done, 0, done)


@pytest.mark.parametrize("content", [b"off = [", b"of = []", b"\xff"])
def test_rules_file_that_cannot_be_used_stops_the_run_before_it_begins(
    documents: Path, tmp_path: Path, content: bytes
) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_bytes(content)
    with pytest.raises(KpiAuditError, match="KA202"):
        run(documents, tmp_path / "out", rules=rules)
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_output_that_cannot_be_written_keeps_what_is_done(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "findings.csv").mkdir(parents=True)
    with pytest.raises(KpiAuditError, match="KA305"):
        run(documents, out)
    assert not (out / "records.jsonl").exists()
    (out / "findings.csv").rmdir()
    assert counts(run(documents, out)) == (0, 0, 5)
