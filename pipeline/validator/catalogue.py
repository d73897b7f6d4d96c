"""The rule catalogue: what each rule flags, why it matters, a flagged and a fine example.

`python -m pipeline.validator.catalogue` prints it as Markdown; `python -m docs.generate` writes it
to docs/rules.md.
"""

from __future__ import annotations

import difflib
import inspect
import json
import re
from dataclasses import asdict, dataclass
from functools import cache
from itertools import groupby
from textwrap import dedent, indent
from typing import Literal

from pipeline.crawl.rules import change_rules
from pipeline.validator.crossing import cross_rules
from pipeline.validator.registry import rules
from pipeline.validator.rule import Declared
from schemas.errors import KpiAuditError
from schemas.finding import Severity

Lang = Literal["th", "en"]
FAMILIES: dict[str, tuple[str, str]] = {
    "ARI": ("Arithmetic", "การคำนวณ"),
    "SCO": ("Scores, levels and weights", "คะแนน ระดับ และน้ำหนัก"),
    "TIM": ("Time", "เวลา"),
    "EVI": ("Evidence", "หลักฐาน"),
    "TXT": ("Text", "ตัวข้อความ"),
    "XDC": ("Across documents", "ระหว่างเอกสาร"),
}
_CHANGES = {
    True: ("yes", "กระทบคะแนน"),
    False: ("no", "ไม่กระทบคะแนน"),
    None: ("decided per finding", "พิจารณาเป็นรายข้อ"),
}
_SEVERITIES = {"error": "ข้อผิดพลาด", "warning": "ข้อควรระวัง", "notice": "ข้อควรทราบ"}
_HEADS = re.compile(r"^(?P<why>Why it matters:)|^\*\*(?P<head>Flagged|Fine)\*\*[ \t]*$", re.M)


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as the catalogue shows it. `changes_score` is None where each finding decides."""

    code: str
    name: str
    severity: Severity
    changes_score: bool | None
    summary: str
    title_th: str
    why: str
    why_th: str
    flagged: str
    fine: str
    kinds: tuple[str, ...]

    @property
    def family(self) -> tuple[str, str]:
        """The family's name in English and Thai."""
        return FAMILIES.get(self.code[:3], (self.code[:3], self.code[:3]))


@cache
def catalogue() -> list[Entry]:
    """Return every rule, sorted by code."""
    every: list[type[Declared]] = [
        *map(type, (*rules(), *cross_rules())),
        *change_rules(),
    ]
    return [entry_of(rule) for rule in sorted(every, key=lambda rule: rule.code)]


def entry_of(rule: type[Declared]) -> Entry:
    """Return a rule's entry, read from its attributes and its docstring."""
    summary, parts = parse_docstring(inspect.getdoc(rule) or "")
    return Entry(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        changes_score=rule.changes_score,
        summary=summary,
        title_th=rule.title_th,
        why=parts["why"],
        why_th=rule.why_th,
        flagged=parts["Flagged"],
        fine=parts["Fine"],
        kinds=tuple(sorted(rule.kinds)),
    )


