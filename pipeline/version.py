"""Which version read and judged: the ledger's keys, and what run.json says."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

ROOT = Path(__file__).parent.parent

#: Libraries that decide what is read; another version of one may read another text.
READING_LIBRARIES = ("nlpo3", "pypdfium2", "pythainlp", "selectolax", "spacy")


def distribution_version() -> str:
    """Return the version of kpi-audit, "0" where it runs from a tree that is not installed."""
    try:
        return metadata.version("kpi-audit")
    except metadata.PackageNotFoundError:
        return "0"


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of the libraries that decide what is read."""
    return {name: metadata.version(name) for name in READING_LIBRARIES}


@cache
def parser_version() -> str:
    """Return the distribution's version with a hash over everything that decides what is read.

    That is the sources and data files of readers, facts and layouts, the schemas that the reading
    is kept in, and the versions of the reading libraries.
    """
    libraries = " ".join(f"{name}={version}" for name, version in library_versions().items())
    return f"{distribution_version()}+{_digest(['schemas', 'extractors'], libraries)}"


@cache
def rules_version(settings: str = "") -> str:
    """Return a hash over the rules' sources and data and the text of the rule settings."""
    return _digest(["schemas", "pipeline/validator"], settings)


def settings_hash(settings: BaseModel) -> str:
    """Return a short name of settings, for the ledger and manifests."""
    return hashlib.sha256(settings.model_dump_json().encode()).hexdigest()[:16]


def run_versions(rules: str) -> dict[str, str]:
    """Return what run.json says of versions."""
    return {
        "kpi-audit": distribution_version(),
        "parser": parser_version(),
        "rules": rules,
        "python": ".".join(map(str, sys.version_info[:3])),
        **library_versions(),
    }


def _digest(folders: list[str], extra: str) -> str:
    digest = hashlib.sha256(extra.encode("utf-8", "surrogatepass"))
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in path.parts:
                name = path.relative_to(ROOT).as_posix()
                digest.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
