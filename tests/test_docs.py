"""The docs say what is there: generated pages are fresh, every field and column is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from docs.generate import PAGES, meaning, models, notes
from pipeline.outputs import RunFacts
from pipeline.outputs.tables import CLAIM_COLUMNS, FINDING_COLUMNS
from pipeline.outputs.totals import Totals
from pipeline.outputs.words import words
from pipeline.outputs.workbook import KPI_COLUMNS, QUARTER_COLUMNS
from pipeline.validator.case import Case
from pipeline.validator.catalogue import as_json, as_text, catalogue, entry_of, explain, find
from pipeline.validator.rule import Draft, Rule
from pipeline.validator.settings import Accepted, Settings, Tolerances, load_settings
from schemas.errors import KpiAuditError
from schemas.line import Line

ROOT = Path(__file__).parent.parent
OUTPUTS = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")


class TooManyTrees(Rule):
    """More trees than places to plant them.

    Why it matters: a tree without a place
    was not planted.

    **Flagged**
        12 trees, 9 places
          (each place once)
    **Fine**
        9 trees, 9 places
    """

    code: ClassVar = "ARI999"
    name: ClassVar = "too-many-trees"
    severity: ClassVar = "error"
    changes_score: ClassVar = None
    title_th: ClassVar = "ต้นไม้มากกว่าจุดปลูก"

    def check(self, case: Case) -> Iterator[Draft]:
        yield from ()


def test_entry_is_read_from_the_docstring() -> None:
    entry = entry_of(TooManyTrees)
    assert entry.summary == "More trees than places to plant them."
    assert entry.why == "a tree without a place was not planted."
    assert entry.flagged == "12 trees, 9 places\n  (each place once)"
    assert entry.fine == "9 trees, 9 places"


def test_every_rule_of_the_catalogue_explains_itself() -> None:
    assert len(catalogue()) >= 24
    for entry in catalogue():
        for name in ("summary", "title_th", "why", "flagged", "fine", "name"):
            assert getattr(entry, name), f"{entry.code} lacks {name}"
        assert re.fullmatch(r"[A-Z]{3}[0-9]{3}", entry.code)
        for lang in ("en", "th"):
            assert entry.flagged.splitlines()[0] in explain(entry.code, lang)  # type: ignore[arg-type]
        assert entry.code in as_text()
        assert entry.code in as_json()


def test_unknown_rule_is_a_coded_error() -> None:
    with pytest.raises(KpiAuditError) as error:
        find("ARI000")
    assert error.value.code == "KA204"


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_as_it_would_be_written(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run python -m docs.generate"


def test_every_field_of_a_line_has_a_meaning() -> None:
    table = notes()
    missing = [
        f"{model.__name__}.{field}"
        for model in models(Line)
        for field in model.model_fields
        if not meaning(model, field, table)
    ]
    assert missing == []


def test_notes_speak_of_fields_that_exist() -> None:
    known = {base.__name__: model for model in models(Line) for base in model.__mro__}
    wrong = [
        f"{name}.{field}"
        for name, fields in notes().items()
        for field in fields
        if name not in known or field not in known[name].model_fields
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "column",
    sorted({*CLAIM_COLUMNS, *FINDING_COLUMNS, *KPI_COLUMNS, *QUARTER_COLUMNS}),
)
def test_column_is_documented_and_has_a_head_in_both_languages(column: str) -> None:
    assert f"`{column}`" in OUTPUTS
    assert column in words()


@pytest.mark.parametrize("key", Totals().as_run(RunFacts(seconds=0)))
def test_key_of_run_json_is_documented(key: str) -> None:
    assert f"| `{key}` |" in OUTPUTS


@pytest.mark.parametrize(
    "name", ["outputs.md", "architecture.md", "record.md", "rules.md", "commands.md", "settings.md"]
)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        assert (ROOT / "docs" / target).exists(), target


def test_settings_page_names_every_key_and_its_example_is_read(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.S)
    assert example
    path = tmp_path / "site.toml"
    path.write_text(example[1], encoding="utf-8")
    assert load_settings(path).accepted[0].quarter == 4
    for prefix, model in (("", Settings), ("tolerances.", Tolerances), ("accepted.", Accepted)):
        for name in model.model_fields:
            assert f"`{prefix}{name}" in text, name
