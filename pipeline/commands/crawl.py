"""kpi-audit crawl: one night over a site, and the archive's self-check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.common import NOT_FINISHED, LangOption, job, say
from pipeline.commands.run import processors
from schemas.errors import KpiAuditError, Lang

if TYPE_CHECKING:
    from pipeline.crawl.config import CrawlConfig
    from pipeline.crawl.night import NightReport

SHOWN_DAMAGE = 50
WORDS = {
    "en": {
        "resumed": "night {night} was not finished: it went on where it stood",
        "whole": "the archive is whole: {nights} nights, {warcs} WARC files with {records} records,"
        " {bodies} bodies; last manifest {head}",
        "more": "and {more} more",
    },
    "th": {
        "resumed": "รอบที่ {night} ยังไม่เสร็จ จึงทำต่อจากที่ค้างไว้",
        "whole": "คลังครบถ้วน: {nights} รอบ, WARC {warcs} ไฟล์ {records} ระเบียน, เนื้อหา {bodies} ชิ้น;"
        " บัญชีล่าสุด {head}",
        "more": "และอีก {more} รายการ",
    },
}


@job
def crawl(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="CONFIG",
            help="The crawl's file; or: verify, and that file or an archive's folder.",
        ),
    ],
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Documents at once. Default: as many as processors.")
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Fetch a site for one night, archive it, read and judge what is new, tell what changed.

    A night that was stopped goes on where it stood. `crawl verify` computes every hash of the
    archive again. The night's JSON goes to stdout.

    \b
    Example:
      kpi-audit crawl crawl.toml
      kpi-audit crawl verify crawl.toml
    """
    if what[0] == "verify" and len(what) <= 2:
        verify(Path(what[1] if len(what) == 2 else "crawl.toml"), lang)
        return
    if len(what) != 1:
        raise KpiAuditError("KA201", "name one crawl's file, or verify and one archive")
    from pipeline.crawl.config import load_config

    night(load_config(Path(what[0])), jobs or processors(), lang)


def night(config: CrawlConfig, jobs: int, lang: Lang) -> None:
    """Do a night and write what it came to."""
    from importlib.util import find_spec

    if find_spec("scrapy") is None:
        raise KpiAuditError("KA409")
    from pipeline.crawl.metrics import write_metrics
    from pipeline.crawl.night import crawl as crawl_night
    from pipeline.crawl.notify import notify

    try:
        report = crawl_night(config, jobs)
    except KeyboardInterrupt:
        say(KpiAuditError("KA404").text(lang))
        raise typer.Exit(NOT_FINISHED) from None
    write_files(config, report, lang)
    try:
        write_metrics(config.metrics, report)
    except OSError as error:
        what = f"the metrics file {config.metrics} cannot be written: {error.strerror}"
        raise KpiAuditError("KA305", what) from error
    if report.is_resumed:
        say(WORDS[lang]["resumed"].format(night=report.night))
    for problem in notify(config.notify, report, lang):
        say(problem.text(lang))
    if report.over_limit:
        over = KpiAuditError("KA410", f"{report.over_limit} addresses beyond the limit of pages")
        say(over.text(lang))
    say(report.summary())
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False))


def write_files(config: CrawlConfig, report: NightReport, lang: Lang) -> None:
    """Write changes.csv, changes.html and night.json beside the archive."""
    from pipeline.crawl.changes_files import write_files as write_changes
    from pipeline.outputs.files import replacing_text

    folder = config.archive.folder
    try:
        write_changes(folder, report.changes, f"{report.site} · {report.night}", lang)
        with replacing_text(folder / "night.json") as stream:
            stream.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        what = f"the folder {folder} cannot be written: {error.strerror}"
        raise KpiAuditError("KA305", what) from error


def verify(target: Path, lang: Lang) -> None:
    """Check an archive; exit code 3 where it is damaged."""
    from pipeline.crawl.config import load_config
    from pipeline.crawl.verify import verify as verify_archive

    folder = target if target.is_dir() else load_config(target).archive.folder
    report = verify_archive(folder)
    for damage in report.damage[:SHOWN_DAMAGE]:
        say(f"KA407: {damage}")
    if len(report.damage) > SHOWN_DAMAGE:
        say(WORDS[lang]["more"].format(more=len(report.damage) - SHOWN_DAMAGE))
    if report.damage:
        say(KpiAuditError("KA407").text(lang))
        raise typer.Exit(NOT_FINISHED)
    counts = {name: getattr(report, name) for name in ("nights", "warcs", "records", "bodies")}
    say(WORDS[lang]["whole"].format(**counts, head=report.head or "-"))
