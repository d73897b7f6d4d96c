"""kpi-audit db: what goes out: the proof of a migration, exports, a KPI's history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.commands.common import NOT_FINISHED, DbOption, LangOption, job, say

DEFAULT = "sqlite:///outputs/kpi.sqlite"

WORDS = {
    "en": {
        "check": "{name}: {compared} compared, {wrong} wrong",
        "whole": "everything is in the database, equal and once",
        "not whole": "not everything fits: look at {page}",
        "signed": "to be signed: {page}; for the files: {table}",
        "exported": "{rows} rows of {tables} tables in {folder}",
    },
    "th": {
        "check": "{name}: เทียบ {compared} รายการ ไม่ตรง {wrong} รายการ",
        "whole": "ข้อมูลทั้งหมดอยู่ในฐานข้อมูล ตรงกัน และไม่ซ้ำ",
        "not whole": "ยังไม่ตรงกันทั้งหมด เปิดดู {page}",
        "signed": "เอกสารลงนาม: {page} แฟ้มหลักฐาน: {table}",
        "exported": "{rows} แถวจาก {tables} ตาราง ใน {folder}",
    },
}


@job
def verify(
    folders: Annotated[
        list[Path], typer.Argument(metavar="OUT", help="Folders of outputs that were loaded.")
    ],
    db: DbOption = None,
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="PATH", help="Input files, folders or archives to hash."),
    ] = None,
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Folder for verify.html and verify.csv.")
    ] = Path("outputs"),
    lang: LangOption = "en",
) -> None:
    """Prove that nothing was lost, doubled or changed on the way into the database.

    Every input is in the database or in the failures, bytes have the same hashes, texts, numbers,
    verdicts and findings are equal. Exit code 3 where something does not fit.

    \b
    Example:
      kpi-audit db verify outputs --db postgresql+psycopg://audit@localhost/kpi --input reports/
    """
    from pipeline.store.proof_files import THAI, write_proof
    from pipeline.store.verify import verify as verify_folders

    address, words = db or DEFAULT, WORDS[lang]
    proof = verify_folders(address, folders, inputs or [])
    page, table = write_proof(proof, out, address)
    for check in proof.checks.values():
        name = THAI.get(check.name, check.name) if lang == "th" else check.name
        say(words["check"].format(name=name, compared=check.compared, wrong=check.wrong))
    say(words["signed"].format(page=page, table=table))
    if not proof.is_whole:
        say(words["not whole"].format(page=page))
        raise typer.Exit(NOT_FINISHED)
    say(words["whole"])


@job
def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write.")],
    form: Annotated[
        Literal["csv", "xlsx", "parquet", "jsonl"], typer.Option("--format", help="File format.")
    ] = "csv",
    db: DbOption = None,
    lang: LangOption = "en",
) -> None:
    """Write all tables and views; `db load` puts the folder back into an empty database.

    \b
    Example:
      kpi-audit db export --format parquet -o export --db sqlite:///outputs/kpi.sqlite
    """
    from pipeline.store.export import export as export_tables

    counts = export_tables(db or DEFAULT, out, form)
    shown = {"rows": sum(counts.values()), "tables": len(counts), "folder": out}
    say(WORDS[lang]["exported"].format(**shown))


@job
def history(
    code: Annotated[str, typer.Argument(metavar="KPI_CODE", help="Code of the KPI.")],
    db: DbOption = None,
    chart: Annotated[
        Path | None, typer.Option(metavar="PAGE.html", help="Write a chart too.")
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Show a KPI over the years and sources.

    \b
    Example:
      kpi-audit db history 0402-0810 --chart history.html
    """
    from pipeline.outputs.files import replacing_text
    from pipeline.store.history import as_chart, as_text
    from pipeline.store.history import history as find
    from schemas.errors import KpiAuditError

    entries = find(db or DEFAULT, code)
    typer.echo(as_text(code, entries))
    if chart is not None:
        try:
            chart.parent.mkdir(parents=True, exist_ok=True)
            with replacing_text(chart) as stream:
                stream.write(as_chart(code, entries))
        except OSError as error:
            what = f"{chart} cannot be written: {error.strerror}"
            raise KpiAuditError("KA305", what) from error
