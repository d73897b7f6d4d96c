"""Documents of cards, forms and tables with the record that a person typed for each."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from extractors.flow import to_text
from extractors.layouts import layouts
from extractors.layouts.base import Source
from extractors.readers.dispatch import read
from tests.corpus.blocks import CARD_MEDIA
from tests.corpus.model import Document
from tests.corpus.product import judged
from tests.corpus.samples import CARD_LAYOUTS
from tests.corpus.scorecards import CLEAN, FAULTS, Card, card_document
from tests.corpus.scoring import Score, lookup, matches, score

FOLDER = Path(__file__).parent / "documents"
LOST_CELLS = {"SCO209": ("cells",)}
"""Media that lose what a fault consists of: an empty cell is no line."""


def names(family: str) -> list[str]:
    """Return the typed documents of a family."""
    return sorted(
        path.name for path in FOLDER.glob(f"{family}_*") if (path / "expected.json").is_file()
    )


@cache
def truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return found


@cache
def line_of(name: str) -> dict[str, Any]:
    path = next((FOLDER / name).glob("source.*"))
    return judged(path.read_bytes(), path.name).line


def check_typed(name: str) -> None:
    """Assert that a document reads as typed: layout, fields, verdicts, findings, leftover."""
    line, wanted = line_of(name), truth(name)
    record = line["record"]
    assert (line["document"]["layout"], record["kind"]) == (wanted["layout"], wanted["kind"])
    wrong = {
        path: (lookup(record, path), value)
        for path, value in wanted["record"].items()
        if not matches(value, lookup(record, path))
    }
    assert wrong == {}
    verdicts = Counter(claim["verdict"] for claim in line["claims"] if claim["kind"] != "status")
    told = [(c["kind"], c["value"], c["verdict"], c["computation"]) for c in line["claims"]]
    assert dict(verdicts) == wanted["claims"], told
    serious = [f["code"] for f in line["findings"] if f["code"][:3] in ("ARI", "SCO")]
    assert serious == wanted["findings"]
    assert line["document"]["leftover_share"] <= 0.05
    assert (FOLDER / name / "NOTE.md").is_file()


def made(family: str, medium: str, seed: int) -> Document:
    """Return a generated clean document of a family."""
    rng = random.Random(f"{family}-{medium}-{seed}")
    return card_document(f"{family}-{seed}", CLEAN[family](rng), rng, medium)


def planted(code: str, medium: str, seed: int) -> Document:
    """Return a generated document with one fault."""
    rng = random.Random(f"{code}-{seed}")
    card: Card = FAULTS[code](rng)
    return card_document(f"{code}-{seed}", card, rng, medium)


def scored(document: Document) -> Score:
    return score(document, judged(document.data, document.name))


def misses(result: Score) -> list[str]:
    """Return everything that is wrong: fields, claims, verdicts, places, leftover, false flags."""
    tallies = (result.fields, result.claims, result.verdicts, result.places, result.whole)
    found = [miss for tally in tallies for miss in tally.misses]
    return found + [miss for tally in result.precision.values() for miss in tally.misses]


def source_of(document: Document) -> Source:
    opened = read(document.data, source=document.name)
    return Source(opened, to_text(opened))


def recognised_by(document: Document) -> dict[str, float]:
    """Return how sure each family is of a document."""
    source = source_of(document)
    return {layout.name: layout.recognise(source) for layout in layouts()}


__all__ = [
    "CARD_LAYOUTS",
    "CARD_MEDIA",
    "FAULTS",
    "LOST_CELLS",
    "check_typed",
    "made",
    "misses",
    "names",
    "planted",
    "recognised_by",
    "scored",
]
