"""Slides that explain a method: dimensions, weights, ways to calculate; examples, no results."""

from __future__ import annotations

import re

from extractors.layouts.base import FieldClaim, Reading, Source
from extractors.layouts.parts.dimensions import DimensionsPart, Figure, read_dimensions
from extractors.layouts.parts.slides import SHELL, SlidePart, is_slide_format, read_slides
from extractors.layouts.slide_reports import reports_kpis
from extractors.thai.numerals import ascii_digits
from schemas.method_deck import DeckProject, Dimension, Method, MethodDeck, Slide
from schemas.section import Section
from schemas.text import Span

_D = "[0-9๐-๙]"
_TITLE = re.compile(
    r"(?:งานนำเสนอเรื่อง|Presentation on theme)\s*:?\s*[\"“](?P<title>[^\"”\n]+)[\"”]"
)
_SCALE = re.compile(rf"(?:ระดับ)?คะแนน\s*[:=]?\s*(?P<scale>{_D}(?:[\s,/|]+{_D}){{2,9}})(?!{_D}|\.)")
_METHOD = re.compile(rf"วิธีที่\s*(?P<n>{_D}{{1,2}})\s*[:.]?\s*")
_STEP = re.compile(rf"ขั้น(?:ตอน)?ที่\s*(?P<n>{_D}{{1,2}})\s*[:.]?\s*")
_LISTED = re.compile(rf"(?:(?<=\s)|^)(?P<n>{_D}{{1,2}})[.)](?!{_D})\s*", re.MULTILINE)
_METHODS = re.compile(r"วิธี(?:การ)?คำนวณ")
_SUBPOINT = re.compile(rf"\s{_D}{{1,2}}\.{_D}{{1,2}}\s")


