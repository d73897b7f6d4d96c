"""Proof of migration: what stands in folders of outputs is in the database, unchanged and once.

The check reads `records.jsonl` on its own and compares value by value with what the tables hold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from pipeline.inputs import Inputs
from pipeline.store.connect import coded, connect
from pipeline.store.crossing.codes import CODES
from pipeline.store.folders import pages_in
from pipeline.store.lines import storable
from schemas.errors import KpiAuditError

MOST_EXAMPLES = 50


@dataclass(slots=True)
class Check:
    """One thing that is to be proved: how many were compared, and what does not fit."""

    name: str
    compared: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)

    def hold(self, fits: bool, what: str) -> None:
        """Count one comparison; `what` names it where it does not fit."""
        self.compared += 1
        if not fits:
            self.wrong += 1
            if len(self.examples) < MOST_EXAMPLES:
                self.examples.append(what)


@dataclass(slots=True)
class Proof:
    """What verification came to."""

    checks: dict[str, Check] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Documents of the folders by layout and fiscal year."""
    in_database: Counter[tuple[str, str]] = field(default_factory=Counter)
    """The same documents as the database counts them."""
    characters: int = 0
    stored_characters: int = 0

    def __getitem__(self, name: str) -> Check:
        return self.checks.setdefault(name, Check(name))

    @property
    def is_whole(self) -> bool:
        """Does everything fit, and was anything compared?"""
        return all(not check.wrong for check in self.checks.values()) and any(
            check.compared for check in self.checks.values()
        )

    @property
    def text_coverage(self) -> float | None:
        """Share of the texts' characters that the database holds; None without any text."""
        return self.stored_characters / self.characters if self.characters else None


def verify(address: str, folders: list[Path], inputs: list[str]) -> Proof:
    """Compare folders of outputs, and the input files themselves, with a database.

    `inputs` are paths as `run` takes them; without any, the sources that still exist are hashed.
    KpiAuditError KA309 where a folder has no records.jsonl, KA310 where it is damaged.
    """
    proof = Proof()
    known: dict[str, str | None] = {}
    engine = connect(address)
    try:
        with coded(address), engine.connect() as connection:
            for folder in folders:
                for line in _lines(folder):
                    for source in line["document"]["sources"]:
                        known[source] = line["document"]["id"]
                    _verify_line(proof, connection, line, folder)
        _verify_inputs(proof, known, inputs)
    finally:
        engine.dispose()
    for key in sorted(set(proof.counts) | set(proof.in_database)):
        fits = proof.counts[key] == proof.in_database[key]
        shown = f"{key[0]} {key[1]}: {proof.counts[key]} given, {proof.in_database[key]} held"
        proof["documents by layout and year"].hold(fits, shown)
    return proof


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    path = folder / "records.jsonl"
    if not path.is_file():
        raise KpiAuditError("KA309", f"{folder} holds no records.jsonl")
    with path.open(encoding="utf-8", newline="\n") as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                yield json.loads(raw)
            except ValueError as error:
                raise KpiAuditError("KA310", f"{path}, line {number}: {error}") from error


def _verify_line(proof: Proof, connection: Connection, line: dict[str, Any], folder: Path) -> None:
    document, error = line["document"], line["error"]
    name, source = document["id"], document["source"]
    if name is None:
        query = "SELECT COUNT(*) FROM run_inputs WHERE source = :s AND error_code = :c"
        found = connection.execute(
            text(query), {"s": storable(source), "c": error["code"]}
        ).scalar()
        proof["inputs without bytes are in the failures"].hold(bool(found), source)
        return
    row = connection.execute(text("SELECT * FROM documents WHERE id = :d"), {"d": name})
    held = row.mappings().first()
    check = proof["documents are in the database, or in the failures"]
    fits = held is not None and held["error_code"] == (error or {}).get("code")
    check.hold(fits, f"{source} ({name[:12]})")
    if held is None:
        return
    seen = connection.execute(
        text("SELECT source FROM observations WHERE document_id = :d"), {"d": name}
    ).scalars()
    missing = {storable(one) for one in document["sources"]} - set(seen)
    proof["sources are noted"].hold(not missing, f"{source}: {sorted(missing)}")
    record = line["record"] or {}
    printed = storable(record.get("fiscal_year") or record.get("year") or "-")[:8]
    proof.counts[document["layout"] or "-", printed] += 1
    query = "SELECT fiscal_year FROM reports WHERE document_id = :d"
    year = connection.execute(text(query), {"d": name}).scalar()
    proof.in_database[held["layout"] or "-", year or "-"] += 1
    for what, given, stored in _values(connection, line):
        proof[what].hold(given == stored, f"{source}: {_first_difference(given, stored)}")
    _verify_text(proof, connection, name, source, folder)


