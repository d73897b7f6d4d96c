"""SCO208-SCO214 and totals of tables: weights, scores, bands and totals of score tables and cards."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.corpus import scorecards
from tests.corpus.blocks import Block, Field, Table
from tests.corpus.faults.planted import Plant, Planter, found
from tests.corpus.others import slide_deck
from tests.corpus.scorecards import Card, Row, rounded
from tests.corpus.vocabulary import table

Maker = Callable[[random.Random], Card]


def worded(card: Card) -> Card:
    """Return a card in the words of the part: names, offices and headings exchanged."""
    words = table("labels").get("cards") or {}
    if not words:
        return card

    def said(text: str) -> str:
        return str(words.get(text, text))

    def block(each: Block) -> Block:
        if isinstance(each, str):
            return said(each)
        if isinstance(each, Field):
            return Field(said(each.label), said(each.value))
        over = (said(each.over[0]), *each.over[1:]) if each.over else None
        rows = tuple(tuple(map(said, row)) for row in each.rows)
        return Table(tuple(map(said, each.heads)), rows, over)

    truth = {
        path: said(value) if isinstance(value, str) else value for path, value in card.truth.items()
    }
    return replace(card, blocks=[block(each) for each in card.blocks], truth=truth)


def of_card(code: str, make: Maker, media: tuple[str, ...] = ()) -> Planter:
    """Return a planter of a card that holds its fault; its quotes stay."""

    def plant(rng: random.Random) -> Plant:
        card = make(rng)
        old = card.expected[0]
        also = tuple(other for other in old.codes if other != code)
        wanted = found(code, old.about, None, *old.quotes, also=also, changes=old.changes)
        return Plant(card=worded(replace(card, expected=(wanted,))), media=media)

    return plant


def any_row(rng: random.Random, change: Callable[[Row], Row]) -> Callable[[list[Row]], list[Row]]:
    """Return a change of one row, wherever it stands."""

    def changed(rows: list[Row]) -> list[Row]:
        at = rng.randrange(len(rows))
        return [*rows[:at], change(rows[at]), *rows[at + 1 :]]

    return changed


def _expecting(card: Card, code: str, about: str, *quotes: str) -> Card:
    return replace(card, expected=(found(code, about, None, *quotes),))


def weight_too_much(rng: random.Random) -> Card:
    """A weight of a table or of a person's form is 5 or 10 too much; its score follows from it."""
    places = rng.choice((2, 4))
    more = rng.choice((5, 10))

    def change(row: Row) -> Row:
        weight = str(int(row.weight) + more)
        weighted = rounded(Decimal(row.score) * Decimal(weight) / 100, places)
        return replace(row, weight=weight, weighted=weighted)

    make = scorecards.personal_form if places == 2 else scorecards.score_table
    card = make(rng, any_row(rng, change))
    return _expecting(card, "SCO208", f"weights add up to {100 + more}")


def deck_weights(rng: random.Random) -> Plant:
    """The weights of a deck's dimensions add up to more than 100."""
    deck = slide_deck(rng)
    number = rng.randint(1, 4)
    weight = deck.truth[f"dimensions.{number - 1}.weight"]
    wrong = str(int(weight) + rng.choice((5, 10)))
    old, new = f"มิติที่ {number} ร้อยละ {weight}", f"มิติที่ {number} ร้อยละ {wrong}"
    expected = found("SCO208", "weights of dimensions", None, new, "มิติที่ 1 ร้อยละ")
    truth = deck.truth | {f"dimensions.{number - 1}.weight": wrong}
    return Plant(
        other=replace(deck, text=deck.text.replace(old, new), truth=truth, expected=(expected,))
    )


def weighted_wrong(rng: random.Random) -> Card:
    """A weighted score of a table, a card or a person's form is not score times weight."""
    make = rng.choice((scorecards.score_table, scorecards.sar_card, scorecards.personal_form))
    wrong: list[str] = []

    def change(row: Row) -> Row:
        places = len(row.weighted.partition(".")[2])
        by = Decimal(rng.choice(("0.2", "0.3", "-0.1", "0.09")))
        wrong.append(rounded(max(Decimal(row.weighted) + by, Decimal("0.05")), places))
        return replace(row, weighted=wrong[0])

    card = make(rng, any_row(rng, change))
    return _expecting(card, "SCO210", "weighted score", wrong[0])


def score_wrong(rng: random.Random) -> Card:
    """A score of a table or a card is not what its result earns; what follows from it follows."""
    make = rng.choice((scorecards.score_table, scorecards.sar_card))
    wrong: list[str] = []

    def change(row: Row) -> Row:
        score = Decimal(row.score)
        other = score + Decimal(rng.choice(("0.6", "0.35"))) * (1 if score < 4 else -1)
        wrong.append(rounded(other, 4))
        weighted = rounded(Decimal(wrong[0]) * Decimal(row.weight) / 100, 4)
        return replace(row, score=wrong[0], weighted=weighted)

    card = make(rng, any_row(rng, change))
    return _expecting(card, "SCO211", "score", wrong[0])


