"""The fixed corpus of the gate: clean documents, look-alikes and planted faults, by fixed seeds."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace

from tests.corpus import vocabulary
from tests.corpus.blocks import CARD_MEDIA
from tests.corpus.build import PAGE_MEDIA, TEXT_MEDIA, form_document, other_document, page_document
from tests.corpus.faults import PLANTERS, cards, document, plants
from tests.corpus.kpi_form import form_report
from tests.corpus.ladders import ladder_report
from tests.corpus.lookalikes import LOOKALIKES
from tests.corpus.model import Document
from tests.corpus.others import OTHERS
from tests.corpus.scorecards import card_document
from tests.corpus.shares import quantity_report, share_report

SEED = 2
PER_CODE = 24
MAKERS = (ladder_report, ladder_report, share_report, quantity_report)


def clean(count: int, seed: int) -> Iterator[Document]:
    """Yield clean pages, forms and other documents, their media and renderings in turn."""
    for index in range(count):
        rng = random.Random(f"page-{seed}-{index}")
        report = MAKERS[index % len(MAKERS)](rng)
        rendering = ("A", "C", "D", "A", "headless")[index % 5]
        medium = PAGE_MEDIA[index % len(PAGE_MEDIA)]
        yield page_document(f"clean-page-{index:03}", report, rng, medium, rendering)
    for index in range(count // 2):
        rng = random.Random(f"form-{seed}-{index}")
        report = form_report(ladder_report(rng), rng)
        yield form_document(
            f"clean-form-{index:03}", report, rng, TEXT_MEDIA[index % len(TEXT_MEDIA)]
        )
    for name, make in OTHERS.items():
        for index in range(max(2, count // 10)):
            rng = random.Random(f"{name}-{seed}-{index}")
            medium = TEXT_MEDIA[index % len(TEXT_MEDIA)]
            yield other_document(f"clean-{name}-{index:03}", make(rng), rng, medium)
    for name, make_card in cards.CLEAN.items():
        for index in range(max(2, count // 15)):
            rng = random.Random(f"{name}-{seed}-{index}")
            card = cards.worded(make_card(rng))
            medium = CARD_MEDIA[index % len(CARD_MEDIA)]
            yield card_document(f"clean-{name}-{index:03}", card, rng, medium)


def lookalikes(count: int, seed: int) -> Iterator[Document]:
    """Yield every look-alike so many times."""
    for name, make in LOOKALIKES.items():
        for index in range(count):
            rng = random.Random(f"{name}-{seed}-{index}")
            made = document(f"like-{name.replace(' ', '_')}-{index}", make(rng), rng)
            yield replace(made, group="lookalike")


def clean_documents(count: int, seed: int, part: str) -> list[Document]:
    """Return about so many documents without a fault, look-alikes among them."""
    with vocabulary.part(part):
        often = max(1, count // 4 // len(LOOKALIKES))
        like = list(lookalikes(often, seed))
        others = len(OTHERS) * 4
        pages = max(4, (count - len(like) - others) // 2)
        return [*clean(pages, seed), *like]


def planted(code: str, count: int, seed: int, part: str) -> list[Document]:
    """Return documents that each carry one fault of the code, in the words of a part."""
    with vocabulary.part(part):
        return plants(code, count, seed)


def fixed() -> list[Document]:
    """Return the gate's corpus: the develop part, and a smaller evaluate part."""
    documents = [*clean(60, SEED), *lookalikes(3, SEED)]
    for code in PLANTERS:
        documents += plants(code, PER_CODE, SEED)
    return documents


def evaluated() -> list[Document]:
    """Return the gate's smaller evaluate part."""
    documents = clean_documents(80, SEED, "evaluate")
    for code in PLANTERS:
        documents += planted(code, PER_CODE // 3, SEED, "evaluate")
    return documents


def corpus_hash(documents: list[Document]) -> str:
    """Return a hash of all names, bytes and truths."""
    digest = hashlib.sha256()
    for made in documents:
        digest.update(repr((made.name, made.data, made.truth, made.claims, made.expected)).encode())
    return digest.hexdigest()[:16]
