"""Score sheets: what is read, what is flagged, what is written."""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer import Typer
from typer.testing import CliRunner

from pipeline.commands.score import score
from pipeline.scorecard import score_file, write_template
from pipeline.scorecard.columns import COLUMNS, KINDS, SETTINGS, column_of
from pipeline.scorecard.files import read_scorecard
from pipeline.scorecard.finding import RULES
from pipeline.scorecard.judge import Judged, judge
from pipeline.scorecard.sheet import read_rows
from pipeline.scorecard.template import EXAMPLES
from schemas.errors import KpiAuditError

CASES = yaml.safe_load(
    (Path(__file__).parent / "cases" / "scoring_sheets.yaml").read_text(encoding="utf-8")
)
HEADING = (
    "No.,Name,Weight,Target,Criterion 1,Criterion 2,Criterion 3,Criterion 4,Criterion 5,Result"
)


def judged(text: str) -> Judged:
    return judge(read_rows(enumerate(csv.reader(text.splitlines()), start=1)))


def unable(found: Judged) -> list[str]:
    return [f"{c.code} {c.row}" for c in found.checks if c.outcome == "not_checkable"]


@pytest.mark.parametrize("case", [pytest.param(case, id=key) for key, case in CASES.items()])
def test_sheet_is_judged_as_the_case_says(case: dict[str, Any]) -> None:
    found = judged(case["sheet"])
    assert [f"{f.code} {f.row}" for f in found.findings] == case["expect"], case["why"]
    if "unable" in case:
        assert unable(found) == case["unable"]
    assert set(case.get("unable_has", [])) <= set(unable(found))


def test_every_code_has_flagged_and_fine_cases() -> None:
    for code in RULES:
        flagged = [c for c in CASES.values() if any(e.startswith(code) for e in c["expect"])]
        fine = [k for k, c in CASES.items() if k.startswith(code) and c["expect"] == []]
        assert len(flagged) >= 4, code
        assert len(fine) >= 3, code


def test_messages_give_both_languages_and_leave_nothing_unfilled() -> None:
    for case in CASES.values():
        for finding in judged(case["sheet"]).findings:
            for lang in ("en", "th"):
                assert "{" not in finding.text(lang)
            assert re.search(r"[ก-๙]", finding.message_th)
            assert finding.text("en") == finding.message


@pytest.mark.parametrize("name", ["sheet.xlsx", "sheet.csv"])
def test_the_template_scores_without_a_finding(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    result = score_file(tmp_path / name, tmp_path / "out")
    assert result.findings == ()
    assert {check.outcome for check in result.checks} == {"ok"}
    rows = [row for row in EXAMPLES if row.get("kind") != "ตั้งค่า"]
    assert len(result.judged.sheet.rows) == len(rows)
    assert str(result.judged.people["A1"].total)[:5] == "81.7"  # type: ignore[union-attr]


def test_both_kinds_of_file_give_the_same(tmp_path: Path) -> None:
    text = CASES["SCO214_fine_person"]["sheet"].replace("69.60", "76.50")
    table = list(csv.reader(text.splitlines()))
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    book = Workbook()
    for line, row in enumerate(table, start=1):
        for index, cell in enumerate(row, start=1):
            number = re.fullmatch(r"\d+(\.\d+)?", cell)
            target = book.active.cell(line, index)  # type: ignore[union-attr]
            target.value = float(cell) if number else cell or None  # type: ignore[union-attr]
            if cell == "76.50":
                target.number_format = "0.00"  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    one, two = (score_file(tmp_path / n, tmp_path / "out") for n in ("a.csv", "a.xlsx"))
    assert one.findings == two.findings
    assert two.findings[0].actual == "76.50"


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp874", ","), ("utf-16", "\t")],
)
def test_csv_of_any_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    text = "ลำดับ,ชื่อตัวชี้วัด,น้ำหนัก (ร้อยละ)\n๑,ร้อยละของงานที่เสร็จ,๖๐\n๒,ข,30%\n"
    (tmp_path / "a.csv").write_bytes(text.replace(",", separator).encode(encoding))
    sheet = read_scorecard(tmp_path / "a.csv")
    assert sheet.rows[0].name == "ร้อยละของงานที่เสร็จ"
    assert [row["weight"].text for row in sheet.rows if row["weight"]] == ["60", "30"]
    assert sheet.unread == ()


