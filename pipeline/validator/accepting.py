"""Findings that an auditor has accepted: they stay, as notices with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.validator.settings import Accepted, Settings
from schemas.finding import Check, Finding


def accept(
    settings: Settings, document_id: str, sources: Sequence[str], findings: list[Finding]
) -> list[Check]:
    """Turn accepted findings into notices; return a check for each that no longer occurs."""
    stale = []
    for accepted in settings.accepted:
        if not _is_of(accepted, document_id, sources):
            continue
        matching = [finding for finding in findings if _answers(accepted, finding)]
        for finding in matching:
            finding.severity = "notice"
            finding.message = f"{finding.message} Accepted: {accepted.reason}"
            finding.message_th = f"{finding.message_th} (ยอมรับแล้ว: {accepted.reason})"
        if not matching:
            reason = f"an accepted finding no longer occurs: {accepted.reason}"
            stale.append(Check(code=accepted.code, outcome="ok", reason=reason))
    return stale


def _is_of(accepted: Accepted, document_id: str, sources: Sequence[str]) -> bool:
    """Tell whether an acceptance names a document: by id, its first characters, or a source's end."""
    wanted = accepted.document
    by_id = len(wanted) >= 8 and document_id.startswith(wanted)
    return by_id or any(
        source == wanted or source.endswith(("/" + wanted, "!" + wanted)) for source in sources
    )


def _answers(accepted: Accepted, finding: Finding) -> bool:
    return (
        accepted.code == finding.code
        and accepted.quarter in (None, finding.quarter)
        and accepted.level in (None, finding.level)
    )
