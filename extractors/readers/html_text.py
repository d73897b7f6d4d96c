"""A stream of tags to the lines that a reader of the page sees, with its tables and navigation."""

# ruff: noqa: SIM905 (lists of names read better as words)
from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.readers.html_panes import Panes, shown_as
from extractors.readers.html_tables import Grid
from extractors.readers.html_tokens import VOID, Token, attributes
from schemas.document import Table

_WHITE = " \t\n\r\f"
_RUN = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_BLOCK = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html isindex "
    "legend li main menu nav ol optgroup p section summary ul caption tbody thead tfoot "
    "search".split()
)
_CELLS = frozenset(("td", "th"))
_PRE = frozenset(("pre", "listing", "textarea"))
_DROPPED = frozenset(
    "head script style template noscript svg object embed applet audio video canvas iframe "
    "noembed noframes datalist rp map title select".split()
)
_NAVIGATION = frozenset(("nav", "footer", "aside", "ul", "ol", "menu", "div"))
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE
)
_KEEPING = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_TELLING = re.compile(
    r"none|hid|collapse|white-space|span=|href=|role=|selected|multiple|open="
    r"|tab|controls=|target=",
    re.IGNORECASE,
)
"""Only tags with one of these words have attributes that matter here."""
_MUTE_INPUTS = frozenset(
    ["hidden", "password", "file", "image", "color", "range", "submit", "reset", "button"]
)
_CONTENT = re.compile(r"ตัวชี้วัด|ไตรมาส|ผลงาน|เป้าหมาย|ลงชื่อ|ร้อยละ|[0-9๐-๙]{4}")
_RIGHTS = re.compile(
    r"(?:©|copyright|ลิขสิทธิ์|\(c\))[^0-9๐-๙\n]{0,30}[0-9๐-๙]{4}(?:\s*[-–]\s*[0-9๐-๙]{4})?",
    re.IGNORECASE,
)
"""The year of a site's copyright: no figure of the page's."""
_NOTICE = re.compile(
    r"\W*(?:©|copyright|\(c\)|สงวนลิขสิทธิ์|ลิขสิทธิ์|powered by|all rights reserved)", re.IGNORECASE
)
_LONGEST_NOTICE = 200
_LONGEST_LINK = 30
_LONGEST_NAVIGATION = 5_000


@dataclass(slots=True)
class _Open:
    """An open element: its name and what ends with it."""

    name: str
    hides: bool = False
    keeps: bool = False
    navigates: bool = False
    start: int = 0
    links: int = 0
    shown: str = ""
    """The element that it is shown as, where its role says another than its name."""
    opens: str | None = None
    """The id of the pane that it opens."""


