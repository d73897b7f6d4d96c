"""Scorecards of case rows: numbers in lines of text, and the record that a layout would fill."""

from __future__ import annotations

from typing import Any

from extractors.claims import claims_of
from extractors.facts import scan
from extractors.flow import to_text
from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.readers.dispatch import read
from schemas.claim import ClaimKind
from schemas.extraction import Extraction
from schemas.kpi_report import Amount, Criterion, KpiFields
from schemas.scorecard import Scorecard
from schemas.section import Section

UNITS = {"ร้อยละ": "percent", "ระดับ": "level", "คะแนน": "score"}
FIELDS: tuple[tuple[str, str, str, ClaimKind | None], ...] = (
    ("weight", "weight", "น้ำหนัก", "weight"),
    ("target", "target.value", "เป้าหมาย", "target"),
    ("result", "achieved.value", "ผลงาน", "achieved"),
    ("score", "score", "คะแนนที่ได้", "score"),
    ("weighted", "weighted_score", "คะแนนถ่วงน้ำหนัก", "score"),
)


class _Lines:
    """Text that is being written, and which field stands where in it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, tuple[int, int]] = {}

    def put(self, label: str, path: str, value: str) -> None:
        """Write a label and a value, and remember where the value stands."""
        self.text += f"{label} "
        self.spans[path] = (len(self.text), len(self.text) + len(value))
        self.text += f"{value} "


def extraction(card: dict[str, Any]) -> Extraction:
    """Return what a layout would have read of a scorecard."""
    lines, record = _Lines(), Scorecard(title="ตารางคะแนน")
    kinds: dict[str, ClaimKind] = {}
    lines.text = "ตารางคะแนน\n"
    for index, row in enumerate(card["items"]):
        record.items.append(_item(lines, kinds, f"items.{index}.", row))
        lines.text += "\n"
    for name, label in (
        ("total_weight", "น้ำหนักรวม"),
        ("total_score", "คะแนนรวม"),
        ("band", "ผลประเมิน"),
    ):
        if card.get(name) is not None:
            lines.put(label, name, str(card[name]))
            setattr(record, name, str(card[name]))
    lines.text += "\n" + str(card.get("notes", ""))
    record.person = card.get("person")
    document = read(lines.text.encode(), source="card.txt")
    text = to_text(document)
    at = {path: _place(text.clean, lines, span) for path, span in lines.spans.items()}
    reading = Reading(record)
    reading.fields.update(at)
    reading.sections.append(Section(name="table", body=(0, len(text.clean))))
    for path, kind in kinds.items():
        value = text.clean[at[path][0] : at[path][1]]
        reading.claims.append(FieldClaim(kind, value, at[path], "table", path))
    source = Source(document, text)
    claims = claims_of(source, reading, scan(text.clean), [])
    for path, span in at.items():
        record.fields[path] = text.places(*span)[0]
    return Extraction(
        document_id=document.id, media_type=document.media_type, layout="score_table",
        layout_confidence=1, record=record, claims=claims, sections=reading.sections, text=text,
        coverage=1, leftover_share=0,
    )  # fmt: skip


def _place(clean: str, lines: _Lines, span: tuple[int, int]) -> tuple[int, int]:
    """Return where a value stands in the clean text, which drops spaces at line ends."""
    value, before = lines.text[slice(*span)], lines.text[: span[0]]
    start = -1
    for _ in range(before.count(value) + 1):
        start = clean.index(value, start + 1)
    return start, start + len(value)


def _item(
    lines: _Lines, kinds: dict[str, ClaimKind], prefix: str, row: dict[str, Any]
) -> KpiFields:
    item = KpiFields(sequence=row.get("sequence"), title=row.get("title", "ตัวชี้วัด"))
    lines.text += f"{row.get('sequence', '')} "
    lines.put("", f"{prefix}title", item.title or "")
    unit = row.get("unit", "ร้อยละ")
    item.unit, item.unit_text = UNITS.get(unit, "count"), unit  # type: ignore[assignment]
    for name, path, label, kind in FIELDS:
        if row.get(name) is None:
            continue
        value = str(row[name])
        lines.put(label, prefix + path, value)
        if kind:
            kinds[prefix + path] = kind
        if name in ("target", "result"):
            amount = Amount(value=value, unit=item.unit, unit_text=unit)
            setattr(item, path.partition(".")[0], amount)
        else:
            setattr(item, path, value)
    for number, threshold in enumerate(row.get("criteria") or ()):
        lines.put(f"ระดับ{number + 1}", f"{prefix}criteria.{number}.threshold", str(threshold))
        item.criteria.append(Criterion(score=str(number + 1), threshold=str(threshold)))
    return item
