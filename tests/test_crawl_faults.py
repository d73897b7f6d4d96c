# ruff: noqa: E501 (a line of a page stays a line of code)
"""A site that misbehaves: every fault bounded, coded or told apart, and the night goes on."""

from __future__ import annotations

import gzip
import itertools
import random
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.crawl.answers import Answers, retry_after
from pipeline.crawl.hours import THAI_TIME, is_within
from pipeline.crawl.lock import Lock
from pipeline.crawl.soft import soft_failure
from pipeline.crawl.verify import verify
from schemas.errors import KpiAuditError
from tests.conftest import Kpi
from tests.corpus.ladders import ladder_report
from tests.crawl.harness import Bench, small
from tests.crawl.replica import Page, Replica
from tests.crawl.site import kpi_bytes

KPI = kpi_bytes(ladder_report(random.Random(1)), 0)
TEXT = "<p>รายงานผลตัวชี้วัดตามเป้าหมายรายไตรมาสของโครงการ</p>"


def html(*links: str, head: str = "", more: str = TEXT) -> Page:
    anchors = " ".join(f'<a href="{link}">x</a>' for link in links)
    return Page(f"<html><head>{head}</head><body>{more}{anchors}</body></html>".encode())


def redirect(target: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": target})


@dataclass
class Faulty:
    bench: Bench
    other: Replica
    seen: dict[str, dict[str, Any]]
    seconds: float


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    """One night over a site where nearly everything is wrong."""
    other = Replica({"/mobile/stolen": html(), "/mobile/base.php": html()})
    bomb = gzip.compress(b"\0" * 30_000_000)
    pages = {
        "/robots.txt": Page(b"User-agent: *\nDisallow: /mobile/private\n", "text/plain"),
        "/mobile/private.php": html(),
        "/mobile/fine.php": Page(KPI),
        "/mobile/500.php": Page(b"<p>error</p>", status=500),
        "/mobile/once500.php": Page(KPI + b" ", trouble=[(500, {})]),
        "/mobile/503.php": Page(KPI + b"  ", trouble=[(503, {"Retry-After": "1"})]),
        "/mobile/503long.php": Page(b"x", trouble=[(503, {"Retry-After": "86400"})]),
        "/mobile/403.php": Page(b"<p>no</p>", status=403),
        "/mobile/slow.php": Page(KPI + b"   ", wait=1.0),
        "/mobile/stall.php": Page(b"", stall=True),
        "/mobile/endless.php": Page(drip=True),
        "/mobile/large.php": Page(b"<p>" + b"x" * 3_000_000),
        "/mobile/bomb.php": Page(bomb, headers={"Content-Encoding": "gzip"}),
        "/mobile/moved.php": redirect("/mobile/target.php", 301),
        "/mobile/target.php": html(more=TEXT * 2),
        "/mobile/loop1.php": redirect("/mobile/loop2.php"),
        "/mobile/loop2.php": redirect("/mobile/loop1.php"),
        "/mobile/self.php": redirect("/mobile/self.php"),
        **{f"/mobile/chain{n}.php": redirect(f"/mobile/chain{n + 1}.php") for n in range(9)},
        "/mobile/out.php": redirect(f"{other.base}/mobile/stolen"),
        "/mobile/inside.php": redirect("http://169.254.169.254/latest/meta-data"),
        "/mobile/local.php": redirect("http://localhost:22/"),
        "/mobile/file.php": redirect("file:///etc/passwd"),
        "/mobile/nowhere.php": redirect("http://[bad"),
        "/mobile/based.php": html("base.php", head=f'<base href="{other.base}/mobile/">'),
        "/mobile/many.php": html(*[f"n{n}.php" for n in range(10_000)]),
        "/mobile/login.php": Page(b"<html><form><input type='password' name=p></form></html>"),
        "/mobile/closed.php": Page("<html><body>ขออภัย ปิดปรับปรุงระบบชั่วคราว</body></html>".encode()),
        "/mobile/report.pdf": Page("<html><body>เข้าสู่ระบบ</body></html>".encode()),
        "/mobile/mykpi.php?pid=1104-1": Page(b"<html><body><div></div></body></html>"),
        "/mobile/empty.php": Page(b""),
        "/mobile/refresh.php": html(head='<meta http-equiv="refresh" content="0; url=after.php">'),
        "/mobile/after.php": html(more=TEXT * 3),
        "/mobile/frame.php": Page(b"<html><frameset><frame src='framed.php'></frameset></html>"),
        "/mobile/framed.php": html(more=TEXT * 4),
    }  # fmt: skip
    index = html(*[path for path in pages if path.startswith("/mobile")], f"{other.base}/mobile/stolen",
                 "mailto:a@b.c", "http://[bad/", "javascript:void(0)")  # fmt: skip
    pages["/mobile/"] = index
    limits = {"pages": 300, "bytes": 2_000_000, "seconds": 3.0, "retries": 1, "longest_wait": 5.0}
    made = small(
        tmp_path_factory.mktemp("faulty"), pages, limits=limits, politeness={"concurrency": 8}
    )
    start = time.monotonic()
    made.night()
    yield Faulty(made, other, made.observations(1), time.monotonic() - start)
    made.replica.close()
    other.close()


@pytest.mark.parametrize(
    ("path", "outcome", "reason"),
    [
        ("fine.php", "new", None),
        ("private.php", "refused", "robots.txt does not allow it"),
        ("500.php", "error", "status 500"),
        ("once500.php", "new", None),
        ("503.php", "new", None),
        ("503long.php", "error", "status 503"),
        ("403.php", "error", "status 403"),
        ("slow.php", "new", None),
        ("stall.php", "error", "no whole answer in the time allowed"),
        ("endless.php", "error", "larger than 2000000 bytes"),
        ("large.php", "error", "larger than 2000000 bytes"),
        ("bomb.php", "error", "larger than 2000000 bytes"),
        ("moved.php", "redirect", None),
        ("target.php", "new", None),
        ("loop1.php", "redirect", None),
        ("loop2.php", "redirect", None),
        ("self.php", "error", "redirect to itself"),
        ("out.php", "refused", "is not listed"),
        ("inside.php", "refused", "private host 169.254.169.254:80"),
        ("local.php", "refused", "private host localhost:22"),
        ("file.php", "refused", "not"),
        ("nowhere.php", "error", "redirect to no address"),
        ("based.php", "new", None),
        ("login.php", "soft_failure", "login"),
        ("closed.php", "soft_failure", "maintenance"),
        ("report.pdf", "soft_failure", "html_for_file"),
        ("mykpi.php?pid=1104-1", "soft_failure", "empty_shell"),
        ("empty.php", "soft_failure", "empty"),
        ("after.php", "new", None),
        ("framed.php", "new", None),
    ],
)
def test_fault_is_told_apart(faulty: Faulty, path: str, outcome: str, reason: str | None) -> None:
    row = faulty.seen[f"/mobile/{path}"]
    assert row["outcome"] == outcome, row["reason"]
    assert (reason or "") in (row["reason"] or "")


def test_endless_links_end_at_the_limit(faulty: Faulty) -> None:
    assert len(faulty.seen) <= 301  # robots.txt stands beside the limit


def test_redirects_end_at_their_limit(tmp_path: Path) -> None:
    chain = {f"/mobile/c{n}": redirect(f"/mobile/c{n + 1}") for n in range(9)}
    made = small(tmp_path, chain, "/mobile/c0", limits={"redirects": 3, "retries": 0})
    made.night()
    assert made.observations(1)["/mobile/c3"]["reason"] == "more than 3 redirects"
    assert "/mobile/c4" not in made.replica.asked()
    made.replica.close()


def test_no_host_is_asked_that_is_not_listed(faulty: Faulty) -> None:
    assert faulty.other.hits == []


def test_nothing_is_asked_that_robots_forbids(faulty: Faulty) -> None:
    assert "/mobile/private.php" not in faulty.bench.replica.asked()
    assert faulty.bench.replica.hits[0].path == "/robots.txt"


def test_retry_after_is_waited_for(faulty: Faulty) -> None:
    times = [hit.at for hit in faulty.bench.replica.hits if hit.path == "/mobile/503.php"]
    assert len(times) == 2
    assert times[1] - times[0] >= 1.0


def test_an_error_is_asked_again_as_often_as_allowed(faulty: Faulty) -> None:
    assert faulty.bench.replica.asked().count("/mobile/500.php") == 2


def test_faults_do_not_stop_the_night(faulty: Faulty) -> None:
    assert faulty.seconds < 60
    assert verify(faulty.bench.archive).damage == []


def test_soft_failures_are_no_documents(faulty: Faulty) -> None:
    documents = faulty.bench.documents()
    assert not [row for row in faulty.seen.values()
                if row["outcome"] == "soft_failure" and row["body"] in documents]  # fmt: skip


def test_the_agent_names_itself_and_a_contact(faulty: Faulty) -> None:
    agents = {hit.headers["User-Agent"] for hit in faulty.bench.replica.hits}
    assert len(agents) == 1
    assert agents.pop().endswith("(+test@example.org)")


@pytest.mark.parametrize(("text", "wanted"), [("", 0.15), ("Crawl-delay: 0.4", 0.4)])
def test_delays_are_held(tmp_path: Path, text: str, wanted: float) -> None:
    pages = {f"/mobile/{n}": html(more=TEXT * n) for n in range(1, 5)}
    pages["/mobile/"] = html(*pages)
    pages["/robots.txt"] = Page(f"User-agent: *\n{text}\nAllow: /".encode(), "text/plain")
    made = small(tmp_path, pages, politeness={"delay": 0.15, "concurrency": 4})
    made.night()
    times = [hit.at for hit in made.replica.hits]
    made.replica.close()
    assert len(times) == 6
    gaps = [later - earlier for earlier, later in itertools.pairwise(times[1:])]
    # What arrives late on a busy machine shortens the gap after it, not the whole.
    assert min(gaps) >= wanted - 0.05
    assert sum(gaps) >= wanted * len(gaps) - 0.05


def test_robots_without_answer_allows_nothing(tmp_path: Path) -> None:
    forbidding = Page(b"User-agent: kpi-audit\nDisallow: /", "text/plain")
    answers = {
        "missing": (Page(b"x", status=404), True),
        "forbidden": (Page(b"x", status=403), True),
        "broken": (Page(b"x", status=500), False),
        "stalled": (Page(stall=True), False),
        "moved": (redirect("/robots2.txt"), False),
    }
    hosts = {
        name: Replica({"/robots.txt": robots, "/robots2.txt": forbidding, "/mobile/": html()})
        for name, (robots, _) in answers.items()
    }
    made = small(tmp_path, {"/mobile/": html()}, limits={"seconds": 1.0, "retries": 1})
    made.options["site"] = {
        "start": [f"{host.base}/mobile/" for host in hosts.values()],
        "hosts": [host.host for host in hosts.values()],
    }
    made.night()
    made.replica.close()
    for name, host in hosts.items():
        assert ("/mobile/" in host.asked()) is answers[name][1], name
        host.close()


def test_robots_can_be_switched_off(tmp_path: Path) -> None:
    pages = {"/robots.txt": Page(b"User-agent: *\nDisallow: /", "text/plain"), "/mobile/": html()}
    made = small(tmp_path, pages, politeness={"obey_robots": False})
    made.night()
    assert made.replica.asked() == ["/mobile/"]
    made.replica.close()


def test_a_host_that_does_not_answer_or_has_no_name_is_coded(tmp_path: Path, kpi: Kpi) -> None:
    made = small(tmp_path, {"/mobile/": html()}, limits={"retries": 0, "seconds": 2.0})
    made.replica.close()
    nameless = "http://no-such-host.invalid/mobile/"
    made.options["site"] = {
        "start": [made.replica.base + "/mobile/", nameless],
        "hosts": [made.replica.host, "no-such-host.invalid"],
    }
    made.write()
    done = kpi("crawl", made.path)
    assert (done.returncode, "KA411" in done.stderr) == (3, True)
    seen = made.observations(1)
    assert "failed" in seen["/robots.txt"]["reason"]
    assert "name cannot be resolved" in seen["http://no-such-host.invalid/robots.txt"]["reason"]


def test_a_wrong_certificate_is_refused(tmp_path: Path) -> None:
    made = small(tmp_path, {}, limits={"retries": 0}, politeness={"obey_robots": False})
    made.replica.close()
    made.replica = Replica({"/mobile/": html()}, self_signed(tmp_path))
    with pytest.raises(KpiAuditError, match="KA411"):
        made.night()
    assert "not safe" in made.observations(1)["/mobile/"]["reason"]
    assert made.replica.hits == []
    made.replica.close()


def self_signed(folder: Path) -> ssl.SSLContext:
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "other.example")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(today - timedelta(1)).not_valid_after(today + timedelta(9))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    formats = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(key.private_bytes(*formats) + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_lying_server_is_caught_by_the_sample(tmp_path: Path) -> None:
    """Its validators never change, so only an unconditional request sees the other bytes."""
    pages = {f"/mobile/{n}": Page(html(more=TEXT * n).body, validators="lie") for n in range(1, 9)}
    pages["/mobile/"] = html(*pages)
    made = small(tmp_path, pages, archive={"folder": "archive", "sample": 1.0})
    made.night()
    for page in list(pages.values()):
        page.body = page.body.replace(b"<body>", b"<body><p>other</p>")
    made.night()
    made.replica.close()
    rows = made.observations(2).values()
    caught = [row["reason"] for row in rows if row["outcome"] == "changed" and row["reason"]]
    assert caught == ["other bytes under the same validator"] * 8


def test_the_sample_goes_round(tmp_path: Path) -> None:
    """Every address is fetched without validators once in twenty nights, a few each night."""
    made = small(tmp_path, {})
    config = made.config()
    made.replica.close()
    addresses = [f"http://a/{n}" for n in range(400)]
    counts = [0] * len(addresses)
    for night in range(1, 21):
        asks = Answers(config, None, None, None, night)  # type: ignore[arg-type]
        sampled = [asks.is_sampled(address) for address in addresses]
        assert 2 <= sum(sampled) <= 45
        counts = [count + is_in for count, is_in in zip(counts, sampled, strict=True)]
    assert counts == [1] * len(addresses)


def test_known_pages_are_visited_whatever_links_to_them(tmp_path: Path) -> None:
    """Behind a page that answers 304, and after the last link to them is gone."""
    pages = {
        "/mobile/": html("a"),
        "/mobile/a": html("b", more=TEXT * 2),
        "/mobile/b": html(more=TEXT * 3),
    }
    made = small(tmp_path, pages, archive={"folder": "archive", "sample": 0.0})
    made.night()
    made.replica.forget()
    made.night()
    asked = [hit for hit in made.replica.hits if hit.path in pages]
    assert {hit.path for hit in asked} == set(pages)
    assert {hit.status for hit in asked} == {304}
    assert {hit.headers["Cache-Control"] for hit in asked} == {"max-age=0"}
    pages["/mobile/"] = html()
    made.night()
    made.replica.close()
    row = made.observations(3)["/mobile/a"]
    assert (row["outcome"], row["discovered_from"]) == ("not_modified", "earlier nights")


def test_gone_back_and_soft_failures_are_told_once(tmp_path: Path) -> None:
    closed = Page("<html><body>อยู่ระหว่างปรับปรุงระบบ</body></html>".encode())
    one, two = "/mobile/mykpi.php?pid=1104-800", "/mobile/mykpi.php?pid=1104-801"
    pages = {"/mobile/": html(one, two), one: Page(KPI), two: Page(KPI + b" ")}
    whole = dict(pages)
    made = small(tmp_path, pages)
    told: dict[str, list[list[str]]] = {one: [], two: []}
    for is_whole in (True, False, False, True):
        if is_whole:
            pages.update(whole)
        else:
            pages.pop(one, None)
            pages[two] = closed
        made.night()
        for path, kinds in told.items():
            kinds.append([each.kind for each in made.changes() if each.address.endswith(path)])
    made.replica.close()
    assert told[one] == [["new"], ["gone"], [], ["back"]]
    assert told[two] == [["new"], ["soft_failure"], [], []]
    assert made.changes("1") == []


# Whole stops


def test_two_nights_do_not_work_at_once(tmp_path: Path, kpi: Kpi) -> None:
    made = small(tmp_path, {"/mobile/": html()})
    made.write()
    lock = Lock(made.archive / "night.lock")
    done = kpi("crawl", made.path)
    lock.close()
    assert (done.returncode, "KA403" in done.stderr) == (3, True)
    assert made.replica.hits == []
    Lock(made.archive / "night.lock").close()
    made.replica.close()


def test_outside_its_hours_nothing_is_asked(tmp_path: Path, kpi: Kpi) -> None:
    hour = (datetime.now(THAI_TIME).hour + 2) % 24
    hours = f"{hour:02}:00-{(hour + 1) % 24:02}:00"
    made = small(tmp_path, {"/mobile/": html()}, politeness={"hours": hours})
    made.write()
    done = kpi("crawl", made.path)
    made.replica.close()
    assert (done.returncode, "KA405" in done.stderr) == (3, True)
    assert made.replica.hits == []


def test_what_is_fetched_is_read_outside_the_hours_too(tmp_path: Path) -> None:
    import sqlite3

    made = small(tmp_path, {"/mobile/": html()})
    made.night()
    with sqlite3.connect(made.archive / "state.sqlite") as db:
        db.execute("UPDATE nights SET finished_at = NULL")
    made.replica.close()
    hour = (datetime.now(THAI_TIME).hour + 2) % 24
    made.options["politeness"] = {"hours": f"{hour:02}:00-{(hour + 1) % 24:02}:00"}
    report = made.night()
    assert report.is_resumed and report.night == 1


def test_a_body_that_is_not_ours_is_named_and_left_alone(tmp_path: Path) -> None:
    import os

    made = small(tmp_path, {"/mobile/": html()})
    made.night()
    stranger = made.archive / "bodies" / "ab" / ("ab" * 32)
    stranger.parent.mkdir(exist_ok=True)
    stranger.write_bytes(b"older")
    os.utime(stranger, (1e9, 1e9))
    made.night()
    made.replica.close()
    assert verify(made.archive).damage == [f"body {stranger.name} is listed in no manifest"]


@pytest.mark.parametrize(
    ("hours", "clock", "inside"),
    [("22:00-05:00", "23:30", True), ("22:00-05:00", "04:59", True), ("22:00-05:00", "05:00", False),
     ("22:00-05:00", "12:00", False), ("01:00-05:00", "01:00", True), ("01:00-05:00", "00:59", False)],
)  # fmt: skip
def test_hours_run_over_midnight(hours: str, clock: str, inside: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-20T{clock}").replace(tzinfo=THAI_TIME)
    assert is_within(hours, moment) is inside


def test_a_full_disk_stops_whole_and_the_night_goes_on_later(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    pages = {f"/mobile/{n}": html(more=TEXT * n + os.urandom(20_000).hex()) for n in range(1, 30)}
    pages["/mobile/"] = html(*pages)
    made = small(tmp_path, pages)
    made.write()
    command = "import resource, sys; sys.argv = ['kpi-audit', 'crawl', sys.argv[1]]\n" \
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n" \
        "from pipeline.cli import main; main()"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", command, str(made.path)], capture_output=True,
                          text=True, timeout=120)  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert any(code in done.stderr for code in ("KA304", "KA404", "KA406")), done.stderr
    report = made.night()
    made.replica.close()
    assert report.is_resumed and report.night == 1
    assert {path for path, row in made.observations(1).items() if row["outcome"] == "new"} == set(
        pages
    )
    assert verify(made.archive).damage == []


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon", None), (None, None)]
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value) == seconds


