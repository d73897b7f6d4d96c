"""HTML source to a balanced stream of tokens: (text before, "/" or "", name, attributes).

Lexbor builds the tree that a browser builds and writes it out again: every tag closed, every
attribute in double quotes. Its time grows with the square of the nesting, so a source nested too
deep, or a torn-out table row without its table, goes through a tag stripper that closes tags
itself.
"""

# ruff: noqa: SIM905 (lists of names read better as words)
from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

Token = tuple[str, str, str, str]
"""Text before the tag, "/" for an end tag, the tag's name in lower case, its attributes."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
_OPTIONAL_END = frozenset(
    "p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp html head "
    "body a path circle rect line g use polygon polyline ellipse stop".split()
)
"""Left open or closed by themselves in sound sources: they say nothing about the nesting."""
_ENDS_PARAGRAPH = frozenset(
    "address article aside blockquote center div dl fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr main nav ol p pre section table ul".split()
)
_TABLE_PARTS = frozenset("table thead tbody tfoot tr td th caption body html".split())
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_RAW = ("script", "style", "iframe", "noembed", "noframes", "noscript", "template", "svg")
_DEEPEST = 2_000
_FARTHEST = 500
"""How many open elements an end tag is compared with, so that the careful way stays linear."""
_MOST_FORMATS = 20

_WRITTEN = re.compile(
    r"<!--.*?-->|<!DOCTYPE[^>]*>|<(?P<raw>xmp|plaintext)\b[^>]*>.*?</(?P=raw)>"
    r'|<(/?)([^\s/>]+)((?: =?[^\s=/>]*="[^"]*")*)>',
    re.DOTALL,
)
_SOURCE = re.compile(
    r"<!--(?:.*?--!?>|.*\Z)|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<raw>script|style|iframe|noembed|noframes|xmp)\b[^>]*(?:>.*?(?:</(?P=raw)\s*>|\Z)|\Z)"
    r"""|<(/?)([a-zA-Z][^\s/>]*)((?:=\s*"[^"]{0,4000}"|=\s*'[^']{0,4000}'|[^>])*+)(?:>|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FORMAT_TAG = re.compile(r"<(?:font|span|b|i|u|em|strong|big|small)\b[^<>]*>", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
_QUOTED = re.compile(r"""(?<==)(?:"[^"]*"|'[^']*')""")
_SEPARATOR = re.compile(r"[\s/\"']+")
_SELF_CLOSED = re.compile(
    r"""<([a-zA-Z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/>"""
)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)

_CELL = frozenset(("td", "th"))
_TABLE = frozenset(("table",))
_LIST = frozenset(("ul", "ol", "menu", "dl", "td", "th"))
_GROUPS = frozenset(("thead", "tbody", "tfoot"))
#: A start tag closes open elements of the first names, up to the nearest of the second ones.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(("td", "th"), (_CELL, _TABLE)),
    "tr": (_CELL | {"tr"}, _TABLE),
    **dict.fromkeys(_GROUPS, (_CELL | _GROUPS | {"tr"}, _TABLE)),
    "li": (frozenset(("li",)), _LIST),
    **dict.fromkeys(("dt", "dd"), (frozenset(("dt", "dd")), _LIST)),
    "option": (frozenset(("option",)), frozenset(("select",))),
}


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case, the first of two equal names."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), html.unescape(double or single or bare))
    return found


def expand_xhtml(source: str) -> str:
    """Write `<div/>` as a pair of tags and CDATA as text where a source says that it is XHTML.

    Read as HTML, `<script/>` or `<title/>` would swallow the rest of the page.
    """
    if not re.match(r"\s*<\?xml\b", source):
        return source

    def pair(match: re.Match[str]) -> str:
        name, attrs = match.groups()
        return match.group() if name.lower() in VOID else f"<{name}{attrs}></{name}>"

    source = _CDATA.sub(lambda match: html.escape(match[1], quote=False), source)
    return _SELF_CLOSED.sub(pair, source)


