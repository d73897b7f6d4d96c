"""One document under audit: its KPIs, claims and statements, with what rules ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pipeline.validator.intervals import as_interval, total
from pipeline.validator.scoring.ladder import Between, Beyond, Ladder, LadderStep, OnStep, Position
from pipeline.validator.scoring.numbers import NO_STEP, NotComputable, agrees
from pipeline.validator.settings import Settings
from schemas.claim import ReadClaim
from schemas.extraction import Extraction
from schemas.kpi_index import KpiIndex
from schemas.kpi_report import KpiFields, KpiReport, Quarter
from schemas.place import Place
from schemas.printed import Printed
from schemas.scorecard import Scorecard
from schemas.section import Section

LEVEL_SCALE = Decimal(10)
"""No scale of levels is longer; a target above it says nothing of the scale."""


def printed(text: str | None) -> Printed | None:
    """Return a field's number as printed, None where there is none."""
    return None if text is None else Printed.parse(text)


@dataclass
class KpiView:
    """One KPI of a document: the record's fields and the claims that fill them."""

    case: Case
    fields: KpiFields
    prefix: str

    def claim(self, path: str) -> ReadClaim | None:
        """Return the claim that fills a field, None where no claim does."""
        return self.case.claim_of.get(self.prefix + path)

    def value(self, path: str) -> Printed | None:
        """Return the number of a field that a claim fills."""
        claim = self.claim(path)
        return None if claim is None else printed(claim.value)

    @cached_property
    def ladder(self) -> Ladder:
        """The document's own ladder; without steps where it has none."""
        return Ladder(
            tuple(
                LadderStep(step.level, printed(step.percent), printed(step.points))
                for step in self.fields.levels
            )
        )

    @property
    def top_level(self) -> int | None:
        """The highest level of the scale: by the ladder, or by a target in levels."""
        top = self.ladder.top()
        if isinstance(top, int):
            return top
        target = printed(self.fields.target.value)
        if self.fields.unit == "level" and target is not None and 0 < target.value <= LEVEL_SCALE:
            return int(target.value)
        return None

    @cached_property
    def results(self) -> list[tuple[Quarter, Printed]]:
        """The quarters that report a result: 0.00 beside others that are not zero is none."""
        found = []
        for quarter in self.fields.quarters:
            value = printed(quarter.result)
            claim = self.claim(f"quarters.{quarter.quarter - 1}.result")
            if value is None or (claim is not None and self._is_other_unit(claim)):
                continue
            found.append((quarter, value))
        if any(value.value for _, value in found):
            found = [(quarter, value) for quarter, value in found if value.value]
        return found

    @cached_property
    def adds_quarters(self) -> bool:
        """Tell whether the header prints the sum of the quarters: each one reports its own part."""
        achieved = self.value("achieved.value")
        parts = [value for _, value in self.results]
        if achieved is None or len(parts) < 2:
            return False
        return agrees(as_interval(achieved), total(as_interval(part) for part in parts))

    def _is_other_unit(self, claim: ReadClaim) -> bool:
        """Tell whether a claim is in another unit than the KPI (a level told beside percents)."""
        unit = self.fields.unit
        return claim.unit is not None and unit is not None and claim.unit != unit

    def is_off_scale(self, value: Printed) -> bool:
        """Tell whether a value lies above the top of its unit's scale."""
        top = self.top_level
        return self.fields.unit == "level" and top is not None and value.value > top

    def level_of(self, value: Printed) -> Position:
        """Return where a result stands on the document's own ladder."""
        unit = self.fields.unit
        top = self.top_level
        if unit == "level" and top is not None and value.value <= top:
            whole = int(value.value)
            return OnStep(whole) if value.value == whole else Between(whole, whole + 1)
        if unit in ("level", "percent"):
            return self.ladder.level_of_percent(value)
        if unit == "score":
            return self.ladder.level_of_points(value)
        return NO_STEP

    def reached(self, value: Printed) -> int | None:
        """Return the level that a result claims to have reached, None where no rule tells."""
        position = self.level_of(value)
        match position:
            case OnStep(level):
                return level
            case Between(lower, _):
                return lower
            case Beyond(top):
                return top
            case NotComputable():
                return self._reached_without_ladder(value)

    def _reached_without_ladder(self, value: Printed) -> int | None:
        """A hundred typed where levels belong claims all of them, by the habit of the system."""
        if self.is_off_scale(value) and value.value == 100:
            return self.top_level
        return None

    def is_full(self, value: Printed) -> bool:
        """Tell whether a result claims full achievement."""
        unit = self.fields.unit
        if unit == "level":
            top = self.top_level
            return top is not None and (
                value.value == top or (value.value > top and value.value >= 100)
            )
        if unit == "percent":
            target = printed(self.fields.target.value)
            return value.value >= 100 and (target is None or target.value >= 100)
        return False

    @property
    def place(self) -> Place | None:
        """Where a finding about something absent points: the title, otherwise the first heading."""
        record = self.case.extraction.record
        for path in (f"{self.prefix}title", "title", f"{self.prefix}kpi_code"):
            if path in record.fields:
                return record.fields[path]
        return self.case.first_place


