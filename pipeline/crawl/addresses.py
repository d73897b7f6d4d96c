"""Addresses: one form for each, which host they ask, and whether the crawl may ask it."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from pipeline.crawl.config import CrawlConfig

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")


class HostError(ValueError):
    """An address whose host or port cannot be read."""


def normal(address: str) -> str:
    """Return an address in its one form: no fragment, lower-case host, no default port, no spaces.

    The query stays in its order: servers may tell addresses apart by it. HostError.

    >>> normal("HTTP://Site.go.th:80/a b?x=1#top")
    'http://site.go.th/a%20b?x=1'
    """
    parts = urlsplit(urldefrag(address.strip())[0])
    host = host_of(address)
    name, _, port = host.rpartition(":")
    place = name if int(port) == PORTS.get(parts.scheme.lower()) else host
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if _DOTS.search(path):
        path = urlsplit(urljoin("http://x/", path)).path
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]{}|\\^`")
    return urlunsplit((parts.scheme.lower(), place, path, query, ""))


def host_of(address: str) -> str:
    """Return `host:port` of an address, the scheme's own port where none is named. HostError."""
    try:
        parts = urlsplit(address.strip())
        name, port = parts.hostname, parts.port
    except ValueError as error:
        raise HostError(str(error)) from error
    if not name:
        raise HostError("there is no host")
    name = name.rstrip(".")
    if ":" in name:
        name = f"[{name}]"
    else:
        try:
            name = name.encode("idna").decode("ascii") if not name.isascii() else name
        except UnicodeError as error:
            raise HostError(str(error)) from error
    return f"{name.lower()}:{port or PORTS.get(parts.scheme.lower(), 80)}"


def is_private(host: str) -> bool:
    """Tell whether a host (`name:port`) is this machine or an address of a private net."""
    name = host.rpartition(":")[0].strip("[]")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", name))


@dataclass(frozen=True, slots=True)
class Scope:
    """What a crawl may ask for: hosts, patterns to follow, kinds of pages."""

    hosts: frozenset[str]
    follow: tuple[re.Pattern[str], ...]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, config: CrawlConfig) -> Scope:
        """Return the scope of a configuration."""
        listed: set[str] = set()
        for host in config.site.hosts:
            has_port = re.search(r":\d+$", host) is not None
            listed |= {host} if has_port else {f"{host}:{port}" for port in PORTS.values()}
        return cls(
            frozenset(listed),
            tuple(re.compile(text) for text in config.site.follow),
            tuple((kind, re.compile(text)) for kind, text in config.site.kinds.items()),
        )

    def refusal(self, address: str) -> str | None:
        """Return why an address may not be asked for at all, None where it may."""
        try:
            parts, host = urlsplit(address), host_of(address)
        except ValueError as error:
            return f"not an address: {error}"
        if parts.scheme.lower() not in PORTS:
            return f"not http: {parts.scheme}"
        if len(address) > LONGEST:
            return f"longer than {LONGEST} characters"
        if parts.username is not None:
            return "an address with a user name"
        if host not in self.hosts:
            return f"{'private' if is_private(host) else 'foreign'} host {host} is not listed"
        return None

    def follows(self, address: str) -> bool:
        """Tell whether a link to an address is followed."""
        if self.refusal(address) is not None:
            return False
        return not self.follow or any(pattern.search(address) for pattern in self.follow)

    def kind(self, address: str) -> str:
        """Return the kind of page behind an address, `other` where no pattern fits."""
        return next((kind for kind, pattern in self.kinds if pattern.search(address)), "other")
