"""What an answer means: new, the same, changed, gone, moved, soft failure, to be asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from pipeline.clock import now
from pipeline.crawl.addresses import PORTS, Scope, host_of, normal
from pipeline.crawl.archive import Archive, Exchange, read_body
from pipeline.crawl.config import CrawlConfig
from pipeline.crawl.links import links
from pipeline.crawl.model import Observation, Task
from pipeline.crawl.soft import looks_like_html, soft_failure
from pipeline.crawl.state import State

MAY_PASS = (408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524)
MOVED = (301, 302, 303, 307, 308)
GONE = (404, 410)
LONGEST_BACKOFF = 60.0
SHORTEST_BACKOFF = 0.2


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its task, the validators sent with it, and the answer they come from."""

    task: Task
    headers: dict[str, str]
    earlier: Observation | None
    conditional: bool


class Answers:
    """Takes in answers and failures of one night; each is kept whole before the next."""

    def __init__(
        self, config: CrawlConfig, state: State, archive: Archive, scope: Scope, night: int
    ) -> None:
        self.config, self.state, self.archive, self.scope = config, state, archive, scope
        self.night = night

    def asked(self, task: Task) -> Asked:
        """Return how to ask for an address: with the validators of its last good answer, if any.

        Every night another share of the addresses is asked without them: a server may lie.
        """
        earlier = self.state.last_good(task.address, self.night)
        headers: dict[str, str] = {}
        if earlier is not None and not self.is_sampled(task.address):
            if earlier.etag:
                headers["If-None-Match"] = earlier.etag
            if earlier.last_modified:
                headers["If-Modified-Since"] = earlier.last_modified
        conditional = bool(headers)
        if earlier is not None:
            headers["Cache-Control"] = "max-age=0"
        return Asked(task, headers, earlier, conditional)

    def is_sampled(self, address: str) -> bool:
        """Tell whether an address is fetched without validators in this night."""
        share = self.config.archive.sample
        if share <= 0:
            return False
        from zlib import crc32

        turns = max(1, round(1 / share))
        return (crc32(address.encode()) + self.night) % turns == 0

    def receive(self, asked: Asked, exchange: Exchange) -> None:
        """Take in an answer."""
        task, earlier = asked.task, asked.earlier
        seen = self._observation(asked, exchange)
        if exchange.status in MAY_PASS and self._again(asked, exchange, seen):
            return
        body_bytes: int | None = None
        found: list[str] = []
        if exchange.status == 200:
            body_bytes, found = self._page(seen, exchange, earlier)
        elif exchange.status == 304:
            found = self._not_modified(asked, seen)
        elif exchange.status in MOVED:
            found = self._moved(task, seen, exchange)
        elif exchange.status in GONE:
            seen.outcome = "gone"
        else:
            seen.outcome, seen.reason = "error", f"status {exchange.status}"
        records = self.archive.append(exchange, seen, earlier)
        hops = task.hops + 1 if exchange.status in MOVED else 0
        self.state.keep(seen, found, hops, self.config.limits.pages, records, body_bytes)

    def fail(self, asked: Asked, reason: str, may_pass: bool) -> None:
        """Take in that there was no answer; what may pass is tried again."""
        task = asked.task
        if may_pass and task.attempts < self.config.limits.retries:
            self.state.postpone(self.night, task.address, self._backoff(task), [])
        else:
            self.refuse(task, "error", reason)

    def refuse(self, task: Task, outcome: str, reason: str) -> None:
        """Note that an address is not asked for (any more) in this night, and why."""
        seen = Observation(
            self.night,
            task.address,
            self.scope.kind(task.address),
            outcome,
            stamp(),
            reason=reason,
            discovered_from=task.discovered_from,
        )
        self.state.keep(seen, [], 0, self.config.limits.pages, [])

    def _observation(self, asked: Asked, exchange: Exchange) -> Observation:
        headers = {name.lower(): value for name, value in exchange.headers}
        content_type = headers.get("content-type", "")
        charset = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type)
        return Observation(
            self.night,
            asked.task.address,
            self.scope.kind(asked.task.address),
            "error",
            exchange.at,
            status=exchange.status,
            media_type=content_type.partition(";")[0].strip().lower() or None,
            charset=charset[1] if charset else None,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            location=headers.get("location"),
            conditional=int(asked.conditional),
            discovered_from=asked.task.discovered_from,
        )

    def _again(self, asked: Asked, exchange: Exchange, seen: Observation) -> bool:
        """Postpone an answer that may pass; False where that was done often enough."""
        if asked.task.attempts >= self.config.limits.retries:
            return False
        headers = {name.lower(): value for name, value in exchange.headers}
        wait = retry_after(headers.get("retry-after"))
        if wait is not None and wait > self.config.limits.longest_wait:
            return False
        records = self.archive.append(exchange, seen, None)
        seconds = self._backoff(asked.task) if wait is None else wait
        self.state.postpone(self.night, asked.task.address, seconds, records)
        return True

    def _backoff(self, task: Task) -> float:
        base = max(self.config.politeness.delay, SHORTEST_BACKOFF)
        return float(min(base * 2**task.attempts, LONGEST_BACKOFF))

    def _page(
        self, seen: Observation, exchange: Exchange, earlier: Observation | None
    ) -> tuple[int | None, list[str]]:
        """Keep a page's body; return its length and the links to follow."""
        media_type, body = seen.media_type or "", exchange.body
        reason = soft_failure(
            body, media_type, seen.kind, seen.charset, earlier.media_type if earlier else None
        )
        seen.body = self.archive.keep_body(body)
        if earlier is not None and earlier.body == seen.body:
            seen.outcome = "same_bytes"
        elif reason is not None:
            seen.outcome, seen.reason = "soft_failure", reason
            return len(body), []
        else:
            seen.outcome = "changed" if earlier else "new"
            if earlier and not seen.conditional and earlier.etag and earlier.etag == seen.etag:
                seen.reason = "other bytes under the same validator"
        return len(body), self._links(body, seen)

    def _not_modified(self, asked: Asked, seen: Observation) -> list[str]:
        """Stand for the earlier body; its links are followed as if it had come again."""
        earlier = asked.earlier
        if earlier is None or earlier.body is None or not asked.conditional:
            seen.reason = "304 without being asked for a change"
            return []
        seen.outcome, seen.body = "not_modified", earlier.body
        seen.media_type, seen.charset = earlier.media_type, earlier.charset
        seen.etag = seen.etag or earlier.etag
        seen.last_modified = seen.last_modified or earlier.last_modified
        return self._links(read_body(self.archive.folder, earlier.body), seen)

    def _links(self, body: bytes, seen: Observation) -> list[str]:
        if not looks_like_html(body, seen.media_type or ""):
            return []
        named = links(body, seen.address, seen.charset)
        return [address for address in named if self.scope.follows(address)]

    def _moved(self, task: Task, seen: Observation, exchange: Exchange) -> list[str]:
        """Follow a redirect to a listed host; anything else is refused and said."""
        try:
            joined = urljoin(task.address, seen.location or "")
            if urlsplit(joined).scheme not in PORTS:
                seen.outcome, seen.reason = "refused", f"redirect to {joined}: not http"
                return []
            target = normal(joined)
        except ValueError as error:
            seen.reason = f"redirect to no address: {error}"
            return []
        seen.location = target
        if target == task.address:
            seen.reason = "redirect to itself"
            return []
        if (reason := self.scope.refusal(target)) is not None:
            seen.outcome, seen.reason = "refused", f"redirect to {target}: {reason}"
            return []
        if task.hops >= self.config.limits.redirects:
            seen.reason = f"more than {self.config.limits.redirects} redirects"
            return []
        seen.outcome = "redirect"
        return [target]


def retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header (a number or a date); None for anything else."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def stamp() -> str:
    """Return the time as WARC writes it: UTC, ISO form with Z."""
    return now().replace("+00:00", "Z")


def robots_address(address: str) -> str:
    """Return where the robots.txt of an address's host lies."""
    return normal(f"{address.split(':', 1)[0]}://{host_of(address)}/robots.txt")
