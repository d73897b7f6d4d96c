"""Documents made of lines, labelled fields and tables, and the media that they are set in."""

from __future__ import annotations

import html
import random
import unicodedata
from dataclasses import dataclass

from tests.corpus.kpi_markup import CHARSET

CARD_MEDIA = ("html", "html-plain", "cells", "tabs", "bars", "spaces", "html-874")
"""A table as HTML cells (with and without th), one cell a line, tabs, bars, aligned by spaces."""


@dataclass(frozen=True)
class Field:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Table:
    """Headings, of which a run may stand under one more (`over`: heading, first, count), and rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    over: tuple[str, int, int] | None = None


Block = str | Field | Table


def text(blocks: list[Block], medium: str) -> str:
    """Set blocks as plain text; `cells` loses empty cells, as conversion does."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines += [block, ""]
        elif isinstance(block, Field):
            lines += [f"{block.label} : {block.value}", ""]
        else:
            lines += [*_rows(block, medium), ""]
    return "\n".join(lines)


def _rows(table: Table, medium: str) -> list[str]:
    rows = [list(table.heads), *map(list, table.rows)]
    if table.over:
        name, first, count = table.over
        if medium == "cells":
            heads = [*table.heads[:first], name, *table.heads[first + count :]]
            heads += table.heads[first : first + count]
            return [cell for row in [heads, *rows[1:]] for cell in row if cell]
        rows[0] = [
            f"{name} {head}" if first <= at < first + count else head
            for at, head in enumerate(table.heads)
        ]
    if medium == "cells":
        return [cell for row in rows for cell in row if cell]
    if medium == "bars":
        return ["| " + " | ".join(row) + " |" for row in rows]
    if medium == "tabs":
        return ["\t".join(row) for row in rows]
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def width(words: str) -> int:
    """Return the printed columns of a text: marks above and below letters take none."""
    return sum(unicodedata.category(character) != "Mn" for character in words)


def page(blocks: list[Block], rng: random.Random, plain: bool = False) -> str:
    """Set blocks as HTML; `plain`: td cells throughout, and fields as cells of a table."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
        elif isinstance(block, Field) and plain:
            parts.append(
                f"<table><tr><td><b>{html.escape(block.label)}</b></td><td>{html.escape(block.value)}</td></tr></table>"
            )
        elif isinstance(block, Field):
            parts.append(f"<p><b>{html.escape(block.label)}</b> : {html.escape(block.value)}</p>")
        else:
            parts.append(_html(block, "td" if plain else "th"))
    style = "<style>table{border-collapse:collapse}td,th{border:1px solid #333;padding:2px 5px;font-size:11px}</style>"
    return f"<html><head>{CHARSET}{style}</head><body>{''.join(parts)}</body></html>"


def _html(table: Table, tag: str) -> str:
    rows = []
    if table.over:
        name, first, count = table.over
        top = ""
        for at, head in enumerate(table.heads):
            if at == first:
                top += f'<{tag} colspan="{count}">{html.escape(name)}</{tag}>'
            elif not first < at < first + count:
                top += f'<{tag} rowspan="2">{html.escape(head)}</{tag}>'
        below = "".join(
            f"<{tag}>{html.escape(h)}</{tag}>" for h in table.heads[first : first + count]
        )
        rows += [f"<tr>{top}</tr>", f"<tr>{below}</tr>"]
    else:
        rows.append(
            "<tr>" + "".join(f"<{tag}>{html.escape(h)}</{tag}>" for h in table.heads) + "</tr>"
        )
    rows += [
        "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in table.rows
    ]
    return f"<table>{''.join(rows)}</table>"