def parse_docstring(text: str) -> tuple[str, dict[str, str]]:
    """Cut a rule's docstring into its first line and the parts why, Flagged and Fine."""
    parts = {"why": "", "Flagged": "", "Fine": ""}
    heads = list(_HEADS.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        body = text[head.end() : end]
        if head["why"]:
            parts["why"] = " ".join(body.split())
        else:
            parts[head["head"]] = dedent(body.strip("\n").rstrip())
    return text.partition("\n")[0].strip(), parts


def find(code: str) -> Entry:
    """Return a rule by its code or name; KpiAuditError KA204 with the nearest one otherwise."""
    wanted = code.strip()
    for entry in catalogue():
        if wanted.upper() == entry.code or wanted.lower() == entry.name:
            return entry
    known = [name for entry in catalogue() for name in (entry.code, entry.name)]
    near = difflib.get_close_matches(wanted.upper(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else None
    raise KpiAuditError("KA204", f"there is no rule {wanted!r}", hint)


def explain(code: str, lang: Lang = "en") -> str:
    """Return one rule in full: what it flags, why, a flagged and a fine example."""
    entry = find(code)
    is_thai = lang == "th"
    severity = _SEVERITIES[entry.severity] if is_thai else entry.severity
    changes = _CHANGES[entry.changes_score][is_thai]
    head = f"{entry.code} {entry.title_th if is_thai else entry.name}"
    why = (entry.why_th or entry.why) if is_thai else entry.why
    words = (
        ("ความรุนแรง", "กระทบคะแนนหรือไม่", "เหตุใดจึงสำคัญ", "ตัวอย่างที่พบข้อสังเกต", "ตัวอย่างที่ไม่เป็นปัญหา")
        if is_thai
        else ("severity", "changes the score", "Why it matters", "Flagged", "Fine")
    )
    lines = [
        head,
        entry.name if is_thai else entry.title_th,
        f"{words[0]}: {severity} · {words[1]}: {changes}",
        "",
        *([] if is_thai else [entry.summary]),
        f"{words[2]}: {why}",
        "",
        f"{words[3]}:",
        indent(entry.flagged, "    "),
        f"{words[4]}:",
        indent(entry.fine, "    "),
    ]
    return "\n".join(lines)


def as_text(lang: Lang = "en") -> str:
    """Return a line for each rule, under its family."""
    lines = []
    for family, entries in groupby(catalogue(), key=lambda entry: entry.family):
        lines.append(family[lang == "th"])
        for entry in entries:
            title = entry.title_th if lang == "th" else entry.summary
            severity = _SEVERITIES[entry.severity] if lang == "th" else entry.severity
            lines.append(f"  {entry.code}  {severity:<8} {entry.name:<28} {title}")
    return "\n".join(lines)


def as_json() -> str:
    """Return the catalogue as a JSON list."""
    return json.dumps([asdict(entry) for entry in catalogue()], ensure_ascii=False, indent=2)


def as_markdown() -> str:
    """Return the catalogue as a Markdown page: a table, then each rule in full."""
    lines = [
        "# The rules",
        "",
        "Generated from the rules by `python -m docs.generate`; do not edit.",
        "",
        "A flag says that figures, or a figure and its evidence, do not fit each other; any of "
        "them may be the wrong one.",
        "`kpi-audit explain CODE` prints one rule; `--rules FILE` turns rules off, changes "
        "severities and accepts findings.",
        "",
        "| code | name | flags | severity | changes the score |",
        "|---|---|---|---|---|",
    ]
    for entry in catalogue():
        changes = _CHANGES[entry.changes_score][0]
        link = f"[{entry.code}](#{entry.code.lower()}-{entry.name})"
        lines.append(f"| {link} | {entry.name} | {entry.summary} | {entry.severity} | {changes} |")
    for family, entries in groupby(catalogue(), key=lambda entry: entry.family):
        lines += ["", f"## {family[0]} · {family[1]}"]
        for entry in entries:
            lines += ["", *_markdown_entry(entry)]
    return "\n".join(lines) + "\n"


def _markdown_entry(entry: Entry) -> list[str]:
    changes = _CHANGES[entry.changes_score][0]
    lines = [
        f"### {entry.code} {entry.name}",
        "",
        f"{entry.summary} · {entry.title_th}",
        "",
        f"Severity: {entry.severity}. Changes the score: {changes}.",
        "",
        f"Why it matters: {entry.why}",
    ]
    if entry.why_th:
        lines += ["", f"เหตุใดจึงสำคัญ: {entry.why_th}"]
    for name, example in (("Flagged", entry.flagged), ("Fine", entry.fine)):
        lines += ["", f"{name}:", "", "```", example, "```"]
    return lines


if __name__ == "__main__":
    print(as_markdown(), end="")
