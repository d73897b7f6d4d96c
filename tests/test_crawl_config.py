"""The crawl's file and its addresses."""

from pathlib import Path

import pytest

from pipeline.crawl.addresses import Scope, is_private, normal
from pipeline.crawl.config import load_config
from schemas.errors import KpiAuditError

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "crawl.toml"
SMALL = """
[site]
name = "city"
start = ["http://kpi.example:8080/index.php?dep={department}&y={year}"]
hosts = ["kpi.example:8080", "files.example"]
follow = ["mykpi", "index"]
departments = ["11000000", "12000000"]
years = [2565, 2566]
[site.kinds]
kpi = "mykpi"
[archive]
folder = "kept"
"""


def load(tmp_path: Path, text: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "crawl.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_departments_and_years_fill_the_start_addresses(tmp_path: Path) -> None:
    config = load(tmp_path, SMALL)
    assert len(list(config.starts())) == 4
    assert "http://kpi.example:8080/index.php?dep=12000000&y=2565" in config.starts()


def test_folders_are_taken_from_where_the_file_lies(tmp_path: Path) -> None:
    config = load(tmp_path, SMALL)
    assert config.archive.folder == tmp_path / "kept"
    assert config.database == f"sqlite:///{tmp_path / 'kept' / 'kpi.sqlite'}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("folder", "foldr", "archive.foldr is not known; did you mean folder?"),
        ("kpi = ", "kpis = ", "site.kinds.kpis is not known; did you mean kpi?"),
        ("[archive]", "[politness]\n[archive]", "politness is not known; did you mean politeness?"),
        ("[archive]", "[limits]\npage = 3\n[archive]", "limits.page is not known; did you mean pages?"),
        ('follow = ["mykpi", "index"]', 'follow = ["my(kpi"]', "is no regular expression"),
        ("files.example", "http://files.example/", "is no host:port"),
        ("files.example", "files.example:99999", "is no host:port"),
        ("http://kpi.example:8080/", "http://kpi.example/", "host kpi.example:80 is not listed"),
        ("http://kpi.example:8080/", "ftp://kpi.example/", "is no http address"),
        ("years = [2565, 2566]", "", "names {year}, but no years"),
        ("[archive]", "[politeness]\nhours = '25-3'\n[archive]", "does not read like 22:00-05:00"),
        ("[archive]", "[archive]\nsample = 2", "less than or equal to 1"),
    ],
)  # fmt: skip
def test_what_is_unknown_or_wrong_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(KpiAuditError) as caught:
        load(tmp_path, SMALL.replace(old, new, 1))
    assert caught.value.code == "KA402"
    assert said in caught.value.message


@pytest.mark.parametrize("text", ["[site", "\ud800"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "crawl.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(KpiAuditError, match="KA401"):
        load_config(path)
    with pytest.raises(KpiAuditError, match="KA401"):
        load_config(tmp_path / "missing.toml")


def test_the_documented_example_loads() -> None:
    config = load_config(EXAMPLE)
    scope = Scope.of(config)
    assert len(list(config.starts())) > 1
    host = config.site.hosts[0]
    for path, kind in (
        ("mykpi.php?pid=0402-0810", "kpi"),
        ("index101.php?selDEP=04000000", "index"),
        ("index103.php?selDEP=04000000", "index"),
        ("myproject.php?pid=04000000-12", "project"),
        ("mykpi2563.php?pid=17", "indicator"),
    ):
        address = f"https://{host}/mobile/{path}"
        assert scope.follows(address), address
        assert scope.kind(address) == kind


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("HTTP://Site.GO.th:80/a?b=1#c", "http://site.go.th/a?b=1"),
        ("https://site.go.th:443", "https://site.go.th/"),
        ("http://site.go.th:8080/x", "http://site.go.th:8080/x"),
        ("http://site.go.th/a/../b", "http://site.go.th/b"),
        ("http://site.go.th/ก?ข=ค", "http://site.go.th/%E0%B8%81?%E0%B8%82=%E0%B8%84"),
        ("http://site.go.th./x?b=2&a=1", "http://site.go.th/x?b=2&a=1"),
    ],
)
def test_an_address_has_one_form(address: str, form: str) -> None:
    assert normal(address) == form
    assert normal(form) == form


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://kpi.example:8080/x", None),
        ("http://files.example/x", None),
        ("https://files.example/x", None),
        ("http://kpi.example/x", "foreign host kpi.example:80"),
        ("http://kpi.example:8080@evil.example/", "user name"),
        ("http://127.0.0.1:8080/", "private host"),
        ("http://[::1]/", "private host"),
        ("http://10.1.2.3/", "private host"),
        ("http://2130706433/", "private host"),
        ("http://0x7f.1/", "private host"),
        ("http://169.254.169.254/latest", "private host"),
        ("file:///etc/passwd", "not"),
        ("javascript:alert(1)", "not"),
        ("http://[bad/", "not an address"),
    ],
)
def test_only_listed_hosts_may_be_asked(tmp_path: Path, address: str, reason: str | None) -> None:
    refusal = Scope.of(load(tmp_path, SMALL)).refusal(address)
    assert (refusal is None) if reason is None else reason in (refusal or "")


@pytest.mark.parametrize(("host", "private"), [("localhost:80", True), ("192.168.1.9:80", True),
                                               ("8.8.8.8:53", False), ("site.go.th:80", False)])  # fmt: skip
def test_private_hosts_are_told(host: str, private: bool) -> None:
    assert is_private(host) is private
