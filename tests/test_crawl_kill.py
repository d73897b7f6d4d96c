"""A night that is killed at random moments, and goes on: the same pages, the same database.

CRAWL_KILLS=30 kills thirty times (the default is 3); CRAWL_SEED gives other moments.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.crawl.verify import verify
from tests.crawl.harness import Bench
from tests.crawl.replica import Replica
from tests.crawl.site import build

KILLS = int(os.environ.get("CRAWL_KILLS", "3"))
SEED = int(os.environ.get("CRAWL_SEED", "1"))
CALL = [sys.executable, "-c", "from pipeline.cli import main; main()", "crawl"]


def kept(bench: Bench) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a night left: answers by address, documents with their claims and findings."""
    answers = {
        path: (row["outcome"], row["status"], row["body"], row["reason"])
        for path, row in bench.observations(1).items()
    }
    with sqlite3.connect(bench.archive / "kpi.sqlite") as db:
        documents = {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("documents", "readings", "judgements", "claims", "findings", "checks",
                         "observations", "crawl_pages", "crawl_changes", "crawl_nights")
        }  # fmt: skip
    claims = {
        name: sorted(map(str, row.get("all_claims", []))) for name, row in bench.documents().items()
    }
    return answers, {**documents, "claims of": claims}


def descendants(parent: int) -> list[int]:
    """Return the processes that a process started, theirs too."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    try:
        children = [int(child) for child in path.read_text().split()]
    except OSError:
        return []
    return [*children, *(each for child in children for each in descendants(child))]


def kill_once(bench: Bench, rng: random.Random, longest: float) -> bool:
    """Begin or go on with the night and kill it: all of it, its head, or what fetches.

    Return whether it was killed before its end.
    """
    with (bench.folder / "killed.log").open("ab") as log:
        process = subprocess.Popen([*CALL, str(bench.path)], stdout=log, stderr=log)
        time.sleep(rng.uniform(0.3, longest))
        below = descendants(process.pid)
        targets = rng.choice(([process.pid, *below], [process.pid], below[:1] or [process.pid]))
        is_running = process.poll() is None
        for pid in targets if is_running else []:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait(timeout=120)
    return is_running


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found in /proc")
def test_killed_night_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    site = build(kpis=7 if KILLS <= 5 else 40, others=1, files=0)
    for page in site.pages.values():
        page.wait = 0.05 if KILLS <= 5 else 0.4
    replica = Replica(site.pages)
    calm = made(tmp_path / "calm", replica, site.starts())
    start = time.monotonic()
    subprocess.run([*CALL, str(calm.path)], check=True, capture_output=True, timeout=300)
    longest = min(time.monotonic() - start, 8.0)
    rng, kills, nights = random.Random(SEED), 0, 0
    while kills < KILLS:
        nights += 1
        torn = made(tmp_path / f"torn{nights}", replica, site.starts())
        while kills < KILLS and not is_finished(torn):
            kills += kill_once(torn, rng, longest)
        with (torn.folder / "killed.log").open("ab") as log:
            while not is_finished(torn):
                subprocess.run(
                    [*CALL, str(torn.path)], stdout=log, stderr=log, timeout=300, check=True
                )
        assert kept(torn) == kept(calm)
        assert verify(torn.archive).damage == []
    replica.close()
    print(f"{kills} kills in {nights} nights: the same pages, the same database")


def made(folder: Path, replica: Replica, starts: list[str]) -> Bench:
    bench = Bench(folder, replica, starts, {"politeness": {"concurrency": 2}})
    folder.mkdir()
    bench.write()
    return bench


def is_finished(bench: Bench) -> bool:
    if not (bench.archive / "state.sqlite").exists():
        return False
    with sqlite3.connect(bench.archive / "state.sqlite", timeout=60) as db:
        has_nights = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'nights'").fetchone()
        row = has_nights and db.execute(
            "SELECT finished_at FROM nights WHERE night = 1"
        ).fetchone()  # fmt: skip
    return bool(row and row[0])
