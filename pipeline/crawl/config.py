"""What a crawl is told: a TOML file, unknown keys refused with the nearest known one."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipeline.crawl.addresses import HostError, host_of, normal
from schemas.errors import KpiAuditError

Kind = Literal["index", "kpi", "project", "indicator", "file"]
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-3]):([0-5]\d)")


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _host(text: str) -> str:
    if re.search(r"[/@?#\s*]", text) or not text:
        raise ValueError(f"{text!r} is no host:port")
    try:
        return host_of(f"http://{text}") if ":" in text else text.lower()
    except HostError as error:
        raise ValueError(f"{text!r} is no host:port") from error


def _hours(text: str | None) -> str | None:
    if text and not HOURS.fullmatch(text.strip()):
        raise ValueError(f"{text!r} does not read like 22:00-05:00")
    return text.strip() if text else None


Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, AfterValidator(_host)]


class Part(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(Part):
    """Where the crawl begins and how far it goes."""

    name: str = Field(min_length=1)
    start: list[str] = Field(min_length=1)
    """Addresses; `{department}` and `{year}` stand for every one of the lists below."""
    hosts: list[Host] = Field(min_length=1)
    """`host:port`; a host without port is listed with its scheme's own port, 80 or 443."""
    follow: list[Pattern] = Field(default_factory=list)
    """Links are followed where one of these is found in the address; none: every link."""
    kinds: dict[Kind, Pattern] = Field(default_factory=dict)
    departments: list[str] = Field(default_factory=list)
    years: list[int | str] = Field(default_factory=list)
    proxy: str | None = None
    """An HTTP proxy; those of the environment are not used."""


class Politeness(Part):
    """How the site is spared."""

    delay: float = Field(default=1.0, ge=0)
    """Seconds between two requests to a host; a longer Crawl-delay of its robots.txt holds."""
    concurrency: int = Field(default=1, ge=1, le=32)
    obey_robots: bool = True
    contact: str = ""
    """An address that the site's keeper can write to; it stands in the user agent."""
    hours: Annotated[str | None, AfterValidator(_hours)] = None
    """`22:00-05:00`, Thai time; outside of them a night waits for the next call."""


class Limits(Part):
    """Bounds of one answer and of one night."""

    pages: int = Field(default=20_000, ge=1)
    """Addresses asked for in a night."""
    bytes: int = Field(default=50 * 2**20, ge=1)
    """Bytes of one answer, unpacked."""
    seconds: float = Field(default=60.0, gt=0)
    """Seconds of one answer, from the request to its last byte."""
    redirects: int = Field(default=5, ge=0)
    retries: int = Field(default=3, ge=0)
    """How often an address is asked again after an error that may pass."""
    longest_wait: float = Field(default=300.0, ge=0)
    """Seconds that a Retry-After may ask for; longer ones give the address up for this night."""


class Archive(Part):
    """What is kept."""

    folder: Path
    sample: float = Field(default=0.05, ge=0, le=1)
    """Share of the known addresses that is fetched without validators, other ones every night."""


class Store(Part):
    """Where the main line writes."""

    db: str | None = None
    """An SQLAlchemy address; by default kpi.sqlite in the archive's folder."""


class Notify(Part):
    """Who hears of a night."""

    webhook: str | None = None
    """An address that gets the night's JSON by POST."""
    mail: str | None = None
    smtp: str = "localhost:25"
    sender: str = "kpi-audit@localhost"
    metrics: Path | None = None
    """Prometheus text file; by default metrics.prom in the archive's folder."""


class CrawlConfig(Part):
    """The whole file."""

    site: Site
    politeness: Politeness = Politeness()
    limits: Limits = Limits()
    archive: Archive
    store: Store = Store()
    notify: Notify = Notify()

    @property
    def database(self) -> str:
        """The address of the ledger."""
        return self.store.db or f"sqlite:///{self.archive.folder / 'kpi.sqlite'}"

    @property
    def metrics(self) -> Path:
        """Where the metrics file goes."""
        return self.notify.metrics or self.archive.folder / "metrics.prom"

    def starts(self) -> Iterator[str]:
        """Yield the start addresses in normal form, departments and years filled in."""
        for template in self.site.start:
            departments = self.site.departments if "{department}" in template else [""]
            years = self.site.years if "{year}" in template else [""]
            for department in departments:
                for year in years:
                    filled = template.replace("{department}", department)
                    yield normal(filled.replace("{year}", str(year)))


def load_config(path: Path) -> CrawlConfig:
    """Read a crawl's file; relative folders are taken from where the file lies.

    KpiAuditError KA401 where it cannot be read, KA402 where it says something unknown or wrong.
    """
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise KpiAuditError("KA401", f"the crawl's file {path} cannot be read: {reason}") from error
    try:
        config = CrawlConfig.model_validate(data)
    except ValidationError as error:
        raise KpiAuditError("KA402", f"{path}: {_what(error)}") from error
    _check_starts(path, config)
    folder = path.resolve().parent / config.archive.folder
    metrics = config.notify.metrics and path.resolve().parent / config.notify.metrics
    return config.model_copy(
        update={
            "archive": config.archive.model_copy(update={"folder": folder}),
            "notify": config.notify.model_copy(update={"metrics": metrics}),
        }
    )


def _check_starts(path: Path, config: CrawlConfig) -> None:
    """Refuse start addresses that the crawl could never ask for."""
    from pipeline.crawl.addresses import Scope

    scope = Scope.of(config)
    for name in ("department", "year"):
        asked = any(f"{{{name}}}" in start for start in config.site.start)
        if asked and not getattr(config.site, f"{name}s"):
            raise KpiAuditError("KA402", f"{path}: site.start names {{{name}}}, but no {name}s")
    for start in config.site.start:
        if urlsplit(start).scheme not in ("http", "https"):
            raise KpiAuditError("KA402", f"{path}: site.start: {start!r} is no http address")
    for start in config.starts():
        if (reason := scope.refusal(start)) is not None:
            raise KpiAuditError("KA402", f"{path}: site.start: {start!r}: {reason}")


def _what(error: ValidationError) -> str:
    """Return the first thing that is wrong, with the nearest known key."""
    # An unknown key tells more than the missing one that it was meant to be.
    first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    where = ".".join(str(part) for part in first["loc"])
    known = list(CrawlConfig.model_fields)
    for name in first["loc"][:-1]:
        inner = CrawlConfig.model_fields.get(str(name))
        if inner is not None and isinstance(inner.annotation, type):
            known = list(getattr(inner.annotation, "model_fields", {}))
    if first["type"] == "literal_error" and "kinds" in first["loc"]:
        known, first["type"] = ["index", "kpi", "project", "indicator", "file"], "extra_forbidden"
        where = where.removesuffix(".[key]")
    if first["type"] != "extra_forbidden":
        return f"{where}: {first['msg']}"
    last = where.rpartition(".")[2]
    near = difflib.get_close_matches(last, known, n=1, cutoff=0)
    return f"{where} is not known; did you mean {near[0]}?" if near else f"{where} is not known"
