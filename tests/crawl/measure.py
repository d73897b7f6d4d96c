"""The crawl measured on a large replica: three nights with planted changes.

    python -m tests.crawl.measure [KPIS] [CHANGES]     # 300 and 40 where not said

Kills are measured by `CRAWL_KILLS=30 python -m pytest tests/test_crawl_kill.py -s`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pipeline.crawl.verify import verify
from tests.crawl.harness import bench
from tests.crawl.plants import plant
from tests.crawl.site import build


def main(kpis: int = 300, changes: int = 40) -> int:
    """Print what was measured; return 1 where something differs from what was planted."""
    site = build(kpis=kpis, others=20, files=8, departments=6)
    reachable = site.reachable()
    with tempfile.TemporaryDirectory(prefix="crawl-") as folder:
        made = bench(Path(folder), site)
        faults: list[str] = []
        start = time.monotonic()
        first = made.night()
        new = {path for path, row in made.observations(1).items() if row["outcome"] == "new"}
        documents = made.documents()
        print(f"night 1: {len(new)} of {len(reachable)} pages, {len(documents)} documents,"
              f" {time.monotonic() - start:.0f} s")  # fmt: skip
        if new != reachable or first.failed:
            faults.append("night 1 is not complete")
        start = time.monotonic()
        second = made.night()
        print(f"night 2: {second.unchanged_share:.1%} unchanged, {second.read} documents read,"
              f" changes {dict(second.kinds)}, {time.monotonic() - start:.0f} s")  # fmt: skip
        if (second.unchanged_share or 0) < 0.95 or second.read or second.changes:
            faults.append("night 2 found something new")
        plants = plant(site, changes)
        start = time.monotonic()
        third = made.night()
        told = {each.address.removeprefix(made.replica.base): each for each in made.changes()}
        right = 0
        for each in plants:
            found = told.pop(each.path, None)
            values = {c.field: (c.before, c.after) for c in found.claims} if found else {}
            is_right = found is not None and found.kind == each.kind and values == each.values
            right += is_right
            if not is_right:
                faults.append(f"{each}: told as {found}")
        faults += [f"told, not planted: {each}" for each in told.values()]
        late = sum(each.code == "XDC603" for each in third.changes)
        print(f"night 3: {right} of {len(plants)} planted changes told as they are, {len(told)} others,"
              f" {late} of them late, {time.monotonic() - start:.0f} s")  # fmt: skip
        start = time.monotonic()
        report = verify(made.archive)
        print(f"verify: {report.records} records, {report.bodies} bodies, {len(report.damage)} damaged,"
              f" {time.monotonic() - start:.1f} s")  # fmt: skip
        faults += report.damage
        made.replica.close()
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
