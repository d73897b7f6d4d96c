"""Changes as JSON lines, as a table that opens in Excel, and as a page to read."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from pipeline.crawl.changes import KINDS, SHOWN, Change
from pipeline.outputs.files import replacing_text
from pipeline.outputs.tables import Cell, cell_text

Format = Literal["jsonl", "csv", "html"]
Lang = Literal["en", "th"]
COLUMNS = (
    "site", "address", "kpi_code", "fiscal_year", "kind", "code", "severity", "changes_score",
    "after_close", "key", "field", "claim_kind", "quarter", "level", "before", "after",
    "from_run", "to_run", "from_at", "to_at", "from_snapshot", "to_snapshot", "reason",
    "message", "message_th",
)  # fmt: skip
KIND_WORDS = {
    "en": {
        "new": "new",
        "bytes_only": "bytes changed, claims the same",
        "claims_changed": "claims changed",
        "gone": "gone",
        "back": "back again",
        "soft_failure": "no page any more (login, maintenance, empty)",
    },
    "th": {
        "new": "หน้าใหม่",
        "bytes_only": "หน้าเปลี่ยนแต่ข้อมูลเดิม",
        "claims_changed": "ข้อมูลที่รายงานเปลี่ยน",
        "gone": "หายไป",
        "back": "กลับมาอีกครั้ง",
        "soft_failure": "ไม่ใช่หน้าเดิม (เข้าสู่ระบบ ปิดปรับปรุง หรือว่างเปล่า)",
    },
}


def shown(changes: Iterable[Change], *, everything: bool) -> list[Change]:
    """Return the changes of the default view, or all."""
    return [change for change in changes if everything or change.kind in SHOWN]


def as_jsonl(changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line of JSON for every address."""
    for change in changes:
        yield json.dumps(change.line(), ensure_ascii=False)


def rows(change: Change) -> Iterator[list[Cell]]:
    """Yield a row for every changed claim, one for a change without any."""
    line = change.line()
    head = [line[name] for name in COLUMNS[:9]]
    tail = [line[name] for name in COLUMNS[16:]]
    for claim in change.claims:
        yield [*head, claim.key, claim.field, claim.kind, claim.quarter, claim.level,
               claim.before, claim.after, *tail]  # fmt: skip
    if not change.claims:
        yield [*head, *[None] * 7, *tail]


def as_csv(changes: Iterable[Change]) -> str:
    """Return the table; a cell that a spreadsheet could run has a leading `'`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for change in changes:
        writer.writerows([cell_text(cell) for cell in row] for row in rows(change))
    return out.getvalue()


def as_html(
    changes: Sequence[Change], counted: Mapping[str, int], title: str, lang: Lang = "en"
) -> str:
    """Return one self-contained page; `counted` are all changes by kind, shown or not."""
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("pipeline.crawl", "templates")
    template = Environment(loader=loader, autoescape=True).get_template("changes.html.j2")
    groups = [(kind, [each for each in changes if each.kind == kind]) for kind in KINDS]
    return template.render(
        title=title,
        lang=lang,
        words=KIND_WORDS[lang],
        counted=[(kind, counted[kind]) for kind in KINDS if counted.get(kind)],
        groups=[(kind, group) for kind, group in groups if group],
    )


def write_files(folder: Path, changes: Sequence[Change], title: str, lang: Lang = "en") -> None:
    """Write changes.csv and changes.html: what the default view shows. OSError."""
    some = shown(changes, everything=False)
    with replacing_text(folder / "changes.csv", "utf-8-sig") as stream:
        stream.write(as_csv(some))
    with replacing_text(folder / "changes.html") as stream:
        counted = Counter[str](change.kind for change in changes)
        stream.write(as_html(some, counted, title, lang))
