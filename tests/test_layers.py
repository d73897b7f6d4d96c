"""Imports go one way: schemas <- extractors <- pipeline."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "schemas": {"schemas"},
    "extractors": {"schemas", "extractors"},
    "pipeline": {"schemas", "extractors", "pipeline"},
}
OURS = {*ALLOWED, "tests", "benchmarks"}


def imported_packages(source: str) -> Iterator[str]:
    """Yield the top package of every absolute import, also of those inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def forbidden(package: str, source: str) -> set[str]:
    return (set(imported_packages(source)) & OURS) - ALLOWED[package]


@pytest.mark.parametrize("package", ALLOWED)
def test_package_imports_only_what_lies_before_it(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    wrong = {
        str(path.relative_to(ROOT)): found
        for path in modules
        if (found := forbidden(package, path.read_text(encoding="utf-8")))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("package", "source", "found"),
    [
        ("schemas", "from extractors.flow import join", {"extractors"}),
        ("extractors", "def f():\n    import pipeline.run", {"pipeline"}),
        ("pipeline", "from tests import gate", {"tests"}),
        ("pipeline", "import extractors, schemas.claim", set()),
        ("schemas", "from . import claim\nimport json", set()),
    ],
)
def test_import_against_the_direction_is_seen(package: str, source: str, found: set[str]) -> None:
    assert forbidden(package, source) == found
