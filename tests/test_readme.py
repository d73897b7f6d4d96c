"""The README shows what the program prints, and names what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from docs.commands import commands
from docs.readme import README, ROOT, refreshed
from pipeline.cli import app
from schemas.finding import Finding
from schemas.place import Place

TEXT = README.read_text(encoding="utf-8")


def without_counts(text: str) -> str:
    """Mask the counts of a run: they move with every sample and rule, the wording does not."""
    return re.sub(r"```console\n.*?```", lambda block: re.sub(r"\b\d+\b", "n", block[0]), text,
                  flags=re.S)  # fmt: skip


def test_output_in_the_readme_is_what_the_commands_print(tmp_path: Path) -> None:
    now = refreshed(TEXT, tmp_path)
    assert without_counts(now) == without_counts(TEXT), "run python -m docs.readme"


def test_output_is_shown_for_every_command_block() -> None:
    blocks = re.findall(r"<!-- run -->\n```console\n(.*?)```", TEXT, re.S)
    assert len(blocks) >= 2
    for block in blocks:
        assert re.search(r"^(?!\$ ).+", block, re.M), block


@pytest.mark.parametrize("name", [*Finding.model_fields, *Place.model_fields])
def test_field_of_a_finding_is_explained(name: str) -> None:
    explained = TEXT.partition("## A finding, field by field")[2].partition("\n## ")[0]
    table = explained.partition("| field | meaning |")[2]
    assert f"`{name}`" in table


def test_commands_that_the_readme_names_exist() -> None:
    known = {name for name, _ in commands(typer.main.get_command(app))}
    named = set(re.findall(r"kpi-audit (?:db )?[a-z]+", TEXT))
    assert named
    assert named <= known


def test_every_command_is_named() -> None:
    for name, _ in commands(typer.main.get_command(app)):
        assert name.removeprefix("kpi-audit ") in TEXT


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert len(targets) >= 8
    for target in targets:
        assert (ROOT / target).exists(), target


def test_make_targets_that_the_readme_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)", TEXT):
        assert re.search(rf"^{target}:", makefile, re.M), target
