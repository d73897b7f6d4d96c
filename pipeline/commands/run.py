"""kpi-audit run: the main job."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.commands.common import (
    DONE,
    FLAGGED,
    NOT_FINISHED,
    WRONG_USAGE,
    DbOption,
    LangOption,
    job,
    say,
)
from pipeline.settings import SEVERITIES, RunSettings
from schemas.errors import ERRORS, KpiAuditError, Lang

if TYPE_CHECKING:
    from pipeline.run import Outcome, Progress

SHOWN_FAILURES = 10

WORDS = {
    "en": {
        "done": "{read} documents read, {judged} judged again, {reused} taken as they were",
        "nothing": "nothing was read again: all {reused} documents were done before",
        "skipped": "{skipped} hidden or system files passed over",
        "more": "and {more} more in run.json",
        "files": "look at {out}/report.html and {out}/findings.xlsx",
        "stopped": "stopped; {done} documents are done and kept, run again to go on",
    },
    "th": {
        "done": "อ่านใหม่ {read} เอกสาร ตรวจใหม่ {judged} เอกสาร ใช้ผลเดิม {reused} เอกสาร",
        "nothing": "ไม่มีเอกสารใดต้องอ่านใหม่ ทั้ง {reused} เอกสารทำเสร็จแล้วก่อนหน้านี้",
        "skipped": "ข้ามไฟล์ซ่อนหรือไฟล์ของระบบ {skipped} ไฟล์",
        "more": "และอีก {more} รายการใน run.json",
        "files": "เปิดดู {out}/report.html และ {out}/findings.xlsx",
        "stopped": "หยุดแล้ว {done} เอกสารเสร็จและเก็บไว้แล้ว เรียกใช้อีกครั้งเพื่อทำต่อ",
    },
}


@job
def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help="Files, folders, .zip, .warc.gz; - for a list on stdin."
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write.")] = Path("outputs"),
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Documents at once. Default: as many as processors.")
    ] = None,
    engine: Annotated[
        Literal["local", "dask"], typer.Option(help="What runs the workers.")
    ] = "local",
    scheduler: Annotated[
        str | None, typer.Option(metavar="URL", help="Scheduler of a dask cluster.")
    ] = None,
    db: DbOption = None,
    ocr: Annotated[
        Literal["auto", "never", "always"], typer.Option(help="When to read pages by OCR.")
    ] = "auto",
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for one document.")] = 300.0,
    max_memory: Annotated[int, typer.Option(min=64, help="Megabytes for one document.")] = 2048,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read everything anew, whatever was done before.")
    ] = False,
    fail_on: Annotated[
        Literal["never", "notice", "warning", "error"],
        typer.Option(help="Exit with 1 where findings of this severity or a graver one exist."),
    ] = "never",
    rules: Annotated[Path | None, typer.Option(metavar="FILE", help="Rule settings, TOML.")] = None,
    lang: LangOption = "en",
) -> None:
    """Read, extract, validate and write all outputs.

    A second run repeats nothing that is done; a document that cannot be read stops nothing.

    \b
    Example:
      kpi-audit run reports/ more.zip -o outputs --jobs 4 --fail-on error
    """
    settings = RunSettings(
        out=out,
        jobs=jobs or processors(),
        engine=engine,
        scheduler=scheduler,
        db=db,
        ocr=ocr,
        timeout=timeout,
        max_memory=max_memory,
        fresh=fresh,
        rules=rules,
        fail_on=fail_on,
        lang=lang,
    )
    given = expand(paths)
    make_folder(out)
    from pipeline.run import Run

    with progress_bar(given) as progress:
        task = Run(settings, progress)
        try:
            outcome = task.execute(given)
        except KeyboardInterrupt:
            say(WORDS[lang]["stopped"].format(done=task.done))
            raise typer.Exit(NOT_FINISHED) from None
    report(outcome, out, lang)
    code = exit_code_of(outcome, settings)
    if code == DONE and given and outcome.missing == len(given):
        code = WRONG_USAGE
    raise typer.Exit(code)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def expand(paths: list[str]) -> list[str]:
    """Return the paths with `-` replaced by the list on stdin; KpiAuditError KA206 without any."""
    from pipeline.inputs import paths_from

    given: list[str] = []
    for path in paths:
        given += paths_from(sys.stdin.buffer.read()) if path == "-" else [path]
    if not given:
        raise KpiAuditError("KA206")
    return given


def make_folder(out: Path) -> None:
    """Make the output folder; KpiAuditError KA305 where that cannot be done."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KpiAuditError(
            "KA305", f"the output folder {out} cannot be written: {reason}"
        ) from error


def exit_code_of(outcome: Outcome, settings: RunSettings) -> int:
    """Return 1 where findings at or above --fail-on exist, otherwise 0."""
    if settings.fail_on == "never":
        return DONE
    grave = SEVERITIES[SEVERITIES.index(settings.fail_on) :]
    return FLAGGED if any(outcome.totals.severities[name] for name in grave) else DONE


def report(outcome: Outcome, out: Path, lang: Lang) -> None:
    """Say what a run came to; the tally is always the last line."""
    words = WORDS[lang]
    failures = outcome.totals.failures
    for failure in failures[:SHOWN_FAILURES]:
        message = failure.message if lang == "en" else ERRORS[failure.code].th
        say(f"{failure.code}: {failure.source}: {message}")
    if len(failures) > SHOWN_FAILURES:
        say(words["more"].format(more=len(failures) - SHOWN_FAILURES))
    if outcome.skipped:
        say(words["skipped"].format(skipped=outcome.skipped))
    is_repeat = outcome.reused and not (outcome.read or outcome.judged)
    say(
        words["nothing" if is_repeat else "done"].format(
            read=outcome.read, judged=outcome.judged, reused=outcome.reused
        )
    )
    say(words["files"].format(out=out))
    say(outcome.totals.tally())


@contextmanager
def progress_bar(paths: list[str]) -> Iterator[Progress | None]:
    """Show progress on a terminal; nothing where stderr goes into a file."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        total = count_files(paths)
        task = bar.add_task("", total=total, name="")

        def step(done: int, source: str) -> None:
            name = source.rsplit("/", 1)[-1][:40].replace("[", "(")
            bar.update(task, completed=done, total=max(total, done), name=name)

        yield step


def count_files(paths: list[str]) -> int:
    """Return about how many documents the paths hold; an archive counts as one."""
    count = 0
    for path in paths:
        if Path(path).is_dir():
            count += sum(len(names) for _, _, names in os.walk(path))
        else:
            count += 1
    return count