@dataclass
class PageText:
    """The visible text of a page, built once; places are counted while it grows."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    tables: list[Table] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    title: str | None = None

    def __post_init__(self) -> None:
        self._fresh = True
        self._space = False
        self._stack: list[_Open] = []
        self._hidden = self._kept = self._in_link = self._links = 0
        self._grids: list[Grid] = []
        self._told_tables = 0
        self._panes = Panes()
        self._select: tuple[bool, list[tuple[bool, list[str]]]] | None = None
        self._title: list[str] | None = None

    def read(self, tokens: Iterable[Token]) -> str:
        """Take in all tokens and return the text, without white space at its end."""
        for before, slash, name, attrs in tokens:
            if before:
                if self._hidden:
                    self._aside(before)
                else:
                    self._write(before)
            if not name:
                continue
            if slash:
                self._close(name)
            else:
                self._start(name, attrs)
        while self._stack:
            self._close(self._stack[-1].name)
        self._break()
        text = "".join(self.parts).rstrip("\n")
        self._mark_notices(text)
        return text

    def _aside(self, written: str) -> None:
        """Keep what is not in the flow: the title and the options of a choice."""
        if self._title is not None:
            self._title.append(html.unescape(written))
        elif self._select and self._select[1]:
            self._select[1][-1][1].append(html.unescape(written))

    def _write(self, written: str) -> None:
        text = html.unescape(written) if "&" in written else written
        if self._kept:
            self._append(text)
            return
        inner = text.strip(_WHITE)
        if not inner:
            self._space = not self._fresh
            return
        if _RUN.search(inner):
            inner = _RUN.sub(" ", inner)
        if not self._fresh and (self._space or text[0] in _WHITE):
            inner = " " + inner
        self._append(inner)
        self._space = text[-1] in _WHITE

    def _append(self, text: str) -> None:
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        self._fresh = text[-1] == "\n"
        self._space = False
        if self._in_link:
            self._links += len(text)

    def _break(self) -> None:
        if not self._fresh:
            self.parts.append("\n")
            self.length += 1
            self._fresh = True
        self._space = False

    def _end(self, start: int) -> int:
        """Return where a range that began at `start` ends, its line end left out."""
        return max(start, self.length - 1 if self._fresh else self.length)

    def _start(self, name: str, attrs: str) -> None:
        if name in VOID:
            if not self._hidden:
                self._void(name, attrs)
            return
        element = _Open(name)
        values = attributes(attrs) if _TELLING.search(attrs) else {}
        if self._hidden:
            self._start_aside(element, values)
        else:
            self._start_seen(element, values)
        self._stack.append(element)

    def _start_aside(self, element: _Open, values: dict[str, str]) -> None:
        element.hides = True
        self._hidden += 1
        if element.name == "title" and self.title is None:
            self._title = []
        elif element.name == "option" and self._select is not None:
            self._select[1].append(("selected" in values, []))

    def _start_seen(self, element: _Open, values: dict[str, str]) -> None:
        name, style = element.name, values.get("style", "")
        covered = "hidden" in values or (style and _HIDING.search(style))
        if (
            name in _DROPPED
            or (covered and not self._panes.is_pane(values))
            or (name == "dialog" and "open" not in values)
        ):
            element.hides = True
            self._hidden += 1
            if name == "title" and self.title is None:
                self._title = []
            if name == "select" and "hidden" not in values and not _HIDING.search(style):
                self._select = ("multiple" in values, [])
            return
        if values:
            name = self._start_told(element, values)
        if name in _BLOCK or name in _PRE:
            self._break()
            role = values.get("role") in ("navigation", "tablist")
            if name in _NAVIGATION and (name != "div" or role):
                element.navigates = name != "aside" or role
                element.start, element.links = self.length, self._links
        elif name == "table":
            self._break()
            self._grids.append(Grid())
            self.tables.append(self._grids[-1].table)
        elif name == "tr":
            self._break()
            if self._grids:
                self._grids[-1].start_row()
        elif name in _CELLS:
            self._break()
            if self._grids:
                self._grids[-1].start_cell(name, values, self.length)
        elif (name == "a" and "href" in values) or (name == "button" and element.opens):
            self._in_link += 1
            element.links = 1
        if name in ("thead", "tbody", "tfoot") and self._grids:
            self._grids[-1].start_group()
        if name in _PRE or (style and _KEEPING.search(style)):
            element.keeps = True
            self._kept += 1

    def _start_told(self, element: _Open, values: dict[str, str]) -> str:
        """Take in what an element's attributes tell, and return what it is shown as."""
        element.shown = shown_as(element.name, values, in_table=self._told_tables > 0)
        if element.shown != element.name and element.shown == "table":
            self._told_tables += 1
        element.opens = self._panes.target(element.name, values)
        element.start = self.length
        label = self._panes.label(values) if self._panes.is_pane(values) else None
        if label is not None:
            self._break()
            above = self._tail(max(0, self.length - len(label) - 2)).rsplit("\n", 1)[-1]
            if " ".join(above.split()) != label:
                # Tabs stand side by side above their panes: the pane shown stands below its own.
                self._append(label)
                self._break()
        elif element.shown != element.name and element.shown == "div":
            self._break()
        return element.shown

    def _void(self, name: str, attrs: str) -> None:
        if name in ("br", "hr"):
            self._break()
        elif name == "input":
            values = attributes(attrs)
            kind = values.get("type", "text").lower()
            style = values.get("style", "")
            if kind in _MUTE_INPUTS or "hidden" in values or (style and _HIDING.search(style)):
                return
            shown = values.get("value", "")
            if kind in ("checkbox", "radio"):
                shown = "☑" if "checked" in values else "☐"
            if shown.strip():
                self._write(f" {html.escape(shown, quote=False)} ")

    def _close(self, name: str) -> None:
        if not self._stack or self._stack[-1].name != name:
            return
        element = self._stack.pop()
        if element.hides:
            self._hidden -= 1
            self._close_aside(name)
            return
        if element.keeps:
            self._kept -= 1
        if element.opens is not None:
            self._panes.name(element.opens, self._tail(element.start))
        if element.shown and element.shown != name:
            if element.shown == "table":
                self._told_tables -= 1
            name = element.shown
        if name in _BLOCK or name in _PRE:
            self._break()
            if element.navigates:
                self._mark_navigation(element)
        elif name in _CELLS:
            self._break()
            if self._grids:
                self._grids[-1].end_cell(self._end)
        elif name == "table":
            self._break()
            if self._grids:
                self._grids.pop().finish()
        elif name == "tr":
            self._break()
        elif name in ("a", "button") and element.links:
            self._in_link -= 1

    def _close_aside(self, name: str) -> None:
        if name == "title" and self._title is not None:
            self.title = " ".join("".join(self._title).split()) or None
            self._title = None
        elif name == "select" and self._select is not None and not self._hidden:
            several, options = self._select
            self._select = None
            chosen = [texts for selected, texts in options if selected]
            if not chosen and options and not several:
                chosen = [options[0][1]]
            for texts in chosen if several else chosen[-1:]:
                self._break()
                self._write(html.escape("".join(texts), quote=False))
                self._break()

    def _mark_navigation(self, element: _Open) -> None:
        """Call an element furniture where it holds little but short links.

        Conservative: what flow takes off nobody reads again, and a list of KPI names is a list of
        links too.
        """
        start, end = element.start, self._end(element.start)
        if not start < end <= start + _LONGEST_NAVIGATION:
            return
        text = self._tail(start)
        share = (self._links - element.links) / max(1, len(text) - text.count("\n"))
        lines = text.count("\n") + 1
        if element.name in ("ul", "ol", "menu"):
            if lines < 3 or share < 0.95 or len(text) / lines > _LONGEST_LINK:
                return
        elif element.name == "footer":
            if len(text) > 500:
                return
        elif share < 0.5 and len(text) > 200:
            return
        content = _RIGHTS.sub("", text) if element.name == "footer" else text
        if _CONTENT.search(content) and (share < 0.95 or len(text) / lines > _LONGEST_LINK):
            return
        while self.furniture and self.furniture[-1][0] >= start:
            self.furniture.pop()
        self.furniture.append((start, end))

    def _mark_notices(self, text: str) -> None:
        """Call the lines at the page's end furniture that tell whose site it is."""
        end = len(text)
        for line in reversed(text[-2_000:].split("\n")[-4:]):
            start = end - len(line)
            if line.strip() and (len(line) > _LONGEST_NOTICE or not _NOTICE.match(line)):
                return
            if line.strip() and not any(a <= start < b for a, b in self.furniture):
                self.furniture.append((start, end))
            end = start - 1

    def _tail(self, start: int) -> str:
        """Return the text from a place on, without its last line end."""
        tail: list[str] = []
        position = self.length
        for part in reversed(self.parts):
            if position <= start:
                break
            tail.append(part)
            position -= len(part)
        tail.reverse()
        return "".join(tail).rstrip("\n")
