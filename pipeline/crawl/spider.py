"""The Scrapy spider: asks for what the frontier holds, hands answers over, keeps nothing itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadTimeoutError,
    IgnoreRequest,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.python.failure import Failure

from pipeline.crawl.addresses import host_of, normal
from pipeline.crawl.answers import Answers, Asked, robots_address, stamp
from pipeline.crawl.archive import Exchange
from pipeline.crawl.hours import is_within
from pipeline.crawl.model import Observation, Task
from pipeline.crawl.robots import Robots
from schemas.errors import KpiAuditError

AHEAD = 2
"""Requests in Scrapy's queue for every one that may be under way."""
PAUSE = 0.01
ROBOTS_REDIRECTS = 5
ROBOTS_BYTES = 512 * 1024


class NightSpider(Spider):
    """One night. `stopped` says why it ended before its frontier was empty."""

    name = "night"

    def __init__(self, answers: Answers, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        self.config = answers.config
        self.stopped: KpiAuditError | None = None
        self._robots = Robots(self.config.politeness.obey_robots)
        self._busy: set[str] = set()
        self._asking: set[str] = set()
        for row in answers.state.rows("SELECT * FROM robots WHERE night = ?", answers.night):
            self._robots.learn(row["host"], row["status"], row["text"])

    async def start(self) -> AsyncIterator[Request]:
        """Yield requests as long as the frontier has open addresses."""
        state, night = self.answers.state, self.answers.night
        room = self.config.politeness.concurrency * AHEAD
        while self.stopped is None:
            if not is_within(self.config.politeness.hours):
                self.stopped = KpiAuditError("KA405")
                break
            tasks = state.tasks(night, max(0, room - len(self._busy)), self._busy)
            requests = [request for task in tasks if (request := self._request(task))]
            for request in requests:
                yield request
            if not (requests or self._busy or self._asking):
                due = state.next_due(night)
                if due is None:
                    break
                await asyncio.sleep(min(1.0, max(PAUSE, due - time.time())))
            elif not requests:
                await asyncio.sleep(PAUSE)

    def _request(self, task: Task) -> Request | None:
        """Return the request of a task, or of its host's robots.txt; None where none is due."""
        host = host_of(task.address)
        if not self._robots.knows(host):
            if host in self._asking:
                return None
            self._asking.add(host)
            return self._robots_request(robots_address(task.address), host, 0, 0)
        if (reason := self._robots.refusal(host, task.address)) is not None:
            is_rule = "does not allow" in reason
            self._guarded(
                lambda: self.answers.refuse(task, "refused" if is_rule else "error", reason)
            )
            return None
        self._slow_down(host)
        self._busy.add(task.address)
        asked = self.answers.asked(task)
        return self._asking_for(
            task.address, asked.headers, self.answered, self.failed, {"asked": asked}
        )

    def _asking_for(
        self,
        address: str,
        headers: dict[str, str],
        callback: Callable[..., Request | None],
        errback: Callable[..., Request | None],
        meta: dict[str, Any],
    ) -> Request:
        meta |= {"download_slot": host_of(address), "handle_httpstatus_all": True}
        if self.config.site.proxy:
            meta["proxy"] = self.config.site.proxy
        return Request(
            address, callback, headers=headers, errback=errback, meta=meta, dont_filter=True
        )

    def _slow_down(self, host: str) -> None:
        """Hold a Crawl-delay that is longer than the configured delay."""
        delay = max(self.config.politeness.delay, self._robots.delay(host))
        downloader: Any = self.crawler.engine.downloader if self.crawler.engine else None
        if downloader is not None:
            downloader.per_slot_settings[host] = {"delay": delay, "jitter": 0.0}
            if host in downloader.slots:
                downloader.slots[host].delay = delay

    # Answers

    def answered(self, response: Response) -> None:
        """Take in an answer."""
        asked: Asked = response.meta["asked"]
        self._guarded(lambda: self.answers.receive(asked, exchange_of(response)), asked)

    def failed(self, failure: Failure) -> None:
        """Take in that there was no answer."""
        asked: Asked = failure.request.meta["asked"]  # type: ignore[attr-defined]
        reason, may_pass = reason_of(failure.value, self.config.limits.bytes)
        self._guarded(lambda: self.answers.fail(asked, reason, may_pass), asked)

    def _guarded(self, act: Callable[[], None], asked: Asked | None = None) -> None:
        """Do something; an archive that cannot be written stops the night, a page only itself."""
        try:
            act()
        except KpiAuditError as error:
            self._stop(error)
        except Exception as error:
            self.logger.exception("an answer could not be taken in")
            if asked is None:
                raise
            said = f"{type(error).__name__}: {str(error)[:200]}"
            self._guarded(lambda: self.answers.fail(asked, said, may_pass=False))
        finally:
            if asked is not None:
                self._busy.discard(asked.task.address)

    def _stop(self, error: KpiAuditError) -> None:
        self.stopped = self.stopped or error
        if self.crawler.engine is not None:
            self.crawler.engine._slot.closing or asyncio.ensure_future(  # type: ignore[union-attr]
                self.crawler.engine.close_spider_async(reason="stopped")
            )

    # robots.txt

    def _robots_request(self, address: str, host: str, hops: int, attempts: int) -> Request:
        meta = {"host": host, "hops": hops, "attempts": attempts}
        return self._asking_for(address, {}, self.robots_answered, self.robots_failed, meta)

    def robots_answered(self, response: Response) -> Request | None:
        """Take in a robots.txt; follow its redirects within the listed hosts."""
        meta = response.meta
        if response.status in (301, 302, 303, 307, 308) and meta["hops"] < ROBOTS_REDIRECTS:
            location = exchange_of(response).headers
            target = next((v for k, v in location if k.lower() == "location"), "")
            moved = normal(response.urljoin(target))
            if self.answers.scope.refusal(moved) is None:
                return self._robots_request(moved, meta["host"], meta["hops"] + 1, 0)
        if (response.status >= 500 or response.status == 429) and self._ask_again(meta):
            return self._robots_request(
                response.url, meta["host"], meta["hops"], meta["attempts"] + 1
            )
        text = response.body[:ROBOTS_BYTES].decode("utf-8", "replace")
        self._guarded(lambda: self._keep_robots(meta["host"], response, response.status, text))
        return None

    def robots_failed(self, failure: Failure) -> Request | None:
        """Take in that a robots.txt could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        meta = request.meta
        reason, may_pass = reason_of(failure.value, self.config.limits.bytes)
        if may_pass and self._ask_again(meta):
            return self._robots_request(
                request.url, meta["host"], meta["hops"], meta["attempts"] + 1
            )
        self._guarded(lambda: self._keep_robots(meta["host"], request, None, reason))
        return None

    def _ask_again(self, meta: dict[str, Any]) -> bool:
        return bool(meta["attempts"] < self.config.limits.retries)

    def _keep_robots(
        self, host: str, answer: Response | Request, status: int | None, text: str
    ) -> None:
        """Keep a host's robots.txt: in the archive, and for a night that goes on."""
        answers = self.answers
        seen = Observation(answers.night, answer.url, "robots", "robots", stamp(), status=status)
        records, size = [], None
        if isinstance(answer, Response):
            exchange = exchange_of(answer)
            seen.body, size = answers.archive.keep_body(exchange.body), len(exchange.body)
            records = answers.archive.append(exchange, seen, None)
        else:
            seen.outcome, seen.reason = "error", text
        answers.state.keep(seen, [], 0, answers.config.limits.pages, records, size)
        with answers.state.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)",
                (answers.night, host, status, text),
            )
        self._robots.learn(host, status, text)
        self._asking.discard(host)
        self._slow_down(host)


