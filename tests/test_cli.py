"""The command line as a user meets it: help, exit codes, streams, languages."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands.common import exit_code
from schemas.errors import ERRORS, KpiAuditError
from tests.conftest import Kpi

JOBS = ("run", "extract", "rules", "explain", "schema", "score", "db upgrade", "db status")
TALLY = re.compile(
    r"claims \d+ · verified \d+ · contradicted \d+ \(\d+ change the score\) · "
    r"unsupported \d+ · not checkable \d+ · failed \d+"
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "บันทึก 1.txt"
    path.write_text("บันทึกการประชุม\nที่ประชุมรับทราบ\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("job", ["", *JOBS])
def test_help_shows_a_real_example(kpi: Kpi, job: str) -> None:
    done = kpi(*job.split(), "--help")
    assert done.returncode == 0
    example = done.stdout.partition("Example:\n")[2].splitlines()[0].strip()
    assert example.startswith(f"kpi-audit {job}".strip())


def test_help_takes_less_than_a_third_of_a_second() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "--help"]
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline import cli; "
        "print([m for m in ('pydantic','spacy','pandas','sqlalchemy','rich','numpy','pebble') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_run_ends_with_the_tally_on_stderr_and_leaves_stdout_empty(
    kpi: Kpi, note: Path, tmp_path: Path
) -> None:
    done = kpi("run", note, "-o", tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "")
    assert TALLY.fullmatch(done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "nothing was read again"), ("th", "ไม่มีเอกสารใดต้องอ่านใหม่")]
)
def test_second_run_says_that_nothing_was_read_again(
    kpi: Kpi, note: Path, tmp_path: Path, lang: str, words: str
) -> None:
    kpi("run", note, "-o", tmp_path / "out")
    done = kpi("run", note, "-o", tmp_path / "out", env={"KPI_AUDIT_LANG": lang})
    assert words in done.stderr
    assert TALLY.fullmatch(done.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "x", "--jobs", "0"],
        ["run", "x", "--ocr", "sometimes"],
        ["run", "x", "--lang", "fr"],
        ["run", "-", "-o", "{out}"],
        ["run", "{note}", "-o", "{out}", "--rules", "{note}"],
        ["run", "{note}", "-o", "{out}", "--db", "nonsense"],
        ["run", "{out}/gone.txt", "-o", "{out}"],
        ["extract", "{out}/gone.txt"],
        ["explain", "ARI999"],
        ["score"],
        ["nosuchjob"],
    ],
)
def test_wrong_usage_ends_with_2(
    kpi: Kpi, note: Path, tmp_path: Path, arguments: list[str]
) -> None:
    filled = [text.format(note=note, out=tmp_path / "out") for text in arguments]
    done = kpi(*filled, input="")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_missing_path_beside_others_stops_nothing(kpi: Kpi, note: Path, tmp_path: Path) -> None:
    done = kpi("run", tmp_path / "gone.txt", note, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "KA101" in done.stderr
    assert done.stderr.splitlines()[-1].endswith("failed 1")


def test_output_folder_that_cannot_be_made_ends_with_3(
    kpi: Kpi, note: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = kpi("run", note, "-o", tmp_path / "file")
    assert done.returncode == 3
    assert "KA305" in done.stderr


def test_server_that_does_not_answer_ends_with_3_and_keeps_the_password(
    kpi: Kpi, note: Path, tmp_path: Path
) -> None:
    address = "postgresql+psycopg://me:geheim@127.0.0.1:1/kpi"
    done = kpi("run", note, "-o", tmp_path / "out", "--db", address)
    assert done.returncode == 3
    assert "KA301" in done.stderr
    assert "geheim" not in done.stderr
    assert kpi("db", "status", env={"KPI_AUDIT_DB": address}).returncode == 3


def test_paths_come_one_per_line_on_stdin(kpi: Kpi, note: Path, tmp_path: Path) -> None:
    done = kpi("run", "-", "-o", tmp_path / "out", input=f"{note}\n")
    assert done.returncode == 0
    line = json.loads((tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8"))
    assert line["document"]["source"] == str(note)


def test_extract_prints_the_line_that_run_writes(kpi: Kpi, note: Path, tmp_path: Path) -> None:
    kpi("run", note, "-o", tmp_path / "out")
    done = kpi("extract", note)
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")


def test_extract_of_a_file_that_cannot_be_read_prints_its_error_and_ends_with_3(
    kpi: Kpi, tmp_path: Path
) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    done = kpi("extract", tmp_path / "bad.pdf")
    assert done.returncode == 3
    assert json.loads(done.stdout)["error"]["code"] == "KA105"
    assert "KA105" in done.stderr


def test_schema_describes_what_extract_prints(kpi: Kpi, note: Path) -> None:
    schema = json.loads(kpi("schema").stdout)
    assert set(json.loads(kpi("extract", note).stdout)) == set(schema["properties"])


def test_rules_are_listed_and_explained(kpi: Kpi) -> None:
    codes = [rule["code"] for rule in json.loads(kpi("rules", "--format", "json").stdout)]
    assert codes and codes == sorted(codes)
    assert codes[0] in kpi("rules").stdout
    assert codes[0] in kpi("rules", "--format", "md").stdout
    explained = kpi("explain", codes[0], "--lang", "th")
    assert explained.returncode == 0
    assert re.search("[ก-๙]", explained.stdout)


def test_file_names_cannot_write_to_the_terminal(kpi: Kpi, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "\x1b[2Jred\n.pdf").write_bytes(b"%PDF-1.7")
    done = kpi("run", tmp_path / "in", "-o", tmp_path / "out")
    assert "\x1b" not in done.stderr
    assert r"\x1b[2Jred\n.pdf" in done.stderr


def test_output_is_utf8_whatever_the_locale(kpi: Kpi, note: Path) -> None:
    done = kpi("extract", note, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert json.loads(done.stdout)["document"]["source"].endswith("บันทึก 1.txt")


def test_database_is_upgraded_and_described(kpi: Kpi, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'kpi.sqlite'}"
    assert kpi("db", "status", "--db", address).returncode == 3
    assert kpi("db", "upgrade", "--db", address).returncode == 0
    done = kpi("db", "status", "--db", address)
    assert done.returncode == 0
    assert "documents 0" in done.stderr


def test_version_is_printed(kpi: Kpi) -> None:
    assert re.fullmatch(r"kpi-audit \d+\.\d+\.\d+\n", kpi("--version").stdout)


@pytest.mark.parametrize("code", ERRORS)
def test_usage_errors_end_with_2_and_the_rest_with_3(code: str) -> None:
    named = ("KA101", "KA306", "KA401", "KA402", "KA408", "KA413", "KA414")
    is_usage = code.startswith("KA2") or code in named
    assert exit_code(KpiAuditError(code)) == (2 if is_usage else 3)


def test_fail_on_tells_severities_apart(kpi: Kpi, tmp_path: Path) -> None:
    faulty = Path(__file__).parent.parent / "samples"
    codes = {
        level: kpi("run", faulty, "-o", tmp_path / "out", "--fail-on", level).returncode
        for level in ("never", "notice", "warning", "error")
    }
    assert codes == {"never": 0, "notice": 1, "warning": 1, "error": 1}
