"""robots.txt of every host, fetched and archived each night before anything else of the host."""

from __future__ import annotations

from typing import Any

AGENT = "kpi-audit"


class Robots:
    """What the hosts allow. A host without answer allows nothing, one without file everything."""

    def __init__(self, is_obeyed: bool) -> None:
        self.is_obeyed = is_obeyed
        self._rules: dict[str, Any] = {}

    def knows(self, host: str) -> bool:
        """Tell whether a host's file was asked for."""
        return not self.is_obeyed or host in self._rules

    def learn(self, host: str, status: int | None, text: str | None) -> None:
        """Take in a host's answer; `status` is None where there was none.

        As RFC 9309 says: 4xx allows everything, no answer or 5xx forbids everything.
        """
        from protego import Protego

        if status is None or status >= 500 or status == 429:
            self._rules[host] = None
        else:
            self._rules[host] = Protego.parse(text or "" if status == 200 else "")

    def refusal(self, host: str, address: str) -> str | None:
        """Return why an address is not asked for, None where it may be."""
        if not self.is_obeyed:
            return None
        rules = self._rules[host]
        if rules is None:
            return "robots.txt gave no answer, so nothing is allowed"
        return None if rules.can_fetch(address, AGENT) else "robots.txt does not allow it"

    def delay(self, host: str) -> float:
        """Return the host's Crawl-delay in seconds, 0 where it names none."""
        rules = self._rules.get(host)
        return float((rules and rules.crawl_delay(AGENT)) or 0)
