"""Labels of cards and forms, and what stands behind each until the next."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, cast

import yaml

from extractors.layouts.base import LEADERS, Reading, Source
from extractors.layouts.headings import is_nothing
from extractors.layouts.labels import flex
from extractors.thai.numerals import ascii_digits
from schemas.text import Span

_D = "[0-9๐-๙]"
_LIST_NUMBER = rf"(?:ข้อ\s*(?:ที่\s*)?)?[(\[]?{_D}{{1,2}}(?:\.{_D}{{1,2}})*[)\]]?[.)]?"
_AFTER = r"(?P<boxed>[^\S\n]*\([^()\n]{0,80}\))?(?P<colon>[^\S\n*]*[:：=]+)?(?=[\s:：=(.…]|$)"
_LEAD = re.compile(r"[\s:：=*|]*")
_TEXTUAL = frozenset(
    ("report", "definition", "calculation", "suggestions", "evidence", "signature")
)
"""Labels whose content is prose: words that merely begin a line do not open them."""
_EXACT = _TEXTUAL | {"agency", "fiscal_year", "kpi_code"}
"""Of these neither; the last three stand in a head's sentences too."""


class Part(NamedTuple):
    """A label with its number, and its content until the next label; None where it is empty."""

    name: str
    number: str | None
    label: Span
    body: Span | None

    @property
    def whole(self) -> Span:
        """Label and content."""
        return (self.label[0], self.body[1] if self.body else self.label[1])


class _Found(NamedTuple):
    name: str
    number: str | None
    span: Span
    rank: int


@lru_cache(maxsize=8)
def _patterns(family: str) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    text = resources.files(__package__).joinpath("labels.yaml").read_text(encoding="utf-8")
    table = cast(dict[str, dict[str, list[str]]], yaml.safe_load(text))[family]
    found = []
    # Where list numbers stand in cells of their own, they are lines of their own.
    gap = r"\s{0,2}" if family == "ministry_form" else r"[^\S\n]*"
    number = rf"(?P<number>{_LIST_NUMBER}{gap})?"
    for name, wordings in table.items():
        words = "|".join(_words(each) for each in sorted(wordings, key=len, reverse=True))
        line = rf"^(?P<lead>[\s*|•▪►#\-–—]{{0,40}}){number}(?P<words>{words}){_AFTER}"
        inside = rf"(?<=[^\S\n])(?P<lead>){number}(?P<words>{words}){_AFTER}"
        found.append(
            (
                name,
                re.compile(line, re.MULTILINE | re.IGNORECASE),
                re.compile(inside, re.IGNORECASE),
            )
        )
    return found


def _words(wording: str) -> str:
    words = flex(wording.replace("%N", "\x00"), across_lines=False)
    return words.replace(re.escape("\x00"), rf"{_D}{{1,2}}(?:\.{_D}{{1,2}})*")


def read_parts(source: Source, family: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Return a family's labels in reading order, each once, with what stands behind them.

    Of several places the one with a number and a colon counts before one with either, then a
    label alone on its line, then a label with words behind it.
    """
    stop = len(source.clean) if end is None else end
    found: list[_Found] = []
    for name, at_line, inside in _patterns(family):
        found.extend(_candidates(source, name, at_line, start, stop, 0))
        found.extend(_candidates(source, name, inside, start, stop, 3))
    best: dict[str, _Found] = {}
    for label in sorted(found, key=lambda label: (-label.rank, label.span)):
        best.setdefault(label.name, label)
    apart: list[_Found] = []
    for label in sorted(best.values(), key=lambda label: label.span):
        if not apart or label.span[0] >= apart[-1].span[1]:
            apart.append(label)
    parts = []
    for label, following in zip(apart, [*apart[1:], None], strict=False):
        until = stop if following is None else following.span[0]
        parts.append(Part(label.name, label.number, label.span, _body(source, label, until)))
    return parts


def _candidates(
    source: Source, name: str, pattern: re.Pattern[str], start: int, end: int, least: int
) -> list[_Found]:
    found = []
    for match in pattern.finditer(source.clean, start, end):
        line_end = source.clean.find("\n", match.end())
        rest = source.clean[match.end() : end if line_end < 0 else min(line_end, end)]
        is_alone = not rest.strip(" *.…:=")
        # A number on the line before may be a cell of its own, or the end of something else.
        numbered = bool(match["number"]) and "\n" not in match["number"]
        rank = 2 * bool(match["colon"]) + 2 * numbered + is_alone
        signed = name == "signature" and LEADERS.match(rest.lstrip()) is not None
        if rank == 0 and not signed and (name in _EXACT or not rest.startswith((" ", "(", "."))):
            continue
        if rank < least:
            continue
        begin = match.start() + len(match["lead"]) - len(match["lead"].lstrip())
        number = ascii_digits(match["number"] or "").strip("\n ().[]ข้อที่") or None
        inline = re.search(rf"{_D}{{1,2}}(?:\.{_D}{{1,2}})*\s*$", match["words"])
        if number is None and inline:
            number = ascii_digits(inline.group().strip())
        found.append(_Found(name, number, (begin, match.end()), rank - bool(least)))
    return found


def _body(source: Source, label: _Found, until: int) -> Span | None:
    lead = _LEAD.match(source.clean, label.span[1], until)
    body = source.strip(lead.end() if lead else label.span[1], until)
    if body is None or is_nothing(source.clean[body[0] : body[1]]):
        return None
    return body if label.name in _TEXTUAL else source.written(body)


def mark_labels(source: Source, reading: Reading, parts: list[Part]) -> None:
    """Account for all labels, and for dashes and dots that stand where nothing is said."""
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        until = following.label[0] if following else len(source.clean)
        reading.labels.append(part.label)
        end = part.body[0] if part.body else until
        rest = source.strip(part.label[1], end)
        if rest is not None:
            reading.labels.append(rest)


def first_line(source: Source, span: Span) -> Span:
    """Return the first line of a range."""
    end = source.clean.find("\n", *span)
    line = source.strip(span[0], end) or span if end > 0 else span
    return source.written(line) or line
