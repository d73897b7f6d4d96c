"""Loading folders beside bare COPY and executemany of the same rows; memory; the views' answers.

    python -m benchmarks.db_load [DOCUMENTS]        # default 10000; the promise is for 100000

Promised: at least half the bare rate, flat memory, every view's usual question below 200 ms.

Loading is all of it: files read, JSON parsed, rows made, checked against what is there and written.
Bare is only the writing of rows that were made before, into the same tables with the same indexes
in a database of its own. Both go on by turns, so that both grow alike and what else the machine
does weighs on both; in the end the tables of both hold as many rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from benchmarks import db_corpus
from benchmarks.db_stores import PART, counts, second, stores
from pipeline.store.connect import connect, open_engine, writing
from pipeline.store.crossing.check import cross_check

SHARE, MOST_MS, MOST_GROWTH = 0.5, 200.0, 1.3
QUESTIONS = {
    "kpi_results": "SELECT * FROM kpi_results WHERE kpi_code = '1003-0003'",
    "kpi_results of a unit": "SELECT * FROM kpi_results WHERE agency_code = '1003'"
    " AND fiscal_year = '2560' LIMIT 500",
    "quarter_series": "SELECT * FROM quarter_series WHERE kpi_code = '1003-0003'",
    "open_findings": f"SELECT * FROM open_findings WHERE document_id = '{db_corpus.name_of(0)}'",
    "open_findings, a page": "SELECT * FROM open_findings WHERE severity = 'error' LIMIT 100",
    "unit_summary": "SELECT * FROM unit_summary WHERE agency_code = '1003'",
    "unit_summary of all units": "SELECT * FROM unit_summary WHERE fiscal_year = '2560'",
}


class Side:
    """A process that works on a folder by turns and says what each turn came to."""

    def __init__(self, module: str, address: str, folder: Path) -> None:
        command = [sys.executable, "-m", module, address, str(folder)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.seconds = 0.0
        self.peaks: list[int] = []
        self.is_done = False

    def take_turn(self) -> None:
        """Let the process go on for a part; note its seconds and the most memory it took so far."""
        if self.is_done:
            return
        assert self._process.stdin is not None and self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        said = json.loads(self._process.stdout.readline())
        self.seconds += said["seconds"]
        self.peaks.append(said["memory"])
        self.is_done = said["is_last"]

    def end(self) -> None:
        """Wait until the process has ended."""
        self._process.communicate()


def loaded(name: str, address: str, folder: Path, count: int) -> bool:
    """Load and write bare by turns; print and judge."""
    bare_address = second(address)
    load = Side("benchmarks._db_load_side", address, folder)
    bare = Side("benchmarks._db_bare_side", bare_address, folder)
    turn = 0
    while not (load.is_done and bare.is_done):
        for side in (load, bare) if turn % 2 else (bare, load):
            side.take_turn()
        turn += 1
        if turn % 10 == 0:
            print(f"  {turn * PART} documents: ratio {bare.seconds / load.seconds:.2f}", flush=True)
    load.end()
    bare.end()
    held, bare_held = counts(address), counts(bare_address)
    rows = sum(held.values())
    share = bare.seconds / load.seconds
    early, last = load.peaks[len(load.peaks) // 4], load.peaks[-1]
    print(f"{name}: {count} documents, {rows} rows, {rows / load.seconds:,.0f} rows/s from files;"
          f" bare {rows / bare.seconds:,.0f}; ratio {share:.2f} (promised {SHARE});"
          f" memory {early} -> {last} MB (promised at most x{MOST_GROWTH})")  # fmt: skip
    if held != bare_held:
        print(f"{name}: the tables hold other numbers of rows: {held} {bare_held}")
    return held == bare_held and share >= SHARE and last <= MOST_GROWTH * early


def ask(address: str) -> dict[str, float]:
    """Return the milliseconds of each question, the best of three."""
    engine = open_engine(address)
    found = {}
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        for name, query in QUESTIONS.items():
            times = []
            for _ in range(3):
                begin = time.perf_counter()
                connection.execute(text(query)).all()
                times.append(1000 * (time.perf_counter() - begin))
            found[name] = min(times)
    engine.dispose()
    return found


def measure(name: str, address: str, folder: Path, count: int) -> bool:
    """Measure one database; print and judge."""
    is_kept = loaded(name, address, folder, count)
    engine, begin = connect(address), time.perf_counter()
    with writing(engine) as connection:
        cross_check(connection, "r")
    engine.dispose()
    print(
        f"{name}: reference tables and rules across documents {time.perf_counter() - begin:.1f} s"
    )
    answers = ask(address)
    print(f"{name}: " + ", ".join(f"{view} {ms:.1f} ms" for view, ms in answers.items())
          + f" (promised {MOST_MS:.0f})", flush=True)  # fmt: skip
    return is_kept and max(answers.values()) < MOST_MS


def main(arguments: list[str]) -> int:
    """Measure all databases that there are."""
    count = int(arguments[0]) if arguments else 10_000
    print(db_corpus.sizes())
    with stores() as found, tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        folder = Path(name) / "out"
        db_corpus.write(folder, 0, count)
        kept = [measure(kind, address, folder, count) for kind, address in found.items()]
    print("kept" if all(kept) else "NOT kept")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
