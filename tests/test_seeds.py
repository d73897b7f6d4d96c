"""The seeds of ../shared, as they are and in two markups and a PDF, against their gold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.acceptance import SHARED, check, is_there, main, run_product
from tests.corpus.media import chromium, chromium_pdf, encode
from tests.corpus.text_html import paragraphs, table_rows

pytestmark = pytest.mark.skipif(not is_there(), reason="../shared is not there")
RENDERED_FLOORS = ("--min-fields", "0.95", "--max-wrong", "0")


def seeds() -> list[Path]:
    return sorted((SHARED / "seeds").glob("*.txt"))


def test_seeds_reach_the_floors_of_the_main_job(capsys: pytest.CaptureFixture[str]) -> None:
    code = main()
    assert code == 0, capsys.readouterr().out[-6000:]


@pytest.mark.parametrize("medium", ["paragraphs", "windows-874", "pdf"])
def test_rendered_seeds_keep_their_fields(medium: str, tmp_path: Path) -> None:
    if medium == "pdf" and chromium() is None:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    source = tmp_path / "in"
    source.mkdir()
    for seed in seeds():
        text = seed.read_text("utf-8")
        if medium == "pdf":
            (source / f"{seed.stem}.pdf").write_bytes(chromium_pdf(paragraphs(text)))
        elif medium == "windows-874":
            (source / f"{seed.stem}.html").write_bytes(encode(table_rows(text), "windows-874"))
        else:
            (source / f"{seed.stem}.html").write_bytes(encode(paragraphs(text), "utf-8"))
    run_product(source, tmp_path / "out")
    done = check(tmp_path / "out", "-v", *RENDERED_FLOORS)
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
