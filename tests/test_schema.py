"""The committed JSON Schema is the models' own, and real lines are valid by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.process import judge, read
from pipeline.validator.settings import Settings
from schemas.line import Line

ROOT = Path(__file__).parent.parent
COMMITTED = ROOT / "schemas" / "line.schema.json"


def test_committed_schema_is_what_the_models_say() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == Line.model_json_schema(), (
        "write it anew: kpi-audit schema > schemas/line.schema.json"
    )


@pytest.mark.parametrize(
    "name", ["page-ladder-clean.html", "department-list.html", "form-clean.txt"]
)
def test_line_of_a_sample_reads_back_as_the_same_line(name: str) -> None:
    extraction = read((ROOT / "samples" / name).read_bytes(), name, None, "never")
    line = judge(extraction, [name], Settings())
    again = Line.model_validate_json(line.model_dump_json())
    assert again == line
    assert set(json.loads(line.model_dump_json())) == set(Line.model_json_schema()["properties"])
