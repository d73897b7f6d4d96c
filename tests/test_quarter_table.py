"""The quarter table is read from lines, however the cells were lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.layouts.base import Source
from extractors.layouts.quarter_table import read_quarter_table
from extractors.readers import text as text_reader

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "quarter_table.yaml").read_text(encoding="utf-8")
)
NAMES = ("result", "evaluation", "evaluation_2_1", "evaluation_2_2")


def source_of(lines: str) -> Source:
    from extractors.flow import to_text

    document = text_reader.read(lines.encode(), source="table.txt")
    return Source(document, to_text(document))


@pytest.mark.parametrize("name", CASES)
def test_rows_are_cut_as_printed(name: str) -> None:
    source = source_of(CASES[name]["lines"])
    rows = read_quarter_table(source, 0, len(source.clean))
    told = [
        " ".join([str(row.quarter), *(getattr(row, cell) or "." for cell in NAMES)]) for row in rows
    ]
    assert told == CASES[name]["rows"]


@pytest.mark.parametrize("name", CASES)
def test_every_value_points_at_its_ink(name: str) -> None:
    from extractors.thai.numerals import parse_number

    source = source_of(CASES[name]["lines"])
    for row in read_quarter_table(source, 0, len(source.clean)):
        for cell in NAMES:
            value = getattr(row, cell)
            assert (value is None) is (cell not in row.spans)
            if value is not None:
                start, end = row.spans[cell]
                assert parse_number(source.clean[start:end]).text == value  # type: ignore[union-attr]
