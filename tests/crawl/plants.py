"""Changes planted in the replica's pages, with what a crawl must say of each."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.crawl.site import MARKUP_NAMES, Site


@dataclass(frozen=True)
class Plant:
    """A change: the path, the kind expected, and the values by field (before, after)."""

    path: str
    kind: str
    what: str
    values: dict[str, tuple[str, str]]


def plant(site: Site, count: int, seed: int = 1) -> list[Plant]:
    """Change `count` KPI pages: values, text alone, layout alone, gone; return what was done."""
    rng = random.Random(seed)
    paths = sorted(site.reports)
    rng.shuffle(paths)
    makers = (_value, _text, _layout, _gone, _value)
    return [makers[n % len(makers)](site, path, rng) for n, path in enumerate(paths[:count])]


def _value(site: Site, path: str, rng: random.Random) -> Plant:
    """Print other scores of a quarter's second component (they enter no other figure)."""
    report, quarter = site.reports[path], rng.randint(1, 3)
    old = report.quarters[quarter - 1].second
    new = "40" if old != "40" else "55"
    site.set_report(path, report.with_quarter(quarter, second=new))
    return Plant(
        path, "claims_changed", "value", {f"quarters.{quarter - 1}.evaluation_2_2": (old, new)}
    )


def _text(site: Site, path: str, rng: random.Random) -> Plant:
    """Write another way to say that a list of projects follows: no figure, no claim."""
    report = site.reports[path]
    projects = tuple(f"{name} (ต่อเนื่อง)" for name in report.projects)
    site.set_report(path, replace(report, projects=projects))
    return Plant(path, "bytes_only", "text", {})


def _layout(site: Site, path: str, rng: random.Random) -> Plant:
    """Print the same report in another markup."""
    number = list(site.reports).index(path)
    other = MARKUP_NAMES[(number + 1 + rng.randrange(3)) % len(MARKUP_NAMES)]
    site.set_markup(path, other)
    return Plant(path, "bytes_only", "layout", {})


def _gone(site: Site, path: str, rng: random.Random) -> Plant:
    del site.pages[path]
    return Plant(path, "gone", "gone", {})