def targets_do_not_add(rng: random.Random) -> Card:
    """The target of a row is not the sum of its parts' targets."""
    return parts_table(rng, rng.choice((-20, -10, 10, 30)))


def parts_table(rng: random.Random, off: int = 0) -> Card:
    """A table with a row and its parts, whose targets add up, or miss the row's by so much."""
    office, year = rng.choice(scorecards.OFFICES), rng.randint(2561, 2567)
    unit = rng.choice(("ราย", "แห่ง", "คน"))
    a, b = rng.randint(60, 240), rng.randint(60, 240)
    heads = ("ลำดับ", "ตัวชี้วัด", "หน่วยวัด", "น้ำหนัก (ร้อยละ)", "เป้าหมาย", "ผลการดำเนินงาน", "ค่าคะแนนที่ได้",
             "ค่าคะแนนถ่วงน้ำหนัก")  # fmt: skip
    rows = (
        ("1", "ร้อยละการเบิกจ่ายงบลงทุน", "ร้อยละ", "40", "80", "76.00", "4.2000", "1.6800"),
        ("2", "จำนวนผู้รับบริการทั้งหมด", unit, "60", str(a + b + off), str(a + b), "5.0000", "3.0000"),
        ("2.1", "จำนวนผู้รับบริการที่สำนักงาน", unit, "30", str(a), str(a), "5.0000", "1.5000"),
        ("2.2", "จำนวนผู้รับบริการนอกสถานที่", unit, "30", str(b), str(b), "5.0000", "1.5000"),
        ("", "รวม", "", "100", "", "", "", "4.6800"),
    )
    title = f"สรุปผลการประเมินตามคำรับรองการปฏิบัติราชการ ประจำปีงบประมาณ พ.ศ. {year}"
    truth = {"items": {"length": 4}, "total_weight": "100", "total_score": "4.6800"}
    card = Card("score_table", "scorecard", [title, office, Table(heads, rows)], truth)
    if not off:
        return card
    return _expecting(card, "SCO214", "targets of parts", str(a + b + off))


def target_is_weight(rng: random.Random) -> Card:
    """A template's target is its weight, typed in the wrong box."""
    card = scorecards.kpi_template(rng)
    weight = str(card.truth["weight"])
    blocks = [
        Field("ค่าเป้าหมาย", f"ร้อยละ {weight}")
        if isinstance(each, Field) and each.label == "ค่าเป้าหมาย"
        else each
        for each in card.blocks
    ]
    truth = card.truth | {"target.value": weight}
    return replace(
        _expecting(card, "SCO212", "target is the weight", f"ร้อยละ {weight}"),
        blocks=blocks,
        truth=truth,
        may=(*card.may, "SCO202"),
    )


def normalised(rng: random.Random) -> Card:
    """Weights add up to 120, and the weighted scores are divided by 120."""

    def change(rows: list[Row]) -> list[Row]:
        raised = [replace(row, weight=str(int(row.weight) * 6 // 5)) for row in rows]
        whole = sum(int(row.weight) for row in raised)
        return [
            replace(row, weighted=rounded(Decimal(row.score) * int(row.weight) / Decimal(whole), 4))
            for row in raised
        ]

    seen: list[Row] = []

    def remember(rows: list[Row]) -> list[Row]:
        seen[:] = change(rows)
        return rows

    state = rng.getstate()
    scorecards.score_table(rng, remember)
    rng.setstate(state)
    whole = str(sum(int(row.weight) for row in seen))
    return scorecards.score_table(rng, change, weight=whole)


CLEAN: dict[str, Maker] = {**scorecards.CLEAN, "parts": parts_table, "normalised": normalised}
# A cell that is empty cannot be told where every cell is a line and empty ones are lost.
KEPT_CELLS = ("html", "html-plain", "tabs", "bars", "spaces", "html-874")
CARDS = {code: of_card(code, make) for code, make in scorecards.FAULTS.items()}
PLANTERS: dict[str, tuple[Planter, ...]] = {
    "ARI101": (CARDS["ARI101"],),
    "ARI102": (CARDS["ARI102"],),
    "SCO208": (CARDS["SCO208"], of_card("SCO208", weight_too_much), deck_weights),
    "SCO209": (of_card("SCO209", scorecards.weight_left_out, KEPT_CELLS),),
    "SCO210": (CARDS["SCO210"], of_card("SCO210", weighted_wrong)),
    "SCO211": (CARDS["SCO211"], of_card("SCO211", score_wrong)),
    "SCO212": (of_card("SCO212", target_is_weight),),
    "SCO213": (CARDS["SCO213"],),
    "SCO214": (CARDS["SCO214"], of_card("SCO214", targets_do_not_add)),
}
