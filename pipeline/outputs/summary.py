"""The first sheet of the workbook: what was read, what was found, what was cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.outputs.sheets import Limits
from pipeline.outputs.stored import RunFacts
from pipeline.outputs.totals import VERDICTS, Totals
from pipeline.outputs.words import Lang, word
from pipeline.validator.catalogue import catalogue

MOST_FAILURES = 1000
HEIGHTS = {"title": 36, "section": 28}
"""Row heights in points by the format of the first cell."""


class _Writer:
    """Writes the sheet from top to bottom."""

    def __init__(self, sheet: Any, formats: Mapping[str, Any], limits: Limits, lang: Lang) -> None:
        self.sheet, self.formats, self.limits, self.lang = sheet, formats, limits, lang
        self.row = 0

    def line(self, *cells: tuple[object, str]) -> None:
        """Write cells, each a value with the name of its format."""
        self.sheet.set_row(self.row, HEIGHTS.get(cells[0][1], 21))
        for column, (value, style) in enumerate(cells):
            place = (self.row, column)
            if isinstance(value, int | float):
                self.sheet.write_number(*place, value, self.formats[style])
            elif value is not None:
                self.sheet.write_string(*place, self.limits.fit(str(value)), self.formats[style])
        self.row += 1

    def section(self, name: str) -> None:
        self.row += 1
        self.line((word(name, self.lang), "section"))


def write_summary(
    sheet: Any,
    formats: Mapping[str, Any],
    totals: Totals,
    run: RunFacts,
    limits: Limits,
    lang: Lang,
) -> None:
    """Write the summary; texts that it says were cut are those of the sheets written before."""
    writer = _Writer(sheet, formats, limits, lang)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate((48, 34, 16, 70)):
        sheet.set_column(column, column, width, formats["cell"])
    writer.line((word("report_title", lang), "title"))
    writer.line((word("disclaimer", lang), "free"))
    writer.row += 1
    facts: tuple[tuple[str, object, str], ...] = (
        ("documents", totals.documents, "number"),
        ("failed_documents", totals.failed + len(run.failures), "number"),
        ("pages", totals.pages, "number"),
        ("claims", totals.claims, "number"),
        ("findings", sum(totals.findings.values()), "number"),
        ("changes_score", totals.changes_score, "number"),
        ("mean_coverage", totals.coverage, "share"),
        ("seconds", round(run.seconds, 1), "number"),
        ("finished_at", run.finished_at, "cell"),
    )
    for name, value, style in facts:
        if value is not None:
            writer.line((word(name, lang), "cell"), (value, style))
    writer.section("verdicts")
    for verdict in VERDICTS:
        writer.line((word(verdict, lang), verdict), (totals.verdicts[verdict], "number"))
    writer.section("findings_by_rule")
    titles = {rule.code: rule.title_th if lang == "th" else rule.summary for rule in catalogue()}
    for (code, severity), count in sorted(totals.by_rule.items()):
        writer.line(
            (code, "cell"),
            (word(severity, lang), severity),
            (count, "number"),
            (titles.get(code), "cell"),
        )
    _write_failures(writer, totals, run)
    _write_notes(writer)
    writer.section("versions")
    for name, version in run.versions.items():
        writer.line((name, "cell"), (version, "cell"))


def _write_failures(writer: _Writer, totals: Totals, run: RunFacts) -> None:
    failures = [*run.failures, *totals.failures]
    if not failures:
        return
    writer.section("failures")
    for failure in failures[:MOST_FAILURES]:
        writer.line((failure.source, "cell"), (failure.code, "cell"), ("", "cell"),
                    (failure.message, "cell"))  # fmt: skip
    if len(failures) > MOST_FAILURES:
        text = word("more_failures", writer.lang).format(count=len(failures) - MOST_FAILURES)
        writer.line((text, "cell"))


def _write_notes(writer: _Writer) -> None:
    limits = writer.limits
    if not (limits.cut or limits.splits):
        return
    writer.section("notes")
    for sheet, more in limits.splits:
        text = word("sheet_split", writer.lang).format(sheet=sheet, more=more)
        writer.line((text, "cell"))
    if limits.cut:
        writer.line((word("cells_cut", writer.lang).format(count=limits.cut), "cell"))
