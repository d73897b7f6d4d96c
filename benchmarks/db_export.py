"""Exports of many claims and back: rows per second, memory, equal rows.

    python -m benchmarks.db_export [CLAIMS]        # default 1000000

Promised: memory that grows by at most half from a tenth of the claims to all of them; equal rows.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from sqlalchemy import text

from benchmarks.db_stores import memory
from pipeline.store import tables as t
from pipeline.store.connect import connect, open_engine, writing
from pipeline.store.export import export, put_back
from pipeline.store.writer import Writer

PER_DOCUMENT, GROWTH = 40, 1.5
FORMATS = ("csv", "jsonl", "parquet", "xlsx")


def fill(address: str, claims: int) -> None:
    """Make a database of documents with claims."""
    engine = connect(address)
    names = list(t.claims.columns.keys())
    with writing(engine) as connection:
        writer = Writer(connection)
        ids = [sha256(b"%d" % number).hexdigest() for number in range(claims // PER_DOCUMENT)]
        writer.insert_values(t.documents, ["id"], [(name,) for name in ids])
        row = dict.fromkeys(names) | {"kind": "count", "text": "ดำเนินการแล้วเสร็จ " * 3,
              "verdict": "verified", "value": "12.50", "number": 12.5, "quarter": 2,
              "page": 1, "start": 10, "end": 40, "quote": "ดำเนินการ"}  # fmt: skip
        writer.insert_values(
            t.claims,
            names,
            (
                tuple((row | {"document_id": name, "id": f"c{at}", "key": f"{name[:9]}|{at}"})[n]
                      for n in names)
                for name in ids for at in range(PER_DOCUMENT)
            ),
        )  # fmt: skip
    engine.dispose()


def digest(address: str) -> str:
    """Return a hash over all claims in the order of their keys."""
    engine, found = open_engine(address), sha256()
    with engine.connect() as connection:
        query = text("SELECT * FROM claims ORDER BY document_id, id")
        for row in connection.execution_options(yield_per=5000).execute(query):
            found.update(repr(tuple(row)).encode())
    engine.dispose()
    return found.hexdigest()


def one(address: str, form: str, folder: Path) -> int:
    """Export and put back in this process; print seconds, memory and whether rows are equal."""
    begin = time.perf_counter()
    export(address, folder / form, form)  # type: ignore[arg-type]
    out, most = time.perf_counter() - begin, memory()
    begin = time.perf_counter()
    back = f"sqlite:///{folder / f'{form}-back.sqlite'}"
    put_back(back, folder / form)
    is_equal = digest(back) == digest(address)
    print(f"{out:.1f} s out, {time.perf_counter() - begin:.1f} s back, {most} MB out,"
          f" {memory()} MB in all, {'equal' if is_equal else 'NOT equal'}")  # fmt: skip
    return 0 if is_equal else 1


def measure(claims: int, form: str, address: str, folder: Path) -> int | None:
    """Run one export in a process of its own; return its memory, None where rows differ."""
    code = "import sys; from pathlib import Path; from benchmarks import db_export as b; "
    code += "sys.exit(b.one(sys.argv[1], sys.argv[2], Path(sys.argv[3])))"
    command = [sys.executable, "-c", code, address, form, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(
        f"{form}, {claims} claims: {done.stdout.strip() or done.stderr.strip()[-300:]}", flush=True
    )
    return int(done.stdout.split(" MB out")[0].split()[-1]) if done.returncode == 0 else None


def main(arguments: list[str]) -> int:
    """Measure every format at a tenth of the claims and at all of them."""
    most, is_kept = int(arguments[0]) if arguments else 1_000_000, True
    peaks: dict[str, list[int | None]] = {form: [] for form in FORMATS}
    for claims in (most // 10, most):
        with tempfile.TemporaryDirectory() as name:
            address = f"sqlite:///{name}/kpi.sqlite"
            fill(address, claims)
            for form in FORMATS:
                peaks[form].append(measure(claims, form, address, Path(name)))
    for form, (small, large) in peaks.items():
        is_flat = small is not None and large is not None and large <= GROWTH * small
        print(f"{form}: memory {small} -> {large} MB (promised at most x{GROWTH}, rows equal):"
              f" {'kept' if is_flat else 'NOT kept'}")  # fmt: skip
        is_kept &= is_flat
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
