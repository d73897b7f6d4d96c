"""KPI pages, lists and sheets in markups and words that other sites use, with typed records."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.product import judged
from tests.corpus.scoring import lookup, matches

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(
    path.name for kind in ("kpi_page", "kpi_list", "sheet") for path in FOLDER.glob(f"{kind}_*")
)


@pytest.mark.parametrize("name", NAMES)
def test_document_reads_as_a_person_typed_it(name: str) -> None:
    truth: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    path = next((FOLDER / name).glob("source.*"))
    line = judged(path.read_bytes(), path.name).line
    record = line["record"]
    assert (line["document"]["layout"], record["kind"]) == (truth["layout"], truth["kind"])
    wrong = {
        field: (lookup(record, field), wanted)
        for field, wanted in truth["record"].items()
        if not matches(wanted, lookup(record, field))
    }
    assert wrong == {}
    found = {finding["code"] for finding in line["findings"]}
    assert found == set(truth["findings"]), [f["message"] for f in line["findings"]]
    assert line["document"]["leftover_share"] <= 0.05
