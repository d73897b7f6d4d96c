"""The report: evidence is shown, nothing of a document is ever run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.outputs import StoredDocument, write_all
from pipeline.outputs.report import asset, content_policy
from pipeline.outputs.views import Room, document_view
from pipeline.outputs.words import Lang
from tests.outputs.documents import HOSTILE, RUN, broken, clean, faulty, hostile, several


def report(folder: Path, documents: list[StoredDocument] | None = None, lang: Lang = "en") -> str:
    write_all(several() if documents is None else documents, folder, RUN, lang)
    return (folder / "report.html").read_text(encoding="utf-8")


class Elements(HTMLParser):
    """Collects what a browser would build: elements with attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[str] = []
        self._in_mark = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._in_mark = tag == "mark"
        if self._in_mark:
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark = self._in_mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        if self._in_mark:
            self.marks[-1] += data


def test_page_holds_nothing_that_a_document_brought(tmp_path: Path) -> None:
    elements = Elements(report(tmp_path)).found
    tags = [tag for tag, _ in elements]
    assert tags.count("script") == 1
    assert tags.count("style") == 1
    assert not {"img", "iframe", "object", "embed", "link", "form", "base"} & set(tags)
    for tag, attributes in elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert "style" not in attributes, "the page's policy would refuse it"
        for name in ("href", "src"):
            if name in attributes:
                assert (attributes[name] or "").startswith("#")


def test_policy_allows_the_own_script_and_style_alone(tmp_path: Path) -> None:
    elements = Elements(report(tmp_path)).found
    policies = [a["content"] for tag, a in elements if a.get("http-equiv")]
    assert policies == [content_policy()]
    assert content_policy().startswith("default-src 'none'; ")
    assert "unsafe" not in content_policy()


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_style_and_script_stand_in_the_page_as_they_were_hashed(tmp_path: Path, name: str) -> None:
    assert f">{asset(name)}</" in report(tmp_path)


def test_direction_and_control_characters_are_spelt_out(tmp_path: Path) -> None:
    page = report(tmp_path)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page)
    assert "⟨U+202E⟩" in page


def test_templates_in_documents_are_text(tmp_path: Path) -> None:
    page = report(tmp_path, [hostile()])
    assert "{{ 7 * 7 }}" in page


def test_each_finding_shows_its_quotes_marked(tmp_path: Path) -> None:
    marks = Elements(report(tmp_path, [faulty()])).marks
    document = faulty().line
    for finding in document.findings:
        for place in finding.locations:
            assert place.quote in marks, finding.code


def test_each_finding_says_what_it_must(tmp_path: Path) -> None:
    page = report(tmp_path, [faulty()])
    for finding in faulty().line.findings:
        for text in (finding.code, finding.name, finding.message, finding.message_th):
            assert text in page
    assert page.count('class="badge changes"') == 2
    assert "100 x 12 / 16 = 75, outside [79.995, 80.005]" in page


def test_passes_reasons_and_failures_are_shown_too(tmp_path: Path) -> None:
    page = report(tmp_path, [broken(), faulty(), clean()])
    for text in ("no weights are printed", "ARI102", "a/broken.pdf", "The PDF is encrypted."):
        assert text in page
    assert "ร้อยละของชุมชนที่มีแผน" in page


@pytest.mark.parametrize("lang", ["th", "en"])
def test_language_decides_what_is_shown_first_and_both_are_there(
    tmp_path: Path, lang: Lang
) -> None:
    page = report(tmp_path, lang=lang)
    assert f'<html lang="{lang}">' in page
    assert re.search(rf'id="show-{lang}"[^>]* checked>', page)
    assert page.count(" checked>") == 4, "the language and three severities"
    for text in ("Findings by rule", "ข้อสังเกตตามกฎ"):
        assert text in page


def test_anchors_are_unique_and_every_link_leads_to_one(tmp_path: Path) -> None:
    elements = Elements(report(tmp_path)).found
    names = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(names) == len(set(names))
    links = {a["href"] for tag, a in elements if tag == "a" and a.get("href")}
    rules = {f"#rule-{code}" for code in ("ARI101", "EVI401", "SCO201", "TXT502")}
    assert {link for link in links if link} - rules <= {f"#{name}" for name in names}


def test_large_run_shows_the_gravest_and_says_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.outputs.write.Shortlist.MOST", 2)
    documents = [clean(f"{number:03}.txt") for number in range(5)] + [faulty("z.html")]
    page = report(tmp_path, documents)
    assert "4 more documents are not shown one by one" in page
    assert page.count('class="document"') == 2
    assert "unit-confusion" in page


def test_page_stays_small_and_says_how_many_findings_and_claims_it_leaves_out() -> None:
    room = Room(findings=4, claims=7)
    views = [document_view(faulty().line, {}, number, room) for number in (1, 2)]
    assert [(len(view.findings), view.more_findings) for view in views] == [(3, 0), (1, 2)]
    assert [(len(view.claims), view.more_claims) for view in views] == [(5, 0), (2, 3)]


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "Chromium is not installed; the report is not opened in a browser"
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def built_page(chromium: str, page: Path, profile: Path) -> str:
    """Return the page as Chromium built it, after its scripts ran."""
    command = [
        *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        *(f"--user-data-dir={profile}", "--dump-dom", page.as_uri()),
    ]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()


def test_browser_runs_the_filter_and_nothing_of_the_documents(
    tmp_path: Path, chromium: str
) -> None:
    write_all(several(), tmp_path / "out", RUN)
    built = built_page(chromium, tmp_path / "out" / "report.html", tmp_path / "profile")
    assert "<title>KPI audit report</title>" in built
    assert '<span id="shown">16</span>' in built, "the page's own script ran"
    assert HOSTILE[0] not in built