def needs_care(source: str) -> str | None:
    """Return why lexbor must not see this source, None where it may."""
    depth = formats = options = 0
    most_formats = most_options = 0
    tables: list[int] = []
    has_table = has_cell = False
    for close, written in _TAG_NAME.findall(source):
        name = written.lower()
        if name == "table":
            has_table = True
            if close:
                depth = tables.pop() if tables else depth
            else:
                tables.append(depth)
                depth += 1
        elif name in _OPTIONAL_END or name in VOID:
            if name in ("td", "th", "tr"):
                has_cell = True
                formats = 0
                depth = tables[-1] + 1 if tables else depth
            elif name == "option":
                options += not close
                most_options = max(most_options, options)
        else:
            step = -1 if close else 1
            depth = max(0, depth + step)
            if name in _FORMATTING:
                formats = max(0, formats + step)
                most_formats = max(most_formats, formats)
            elif name == "select":
                options = 0
        if depth > _DEEPEST:
            return "tags nested too deep"
    if has_cell and not has_table:
        return "table cells without a table"
    if most_options > _DEEPEST:
        return "too many options in one list"
    if most_formats > _DEEPEST // 10 and len(set(_FORMAT_TAG.findall(source))) > _MOST_FORMATS:
        return "too many unclosed formatting tags"
    for tag in _LONG_TAG.findall(source):
        if len(_SEPARATOR.findall(_QUOTED.sub("", tag))) > _DEEPEST:
            return "a tag with too many attributes"
    return None


def browser_tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of the tree that a browser builds of this source."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    for node in tree.css(",".join(_RAW)):
        node.decompose()
    yield from _scan(_WRITTEN, tree.html or "")


def careful_tokens(source: str) -> Iterator[Token]:
    """Yield balanced tokens of a source without building its tree; linear in its length."""
    stack: list[str] = []
    open_now: Counter[str] = Counter()
    carried: list[str] = []

    def take() -> str:
        text = "".join(carried)
        carried.clear()
        return text

    def close(position: int) -> Iterator[Token]:
        while len(stack) > position:
            name = stack.pop()
            open_now[name] -= 1
            yield take(), "/", name, ""

    for text, slash, written, attrs in _scan(_SOURCE, source.replace("\x00", "")):
        carried.append(text)
        name = written.lower()
        if not name or (slash and not open_now[name]):
            continue
        if slash:
            stops = frozenset[str]() if name in _TABLE_PARTS else _CELL
            yield from close(_last(stack, name, stops))
            continue
        if stack and stack[-1] == "p" and name in _ENDS_PARAGRAPH:
            yield from close(len(stack) - 1)
        rule = _CLOSES.get(name)
        if rule and any(open_now[closed] for closed in rule[0]):
            yield from close(_first_of(stack, *rule))
        yield take(), "", name, _quoted(attrs)
        if name not in VOID:
            stack.append(name)
            open_now[name] += 1
    yield from close(0)
    yield take(), "", "", ""


def _quoted(attrs: str) -> str:
    """Write attributes as the browser's tree writes them."""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes(attrs).items())


def _last(stack: list[str], name: str, stops: frozenset[str]) -> int:
    """Return the place of the last open element of a name, the stack's length where it is far."""
    for position in range(len(stack) - 1, max(-1, len(stack) - 1 - _FARTHEST), -1):
        if stack[position] == name:
            return position
        if stack[position] in stops:
            break
    return len(stack)


def _first_of(stack: list[str], names: frozenset[str], stops: frozenset[str]) -> int:
    """Return the place of the outermost open element of these names after the last stop."""
    found = len(stack)
    for position in range(len(stack) - 1, max(-1, len(stack) - 1 - _FARTHEST), -1):
        if stack[position] in stops:
            break
        if stack[position] in names:
            found = position
    return found


def _scan(pattern: re.Pattern[str], source: str) -> Iterator[Token]:
    """Yield the tags that a pattern finds; comments come with an empty name."""
    end = 0
    for match in pattern.finditer(source):
        text = source[end : match.start()]
        end = match.end()
        raw, slash, name, attrs = match.groups()
        if raw and raw.lower() in ("xmp", "plaintext"):
            inner = match.group().partition(">")[2].rpartition("</")[0]
            yield text, "", "pre", ""
            yield html.escape(inner, quote=False), "/", "pre", ""
        else:
            yield text, slash or "", name or "", attrs or ""
    yield source[end:], "", "", ""