class Case:
    """An extraction with indexes; findings' places come from here."""

    def __init__(self, extraction: Extraction, settings: Settings) -> None:
        self.extraction = extraction
        self.settings = settings
        self.record = extraction.record
        self.claims = extraction.claims
        self.statements = extraction.statements
        self.claim_of: dict[str, ReadClaim] = {}
        self._of_kind: dict[tuple[str, ...], list[ReadClaim]] = {}
        for claim in self.claims:
            if claim.field is not None:
                self.claim_of.setdefault(claim.field, claim)
        self.by_id = {claim.id: claim for claim in self.claims}
        self.statement_by_id = {statement.id: statement for statement in self.statements}

    @cached_property
    def kpis(self) -> list[KpiView]:
        """The KPIs that the document reports; none for lessons, decks and unknown ones."""
        record = self.record
        if isinstance(record, KpiReport):
            return [KpiView(self, record, "")]
        if isinstance(record, KpiIndex | Scorecard):
            return [KpiView(self, item, f"items.{n}.") for n, item in enumerate(record.items)]
        return []

    @property
    def kpi(self) -> KpiView | None:
        """The one KPI of a report, None for other records."""
        return self.kpis[0] if isinstance(self.record, KpiReport) else None

    @cached_property
    def first_place(self) -> Place | None:
        """The document's first words."""
        clean = self.extraction.text.clean
        end = clean.find("\n", 1)
        places = self.extraction.text.places(0, end if end > 0 else len(clean))
        return places[0] if places else None

    def places(self, span: tuple[int, int] | None) -> list[Place]:
        """Return the places of a clean range."""
        return [] if span is None else self.extraction.text.places(*span)

    def section(self, name: str) -> Section | None:
        """Return the first section of a name, None where the document has none."""
        return next((s for s in self.extraction.sections if s.name == name), None)

    def text(self, span: tuple[int, int] | None) -> str:
        """Return clean text, every run of white space as one space."""
        return (
            "" if span is None else " ".join(self.extraction.text.clean[span[0] : span[1]].split())
        )

    def of_kind(self, *kinds: str) -> list[ReadClaim]:
        """Return the claims of some kinds, in reading order."""
        if kinds not in self._of_kind:
            self._of_kind[kinds] = [claim for claim in self.claims if claim.kind in kinds]
        return self._of_kind[kinds]

    def narrative_quarters(self) -> list[tuple[int, str]]:
        """Return quarter and clean text of each narrative that says something."""
        return [
            (section.quarter, self.extraction.text.clean[section.body[0] : section.body[1]])
            for section in self.extraction.sections
            if section.quarter is not None and section.body is not None
        ]

    def is_shaky(self, places: Iterable[Place]) -> str | None:
        """Return why the text layer under some places is not to be trusted, None where it is."""
        for place in places:
            page = self.extraction.text.page(place.page)
            if page.text_layer == "ocr":
                return "ocr"
            if page.grade == "poor":
                return "poor"
        return None
