"""The fault bench: the evaluate part's documents, judged, against what the validator promises.

    python -m benchmarks.faults                      # 100 plants a code, 300 clean documents
    python -m benchmarks.faults --plants 10 --codes EVI4,ARI101 --misses misses.txt
    python -m benchmarks.faults --part develop       # the words that rules may be written with
    python -m benchmarks.faults --part wide          # these and many more of time and evidence

The documents are written in words that no rule was written with (tests/corpus/data/evaluate), from
seeds of their own. Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.corpus import dumb
from tests.corpus.collection import clean_documents, planted
from tests.corpus.faults import PLANTERS
from tests.corpus.model import Document
from tests.corpus.product import judged
from tests.corpus.scoring import FAMILIES, Score, Tally, merged, score

SEED = 77
PROMISED = {
    "flag precision": 0.99, "recall of a family": 0.97, "recall of a code": 0.9,
    "clean documents without a false flag": 1.0, "claims found": 0.99, "verdicts": 0.97,
    "changes_score": 0.98,
}  # fmt: skip


def main() -> int:
    """Run the bench and print its table; 1 where a promise is not kept."""
    options = _options()
    start = time.monotonic()
    codes = [code for code in PLANTERS if code.startswith(tuple(options.codes.split(",")))]
    jobs = [("clean", "", options.clean, options.part, options.seed)] if options.clean else []
    jobs += [("plants", code, options.plants, options.part, options.seed) for code in codes]
    total, clean, documents, simple = Score(), Tally(), 0, dumb.Score()
    with ProcessPoolExecutor(options.jobs) as workers:
        for count, result, spotless, flags in workers.map(_judge, jobs):
            documents += count
            total.include(result)
            clean.include(spotless)
            simple.include(flags)
    seconds = time.monotonic() - start
    print(f"{options.part} part, seed {options.seed}: {documents} documents, {seconds:.0f} s")
    broken = _show(total, clean, simple)
    if options.misses:
        Path(options.misses).write_text("\n".join(_misses(total, clean)) + "\n", "utf-8")
    return 1 if broken else 0


def _judge(job: tuple[str, str, int, str, int]) -> tuple[int, Score, Tally, dumb.Score]:
    """Make and judge one part of the bench: the clean documents, or a code's plants."""
    group, code, count, part, seed = job
    made: Iterable[Document]
    made = (
        clean_documents(count, seed, part) if group == "clean" else planted(code, count, seed, part)
    )
    total, clean, simple, number = Score(), Tally(), dumb.Score(), 0
    for number, document in enumerate(made, 1):  # noqa: B007 (counted for the report)
        seen = judged(document.data, document.name)
        result = score(document, seen)
        total.include(result)
        simple.include(dumb.score(document, seen))
        if group == "clean":
            flagged = [miss for tally in result.precision.values() for miss in tally.misses]
            clean.add(not flagged, "; ".join(flagged))
    return number, total, clean, simple


def _show(total: Score, clean: Tally, simple: dumb.Score) -> int:
    """Print every number beside its promise; return how many are not kept."""
    broken = 0
    rows: list[tuple[str, Tally, float | None]] = [
        ("claims found", total.claims, PROMISED["claims found"]),
        ("verdicts", total.verdicts, PROMISED["verdicts"]),
        ("changes_score", total.changes, PROMISED["changes_score"]),
        ("fields", total.fields, None),
        ("clean documents without a false flag", clean, 1.0),
        ("flag precision", merged(total.precision.values()), PROMISED["flag precision"]),
    ]
    for family in (*FAMILIES, "TXT"):
        parts = [tally for code, tally in total.recall.items() if code.startswith(family)]
        if parts:
            rows.append((f"recall {family}", merged(parts), PROMISED["recall of a family"]))
    for code, tally in sorted(total.recall.items()):
        rows.append((f"recall {code}", tally, PROMISED["recall of a code"]))
    for code, tally in sorted(total.precision.items()):
        rows.append((f"precision {code}", tally, None))
    for name, tally, floor in rows:
        missed = floor is not None and tally.share < floor
        broken += missed
        promised = "" if floor is None else f"{floor:.2f}"
        mark = "  NOT KEPT" if missed else ""
        print(f"{name:40}{tally.share:8.4f}{promised:>6}  {tally.right}/{tally.total}{mark}")
    for name, tally in simple.rows():
        print(f"{name:40}{tally.share:8.4f}        {tally.right}/{tally.total}")
    return broken


def _misses(total: Score, clean: Tally) -> Iterable[str]:
    tables = {"claims": total.claims, "verdicts": total.verdicts, "changes": total.changes,
              "fields": total.fields, "places": total.places, "whole": total.whole,
              "forbidden": total.forbidden, "clean": clean}  # fmt: skip
    tables |= {f"recall {code}": tally for code, tally in sorted(total.recall.items())}
    tables |= {f"precision {code}": tally for code, tally in sorted(total.precision.items())}
    for name, tally in tables.items():
        if tally.misses:
            yield f"--- {name} {tally.right}/{tally.total}"
            yield from (f"  {miss}" for miss in tally.misses)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--plants", type=int, default=100, help="plants of each code (100)")
    parser.add_argument("--clean", type=int, default=300, help="clean documents (300)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--part", choices=("evaluate", "develop", "wide"), default="evaluate")
    parser.add_argument("--codes", default="", help="only codes that begin so, parted by commas")
    parser.add_argument("--misses", default="", help="write every miss to this file")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
