"""Panes that a page shows one at a time (tabs, accordions), and tables told by their roles."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PANE = re.compile(
    r"(?:^|[\s_-])(?:tabs?|accordion)[\w-]*(?:pane|panel|content|collapse|body)"
    r"|(?:^|\s)(?:panel-)?collapse(?:\s|$)",
    re.IGNORECASE,
)
_NO_PANE = re.compile(r"navbar|modal|dropdown|menu|sidebar|offcanvas|cookie", re.IGNORECASE)
_SHOWN_AS = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
_PLAIN = frozenset(("div", "span", "p", "section", "ul", "li", "dl", "dd", "dt"))


def shown_as(name: str, values: Mapping[str, str], *, in_table: bool) -> str:
    """Return the element that a tag is shown as: `div role=row` of a table is a `tr`.

    A row or cell of no table (`in_table` is false) stands on a line of its own, like a `div`.
    """
    role = values.get("role", "").strip().lower()
    if name not in _PLAIN or role not in _SHOWN_AS:
        return name
    shown = _SHOWN_AS[role]
    return shown if shown == "table" or in_table else "div"


class Panes:
    """The controls that open panes, by the pane's id, each with the words printed on it."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}

    def target(self, name: str, values: Mapping[str, str]) -> str | None:
        """Return the id of the pane that a link or button opens."""
        if name not in ("a", "button", "li", "label", "summary", "div", "span"):
            return None
        for attribute in ("data-bs-target", "data-target", "aria-controls", "href"):
            value = values.get(attribute, "").strip()
            if value.startswith("#") and len(value) > 1:
                return value[1:]
            if attribute == "aria-controls" and value:
                return value
        return None

    def name(self, target: str, words: str) -> None:
        """Keep the words on a pane's control; the first control that has some names it."""
        words = " ".join(words.split())
        if words:
            self._labels.setdefault(target, words)

    def is_pane(self, values: Mapping[str, str]) -> bool:
        """Tell whether an element is one of several that a reader opens in turn.

        What a pane hides belongs to the page: hidden now is only what another pane covers.
        """
        classes, role = values.get("class", ""), values.get("role", "")
        if _NO_PANE.search(classes) or role in ("dialog", "menu", "navigation"):
            return False
        return (
            role == "tabpanel"
            or _PANE.search(classes) is not None
            or ("id" in values and values["id"] in self._labels)
        )

    def label(self, values: Mapping[str, str]) -> str | None:
        """Return the words on the control of a pane."""
        return self._labels.get(values.get("id", ""))
