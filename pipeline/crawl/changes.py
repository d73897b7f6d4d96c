"""Changes of addresses: kinds, the finding that each is, and several nights folded into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from pipeline.crawl.compare import SCORING, ClaimChange, same_value
from pipeline.crawl.hours import closed_on, thai_date
from pipeline.crawl.rules import change_rules

Kind = Literal["new", "bytes_only", "claims_changed", "gone", "back", "soft_failure"]
KINDS: tuple[Kind, ...] = ("new", "bytes_only", "claims_changed", "gone", "back", "soft_failure")
#: What is shown unless everything is asked for.
SHOWN: tuple[Kind, ...] = ("claims_changed", "gone", "back")
RULES = {rule.code: rule for rule in change_rules()}
TOLD = 3
"""Claims that a message spells out."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an address between two nights (`from_run` is None for a new address).

    `after_close`: the fiscal year was over when the page still stood as before, or the server dates
    the new one after it; None where the page names no year.
    """

    site: str
    address: str
    kind: Kind
    from_run: int | None
    to_run: int
    from_at: str | None
    to_at: str
    from_snapshot: str | None
    to_snapshot: str | None
    kpi_code: str | None = None
    fiscal_year: str | None = None
    after_close: bool | None = None
    reason: str | None = None
    claims: Sequence[ClaimChange] = field(default_factory=tuple)

    @property
    def code(self) -> str | None:
        """The rule that the change is a finding of, None where it is none."""
        if self.kind == "gone":
            return "XDC604"
        if not self.claims:
            return None
        return "XDC603" if self.after_close else "XDC602"

    @property
    def severity(self) -> str | None:
        """The finding's severity."""
        return RULES[self.code].severity if self.code else None

    @property
    def changes_score(self) -> bool | None:
        """Does a level, score or result rest on what changed? None where nothing is claimed."""
        return any(claim.kind in SCORING for claim in self.claims) if self.claims else None

    def message(self, lang: Literal["en", "th"] = "en") -> str | None:
        """Say what changed, both values and both nights."""
        if self.code is None:
            return None
        words = _WORDS[lang]
        before = f"{(self.from_at or '')[:10]} ({words['night']} {self.from_run})"
        after = f"{self.to_at[:10]} ({words['night']} {self.to_run})"
        if self.kind == "gone":
            return words["gone"].format(before=before, after=after)
        told = "; ".join(
            f"{claim.field}: {claim.before or words['nothing']} → {claim.after or words['nothing']}"
            for claim in self.claims[:TOLD]
        )
        more = len(self.claims) - TOLD
        told += words["more"].format(more=more) if more > 0 else ""
        return words[self.code].format(
            before=before, after=after, told=told, year=self.fiscal_year or "-"
        )

    def line(self) -> dict[str, Any]:
        """Return the change as a line of `changes --format jsonl`."""
        row = asdict(self)
        claims = row.pop("claims")
        return {
            "address": row.pop("address"),
            "kpi_code": row.pop("kpi_code"),
            "kind": row.pop("kind"),
            "claims": claims,
            **row,
            "code": self.code,
            "severity": self.severity,
            "changes_score": self.changes_score,
            "message": self.message("en"),
            "message_th": self.message("th"),
        }


_WORDS = {
    "en": {
        "night": "night",
        "nothing": "nothing",
        "more": " and {more} more",
        "gone": "the page was there on {before} and was gone on {after}",
        "XDC602": "between {before} and {after} the page changed what it claims: {told}",
        "XDC603": "after the fiscal year {year} had closed, between {before} and {after}, the page"
        " changed what it claims: {told}; either figure may be the right one",
    },
    "th": {
        "night": "รอบที่",
        "nothing": "ไม่มี",
        "more": " และอีก {more} รายการ",
        "gone": "หน้านี้ยังอยู่เมื่อ {before} และหายไปเมื่อ {after}",
        "XDC602": "ระหว่าง {before} ถึง {after} หน้านี้เปลี่ยนข้อมูลที่รายงาน: {told}",
        "XDC603": "หลังสิ้นปีงบประมาณ {year} ระหว่าง {before} ถึง {after} หน้านี้เปลี่ยนข้อมูลที่รายงาน: {told}"
        " ค่าใดค่าหนึ่งอาจเป็นค่าที่ถูกต้อง",
    },
}


def is_after_close(
    fiscal_year: str | None, from_at: str, last_modified: str | None = None
) -> bool | None:
    """Tell whether a change surely came after the fiscal year (BE) closed on 30 September.

    It did where the old state was still seen after that day, or the server dates the new one so.

    >>> is_after_close("2564", "2021-10-02T01:00:00+00:00")
    True
    """
    if fiscal_year is None or not fiscal_year.isdecimal():
        return None
    closed = closed_on(fiscal_year)
    if thai_date(from_at) > closed:
        return True
    if last_modified is None:
        return False
    from email.utils import parsedate_to_datetime

    try:
        return thai_date(parsedate_to_datetime(last_modified).isoformat()) > closed
    except (TypeError, ValueError):
        return False


def folded(changes: Iterable[Change]) -> list[Change]:
    """Return one change an address for changes of several nights, given in their order.

    What came and went in between is left out: a value that is back where it was is no change.
    """
    by_address: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_address.setdefault((change.site, change.address), []).append(change)
    results = [_folded(chain) for chain in by_address.values()]
    return [change for change in results if change is not None]


def _folded(chain: list[Change]) -> Change | None:
    if len(chain) == 1:
        return chain[0]
    first, last = chain[0], chain[-1]
    claims = _net_claims(chain)
    known = [change for change in chain if change.kpi_code or change.fiscal_year]
    whole = replace(
        last,
        from_run=first.from_run,
        from_at=first.from_at,
        from_snapshot=first.from_snapshot,
        kpi_code=known[-1].kpi_code if known else None,
        fiscal_year=known[-1].fiscal_year if known else None,
        after_close=any(change.after_close for change in chain if change.claims)
        if claims
        else last.after_close,
        claims=tuple(claims),
    )
    if first.kind == "new" and first.from_run is None:
        return (
            whole
            if last.kind in ("gone", "soft_failure")
            else replace(whole, kind="new", claims=())
        )
    if last.kind in ("gone", "soft_failure"):
        return replace(whole, claims=())
    was_away = first.kind in ("back",)
    if claims:
        return replace(whole, kind="back" if was_away else "claims_changed")
    if was_away:
        return replace(whole, kind="back")
    if whole.from_snapshot == whole.to_snapshot:
        return None
    return replace(whole, kind="bytes_only")


def _net_claims(chain: list[Change]) -> list[ClaimChange]:
    """Return the changes of claims from the first state to the last, by key."""
    net: dict[str, ClaimChange] = {}
    for change in chain:
        for claim in change.claims:
            earlier = net.get(claim.key)
            net[claim.key] = replace(claim, before=earlier.before) if earlier else claim
    return [claim for claim in net.values() if not same_value(claim.before, claim.after)]
