"""kpi-audit db: the state of the database, its migrations, and what goes in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import NOT_FINISHED, DbOption, LangOption, job, say
from pipeline.commands.db_out import export, history, verify
from schemas.errors import KpiAuditError

app = typer.Typer(no_args_is_help=True, help="Look at the database, load it, prove it, export it.")
app.command()(verify)
app.command()(export)
app.command()(history)

DEFAULT = "sqlite:///outputs/kpi.sqlite"

WORDS = {
    "en": {
        "loaded": "{written} documents written, {unchanged} there already, "
        "{without_bytes} inputs without bytes noted",
        "put back": "{rows} rows in {tables} tables put back",
        "crossed": "findings across documents: {found}",
        "none": "none",
        "state": "{address}: tables {revision}, program {head}",
        "fine": "nothing is to be done",
        "stale": "documents came in since they were held against each other: kpi-audit db check",
        "failed": "{count} documents could not be read; the next kpi-audit run tries them again",
        "running": "{count} runs did not finish; their documents are kept, run again to go on",
    },
    "th": {
        "loaded": "เขียน {written} เอกสาร มีอยู่แล้ว {unchanged} เอกสาร "
        "บันทึกรายการที่เปิดไม่ได้ {without_bytes} รายการ",
        "put back": "นำกลับ {rows} แถวใน {tables} ตาราง",
        "crossed": "ข้อสังเกตระหว่างเอกสาร: {found}",
        "none": "ไม่มี",
        "state": "{address}: ตารางรุ่น {revision} โปรแกรมรุ่น {head}",
        "fine": "ไม่มีสิ่งที่ต้องทำ",
        "stale": "มีเอกสารใหม่ที่ยังไม่ได้เทียบกัน: kpi-audit db check",
        "failed": "อ่านไม่สำเร็จ {count} เอกสาร kpi-audit run ครั้งต่อไปจะลองใหม่",
        "running": "มีการทำงานที่ไม่จบ {count} ครั้ง เอกสารที่ทำแล้วยังอยู่ เรียกใช้อีกครั้งเพื่อทำต่อ",
    },
}
RulesOption = Annotated[
    Path | None, typer.Option("--rules", metavar="FILE", help="Rule settings, TOML.")
]


@app.command()
@job
def upgrade(db: DbOption = None, lang: LangOption = "en") -> None:
    """Bring the tables up to this version, without losing anything; makes them where missing.

    \b
    Example:
      kpi-audit db upgrade --db postgresql+psycopg://audit@localhost/kpi
    """
    from pipeline.settings import redacted
    from pipeline.store.migrate import upgrade as upgrade_tables

    before, after = upgrade_tables(db or DEFAULT)
    say(f"{redacted(db or DEFAULT)}: {before or '-'} -> {after}")


@app.command()
@job
def status(
    db: DbOption = None,
    lang: LangOption = "en",
    quiet: Annotated[bool, typer.Option(help="Say nothing, only set the exit code.")] = False,
) -> None:
    """Tell where the tables stand, what they hold and what is to be done.

    Exit code 3 when they are out of date.

    \b
    Example:
      kpi-audit db status --db sqlite:///outputs/kpi.sqlite
    """
    from pipeline.settings import redacted
    from pipeline.store.migrate import state

    found, words = state(db or DEFAULT), WORDS[lang]
    if not quiet:
        address, revision = redacted(db or DEFAULT), found.revision or "-"
        say(words["state"].format(address=address, revision=revision, head=found.head))
        for name, count in found.counts.items():
            say(f"  {name} {count}")
    if found.revision != found.head:
        if not quiet:
            say(KpiAuditError("KA307" if found.is_older else "KA303").text(lang))
        raise typer.Exit(NOT_FINISHED)
    if quiet:
        return
    todo = [words["stale"]] if found.is_stale else []
    todo += [words["failed"].format(count=found.failed)] if found.failed else []
    todo += [words["running"].format(count=found.running)] if found.running else []
    for line in todo or [words["fine"]]:
        say(line)


@app.command()
@job
def load(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="OUT", help="Folders that run or db export wrote."),
    ],
    db: DbOption = None,
    rules: RulesOption = None,
    lang: LangOption = "en",
) -> None:
    """Load folders of outputs; a document goes in whole or not at all, and only once.

    A folder that `db export` wrote is put back as it was, into an empty database.

    \b
    Example:
      kpi-audit db load outputs more/outputs --db postgresql+psycopg://audit@localhost/kpi
    """
    from pipeline.store.export import is_export, put_back
    from pipeline.store.load import Loader

    address, words = db or DEFAULT, WORDS[lang]
    exports = [folder for folder in folders if is_export(folder)]
    for folder in exports:
        counts = put_back(address, folder)
        say(words["put back"].format(rows=sum(counts.values()), tables=len(counts)))
    others = [folder for folder in folders if folder not in exports]
    if not others:
        return
    loader = Loader(address)
    try:
        for folder in others:
            loader.load(folder)
    finally:
        loader.close()
        found = loader.loaded
        say(
            words["loaded"].format(
                written=found.written, unchanged=found.unchanged, without_bytes=found.without_bytes
            )
        )
    say(crossed(address, rules, lang))


@app.command()
@job
def check(db: DbOption = None, rules: RulesOption = None, lang: LangOption = "en") -> None:
    """Hold all documents of the database against each other; rebuild its reference tables.

    \b
    Example:
      kpi-audit db check --db sqlite:///outputs/kpi.sqlite
    """
    say(crossed(db or DEFAULT, rules, lang))


def crossed(address: str, rules: Path | None, lang: str) -> str:
    """Run the rules across documents and return what they found, for people."""
    from pipeline.store.connect import coded, connect, writing
    from pipeline.store.crossing.check import cross_check
    from pipeline.validator import load_settings
    from pipeline.version import rules_version, settings_hash

    settings = load_settings(rules)
    engine = connect(address)
    try:
        with coded(address), writing(engine) as connection:
            found = cross_check(connection, rules_version(settings_hash(settings)), settings)
    finally:
        engine.dispose()
    words = WORDS[lang]
    shown = " · ".join(f"{code} {count}" for code, count in sorted(found.findings.items()) if count)
    return words["crossed"].format(found=shown or words["none"])