def exchange_of(response: Response) -> Exchange:
    """Return a Scrapy answer as an exchange."""
    assert response.request is not None
    return Exchange(
        response.request.url,
        pairs(response.request.headers),
        response.status,
        pairs(response.headers),
        response.body,
        stamp(),
    )


def pairs(headers: Any) -> list[tuple[str, str]]:
    """Return Scrapy's headers as names and values."""
    return [
        (name.decode("latin-1"), " ".join(value.decode("latin-1").split()))
        for name, values in headers.items()
        for value in values
    ]


def reason_of(error: BaseException | None, most: int) -> tuple[str, bool]:
    """Return in words why there was no answer, and whether that may pass."""
    text = " ".join(str(error).split())[:300]
    if isinstance(error, CannotResolveHostError):
        return "the host's name cannot be resolved", True
    if isinstance(error, DownloadTimeoutError):
        return "no whole answer in the time allowed", True
    if isinstance(error, DownloadCancelledError | IgnoreRequest):
        return f"larger than {most} bytes, or packed unsafely: {text}", False
    if isinstance(error, UnsupportedURLSchemeError):
        return f"not an address: {text}", False
    if "certificate" in text.lower() or "ssl" in text.lower() or "tls" in text.lower():
        return f"the connection is not safe: {text}", False
    return f"the connection failed: {type(error).__name__}: {text}", True
