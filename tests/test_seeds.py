"""The seeds of ../shared, as they are and as pages, Office files and PDFs, against their gold."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance import SHARED, check, is_there, main, run_product
from tests.corpus.media import chromium_pdf, encode, fpdf_pdf, reportlab_pdf
from tests.corpus.text_html import paragraphs, table_rows
from tests.corpus.text_office import slides, word

pytestmark = pytest.mark.skipif(not is_there(), reason="../shared is not there")
RENDERED_FLOORS = ("--min-fields", "0.95", "--max-wrong", "0")


def seeds() -> list[Path]:
    return sorted((SHARED / "seeds").glob("*.txt"))


def test_seeds_reach_the_floors_of_the_main_job(capsys: pytest.CaptureFixture[str]) -> None:
    code = main()
    assert code == 0, capsys.readouterr().out[-6000:]


@dataclass(frozen=True)
class Medium:
    """A form that a text is brought into: file name ending, maker, the program that it needs."""

    ending: str
    make: Callable[[str], bytes]
    needs: str = ""


def libreoffice_pdf(text: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "seed.docx"
        source.write_bytes(word(text))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return source.with_suffix(".pdf").read_bytes()


MEDIA = {
    "paragraphs": Medium("html", lambda text: encode(paragraphs(text), "utf-8")),
    "windows-874": Medium("html", lambda text: encode(table_rows(text), "windows-874")),
    "docx": Medium("docx", word),
    "pptx": Medium("pptx", slides),
    "pdf by Chromium": Medium("pdf", lambda text: chromium_pdf(paragraphs(text)), "chromium"),
    "pdf by LibreOffice": Medium("pdf", libreoffice_pdf, "soffice"),
    "pdf by reportlab": Medium("pdf", reportlab_pdf),
    "pdf by fpdf2": Medium("pdf", fpdf_pdf),
}


@pytest.mark.parametrize(
    "medium",
    [
        pytest.param(medium, id=name, marks=pytest.mark.needs(medium.needs) if medium.needs else ())
        for name, medium in MEDIA.items()
    ],
)
def test_rendered_seeds_keep_their_fields(medium: Medium, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for seed in seeds():
        (source / f"{seed.stem}.{medium.ending}").write_bytes(medium.make(seed.read_text("utf-8")))
    run_product(source, tmp_path / "out")
    done = check(tmp_path / "out", "-v", *RENDERED_FLOORS)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
