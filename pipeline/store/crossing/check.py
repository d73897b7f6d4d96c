"""Runs the rules across documents over the database and keeps what they find."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, text

from pipeline.clock import now
from pipeline.store import tables as t
from pipeline.store.crossing.corpus import Database
from pipeline.store.reference import settle
from pipeline.store.sorting import short_hash
from pipeline.store.writer import Writer
from pipeline.validator.crossing import cross_rules
from pipeline.validator.crossing.rule import CrossDraft, CrossRule
from pipeline.validator.settings import Settings
from pipeline.version import settings_hash


@dataclass(slots=True)
class Crossed:
    """What holding documents against each other came to."""

    findings: Counter[str] = field(default_factory=Counter)
    is_fresh: bool = True
    """Was it computed now, or did it stand already?"""


def cross_check(
    connection: Connection, rules_version: str, settings: Settings | None = None
) -> Crossed:
    """Compute reference tables and findings across documents, unless they stand for this state.

    All in the connection's transaction: readers see what was before, then all of what is now.
    """
    Writer(connection).lock_crossing()
    settings = settings or Settings()
    state = _state(connection, rules_version + settings_hash(settings))
    found = Crossed()
    if connection.execute(text("SELECT state FROM cross_states WHERE id = 1")).scalar() == state:
        found.is_fresh = False
        query = "SELECT code, COUNT(*) FROM cross_findings GROUP BY code"
        found.findings.update({row[0]: row[1] for row in connection.execute(text(query))})
        return found
    settle(connection)
    for table in (t.cross_findings, t.cross_checks, t.cross_states):
        connection.execute(table.delete())
    ordinals: Counter[str] = Counter()
    keys: Counter[str] = Counter()
    corpus = Database(connection)
    for rule in cross_rules():
        check, rows = _run(rule, corpus, settings)
        connection.execute(insert(t.cross_checks).values(check))
        for row in rows:
            ordinals[row["document_id"]] += 1
            keys[row["key"]] += 1
            if keys[row["key"]] > 1:
                row["key"] += f"|{keys[row['key']]}"
            row |= {"ordinal": ordinals[row["document_id"]], "key_hash": short_hash(row["key"])}
        Writer(connection).insert(t.cross_findings, rows)
        found.findings[rule.code] += len(rows)
    connection.execute(
        insert(t.cross_states).values({"id": 1, "state": state, "checked_at": now()})
    )
    return found


def is_current(connection: Connection) -> bool:
    """Tell whether the findings across documents stand for the documents that there are."""
    stored = connection.execute(text("SELECT state FROM cross_states WHERE id = 1")).scalar()
    return stored is not None and str(stored)[:32] == _documents_hash(connection)


def _state(connection: Connection, rules: str) -> str:
    """Return 64 digits: 32 for the documents and where they were seen, 32 for the rules."""
    return _documents_hash(connection) + sha256(rules.encode()).hexdigest()[:32]


def _documents_hash(connection: Connection) -> str:
    digest = sha256()
    for query in (
        "SELECT id, line_hash FROM documents WHERE line_hash IS NOT NULL ORDER BY id",
        "SELECT id, '' FROM observations ORDER BY id",
    ):
        for row in connection.execute(text(query)):
            digest.update(f"{row[0]} {row[1]}\n".encode())
    return digest.hexdigest()[:32]


def _run(
    rule: CrossRule, corpus: Database, settings: Settings
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if any(fnmatchcase(rule.code, pattern) for pattern in settings.off):
        return {"code": rule.code, "outcome": "not_checkable", "reason": "switched off"}, []
    try:
        rows = [_row(rule, draft, settings) for draft in rule.check(corpus)]
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError):
        # A faulty rule must not lose the others' findings; errors of the database go on.
        return {"code": rule.code, "outcome": "failed", "reason": traceback.format_exc()}, []
    return {"code": rule.code, "outcome": "flagged" if rows else "ok", "reason": None}, rows


def _row(rule: CrossRule, draft: CrossDraft, settings: Settings) -> dict[str, Any]:
    spot = draft.spots[0] if draft.spots else None
    keys = [spot.key for spot in draft.spots if spot.key]
    other, there = draft.other, draft.other_spot
    claims = " ".join(spot.claim for spot in draft.spots if spot.claim)
    changes = draft.changes_score if draft.changes_score is not None else rule.changes_score
    return {
        "document_id": draft.source.document_id,
        "ordinal": 0,
        "code": rule.code,
        "name": rule.name,
        "key": "|".join([rule.code, *keys]) if keys else f"{rule.code}|{draft.subject}",
        "key_hash": "",
        "severity": settings.severities.get(rule.code) or draft.severity or rule.severity,
        "changes_score": bool(changes),
        "message": draft.message,
        "message_th": draft.message_th,
        "quarter": draft.quarter,
        "expected": draft.expected,
        "actual": draft.actual,
        "claims": claims or None,
        "page": spot.page if spot else None,
        "start": spot.start if spot else None,
        "end": spot.end if spot else None,
        "quote": spot.quote if spot else None,
        "other_id": other.document_id if other else None,
        "other_page": there.page if there else None,
        "other_start": there.start if there else None,
        "other_end": there.end if there else None,
        "other_quote": there.quote if there else None,
    }


def findings_by_document(
    connection: Connection, documents: set[str]
) -> dict[str, list[dict[str, Any]]]:
    """Return the findings whose documents are all among those given, by document."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    query = "SELECT * FROM cross_findings ORDER BY document_id, ordinal"
    for row in connection.execute(text(query)).mappings():
        if row["document_id"] in documents and (
            row["other_id"] is None or row["other_id"] in documents
        ):
            found[row["document_id"]].append(dict(row))
    return found
