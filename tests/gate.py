"""The gate: scores a fixed corpus against the floors of gate_baseline.json.

    python -m tests.gate                       # score and compare, exit 1 below a floor
    python -m tests.gate --write               # write the baseline anew, where no floor falls
    python -m tests.gate --write --allow-regression
    python -m tests.gate -v --only SCO2        # every miss of the numbers that begin so

The corpus is of our own writing and made from fixed seeds: a part that rules are written with, and
a part ("evaluate") in words that no rule is written with. A section for ../shared is scored beside
it where that folder is there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tests.acceptance import shared_numbers
from tests.corpus import dumb
from tests.corpus.collection import corpus_hash, evaluated, fixed
from tests.corpus.model import Document
from tests.corpus.product import judged
from tests.corpus.samples import sample_documents
from tests.corpus.scoring import FAMILIES, TALLIES, Score, Tally, merged, score

BASELINE = Path(__file__).parent / "gate_baseline.json"
EVALUATE = "evaluate: "
"""What stands before a number of the part that no rule is written with."""


@dataclass
class Outcome:
    """The gate's numbers (name -> value, higher is better) and what was missed under each."""

    numbers: dict[str, float] = field(default_factory=dict)
    counts: dict[str, str] = field(default_factory=dict)
    misses: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, tally: Tally) -> None:
        """Take a tally's share as a number, rounded down to four decimals."""
        self.numbers[name] = int(tally.share * 10000) / 10000
        self.counts[name] = f"{tally.right}/{tally.total}"
        self.misses[name] = tally.misses


@dataclass
class Total:
    """What many documents came to, with what the dumb baseline says of them."""

    score: Score = field(default_factory=Score)
    clean: Tally = field(default_factory=Tally)
    layouts: dict[str, Tally] = field(default_factory=dict)
    simple: dumb.Score = field(default_factory=dumb.Score)
    documents: int = 0

    def judge(self, documents: Iterable[Document]) -> None:
        """Judge documents and add up their scores."""
        for document in documents:
            seen = judged(document.data, document.name)
            result = score(document, seen)
            self.documents += 1
            self.score.include(result)
            self.simple.include(dumb.score(document, seen))
            self.layouts.setdefault(document.layout, Tally()).include(result.fields)
            if document.group != "faulty":
                flagged = [miss for tally in result.precision.values() for miss in tally.misses]
                self.clean.add(not flagged, "; ".join(flagged))


def scored() -> tuple[Outcome, dict[str, object]]:
    """Judge the whole corpus; return the gate's numbers, and what the README says beside them."""
    total, other, outcome = Total(), Total(), Outcome()
    total.judge([*fixed(), *sample_documents()])
    other.judge(evaluated())
    for name in TALLIES:
        outcome.add(name, getattr(total.score, name))
    outcome.add("clean documents without a flag", total.clean)
    for layout, tally in sorted(total.layouts.items()):
        outcome.add(f"fields {layout}", tally)
    _flags(outcome, total.score, "")
    for kind, table in (("recall", total.score.recall), ("precision", total.score.precision)):
        for code, tally in sorted(table.items()):
            outcome.add(f"{kind} {code}", tally)
    for name in ("fields", "claims", "verdicts", "changes"):
        outcome.add(f"{EVALUATE}{name}", getattr(other.score, name))
    outcome.add(f"{EVALUATE}clean documents without a flag", other.clean)
    _flags(outcome, other.score, EVALUATE)
    simple = Outcome()
    for name, tally in (
        *total.simple.rows(),
        *((f"{EVALUATE}{n}", t) for n, t in other.simple.rows()),
    ):
        simple.add(name, tally)
    beside = {
        "date": date.today().isoformat(),
        "documents": total.documents,
        "evaluate_documents": other.documents,
        "baseline": simple.numbers,
    }
    return outcome, beside


def _flags(outcome: Outcome, result: Score, part: str) -> None:
    """Add recall and precision by family, and the precision of all flags."""
    for family in (*FAMILIES, "TXT"):
        for kind, table in (("recall", result.recall), ("precision", result.precision)):
            parts = [tally for code, tally in table.items() if code.startswith(family)]
            if parts:
                outcome.add(f"{part}{kind} {family}", merged(parts))
    outcome.add(f"{part}precision of all flags", merged(result.precision.values()))


def below(numbers: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return the names of the numbers that are below their floor, or gone."""
    return [name for name, floor in floors.items() if numbers.get(name, -1.0) < floor]


def show(outcome: Outcome, floors: dict[str, float]) -> None:
    """Print every number beside its floor."""
    print(f"{'':44}{'now':>9}{'floor':>9}  of")
    for name, value in outcome.numbers.items():
        floor = floors.get(name)
        mark = "" if floor is None or value >= floor else "  below its floor"
        told = "" if floor is None else f"{floor:.4f}"
        print(f"{name:44}{value:9.4f}{told:>9}  {outcome.counts.get(name, '')}{mark}")


def main() -> int:
    """Run the gate; 0 where no floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the numbers as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="let floors fall")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every miss")
    parser.add_argument("--only", default="", help="with -v: numbers that hold this text")
    options = parser.parse_args()
    start = time.process_time()
    baseline = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    own, beside = scored()
    corpus = corpus_hash([*fixed(), *evaluated()])
    floors = dict(baseline.get("own", {}))
    print(f"own documents, corpus {corpus}, {time.process_time() - start:.0f} s of CPU")
    show(own, floors)
    missed = below(own.numbers, floors)
    shared = shared_numbers()
    shared_floors = baseline.get("shared", {})
    if shared is None:
        print("../shared is not there: its section is not scored")
    else:
        outcome = Outcome(numbers=shared)
        print("../shared")
        show(outcome, shared_floors)
        missed += below(shared, shared_floors)
    if options.verbose:
        for name, misses in own.misses.items():
            if options.only in name and misses:
                print(f"--- {name}", *misses, sep="\n  ")
    if baseline.get("corpus") not in (None, corpus) and not options.write:
        print(f"the corpus is not the baseline's {baseline['corpus']}: write the baseline anew")
        return 1
    if missed and not options.allow_regression:
        print(f"below the floor: {', '.join(missed)}", file=sys.stderr)
        return 1
    if options.write:
        kept = shared if shared is not None else shared_floors
        content = {"corpus": corpus, **beside, "own": own.numbers, "shared": kept}
        BASELINE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
        print(f"wrote {BASELINE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