def _values(
    connection: Connection, line: dict[str, Any]
) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Yield what is compared of a document: name, values given, values stored, both sorted."""
    name, record = line["document"]["id"], line["record"] or {}
    kpis = [(0, record)] if record.get("kind") == "kpi_report" else []
    kpis += list(enumerate(record.get("items") or [], start=1))

    def stored(query: str) -> list[Any]:
        rows = connection.execute(text(f"{query} WHERE document_id = :d"), {"d": name})
        return sorted(map(tuple, rows), key=repr)

    def given(rows: list[tuple[Any, ...]]) -> list[Any]:
        return sorted((tuple(map(storable, row)) for row in rows), key=repr)

    claims = [(c["id"], c["key"], c["kind"], c["value"], c["verdict"]) for c in line["claims"]]
    query = "SELECT id, key, kind, value, verdict FROM claims"
    yield "claims and their numbers", given(claims), stored(query)
    findings = [(f["key"], f["severity"]) for f in line["findings"] if f["code"] not in CODES]
    yield "findings", given(findings), stored("SELECT key, severity FROM findings")
    amounts = [
        (item, kpi["target"]["value"], kpi["achieved"]["value"], kpi["weight"], kpi["score"])
        for item, kpi in kpis
    ]
    query = "SELECT item, target, achieved, weight, score FROM kpi_reports"
    yield "targets, results, weights and scores", given(amounts), stored(query)
    names = ("quarter", "result", "evaluation", "evaluation_2_1", "evaluation_2_2", "narrative")
    quarters = [
        (item, *(quarter[name] for name in names))
        for item, kpi in kpis
        for quarter in kpi["quarters"]
    ]
    query = f"SELECT item, {', '.join(names)} FROM quarters"
    yield "quarters and narratives", given(quarters), stored(query)


def _verify_text(
    proof: Proof, connection: Connection, name: str, source: str, folder: Path
) -> None:
    pages = pages_in(folder / "text", name)
    query = text("SELECT page, text FROM pages WHERE document_id = :d")
    stored = {row.page: row.text for row in connection.execute(query, {"d": name})}
    for page, content in pages:
        fits = stored.get(page) == storable(content)
        proof["pages' text"].hold(fits, f"{source}, page {page}")
        proof.characters += len(content)
        proof.stored_characters += len(content) if fits else 0


def _verify_inputs(proof: Proof, known: dict[str, str | None], inputs: list[str]) -> None:
    """Hash the input files: those given, or else the sources that are files still."""
    paths = inputs or [source for source in known if Path(source).is_file()]
    for item in Inputs(paths) if paths else ():
        check = proof["input files are in the outputs, bytes equal"]
        if item.source not in known:
            check.hold(False, f"{item.source}: not in the outputs")
            continue
        try:
            digest = sha256(item.load()).hexdigest()
        except KpiAuditError as error:
            check.hold(known[item.source] is None, f"{item.source}: {error.code}")
            continue
        check.hold(known[item.source] == digest, f"{item.source}: other bytes now")


def _first_difference(given: list[Any], stored: list[Any]) -> str:
    for one, other in zip(given, stored, strict=False):
        if one != other:
            return f"given {str(one)[:120]}, held {str(other)[:120]}"
    return f"{len(given)} given, {len(stored)} held"
