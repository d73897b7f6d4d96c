"""`report.html`: one self-contained page that shows every finding with its evidence."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.outputs.charts import chart_rows, rule_bars, severity_bars, verdict_bars
from pipeline.outputs.files import replacing_text
from pipeline.outputs.jsonl import read_line_at
from pipeline.outputs.passages import compact, flowing, visible
from pipeline.outputs.shortlist import Shortlist
from pipeline.outputs.stored import RunFacts
from pipeline.outputs.texts import read_pages
from pipeline.outputs.totals import SEVERITIES, VERDICTS, Totals
from pipeline.outputs.views import DocumentView, Room, document_view, heading, shortened
from pipeline.outputs.words import Lang, word, words
from pipeline.validator.catalogue import Entry, catalogue
from schemas.errors import ERRORS
from schemas.line import Line

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

MOST_FAILURES = 1000
MOST_LADDERS = 12


def write_report(
    out_dir: Path, shortlist: Shortlist, totals: Totals, run: RunFacts, lang: Lang
) -> None:
    """Write the report from the `records.jsonl` and `text/` of the same folder.

    One document is in memory at a time; `shortlist` says which are shown one by one.
    """
    documents = _documents(out_dir, shortlist)
    index = [heading(line, number) for number, line in _lines(out_dir, shortlist)]
    ladders = [(entry, kpi) for entry in index for kpi in entry.ladders]
    rules = [rule for rule in catalogue() if rule.code in totals.findings]
    page = environment(lang).get_template("report.html.j2")
    with replacing_text(out_dir / "report.html") as stream:
        for chunk in page.generate(
            totals=totals,
            run=run,
            failures=[*run.failures, *totals.failures][:MOST_FAILURES],
            errors=ERRORS,
            failure_count=len(run.failures) + len(totals.failures),
            left_out=shortlist.left_out,
            index=index,
            ladders=sorted(ladders, key=lambda pair: not pair[1].exceeds)[:MOST_LADDERS],
            documents=documents,
            verdict_bars=verdict_bars(totals),
            severity_bars=severity_bars(totals),
            rule_bars=rule_bars(totals),
            rule_height=chart_rows(rule_bars(totals)),
            rules=rules,
            rule_names=_names(totals, rules),
        ):
            stream.write(chunk)


def _lines(out_dir: Path, shortlist: Shortlist) -> Iterator[tuple[int, Line]]:
    for number, offset in enumerate(shortlist.offsets(), start=1):
        yield number, read_line_at(out_dir / "records.jsonl", offset)


def _documents(out_dir: Path, shortlist: Shortlist) -> Iterator[DocumentView]:
    room = Room()
    for number, line in _lines(out_dir, shortlist):
        pages = {
            page["page"]: page["text"] for page in read_pages(out_dir / "text", line.document.id)
        }
        yield document_view(line, pages, number, room)


def _names(totals: Totals, rules: Sequence[Entry]) -> dict[str, dict[Lang, str]]:
    """Rule names by code; a code that the catalogue does not know stands for itself."""
    known: dict[str, dict[Lang, str]] = {
        rule.code: {"en": rule.name, "th": rule.title_th} for rule in rules
    }
    return {code: known.get(code, {"en": code, "th": code}) for code in totals.findings}


def environment(lang: Lang) -> Environment:
    """Return the template environment: everything is escaped, controls are spelt out."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("pipeline.outputs", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=partial(_finalize),
    )
    made.filters.update(cut=shortened, flowing=flowing, compact=compact)
    made.globals.update(
        lang=lang,
        languages=("th", "en") if lang == "th" else ("en", "th"),
        word=word,
        words=words(),
        severities=SEVERITIES,
        verdicts=VERDICTS,
        style=asset("report.css"),
        script=asset("report.js"),
        policy=content_policy(),
    )
    return made


def _finalize(value: object) -> object:
    """Spell out control characters in every text that a template prints."""
    return visible(value) if type(value) is str else value


@cache
def asset(name: str) -> Markup:
    """Return a style sheet or script of ours, which needs no escaping."""
    from markupsafe import Markup

    return Markup((files("pipeline.outputs") / "templates" / name).read_text(encoding="utf-8"))


@cache
def content_policy() -> str:
    """Return the page's policy: its own style and script, by their hashes, and nothing else."""
    style, script = (
        base64.b64encode(hashlib.sha256(asset(name).encode()).digest()).decode()
        for name in ("report.css", "report.js")
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
