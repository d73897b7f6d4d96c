"""The links of a page: in anchors, frames and areas, refreshes and the calls of old scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin

from pipeline.crawl.addresses import HostError, normal

MAX_LINKS = 20_000
_REFRESH = re.compile(r"url\s*=\s*['\"]?([^'\">]+)", re.IGNORECASE)
_CALLED = re.compile(r"['\"]([^'\"\s<>]+\.(?:php|aspx?|jsp|html?|pdf|docx?|xlsx?)[^'\"\s<>]*)['\"]", re.I)  # fmt: skip
_SOURCES = (("a", "href"), ("area", "href"), ("frame", "src"), ("iframe", "src"))


def links(body: bytes, address: str, charset: str | None) -> list[str]:
    """Return the addresses that an HTML page names, in normal form, each once, in their order.

    A `<base>` counts as browsers count it; what is no address is left out.
    """
    from selectolax.lexbor import LexborHTMLParser

    from extractors.readers.encodings import declared_charset, decode

    decoded = decode(body, charset or declared_charset(body))
    tree = LexborHTMLParser(decoded.text)
    base = address
    node = tree.css_first("base[href]")
    if node is not None:
        base = _joined(address, node.attributes.get("href") or "", "utf-8") or address
    found: dict[str, None] = {}
    for text in _named(tree):
        target = _joined(base, text, decoded.encoding)
        if target is not None and len(found) < MAX_LINKS:
            found.setdefault(target)
    found.pop(address, None)
    return list(found)


def _named(tree: object) -> Iterator[str]:
    """Yield what the page gives as addresses."""
    css = tree.css  # type: ignore[attr-defined]
    for tag, name in _SOURCES:
        for node in css(f"{tag}[{name}]"):
            value = (node.attributes.get(name) or "").strip()
            if value.lower().startswith("javascript:"):
                yield from _CALLED.findall(value)
            elif value and not value.startswith("#"):
                yield value
    for node in css("[onclick]"):
        yield from _CALLED.findall(node.attributes.get("onclick") or "")
    for node in css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").lower() == "refresh":
            yield from _REFRESH.findall(node.attributes.get("content") or "")


def _joined(base: str, text: str, encoding: str) -> str | None:
    """Return a link's address; browsers write its query in the page's own encoding."""
    head, mark, query = text.strip().partition("?")
    query = quote(query, safe="/%:@!$&'()*+,;=~-._?[]{}|\\^`#", encoding=encoding, errors="replace")
    try:
        target = normal(urljoin(base, head + mark + query))
    except (HostError, ValueError):
        return None
    return target if target.startswith(("http://", "https://")) else None