class SlideDeck:
    """A deck as converted text with numbered slides, as pages of slides, or as a slide file."""

    name = "slide_deck"

    def recognise(self, source: Source) -> float:
        """Return how sure it is: by the medium, or by a site's words around numbered slides."""
        if is_slide_format(source):
            if reports_kpis(source):
                return 0.5
            return 0.7 if len(source.document.pages) > 1 else 0.5
        shells = sum(bool(SHELL.match(line.text)) for line in source.lines)
        labelled = len(re.findall(r"(?im)^\s*(?:slide|สไลด์)\s*(?:ที่)?\s*\d", source.clean))
        slides = len(read_slides(source)) if shells or labelled else 0
        if slides and (shells >= 2 or labelled >= 3):
            return min(1.0, 0.75 + 0.01 * slides)
        return 0.45 if slides and shells else min(0.2, 0.1 * shells)

    def extract(self, source: Source) -> Reading:
        """Read slides, methods, dimensions with their weights and projects, scale and steps."""
        record = MethodDeck()
        reading = Reading(record)
        slides = read_slides(source)
        if not slides and (body := source.strip(0, len(source.clean))):
            slides = [SlidePart("1", None, body)]
        self._title(source, reading, record, slides)
        for index, slide in enumerate(slides):
            self._slide(source, reading, record, slide, index)
        bodies = [(slide.number, slide.body) for slide in slides if slide.body is not None]
        dimensions = read_dimensions(source, bodies)
        self._dimensions(reading, record, dimensions)
        self._claims(reading, dimensions)
        self._methods(source, reading, record, bodies)
        self._scale(source, reading, record, bodies)
        chains = [_chain(source, _STEP, span) for _, span in bodies]
        record.steps = [source.slice(span) or "" for span, _ in max(chains, key=len, default=[])]
        return reading

    def _title(
        self, source: Source, reading: Reading, record: MethodDeck, slides: list[SlidePart]
    ) -> None:
        match = _TITLE.search(source.clean)
        span = match.span("title") if match else None
        if span is None and slides and slides[0].body:
            start, end = slides[0].body
            line_end = source.clean.find("\n", start, end)
            span = source.strip(start, end if line_end < 0 else line_end)
        record.title = source.slice(span)
        if span is not None:
            reading.fields["title"] = span
            reading.sections.append(Section(name="title", heading=span))
        first = min((s.mark or s.body or (0, 0) for s in slides), default=(0, 0))[0]
        last = max((s.body or s.mark or (0, 0) for s in slides), key=lambda s: s[1], default=(0, 0))
        for around in (source.strip(0, first), source.strip(last[1], len(source.clean))):
            if around is not None:
                reading.labels.append(around)

    def _slide(
        self, source: Source, reading: Reading, record: MethodDeck, slide: SlidePart, index: int
    ) -> None:
        record.slides.append(Slide(number=slide.number, text=source.slice(slide.body)))
        if slide.mark is not None:
            reading.labels.append(slide.mark)
            reading.quiet.append(slide.mark)
        if slide.body is not None:
            reading.fields[f"slides.{index}.text"] = slide.body
        reading.sections.append(
            Section(name=f"slide.{slide.number}", heading=slide.mark, body=slide.body)
        )

    def _dimensions(self, reading: Reading, record: MethodDeck, found: DimensionsPart) -> None:
        for index, part in enumerate(found.dimensions):
            weight = part.weights[0] if part.weights else None
            record.dimensions.append(
                Dimension(
                    number=str(part.number),
                    name=part.name,
                    weight=weight.value if weight else None,
                    projects=[
                        DeckProject(number=str(p.number), indicators=p.value) for p in part.projects
                    ],
                )
            )
            path = f"dimensions.{index}"
            if part.name_span:
                reading.fields[f"{path}.name"] = part.name_span
            if weight:
                reading.fields[f"{path}.weight"] = weight.place
            for number, project in enumerate(part.projects):
                reading.fields[f"{path}.projects.{number}.indicators"] = project.place

    def _claims(self, reading: Reading, found: DimensionsPart) -> None:
        """Claim the counts and the weights; loose numbers only where arithmetic proves them."""
        owners = {p.number: part.number for part in found.dimensions for p in part.projects}
        for count in found.counts:
            owner = owners.get(count.number)
            notes = {"project": count.number, "dimension": owner, "number": count.place}
            claim = FieldClaim("count", count.value, count.span, f"slide.{count.slide}")
            claim.notes = notes
            reading.claims.append(claim)
        for part in found.dimensions:
            for order, weight in enumerate(part.weights):
                path = f"dimensions.{found.dimensions.index(part)}.weight" if not order else None
                reading.claims.append(_weight_claim(weight, {"dimension": part.number}, path))
        for loose in found.loose:
            reading.claims.append(_weight_claim(loose, {"dimension": loose.number, "loose": True}))
        for total in found.totals:
            reading.claims.append(
                _weight_claim(total, {"total": True, "dimension": total.number or None})
            )

    def _methods(
        self,
        source: Source,
        reading: Reading,
        record: MethodDeck,
        bodies: list[tuple[str, Span]],
    ) -> None:
        chains = [_chain(source, _METHOD, span) for _, span in bodies]
        best = max(chains, key=len, default=[])
        if len(best) < 2:
            about = [
                (match.end(), span[1])
                for _, span in bodies
                if (match := _METHODS.search(source.clean, *span))
            ]
            best = max((_chain(source, _LISTED, span) for span in about), key=len, default=[])
        for index, (span, number) in enumerate(best if len(best) >= 2 else []):
            sub = _SUBPOINT.search(source.clean, *span)
            name = source.strip(span[0], sub.start()) if sub else span
            record.methods.append(Method(number=number, name=source.slice(name)))
            if name is not None:
                reading.fields[f"methods.{index}.name"] = name
                reading.quiet.append(span)

    def _scale(
        self,
        source: Source,
        reading: Reading,
        record: MethodDeck,
        bodies: list[tuple[str, Span]],
    ) -> None:
        for _, span in bodies:
            for match in _SCALE.finditer(source.clean, *span):
                steps = re.findall(_D, ascii_digits(match["scale"]))
                if len(steps) > len(record.score_scale):
                    record.score_scale = steps
                    reading.fields["score_scale"] = match.span("scale")
                reading.quiet.append(match.span())


def _weight_claim(figure: Figure, notes: dict[str, object], path: str | None = None) -> FieldClaim:
    claim = FieldClaim("weight", figure.value, figure.span, f"slide.{figure.slide}", path)
    claim.notes = {**notes, "number": figure.place}
    return claim


def _chain(source: Source, pattern: re.Pattern[str], span: Span) -> list[tuple[Span, str]]:
    """Return what stands behind a pattern's numbers 1, 2, 3 … in a range, with each number.

    A number that does not go on from the one before is a mention (`ทั้งวิธีที่ 1 และวิธีที่ 2`).
    """
    run: list[re.Match[str]] = []
    for match in pattern.finditer(source.clean, *span):
        if int(match["n"]) == len(run) + 1:
            run.append(match)
    parts = []
    for match, following in zip(run, [*run[1:], None], strict=False):
        stop = span[1] if following is None else following.start()
        text = source.strip(match.end(), stop)
        if text is not None:
            parts.append((text, str(int(match["n"]))))
    return parts


LAYOUT = SlideDeck()