@pytest.mark.parametrize(
    ("body", "media_type", "kind", "before", "reason"),
    [
        (KPI, "text/html", "kpi", None, None),
        (b"%PDF-1.7 ...", "application/pdf", "file", None, None),
        (b"%PDF-1.7 ...", "text/html", "file", None, None),
        (b"<html><p>x</p></html>", "text/html", "other", "application/pdf", "html_for_file"),
        (b"error", "application/pdf", "file", None, "no_pdf"),
        (b" \n", "text/html", "kpi", None, "empty"),
        ("<html><body>ไม่พบข้อมูล</body></html>".encode("cp874"), "text/html", "kpi", None, "not_found"),
        (b"<html><body>Fatal error: Uncaught mysqli_sql_exception</body></html>", "text/html", "kpi", None, "error_page"),
        (b"<html><body>Site is under maintenance</body></html>", "text/html", "other", None, "maintenance"),
        ("<html><body>ตัวชี้วัด เป้าหมาย ไตรมาส โครงการปรับปรุงระบบระบายน้ำ</body></html>".encode(), "text/html", "kpi", None, None),
        ("<html><body>รายการข่าว</body></html>".encode(), "text/html", "other", None, None),
    ],
)  # fmt: skip
def test_soft_failures_by_their_answers(
    body: bytes, media_type: str, kind: str, before: str | None, reason: str | None
) -> None:
    assert soft_failure(body, media_type, kind, None, before) == reason