def test_a_workbooks_cells_are_read_as_printed(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No.", "Name", "Weight", "Score"])
    sheet.append(["1", "a", 0.2, 0.1 + 0.2])
    sheet.append(["2", "b", 33.333333333333336, 4])
    sheet["C2"].number_format, sheet["D3"].number_format = "0.0%", "0.00"
    book.save(tmp_path / "a.xlsx")
    first, second = read_scorecard(tmp_path / "a.xlsx").rows
    assert (str(first["weight"]), str(first["score"])) == ("20.0", "0.3")
    assert (str(second["weight"]), str(second["score"])) == ("33.3333333333", "4.00")


def test_every_heading_is_read_alone_and_beside_the_other() -> None:
    for column in COLUMNS:
        for text in (column.thai, column.english, column.heading, column.english.upper()):
            assert column_of(text) is column, text
    assert column_of("อื่น ๆ") is None


def test_unread_cells_are_said() -> None:
    found = judged(f"{HEADING}\n1,a,หกสิบ,80,60,65,70,75,80,72\n")
    reasons = [check.reason for check in found.checks if check.outcome == "not_checkable"]
    assert any("Weight" in reason and "หกสิบ" in reason for reason in reasons)


def test_settings_that_cannot_be_used_are_said() -> None:
    rows = ["rounding,up", "total_weight,-5", "below,7", "form_weights,70", "colour,red"]
    text = "Row,Name,Result,Weight\n" + "".join(f"setting,{row},\n" for row in rows)
    found = judged(text + ",a,,100\n")
    assert len(found.sheet.unread) == 5
    assert unable(found).count("SCO211 2") == 1
    assert found.sheet.settings == judged("Row,Name,Weight\n,a,100\n").sheet.settings


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "KA208"),
        ("a.csv", b"hello\nworld\n", "KA208"),
        ("a.csv", b"No.,Name,Weight\n", "KA208"),
        ("a.csv", b"No.,Name,Weight,Weight\n1,a,1,2\n", "KA208"),
        ("a.xlsx", b"PK\x03\x04 broken", "KA114"),
        ("a.xlsx", b"", "KA114"),
        ("a.xlsx", packed({"[Content_Types].xml": "<broken"}), "KA114"),
        ("a.pdf", b"%PDF-", "KA208"),
    ],
)
def test_a_file_that_is_no_score_sheet(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(KpiAuditError) as caught:
        score_file(tmp_path / name, tmp_path / "out")
    assert caught.value.code == code


def test_a_formula_without_its_value_is_not_read_as_empty(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["No.", "Name", "Weight"])
    sheet.append(["1", "a", "=50+50"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(KpiAuditError, match="C2"):
        read_scorecard(tmp_path / "a.xlsx")


def test_the_sheet_is_never_overwritten_by_its_result(tmp_path: Path) -> None:
    write_template(tmp_path / "score.xlsx")
    before = (tmp_path / "score.xlsx").read_bytes()
    with pytest.raises(KpiAuditError) as caught:
        score_file(tmp_path / "score.xlsx", tmp_path)
    assert caught.value.code == "KA201"
    assert (tmp_path / "score.xlsx").read_bytes() == before


def test_texts_that_a_spreadsheet_could_run_stay_text(tmp_path: Path) -> None:
    names = ["=HYPERLINK(1)", "+1+1", "-2", "@SUM(1)", "\ttab"]
    table = [["No.", "Name", "Weight", "Target"]] + [[n, n, "10", "0"] for n in names]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(table)
    score_file(tmp_path / "a.csv", tmp_path / "out")
    with (tmp_path / "out" / "score-findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]
    for sheet in load_workbook(tmp_path / "out" / "score.xlsx"):
        given = [c for row in sheet.iter_rows() for c in row if c.value in names]
        assert all(cell.data_type == "s" for cell in given)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "IF": lambda test, yes, no: yes if test else no,
    "OR": lambda *tests: any(tests),
    "MAX": max,
    "AVERAGE": lambda *values: sum(values) / len(values),
    "ROUND": round,
}


def evaluated(formula: str, values: dict[str, dict[str, Any]], sheet: str) -> Any:
    """What a spreadsheet makes of one of our formulas: names of cells, a handful of functions."""
    text = re.sub(r"(?<![<>])=(?!=)", "==", formula[1:])
    parts = re.split(r'("[^"]*")', text)
    python = "".join(
        part
        if part.startswith('"')
        else re.sub(
            r"(?:'([^']*)'!)?\b([A-Z]{1,2}\d+)\b",
            lambda found: f'_[{(found[1] or sheet)!r}]["{found[2]}"]',
            part,
        )
        for part in parts
    )
    return eval(python, {"__builtins__": {}}, {**FUNCTIONS, "_": values})


@pytest.mark.parametrize("key", [*CASES, "template"])
def test_formulas_give_the_values_stored_beside_them(tmp_path: Path, key: str) -> None:
    path = tmp_path / "a.csv"
    if key == "template":
        write_template(path)
    else:
        path.write_text(CASES[key]["sheet"], encoding="utf-8")
    score_file(path, tmp_path / "out")
    book = tmp_path / "out" / "score.xlsx"
    shown, typed = load_workbook(book, data_only=True), load_workbook(book)
    checked = 0
    names = (typed.sheetnames[0], typed.sheetnames[-1])
    values = {
        name: {c.coordinate: c.value for row in shown[name].iter_rows() for c in row}
        for name in names
    }
    for name in names:
        for row in typed[name].iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                again, stored = (
                    evaluated(str(cell.value), values, name),
                    values[name][cell.coordinate],
                )
                if isinstance(stored, str):
                    assert again == stored, cell.coordinate
                else:
                    assert math.isclose(again, stored, abs_tol=1e-9), (cell.coordinate, cell.value)
                checked += 1
    assert checked >= len(judge(read_scorecard(path)).tree.groups) or "zero" in key


CELLS = st.one_of(
    st.sampled_from(["", "-", "0", "100", "10000", "-5", "๖๐", "1/0", "nan", "1e9", "ผ่าน", "รวม",
                     "บุคคล", "สมรรถนะ", "ตั้งค่า", "กลุ่ม", "3", "4", "5", "ดีมาก", "1", "2"]),
    st.text(max_size=8),
    st.decimals(-1000, 1000, places=2).map(str),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=12))
def test_no_sheet_makes_it_fail(table: list[list[str]]) -> None:
    heading = [column.heading for column in COLUMNS]
    try:
        found = judge(read_rows(enumerate([heading, *table], start=1)))
    except KpiAuditError as error:
        assert error.code == "KA208"
        return
    for finding in found.findings:
        assert finding.message and finding.message_th
    for check in found.checks:
        assert check.outcome == "ok" or check.reason


def test_a_long_chain_of_parents_is_computed() -> None:
    rows = "".join(
        f"{n},{n - 1 or ''},x,100,{'4.00' if n == 3000 else ''}\n" for n in range(1, 3001)
    )
    found = judged("No.,Parent,Name,Weight,Score\n" + rows)
    assert found.findings == ()
    assert found.tree.tops[0].score == 4


@pytest.fixture(name="command")
def command_fixture() -> Typer:
    app = Typer()
    app.command()(score)
    return app


def test_command_scores_a_sheet_and_names_its_files(tmp_path: Path, command: Typer) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(CASES["SCO210_ministry_row"]["sheet"], encoding="utf-8")
    arguments = [str(sheet), "-o", str(tmp_path / "out")]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0
    assert "SCO210 error: Row 2" in done.stderr
    assert [Path(line).name for line in done.stdout.split()] == [
        "score.xlsx", "score-findings.csv", "score-checks.csv",
    ]  # fmt: skip
    assert "flagged 1" in done.stderr
    assert CliRunner().invoke(command, [*arguments, "--fail-on", "error"]).exit_code == 1
    thai = CliRunner().invoke(command, [*arguments, "--lang", "th"])
    assert "แถว 2" in thai.stderr


def test_command_says_what_is_wrong(tmp_path: Path, command: Typer) -> None:
    none = CliRunner().invoke(command, [])
    assert (none.exit_code, "KA201" in none.stderr) == (2, True)
    missing = CliRunner().invoke(command, [str(tmp_path / "no.csv"), "-o", str(tmp_path)])
    assert (missing.exit_code, "KA101" in missing.stderr) == (3, True)
    odd = CliRunner().invoke(command, ["--template", str(tmp_path / "t.doc")])
    assert (odd.exit_code, "KA201" in odd.stderr) == (2, True)
    fine = CliRunner().invoke(command, ["--template", str(tmp_path / "t.xlsx")])
    assert fine.exit_code == 0 and (tmp_path / "t.xlsx").is_file()


def test_the_documentation_names_every_column_setting_and_code() -> None:
    text = (Path(__file__).parents[1] / "docs" / "scorecard.md").read_text(encoding="utf-8")
    missing = [name for name in (*RULES, *SETTINGS, *KINDS) if name not in text]
    missing += [column.heading for column in COLUMNS if f"| {column.heading} |" not in text]
    assert missing == []


def test_twenty_thousand_rows_are_judged() -> None:
    rows = "".join(f"{n},x,0.005,80,4.00,0.0002\n" for n in range(20_000))
    found = judged("No.,Name,Weight,Target,Score,Weighted score\n" + rows)
    assert found.findings == ()
    assert len(found.checks) > 40_000
