"""A night in Prometheus text format, for the node exporter's textfile folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pipeline.crawl.changes import KINDS
from pipeline.crawl.night import NightReport
from pipeline.outputs.files import replacing_text

OUTCOMES = ("new", "changed", "same_bytes", "not_modified", "gone", "soft_failure", "redirect",
            "refused", "error")  # fmt: skip


def write_metrics(path: Path, report: NightReport) -> None:
    """Write the metrics of a complete night. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing_text(path) as stream:
        stream.write("".join(f"{line}\n" for line in lines(report)))


def lines(report: NightReport) -> Iterator[str]:
    """Yield the lines."""
    site = label(report.site)
    finished = report.finished_at or report.started_at
    yield from _gauge(
        "night", "Number of the last complete night.", {f'site="{site}"': report.night}
    )
    yield from _gauge(
        "finished_timestamp_seconds",
        "When the last complete night ended.",
        {f'site="{site}"': datetime.fromisoformat(finished).timestamp()},
    )
    yield from _gauge("seconds", "How long it took.", {f'site="{site}"': round(report.seconds, 3)})
    yield from _gauge(
        "addresses",
        "Addresses by what they answered.",
        {f'site="{site}",outcome="{name}"': report.outcomes[name] for name in OUTCOMES},
    )
    yield from _gauge(
        "changes",
        "Changes by kind.",
        {f'site="{site}",kind="{name}"': report.kinds[name] for name in KINDS},
    )
    yield from _gauge(
        "documents_failed", "Documents that could not be read.", {f'site="{site}"': report.failed}
    )
    yield from _gauge(
        "addresses_over_limit",
        "Addresses beyond the limit of pages.",
        {f'site="{site}"': report.over_limit},
    )


def _gauge(name: str, about: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP kpi_audit_crawl_{name} {about}"
    yield f"# TYPE kpi_audit_crawl_{name} gauge"
    for labels, value in values.items():
        shown = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        yield f"kpi_audit_crawl_{name}{{{labels}}} {shown}"


def label(text: str) -> str:
    """Return a label's value as the format wants it."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
