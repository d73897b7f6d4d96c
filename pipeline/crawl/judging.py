"""From a night's observations to changes: what each address says now against what it said last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.crawl.changes import Change, Kind, is_after_close
from pipeline.crawl.compare import changed_claims, identity, is_shell
from pipeline.crawl.model import GOOD, Observation
from pipeline.crawl.state import State

LineOf = Callable[[str], dict[str, Any]]


def changes_of(state: State, site: str, night: int, line_of: LineOf) -> Iterator[Change]:
    """Yield the changes of a night. Pages that turn out to be empty shells are noted as such."""
    for _, seen in list(state.observations(night)):
        if seen.kind == "robots":
            continue
        good = state.last_good(seen.address, night)
        last = state.last(seen.address, night)
        judge = _Judge(site, night, seen, good, last, line_of)
        if seen.outcome in GOOD:
            change = judge.good()
            if change is not None and change.kind == "soft_failure":
                note_shell(state, seen)
        else:
            change = judge.bad()
        if change is not None:
            yield change


def note_shell(state: State, seen: Observation) -> None:
    """Take an observation back: the answer was no page after all."""
    with state.writing() as db:
        db.execute(
            "UPDATE observations SET outcome = 'soft_failure', reason = 'empty_shell'"
            " WHERE night = ? AND address = ?",
            (seen.night, seen.address),
        )


class _Judge:
    """One address in one night: what it answered, its last good answer, its last answer of any kind."""

    def __init__(
        self,
        site: str,
        night: int,
        seen: Observation,
        good: Observation | None,
        last: Observation | None,
        line_of: LineOf,
    ) -> None:
        self.site, self.night, self.seen = site, night, seen
        self.before, self.last, self.line_of = good, last, line_of

    def good(self) -> Change | None:
        """Return what a page that is there is: new, back, changed; None where nothing is."""
        seen, before = self.seen, self.before
        assert seen.body is not None
        now = self.line_of(seen.body)
        if before is None or before.body is None:
            return self._change("new", now)
        was_gone = self.last is not None and self.last.outcome == "gone"
        if before.body == seen.body:
            return self._change("back", now) if was_gone else None
        was = self.line_of(before.body)
        if is_shell(was, now):
            return self._change("soft_failure", was, reason="empty_shell")
        claims = () if was["error"] or now["error"] else tuple(changed_claims(was, now))
        kind: Kind = "back" if was_gone else "claims_changed" if claims else "bytes_only"
        return self._change(kind, now, claims=claims, reason=seen.reason)

    def bad(self) -> Change | None:
        """Return what a page that is not there is: gone, a soft failure; None where it was before."""
        seen, last = self.seen, self.last
        reason, kind = seen.reason, seen.outcome
        if kind == "redirect" and self.before is not None:
            reason, kind = f"redirects to {seen.location}", "soft_failure"
        was = last.outcome if last else None
        was = "soft_failure" if was == "redirect" else was
        if kind == "gone" and self.before is not None and was != "gone":
            return self._change("gone", self._line_before())
        if kind == "soft_failure" and was != "soft_failure":
            return self._change("soft_failure", self._line_before(), reason=reason)
        return None

    def _line_before(self) -> dict[str, Any] | None:
        """Return what the last good answer said, where this night's line has it."""
        try:
            return self.line_of(self.before.body) if self.before and self.before.body else None
        except KeyError:
            return None

    def _change(
        self,
        kind: Kind,
        line: dict[str, Any] | None,
        claims: tuple[Any, ...] = (),
        reason: str | None = None,
    ) -> Change:
        before, seen = self.before, self.seen
        code, year = identity(line) if line else (None, None)
        late = None
        if before is not None and kind != "new":
            late = is_after_close(year, before.fetched_at, seen.last_modified)
        return Change(
            site=self.site,
            address=seen.address,
            kind=kind,
            from_run=before.night if before else None,
            to_run=self.night,
            from_at=before.fetched_at if before else None,
            to_at=seen.fetched_at,
            from_snapshot=before.body if before else None,
            to_snapshot=seen.body,
            kpi_code=code,
            fiscal_year=year,
            after_close=late,
            reason=reason,
            claims=claims,
        )
