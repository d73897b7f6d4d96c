"""Cells of CSV files that a spreadsheet never runs as formulas, and back again."""

from __future__ import annotations

#: A cell that begins with one of these may be run, or loses its first character, in a spreadsheet.
ESCAPED = ("=", "+", "-", "@", "'", "\t", "\r", "\n")


def escape(text: str) -> str:
    """Put `'` before a text that a spreadsheet could take for a formula."""
    return f"'{text}" if text.startswith(ESCAPED) else text


def unescape(cell: str) -> str:
    """Take the leading `'` off again: `unescape(escape(text)) == text` for every text."""
    return cell[1:] if cell.startswith("'") else cell
