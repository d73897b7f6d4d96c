"""The pages of the replica: lists, KPIs, projects, indicators and files, in all encodings."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from html import escape

from tests.corpus import kpi_page
from tests.corpus.kpi_markup import CHARSET, MARKUPS
from tests.corpus.ladders import ladder_report
from tests.corpus.media import encode, fpdf_pdf, thai_font
from tests.corpus.model import Report
from tests.corpus.others import OTHERS
from tests.corpus.shares import quantity_report, share_report
from tests.corpus.text_html import paragraphs
from tests.crawl.replica import Page

ROBOTS = "User-agent: *\nDisallow: /mobile/private\nDisallow: /admin\n"
#: Encoding of the bytes, and what the server's header says of it.
DELIVERIES = (
    ("utf-8", "text/html; charset=utf-8"),
    ("windows-874", "text/html"),
    ("windows-874", "text/html; charset=utf-8"),
    ("windows-874", "text/html; charset=windows-874"),
    ("lying", "text/html; charset=iso-8859-1"),
    ("bom", "text/html"),
    ("windows-874", "text/html; charset=tis-620"),
)
MAKERS = (ladder_report, share_report, quantity_report)
MARKUP_NAMES = ("m1", "m2", "m3", "m4")
VALIDATORS = ("both", "both", "etag", "date", "none", "both")


@dataclass
class Site:
    """The pages of a site, and the reports behind its KPI pages."""

    pages: dict[str, Page] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)

    def starts(self) -> list[str]:
        return [index(code) for code in self.codes]

    def reachable(self) -> set[str]:
        """Return the paths of all pages of the site itself (robots.txt and traps left out)."""
        return {
            path for path in self.pages if path.startswith("/mobile/") and "private" not in path
        }

    def set_report(self, path: str, report: Report) -> None:
        """Show another report, in the markup and encoding of the page."""
        number = list(self.reports).index(path)
        self.reports[path] = report
        self.pages[path] = replace(self.pages[path], body=kpi_bytes(report, number))
        self.pages[path].changed_at += 86_400

    def set_markup(self, path: str, markup: str) -> None:
        """Show the same report in another markup."""
        number = list(self.reports).index(path)
        self.pages[path] = replace(
            self.pages[path], body=kpi_bytes(self.reports[path], number, markup)
        )
        self.pages[path].changed_at += 86_400


def index(code: str) -> str:
    return f"/mobile/index101.php?selDEP={code}"


def kpi_bytes(report: Report, number: int, markup: str | None = None) -> bytes:
    """Return a KPI page's bytes; markup and encoding follow from its number."""
    markup = markup or MARKUP_NAMES[number % len(MARKUP_NAMES)]
    encoding, _ = DELIVERIES[number % len(DELIVERIES)]
    page = kpi_page.render(report, "A")
    return encode(MARKUPS[markup](page, random.Random(number)), encoding)


def build(kpis: int = 40, others: int = 4, files: int = 2, departments: int = 2) -> Site:
    """Return a site; always the same one for the same numbers."""
    site = Site({"/robots.txt": Page(ROBOTS.encode(), "text/plain", validators="none")})
    rng = random.Random("site")
    site.codes = [f"{11 + number:02}040000" for number in range(departments)]
    links: dict[str, list[str]] = {code: [] for code in site.codes}
    for number in range(kpis):
        code = site.codes[number % departments]
        maker = MAKERS[number % len(MAKERS)]
        report = replace(maker(random.Random(f"kpi-{number}")), pid=f"{code[:4]}-{800 + number}")
        path = f"/mobile/mykpi.php?pid={report.pid}"
        site.reports[path] = report
        _, header = DELIVERIES[number % len(DELIVERIES)]
        validators = VALIDATORS[number % len(VALIDATORS)]
        body = kpi_bytes(report, number)
        site.pages[path] = Page(body, header, validators=validators, gzip=number % 5 == 0)
        links[code].append(path)
    for number in range(others):
        code = site.codes[number % departments]
        for name, path in (
            ("project", f"/mobile/myproject.php?pid={code}-{number + 1}"),
            ("indicator", f"/mobile/mykpi2563.php?pid={number + 100}"),
        ):
            text = OTHERS[name](random.Random(f"{name}-{number}")).text
            site.pages[path] = Page(encode(paragraphs(text), "utf-8"), "text/html; charset=utf-8")
            links[code].append(path)
    for number in range(files if thai_font() else 0):
        code = site.codes[number % departments]
        report = replace(
            ladder_report(random.Random(f"file-{number}")), pid=f"{code[:4]}-{700 + number}"
        )
        path = f"/mobile/files/report-{number}.pdf"
        data = fpdf_pdf(kpi_page.text(kpi_page.render(report, "A")))
        site.pages[path] = Page(data, "application/pdf")
        links[code].append(path)
    for code, paths in links.items():
        rng.shuffle(paths)
        site.pages[index(code)] = Page(index_bytes(code, paths), "text/html; charset=windows-874")
    return site


def index_bytes(code: str, paths: list[str], extra: str = "") -> bytes:
    """Return a department's list page with links, as old sites write them."""
    text = OTHERS["department"](random.Random(code)).text
    anchors = []
    for number, path in enumerate(paths):
        name = path.rpartition("/mobile/")[2]
        if number % 7 == 3:
            anchors.append(f"<a href=\"javascript:window.open('{name}')\">รายละเอียด</a>")
        elif number % 7 == 5:
            anchors.append(f"<span onclick=\"location.href='{name}'\">รายละเอียด</span>")
        else:
            anchors.append(f'<a href="{escape(name)}#top">รายละเอียด</a>')
    html = paragraphs(text).replace("</body>", f"{' '.join(anchors)}{extra}</body>")
    return encode(html.replace(CHARSET, ""), "windows-874")
