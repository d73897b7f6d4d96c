"""The process that fetches: `python -m pipeline.crawl.fetch`, started by the night.

It reads its configuration from the first line of stdin, ends at once when stdin ends (whoever
started it is gone), and says on stdout, in one line of JSON, why it stopped.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import Any

from pipeline.crawl.addresses import Scope
from pipeline.crawl.answers import Answers
from pipeline.crawl.archive import Archive
from pipeline.crawl.config import CrawlConfig
from pipeline.crawl.lock import Lock
from pipeline.crawl.robots import AGENT
from pipeline.crawl.state import State
from pipeline.version import distribution_version
from schemas.errors import KpiAuditError

TAKE_OVER_SECONDS = 30.0
"""How long to wait for the fetching process of a killed night to be gone."""


def settings_of(config: CrawlConfig) -> dict[str, Any]:
    """Return Scrapy's settings; what the frontier and the archive decide is switched off there."""
    politeness, limits = config.politeness, config.limits
    agent = f"{AGENT}/{distribution_version()}"
    return {
        "USER_AGENT": f"{agent} (+{politeness.contact})" if politeness.contact else agent,
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": politeness.delay,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "CONCURRENT_REQUESTS": max(16, politeness.concurrency * 4),
        "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
        "DOWNLOAD_TIMEOUT": limits.seconds,
        "DOWNLOAD_MAXSIZE": limits.bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DNS_TIMEOUT": min(20.0, limits.seconds),
        "RETRY_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "HTTPPROXY_ENABLED": config.site.proxy is not None,
        "TELNETCONSOLE_ENABLED": False,
        "URLLENGTH_LIMIT": 0,
        "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "th,en"},
        "LOG_LEVEL": "WARNING",
        "LOG_FILE": str(config.archive.folder / "fetch.log"),
        "LOG_FILE_APPEND": True,
    }


def fetch(config: CrawlConfig, night: int) -> KpiAuditError | None:
    """Empty the night's frontier; return why it stopped before that, None where it did not."""
    from scrapy.crawler import CrawlerProcess

    from pipeline.crawl.spider import NightSpider

    folder = config.archive.folder
    lock = Lock(folder / "fetch.lock", TAKE_OVER_SECONDS)
    state = State(folder)
    try:
        archive = Archive(folder, state, night)
        answers = Answers(config, state, archive, Scope.of(config), night)
        process = CrawlerProcess(settings_of(config))
        crawler = process.create_crawler(NightSpider)
        process.crawl(crawler, answers=answers)
        process.start(install_signal_handlers=False)
        spider = crawler.spider
        if not isinstance(spider, NightSpider):
            return KpiAuditError("KA404", "fetching could not begin")
        if spider.stopped is None and state.next_due(night) is not None:
            return KpiAuditError("KA404")
        return spider.stopped
    finally:
        state.close()
        lock.close()


def main() -> int:
    """Read what to do from stdin and do it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    config = CrawlConfig.model_validate(order["config"])
    try:
        stopped = fetch(config, order["night"])
    except KpiAuditError as error:
        stopped = error
    said = None if stopped is None else {"code": stopped.code, "message": stopped.detail}
    print(json.dumps({"stopped": said}), flush=True)
    return 0


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
