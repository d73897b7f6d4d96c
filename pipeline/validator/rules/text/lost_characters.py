from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pipeline.validator.rule import Draft, Rule
from schemas.place import Place

if TYPE_CHECKING:
    from pipeline.validator.case import Case

_LOST = re.compile(
    r"(?P<mark>(?<=[\u0e01-\u0e5b0-9A-Za-z)])\s\?\s(?=[\u0e01-\u0e5bA-Za-z0-9(]))|"
    r"(?P<replaced>\ufffd+)|(?P<private>[\ue000-\uf6ff\uf71b-\uf8ff]+)"
)
_NAMES = {
    "mark": ("a question mark that stands for a dash", "เครื่องหมาย ? แทนขีด"),
    "replaced": ("characters that could not be decoded (U+FFFD)", "อักขระที่ถอดรหัสไม่ได้ (U+FFFD)"),
    "private": ("private-use characters without a meaning", "อักขระเฉพาะแบบอักษรที่ไม่มีความหมาย"),
}
_QUESTION = re.compile(r"(?:หรือไม่|ไหม|อะไร|อย่างไร|ทำไม|เท่าไร|เท่าใด|ใคร|ที่ไหน|เมื่อไร|ใด)\s*$")
MAX_PLACES = 20


class LostCharacters(Rule):
    """Characters were lost in conversion.

    Why it matters: what stands there was once a dash, a bullet or a letter, and may have mattered.

    **Flagged**
        ด้านที่ 7 ? การบริหารจัดการ
    **Fine**
        ด้านที่ 7 – การบริหารจัดการ
    """

    code = "TXT502"
    name = "lost-characters"
    severity = "notice"
    changes_score: ClassVar[bool | None] = False
    title_th = "อักขระสูญหายจากการแปลงไฟล์"
    why_th = "อักขระที่หายไปอาจเป็นขีด สัญลักษณ์ หรือตัวอักษรที่มีความหมาย"
    kinds = frozenset()

    def check(self, case: Case) -> Iterator[Draft]:
        found: dict[str, list[Place]] = {}
        counts: dict[str, int] = {}
        for page in case.extraction.text.pages:
            for match in _LOST.finditer(page.text):
                kind = str(match.lastgroup)
                if kind == "mark" and _QUESTION.search(page.text[: match.start() + 1][-12:]):
                    continue
                counts[kind] = counts.get(kind, 0) + 1
                places = found.setdefault(kind, [])
                if len(places) < MAX_PLACES:
                    start, end = max(0, match.start() - 12), min(len(page.text), match.end() + 12)
                    places.append(
                        Place(
                            page=page.page,
                            start=start,
                            end=end,
                            bbox=page.box(start, end),
                            quote=page.text[start:end],
                        )
                    )
        for kind, places in sorted(found.items()):
            name, name_th = _NAMES[kind]
            yield Draft(
                f"The text has {name} at {counts[kind]} place(s).",
                f"พบ{name_th} {counts[kind]} แห่ง",
                places=places,
                actual=str(counts[kind]),
                subject=kind,
            )
