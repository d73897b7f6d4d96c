from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from extractors.thai.words import looks_cut
from pipeline.validator.rule import Draft, Rule
from pipeline.validator.wording import shorten

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_STRAY = re.compile(r"[\u0e01-\u0e4e]\s?%\s*$")
_FIELDS = re.compile(
    r"(?:^|\.)(?:title|text|narrative|definition|calculation|data_sources|summary|criterion|obstacles|"
    r"supporting_factors|rationale|evidence\.\d+|projects\.\d+)$"
)


class TruncatedText(Rule):
    """A field is cut inside a word.

    Why it matters: what the system cut off is lost to the reader and to every search.

    **Flagged**
        บุคลากรมีคุณธรรม จริยธรรม และเป็นที่เชื่%
    **Fine**
        บุคลากรมีคุณธรรม จริยธรรม และเป็นที่เชื่อถือ
    """

    code = "TXT501"
    name = "truncated-text"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "ข้อความถูกตัดกลางคำ"
    why_th = "ข้อความที่ระบบตัดทิ้งจะอ่านและค้นหาไม่ได้"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        for path, place in sorted(case.record.fields.items()):
            text = place.quote.rstrip()
            if not _FIELDS.search(path) or not text:
                continue
            if not (_STRAY.search(text) or looks_cut(text)):
                continue
            tail = place.quote.rstrip()
            start = place.start + max(0, len(tail) - 40)
            end = place.start + len(tail)
            page = case.extraction.text.page(place.page)
            yield Draft(
                f"The text is cut inside a word: “…{shorten(tail[-40:])}”.",
                f"ข้อความถูกตัดกลางคำ: “…{shorten(tail[-40:])}”",
                places=[
                    place.model_copy(
                        update={
                            "start": start,
                            "end": end,
                            "quote": page.text[start:end],
                            "bbox": page.box(start, end),
                        }
                    )
                ],
                actual=tail[-20:],
                subject=path,
            )
