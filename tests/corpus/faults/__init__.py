"""Planted faults: reports with one thing changed, and the finding that must follow."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.corpus.blocks import CARD_MEDIA
from tests.corpus.build import form_document, other_document, page_document, scanned_document
from tests.corpus.faults import arithmetic, cards, evidence, scoring, text, time
from tests.corpus.faults.planted import Plant, Planter
from tests.corpus.model import Document
from tests.corpus.scorecards import card_document

FAMILIES = (arithmetic, scoring, time, evidence, text, cards)
PLANTERS: dict[str, tuple[Planter, ...]] = {
    code: tuple(planter for family in FAMILIES for planter in family.PLANTERS.get(code, ()))
    for code in sorted({code for family in FAMILIES for code in family.PLANTERS})
}


def plants(code: str, count: int, seed: int, medium: str = "") -> list[Document]:
    """Return documents that each carry one fault of the code, its planters in turn."""
    planters = PLANTERS[code]
    documents = []
    for index in range(count):
        rng = random.Random(f"{code}-{seed}-{index}")
        plant = planters[index % len(planters)](rng)
        documents.append(document(f"{code}-{index:03}", plant, rng, medium))
    return documents


def document(name: str, plant: Plant, rng: random.Random, medium: str = "") -> Document:
    """Render a plant in the shape that it was planted for."""
    if plant.card is not None:
        made = card_document(name, plant.card, rng, medium or rng.choice(plant.media or CARD_MEDIA))
    elif plant.other is not None:
        made = other_document(name, plant.other, rng, medium)
    elif plant.style is not None:
        assert plant.report is not None
        if plant.scanned:
            made = scanned_document(name, plant.report, plant.style)
        else:
            made = form_document(name, plant.report, rng, medium, plant.style)
    else:
        assert plant.report is not None
        made = page_document(name, plant.report, rng, medium)
    return replace(made, group="faulty")
