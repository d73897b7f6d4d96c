"""Loading beside bare COPY and executemany of the same rows, memory, and the views' answers.

    python -m benchmarks.db_load [DOCUMENTS]        # default 10000; the promise is for 100000

Promised: at least half the bare rate, flat memory, every view's usual question below 200 ms.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks import db_corpus
from benchmarks.db_stores import memory, stores
from pipeline.packing import packed
from pipeline.store import load as loading
from pipeline.store import tables as t
from pipeline.store.connect import connect, drop_views, open_engine, writing
from pipeline.store.crossing.check import cross_check
from pipeline.store.load import Loader
from pipeline.store.rows import derived_rows, document_row
from pipeline.store.writer import Writer

BARE = 2_000
"""Documents of one bare measurement: their rows are made before the clock starts."""
SHARE, MOST_MS, MOST_GROWTH = 0.5, 200.0, 1.3
QUESTIONS = {
    "kpi_results": "SELECT * FROM kpi_results WHERE kpi_code = '1003-0003'",
    "kpi_results of a unit": "SELECT * FROM kpi_results WHERE agency_code = '1003'"
    " AND fiscal_year = '2560' LIMIT 500",
    "quarter_series": "SELECT * FROM quarter_series WHERE kpi_code = '1003-0003'",
    "open_findings": "SELECT * FROM open_findings WHERE document_id = (SELECT MIN(id) FROM"
    " documents)",
    "open_findings, a page": "SELECT * FROM open_findings WHERE severity = 'error' LIMIT 100",
    "unit_summary": "SELECT * FROM unit_summary WHERE agency_code = '1003'",
    "unit_summary of all units": "SELECT * FROM unit_summary WHERE fiscal_year = '2560'",
}


def bare(address: str, start: int) -> float:
    """Insert the rows of some documents with nothing else; return rows per second."""
    rows: dict[str, list[dict[str, Any]]] = {"documents": [], "judgements": [], "readings": []}
    for number, line in enumerate(db_corpus.judged(BARE, start), start=start):
        own = document_row(line.content, "r", "now") | {
            "reading_id": number,
            "line_hash": line.hash,
        }
        rows["documents"].append(own | {"source": line.sources[0], "text_hash": None})
        rows["readings"].append({"id": number + 10**6, "document_id": line.document_id, "charset": "",
            "parser_version": "1+x", "ocr": "", "read_at": "now", "error_code": None,
            "extraction": None})  # fmt: skip
        rows["judgements"].append({"reading_id": number + 10**6, "rules_version": "r",
            "judged_at": "now", "line": packed(line.body)})  # fmt: skip
        for name, more in derived_rows(line.content, [(1, db_corpus.page(number))]).items():
            rows.setdefault(name, []).extend(more)
    tables = [t.documents, t.readings, t.judgements, *t.DERIVED]
    values = {
        table: list(map(itemgetter(*table.columns.keys()), rows[table.name])) for table in tables
    }
    engine = connect(address)
    begin = time.perf_counter()
    with writing(engine) as connection:
        writer = Writer(connection)
        for table, found in values.items():
            if found:
                writer.insert_values(table, list(table.columns.keys()), found)
    seconds = time.perf_counter() - begin
    engine.dispose()
    return sum(map(len, rows.values())) / seconds


def load(address: str, count: int, tmp: Path) -> tuple[float, float, list[int]]:
    """Load documents; return rows per second from parsed lines and from JSON, memory on the way."""
    peaks: list[int] = []
    made = parsed = 0.0

    def lines() -> Iterator[Any]:
        nonlocal made, parsed
        for number in range(count):
            begin = time.perf_counter()
            one = db_corpus.line(number)
            between = time.perf_counter()
            judged = db_corpus.judged_line(one)
            made += between - begin
            parsed += time.perf_counter() - between
            yield judged
            if number in (count // 4, count - 1):
                peaks.append(memory())

    loader = Loader(address)
    # Texts come from memory here: the page of each document is made, not read from a file.
    begin = time.perf_counter()
    loader.write(lines(), "r", tmp)
    seconds = time.perf_counter() - begin - made
    loader.close()
    rows = count * (db_corpus.sizes()["rows"] + 5)
    return rows / (seconds - parsed), rows / seconds, peaks


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


def emptied(address: str) -> None:
    """Take all tables away."""
    engine = open_engine(address)
    with writing(engine) as connection:
        drop_views(connection)
        t.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    engine.dispose()


def measure(name: str, address: str, count: int) -> bool:
    """Measure one database; print and judge."""
    texts = Path("/nonexistent")
    loading.pages_in = lambda folder, document: [(1, PAGE)]
    rates = [bare(address, 10**7)]
    emptied(address)
    rate, whole, peaks = load(address, count, texts)
    growth = peaks[-1] / peaks[0]
    # Bare twice, before and after: what else this machine does weighs on both sides alike.
    scratch = f"{address}.bare" if name == "sqlite" else None
    if scratch:
        rates.append(bare(scratch, 10**7))
    middle = sum(rates) / len(rates)
    share = rate / middle
    print(f"{name}: {count} documents, {rate:,.0f} rows/s from lines, {whole:,.0f} from JSON; bare"
          f" {middle:,.0f}; ratio {share:.2f}, from JSON {whole / middle:.2f};"
          f" memory {peaks[0]} -> {peaks[-1]} MB")  # fmt: skip
    engine = connect(address)
    begin = time.perf_counter()
    with writing(engine) as connection:
        cross_check(connection, "r")
    engine.dispose()
    print(
        f"{name}: reference tables and rules across documents {time.perf_counter() - begin:.1f} s"
    )
    answers = ask(address)
    print(f"{name}: " + ", ".join(f"{view} {ms:.1f} ms" for view, ms in answers.items()))
    return share >= SHARE and growth <= MOST_GROWTH and max(answers.values()) < MOST_MS


PAGE = db_corpus.page(0)


def main(arguments: list[str]) -> int:
    """Measure all databases that there are."""
    count = int(arguments[0]) if arguments else 10_000
    print(db_corpus.sizes())
    with stores() as found:
        kept = [measure(name, address, count) for name, address in found.items()]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
