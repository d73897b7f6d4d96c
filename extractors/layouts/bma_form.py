"""The printed report form of nine numbered sections, 6.1 to 6.5 holding the quarters."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.form_quarters import fill_quarter_table, form_quarter_table, outside
from extractors.layouts.headings import is_nothing
from extractors.layouts.kpi_parts import (
    fill_criteria,
    fill_fiscal_year,
    fill_items,
    fill_levels,
    fill_strategies,
    fill_title,
    find_amount,
    unit_kind,
)
from extractors.layouts.parts.form_labels import FormLabel, read_labels
from extractors.layouts.parts.quarter_claims import claimed_result
from extractors.layouts.parts.signature import read_signature
from extractors.layouts.parts.wording import lenient
from extractors.thai.numerals import ascii_digits
from schemas.kpi_report import KpiReport
from schemas.section import Section
from schemas.text import Span

#: Labels that together make the form; each printed one speaks for it.
_CORE = (
    "title", "definition", "calculation", "target", "achieved", "report", "summary",
    "supporting_factors", "obstacles", "evidence", "signature",
)  # fmt: skip
#: What other families print: the site's pages and the card of a self-assessment report.
_OTHERS = re.compile(
    r"ผลงานเทียบกับเป้าหมาย|ตรวจประเมินตัวชี้วัด|รายงานผลฯ\s*ไตรมาส|รายละเอียดตัวชี้วัดฯ|ค่าคะแนนถ่วงน้ำหนัก|ผู้กำกับดูแลตัวชี้วัด|ห้วงการรายงาน"
)
#: What opens lines of minutes and orders, which tell of KPIs too.
_MEETING = re.compile(
    lenient(
        r"^[^\S\n]*(?:ระเบียบวาระที่|วาระที่|มติ(?:ที่)?ประชุม|ผู้(?:มา|เข้า(?:ร่วม)?)ประชุม|ผู้จดรายงาน|เลิกประชุม|สั่ง ณ วันที่)"
    ),
    re.MULTILINE,
)
#: Sections of which a form prints two at least, whatever else it lacks.
_TELLING = frozenset(
    (
        "definition",
        "calculation",
        "achieved",
        "summary",
        "supporting_factors",
        "evidence",
        "signature",
    )
)
_NO_TONES = dict.fromkeys(range(0x0E48, 0x0E4D))
_LEAD = re.compile(r"[\s:：=*|]*")
_TICKED = re.compile(
    r"(?:[☑☒✓✔√/●◉■\uf052\uf0fe\uf0fc]|\[[xX/✓]\]|\([xX/✓]\))\s*ผล(?P<what>ผลิต|ลัพธ์)"
)
_BRANCH = re.compile(
    r"^[^\S\n]*(?:ประเด็นยุทธศาสตร์|ยุทธศาสตร์ที่|-+\s*ย่อย|เป้?าประสงค์|กลยุทธ์|:\s*(?:ด้?านที่|[0-9๐-๙]\.))"
    r"|(?<=\s)ประเด็นยุทธศาสตร์\s*:",
    re.MULTILINE,
)
_CODE = re.compile(r"[0-9๐-๙]{4}\s?[-–]\s?[0-9๐-๙]{3,4}(?![0-9๐-๙])")
_HEADER = frozenset(
    (
        "kpi_code",
        "target",
        "achieved",
        "unit",
        "weight",
        "fiscal_year",
        "kpi_type",
        "agency",
        "result_level",
    )
)
_TEXTS = ("definition", "calculation", "summary", "supporting_factors", "obstacles", "data_sources")


class BmaForm:
    """The form, with any numbering of its sections, some of them missing or in another order."""

    name = "bma_form"

    def recognise(self, source: Source) -> float:
        """Return how many of the form's labels are printed, low where it is another family's."""
        if _OTHERS.search(source.clean) or not _speaks_of_a_kpi(source.clean):
            return 0.0
        names = {label.name for label in read_labels(source)}
        quarters = sum(name.startswith("quarter.") for name in names)
        telling = len(names & _TELLING)
        is_told = quarters >= 2 or not {"title", "target", "achieved"} <= names
        if not is_told and (table := form_quarter_table(source)) is not None:
            quarters = len(table.rows)
            telling += 1
        core = sum(name in names for name in _CORE)
        is_form = (quarters >= 2 or "report" in names) and bool(names & {"title", "target"})
        is_form = is_form and telling >= 2 and not _MEETING.search(source.clean)
        if not is_form or core + min(quarters, 2) < 5:
            return min(0.25, 0.04 * core)
        return min(1.0, 0.3 + 0.07 * (core + min(quarters, 2)))

    def extract(self, source: Source) -> Reading:
        """Read the form's fields, its ladder, quarters and signature."""
        record = KpiReport()
        reading = Reading(record)
        labels = read_labels(source)
        table = form_quarter_table(source)
        if table is not None:
            labels = outside(labels, table)
        self._preamble(source, reading, labels)
        bodies: dict[str, Span | None] = {}
        for label, following in zip(labels, [*labels[1:], None], strict=False):
            end = len(source.clean) if following is None else following.span[0]
            if table is not None and label.span[0] < table.span[0] < end:
                end = table.span[0]
            body = self._body(source, reading, label, end)
            bodies[label.name] = body
            reading.labels.append(label.span)
            if label.name == "result_level" and body is not None:
                body = self._loose_strategies(source, reading, record, body)
            section = Section(name=_section_name(label.name), heading=label.span, body=body)
            reading.sections.append(section)
            if body is not None:
                self._field(source, reading, record, label, body)
        if table is not None:
            fill_quarter_table(source, reading, record, table)
        rules = (bodies.get("definition"), bodies.get("calculation"))
        fill_levels(source, reading, record, rules)
        fill_criteria(source, reading, record, reversed(rules))
        record.unit_text = record.unit_text or record.target.unit_text or record.achieved.unit_text
        record.unit = record.unit or record.target.unit or record.achieved.unit
        heads = [s.body for s in reading.sections if s.name == "header" and s.body]
        fill_fiscal_year(source, reading, record, heads)
        return reading

    def _preamble(self, source: Source, reading: Reading, labels: list[FormLabel]) -> None:
        head = source.strip(0, labels[0].span[0] if labels else 0)
        if head is not None:
            reading.labels.append(head)
            reading.sections.append(Section(name="header", body=head))

    def _body(self, source: Source, reading: Reading, label: FormLabel, end: int) -> Span | None:
        """Return a section's content without colons and without its label printed once more."""
        while end > label.content and source.clean[end - 1] in " \n|":
            end -= 1
        lead = _LEAD.match(source.clean, label.content, end)
        body = source.strip(lead.end() if lead else label.content, end)
        if lead and lead.group().strip():
            reading.labels.append((label.content, lead.end()))
        if body is None:
            return None
        first_end = source.clean.find("\n", *body)
        words = source.clean[label.words[0] : label.words[1]].strip(" :=*")
        first = source.clean[body[0] : first_end].strip(" :=*") if first_end > 0 else ""
        if first and (first in words or words.endswith(first)) and label.name != "title":
            reading.labels.append((body[0], first_end))
            body = source.strip(first_end, body[1])
        if body is not None and is_nothing(source.clean[body[0] : body[1]]):
            reading.labels.append(body)
            return None
        return body

    def _field(
        self, source: Source, reading: Reading, record: KpiReport, label: FormLabel, body: Span
    ) -> None:
        name = label.name
        if name == "title":
            fill_title(source, reading, record, body)
        elif name in ("target", "achieved"):
            self._amount(source, reading, record, label, body)
        elif name.startswith("quarter."):
            self._quarter(source, reading, record, int(name[-1]), body)
        elif name in _TEXTS:
            setattr(record, name, source.slice(body))
            reading.fields[name] = body
        elif name == "strategies":
            fill_strategies(source, reading, record, body)
        elif name in ("evidence", "projects"):
            setattr(record, name, fill_items(source, reading, name, body))
        elif name == "signature":
            self._signature(source, reading, record, (label.span[0], body[1]))
        elif name in ("agency", "responsible"):
            line = source.clean.find("\n", *body)
            value = source.strip(body[0], line) if line > 0 else body
            setattr(record, name, source.slice(value))
            reading.fields[name] = value or body
        else:
            self._header_field(source, reading, record, label, body)

    def _amount(
        self, source: Source, reading: Reading, record: KpiReport, label: FormLabel, body: Span
    ) -> None:
        part = find_amount(source, body)
        reading.fields[f"{label.name}.text"] = body
        target = record.target if label.name == "target" else record.achieved
        target.text = source.slice(body)
        if part is None:
            return
        target.value, target.unit, target.unit_text = part.value, part.unit, part.unit_text
        reading.fields[f"{label.name}.value"] = part.value_span
        if part.unit_span:
            reading.fields[f"{label.name}.unit_text"] = part.unit_span
        span = (label.words[0], part.span[1])
        kind = "target" if label.name == "target" else "achieved"
        reading.claims.append(
            FieldClaim(kind, part.value, span, "header", f"{kind}.value", unit=part.unit)  # type: ignore[arg-type]
        )

    def _quarter(
        self, source: Source, reading: Reading, record: KpiReport, number: int, body: Span
    ) -> None:
        quarter = record.quarters[number - 1]
        quarter.narrative = source.slice(body)
        reading.fields[f"quarters.{number - 1}.narrative"] = body
        found = claimed_result(source, body)
        if found is None:
            return
        quarter.result = found.value
        path = f"quarters.{number - 1}.result"
        reading.fields[path] = found.value_span
        section = f"quarter.{number}"
        claim = FieldClaim("result", found.value, found.span, section, path, number)
        claim.unit = found.unit
        reading.claims.append(claim)

    def _loose_strategies(
        self, source: Source, reading: Reading, record: KpiReport, body: Span
    ) -> Span | None:
        """Read strategy lines whose heading is missing; return the section without them."""
        match = _BRANCH.search(source.clean, *body)
        if match is None:
            return body
        span = source.strip(match.start(), body[1])
        if span is not None and not record.strategies:
            reading.sections.append(Section(name="strategies", body=span))
            fill_strategies(source, reading, record, span)
        return source.strip(body[0], match.start())

    def _signature(self, source: Source, reading: Reading, record: KpiReport, span: Span) -> None:
        part = read_signature(source, span)
        record.signature = part.signature
        if part.name_span:
            reading.fields["signature.name"] = part.name_span
        if part.position_span:
            reading.fields["signature.position"] = part.position_span
        reading.labels.append(span)

    def _header_field(
        self, source: Source, reading: Reading, record: KpiReport, label: FormLabel, body: Span
    ) -> None:
        text = source.clean[body[0] : body[1]]
        if label.name == "result_level":
            ticked = _TICKED.search(text)
            what = {ticked["what"]} if ticked else set(re.findall(r"ผล(ผลิต|ลัพธ์)", text))
            if len(what) == 1:
                record.result_level = "output" if what == {"ผลิต"} else "outcome"
        elif label.name == "unit":
            record.unit_text, record.unit = source.slice(body), unit_kind(source.slice(body))
            reading.fields["unit_text"] = body
        elif label.name == "weight" and (part := find_amount(source, body)):
            record.weight = part.value
            reading.fields["weight"] = part.value_span
            span = (label.words[0], part.span[1])
            reading.claims.append(FieldClaim("weight", part.value, span, "header", "weight"))
        elif label.name == "kpi_code" and (code := _CODE.search(text)):
            record.kpi_code = re.sub(r"\s*[-–]\s*", "-", ascii_digits(code.group()))
            reading.fields["kpi_code"] = (body[0] + code.start(), body[0] + code.end())
            reading.quiet.append(body)
        elif label.name == "fiscal_year":
            year = re.search(r"[2๒][5๕][0-9๐-๙]{2}", text)
            if year:
                record.fiscal_year, record.fiscal_year_basis = ascii_digits(year.group()), "printed"
                reading.fields["fiscal_year"] = (body[0] + year.start(), body[0] + year.end())
        if label.name not in ("suggestions", "report"):
            reading.labels.append(body)


def _speaks_of_a_kpi(clean: str) -> bool:
    """Tell cheaply whether words are there without which no form is: most documents end here."""
    bare = clean.translate(_NO_TONES)
    reports = "ไตรมาส" in bare or "รายงานผล" in bare
    return reports and ("ตัวชีวัด" in bare or "เปาหมาย" in bare)


def _section_name(name: str) -> str:
    if name in _HEADER:
        return "header"
    return "body" if name == "suggestions" else name


LAYOUT = BmaForm()
