"""Changes as claims: matched by meaning, told once, folded over nights, written for people."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.changes import Change, folded, is_after_close
from pipeline.crawl.changes_files import as_csv, as_html, as_jsonl, shown
from pipeline.crawl.compare import ClaimChange, changed_claims, is_shell
from pipeline.crawl.config import Notify
from pipeline.crawl.metrics import lines
from pipeline.crawl.night import NightReport
from pipeline.crawl.notify import notify
from pipeline.outputs.cells import unescape


def line(
    *claims: tuple[str, str | None], base: str = "1104-800", year: str = "2565", **record: Any
) -> dict[str, Any]:
    """Return a judged line: claims as (`kind|quarter|field`, value), ordinals counted."""
    ordinals: Counter[str] = Counter()
    made = []
    for stem, value in claims:
        kind, quarter, field = stem.split("|")
        full = f"{base}|{year}|{kind}|{quarter}|l-|{field}"
        ordinals[full] += 1
        made.append({"key": f"{full}|{ordinals[full]}", "kind": kind, "value": value, "unit": None,
                     "quarter": int(quarter[1]) if quarter != "q-" else None, "level": None})  # fmt: skip
    return {"document": {"layout": "bma_kpi_page"}, "error": None, "record": record, "claims": made}


RESULT = "result|q2|quarters.1.result"
COUNT = "count|q1|quarter.1"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([(RESULT, "60")], [(RESULT, "60")], []),
        ([(RESULT, "60")], [(RESULT, "60.00")], []),
        ([(RESULT, "60")], [(RESULT, "80")], [("60", "80")]),
        ([(RESULT, "60")], [(RESULT, None)], [("60", None)]),
        ([(RESULT, "60")], [], [("60", None)]),
        ([], [(RESULT, "60")], [(None, "60")]),
        # one figure put in before others changes none of the others
        ([(COUNT, "5"), (COUNT, "7")], [(COUNT, "3"), (COUNT, "5"), (COUNT, "7")], [(None, "3")]),
        ([(COUNT, "5"), (COUNT, "7"), (COUNT, "9")], [(COUNT, "5"), (COUNT, "9")], [("7", None)]),
        ([(COUNT, "5"), (COUNT, "7")], [(COUNT, "5"), (COUNT, "8")], [("7", "8")]),
        # two values that changed places are two changes, however they are matched
        ([(COUNT, "5"), (COUNT, "7")], [(COUNT, "7"), (COUNT, "5")], [("5", "7"), ("7", "5")]),
        ([("date|q1|quarter.1", "2021-02-05")], [("date|q1|quarter.1", "2021-02-06")],
         [("2021-02-05", "2021-02-06")]),
    ],
)  # fmt: skip
def test_claims_are_matched_by_meaning_and_order(
    before: list[tuple[str, str | None]],
    after: list[tuple[str, str | None]],
    told: list[tuple[str | None, str | None]],
) -> None:
    found = changed_claims(line(*before), line(*after))
    assert [(change.before, change.after) for change in found] == told


def test_another_document_or_inferred_year_changes_no_claim() -> None:
    before = line((RESULT, "60"), base="aaaaaaaaaaaa", year="2565")
    assert changed_claims(before, line((RESULT, "60"), base="bbbbbbbbbbbb", year="-")) == []
    (change,) = changed_claims(before, line((RESULT, "61"), base="bbbbbbbbbbbb", year="-"))
    assert change.key == "bbbbbbbbbbbb|-|result|q2|l-|quarters.1.result|1"
    assert (change.field, change.quarter) == ("quarters.1.result", 2)


def test_an_item_of_a_list_goes_by_its_title() -> None:
    """A KPI that is put in before another one shifts its number, not its values."""
    target = "target|q-|items.{}.target.value"
    before = line((target.format(0), "80"), items=[{"title": "ก"}])
    after = line(
        (target.format(0), "50"), (target.format(1), "80"), items=[{"title": "ข"}, {"title": "ก"}]
    )
    found = changed_claims(before, after)
    assert [(change.before, change.after) for change in found] == [(None, "50")]


@given(st.lists(st.sampled_from("1234"), max_size=8), st.lists(st.sampled_from("1234"), max_size=8))
def test_differences_turn_one_side_into_the_other(old: list[str], new: list[str]) -> None:
    found = changed_claims(line(*[(COUNT, v) for v in old]), line(*[(COUNT, v) for v in new]))
    lost = Counter(change.before for change in found if change.before is not None)
    won = Counter(change.after for change in found if change.after is not None)
    assert Counter(old) - lost + won == Counter(new)
    assert (found == []) is (old == new)
    assert len(found) <= max(len(old), len(new)) or len(old) != len(new)


def test_a_page_that_lost_every_claim_is_a_shell() -> None:
    full = line((RESULT, "60"), (COUNT, "5"), (COUNT, "7"))
    assert is_shell(full, line())
    assert not is_shell(full, line((RESULT, "60")))
    unknown = line()
    unknown["document"]["layout"] = "unknown"
    assert is_shell(full, unknown)


@pytest.mark.parametrize(
    ("year", "seen", "modified", "late"),
    [
        ("2564", "2021-10-01T00:00:00+07:00", None, True),
        ("2564", "2021-09-30T23:00:00+07:00", None, False),
        ("2564", "2021-09-30T16:59:00+00:00", None, False),
        ("2564", "2021-09-30T17:00:00Z", None, True),
        ("2564", "2021-09-29T00:00:00Z", "Sat, 02 Oct 2021 01:00:00 GMT", True),
        ("2564", "2021-09-29T00:00:00Z", "Wed, 01 Sep 2021 01:00:00 GMT", False),
        ("2564", "2021-09-29T00:00:00Z", "yesterday", False),
        ("2599", "2026-11-20T00:00:00Z", None, False),
        (None, "2021-10-01T00:00:00Z", None, None),
        ("๒๕๖๔", "2021-10-01T00:00:00Z", None, True),
    ],
)
def test_late_is_what_surely_came_after_the_year_closed(
    year: str | None, seen: str, modified: str | None, late: bool | None
) -> None:
    assert is_after_close(year, seen, modified) is late


def change(kind: str, run: int, *claims: tuple[str, str | None, str | None], **more: Any) -> Change:
    values = {
        "site": "s", "address": "http://a/1", "from_run": run - 1, "to_run": run,
        "from_at": f"2026-11-{run - 1:02}T00:00:00Z", "to_at": f"2026-11-{run:02}T00:00:00Z",
        "from_snapshot": f"snap{run - 1}", "to_snapshot": f"snap{run}",
    } | more  # fmt: skip
    made = tuple(ClaimChange(k, k, "result", 1, None, b, a) for k, b, a in claims)
    return Change(kind=kind, claims=made, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chain", "kind", "claims"),
    [
        ([change("claims_changed", 2, ("r", "1", "2")), change("claims_changed", 3, ("r", "2", "3"))],
         "claims_changed", [("1", "3")]),
        ([change("claims_changed", 2, ("r", "1", "2")), change("claims_changed", 3, ("r", "2", "1"))],
         "bytes_only", []),
        ([change("claims_changed", 2, ("r", "1", "2")), change("bytes_only", 3)],
         "claims_changed", [("1", "2")]),
        ([change("claims_changed", 2, ("r", "1", "2")), change("gone", 3, to_snapshot=None)], "gone", []),
        ([change("gone", 2, to_snapshot=None), change("back", 3, to_snapshot="snap1")], None, []),
        ([change("gone", 2, to_snapshot=None), change("back", 3, ("r", "1", "2"))],
         "claims_changed", [("1", "2")]),
        ([change("back", 2), change("claims_changed", 3, ("r", "1", "2"))], "back", [("1", "2")]),
        ([change("new", 2, from_run=None), change("claims_changed", 3, ("r", "1", "2"))], "new", []),
    ],
)  # fmt: skip
def test_nights_are_folded_into_one_change(
    chain: list[Change], kind: str | None, claims: list[tuple[str, str]]
) -> None:
    found = folded(chain)
    assert [each.kind for each in found] == ([] if kind is None else [kind])
    if kind is not None:
        assert [(claim.before, claim.after) for claim in found[0].claims] == claims
        assert found[0].from_run == chain[0].from_run
        assert found[0].to_run == chain[-1].to_run


LATE = change("claims_changed", 3, ("r", "1", "2"), after_close=True, fiscal_year="2564")


@pytest.mark.parametrize(
    ("made", "code", "severity"),
    [
        (change("claims_changed", 3, ("r", "1", "2"), after_close=False), "XDC602", "warning"),
        (change("claims_changed", 3, ("r", "1", "2"), after_close=None), "XDC602", "warning"),
        (LATE, "XDC603", "error"),
        (change("gone", 3, to_snapshot=None), "XDC604", "warning"),
        (change("back", 3), None, None),
        (change("bytes_only", 3), None, None),
        (change("new", 3, from_run=None), None, None),
    ],
)
def test_a_change_is_the_finding_of_its_rule(
    made: Change, code: str | None, severity: str | None
) -> None:
    assert (made.code, made.severity) == (code, severity)
    for lang in ("en", "th"):
        message = made.message(lang)  # type: ignore[arg-type]
        assert (message is not None) is (code is not None)
        assert message is None or ("night 2" if lang == "en" else "รอบที่ 2") in message


def test_only_the_last_kinds_are_shown_by_default() -> None:
    kinds = ("new", "bytes_only", "claims_changed", "gone", "back", "soft_failure")
    made = [change(kind, 3) for kind in kinds]
    assert [each.kind for each in shown(made, everything=False)] == [
        "claims_changed",
        "gone",
        "back",
    ]
    assert shown(made, everything=True) == made


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    value = '=HYPERLINK("http://evil","x")'
    table = as_csv([change("claims_changed", 3, ("r", value, "-5"), address="http://a/=1")])
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["before"] == f"'{value}" and unescape(row["before"]) == value
    assert row["after"] == "'-5"


def test_no_value_becomes_markup() -> None:
    made = [change("claims_changed", 3, ("r", "<script>1</script>", "2"))]
    page = as_html(made, Counter({"claims_changed": 1}), "<b>t</b>")
    assert "<script>1" not in page and "<b>t" not in page


def test_lines_hold_every_field() -> None:
    (text,) = as_jsonl([LATE])
    row = json.loads(text)
    assert (
        row["claims"][0] | {"key": "r", "field": "r", "before": "1", "after": "2"}
        == row["claims"][0]
    )
    assert (row["from_run"], row["to_run"], row["after_close"]) == (2, 3, True)


# Telling people


class Hook(HTTPServer):
    """A webhook that keeps what it gets."""

    def __init__(self, status: int = 200) -> None:
        got: list[dict[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        self.got = got
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


def report(*changes: Change) -> NightReport:
    made = NightReport(
        'ci"ty', 3, "2026-11-20T20:00:00+00:00", False, 12.5, "2026-11-20T20:10:00+00:00"
    )
    made.changes, made.manifest = list(changes), "ab" * 32
    made.outcomes = Counter(not_modified=9, changed=1)
    return made


def test_webhook_gets_the_night_and_its_changes() -> None:
    hook = Hook()
    assert list(notify(Notify(webhook=hook.address), report(LATE))) == []
    assert list(notify(Notify(webhook=hook.address), report())) == []
    hook.shutdown()
    (got,) = hook.got  # a night without change tells nobody
    assert (got["night"], got["changed"][0]["code"]) == (3, "XDC603")


@pytest.mark.parametrize("config", [{"webhook": "http://127.0.0.1:9/x"}, {"webhook": "file:///etc/passwd"},
                                    {"mail": "a@b.c", "smtp": "127.0.0.1:9"}])  # fmt: skip
def test_a_message_that_cannot_be_sent_is_coded(config: dict[str, str]) -> None:
    (error,) = notify(Notify(**config), report(LATE))
    assert error.code == "KA412"


def test_a_refusing_webhook_is_coded() -> None:
    hook = Hook(500)
    (error,) = notify(Notify(webhook=hook.address), report(LATE))
    hook.shutdown()
    assert error.code == "KA412"


def test_metrics_are_in_prometheus_text_format() -> None:
    import re

    sample = re.compile(r'kpi_audit_crawl_\w+\{(?:\w+="(?:[^"\\]|\\.)*",?)+\} -?\d+(?:\.\d+)?')
    text = list(lines(report(LATE)))
    assert all(row.startswith(("# HELP ", "# TYPE ")) or sample.fullmatch(row) for row in text)
    assert 'kpi_audit_crawl_addresses{site="ci\\"ty",outcome="not_modified"} 9' in text
    assert 'kpi_audit_crawl_changes{site="ci\\"ty",kind="claims_changed"} 1' in text
    assert 'kpi_audit_crawl_finished_timestamp_seconds{site="ci\\"ty"} 1795205400' in text


def test_summary_says_the_night_in_one_line() -> None:
    text = report(LATE).summary()
    assert "\n" not in text
    assert "asked 10 (changed 1 · not_modified 9)" in text
    assert "claims_changed 1" in text


def test_rules_on_changes_stand_in_the_catalogue() -> None:
    from pipeline.validator.catalogue import catalogue

    entries = {entry.code: entry for entry in catalogue()}
    for code in ("XDC602", "XDC603", "XDC604"):
        entry = entries[code]
        assert entry.flagged and entry.fine and entry.why and entry.why_th and entry.title_th
    assert entries["XDC603"].severity == LATE.severity
