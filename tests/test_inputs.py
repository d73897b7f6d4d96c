"""Paths to inputs: folders, links, archives, lists, names of every kind."""

import gzip
import io
import os
import random
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline import archives
from pipeline.inputs import Inputs, paths_from
from schemas.errors import KpiAuditError

THAI_NAME = "รายงาน ตัวชี้วัด.txt"


def loaded(*paths: object) -> dict[str, bytes | str]:
    """Return what every input holds, or the code of its error."""
    found: dict[str, bytes | str] = {}
    for item in Inputs([str(path) for path in paths]):
        try:
            found[item.source] = item.load()
        except KpiAuditError as error:
            found[item.source] = error.code
    return found


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_folder_is_read_recursively_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    names = ["b/2.txt", "a.txt", f"b/{THAI_NAME}", "c d.txt", "e\nf.txt"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    expected = ["a.txt", "b/2.txt", f"b/{THAI_NAME}", "c d.txt", "e\nf.txt"]
    found = loaded(tmp_path)
    assert list(found) == [f"{tmp_path}/{name}" for name in expected]
    assert found[f"{tmp_path}/e\nf.txt"] == b"e\nf.txt"


def test_hidden_and_junk_files_are_counted_not_read(tmp_path: Path) -> None:
    for name in (
        ".DS_Store",
        ".hidden.txt",
        "~$report.docx",
        "Thumbs.db",
        "README.md",
        "report.txt",
    ):
        (tmp_path / name).write_bytes(b"x")
    inputs = Inputs([str(tmp_path)])
    assert [Path(item.source).name for item in inputs] == ["report.txt"]
    assert inputs.skipped == {"hidden": 2, "junk": 3}


def test_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    path = tmp_path / ".hidden.txt"
    path.write_bytes(b"x")
    assert loaded(path) == {str(path): b"x"}


def test_symlink_loops_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "report.txt").write_bytes(b"x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    found = loaded(tmp_path)
    assert found == {f"{tmp_path}/a/report.txt": b"x", f"{tmp_path}/a/self": "KA102"}


def test_folder_behind_a_link_is_read_once_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "report.txt").write_bytes(b"x")
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    assert list(loaded(tmp_path)) == [f"{tmp_path}/real/report.txt"]


def test_output_folder_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "records.jsonl").write_bytes(b"x")
    (tmp_path / "report.txt").write_bytes(b"x")
    inputs = Inputs([str(tmp_path)], output=tmp_path / "out")
    assert [item.source for item in inputs] == [f"{tmp_path}/report.txt"]


@pytest.mark.parametrize(
    ("name", "code"), [("missing.txt", "KA101"), ("broken-link", "KA102"), ("pipe", "KA102")]
)
def test_path_that_cannot_be_opened_is_an_input_with_a_coded_error(
    tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "broken-link").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    assert loaded(tmp_path / name) == {f"{tmp_path}/{name}": code}


def test_name_that_is_no_utf8_is_spelt_out(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.txt")
    with open(path, "wb") as file:
        file.write(b"x")
    (source,) = loaded(tmp_path)
    assert source == f"{tmp_path}/" + r"\xff\xfe.txt"


def test_zip_members_are_named_after_their_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    inner = zipped({"deep.txt": b"deep", "x.zip": zipped({"too-deep.txt": b""})})
    members = {"f/b.html": b"b", "__MACOSX/b.html": b"m", "in.zip": inner, THAI_NAME: b"t"}
    path.write_bytes(zipped(members))
    assert loaded(path) == {
        f"{path}!f/b.html": b"b",
        f"{path}!in.zip!deep.txt": b"deep",
        f"{path}!in.zip!x.zip": "KA112",
        f"{path}!{THAI_NAME}": b"t",
    }


def test_zip_names_in_the_old_thai_code_page_are_understood(tmp_path: Path) -> None:
    data = zipped({"xxxxxx.txt": b"t"}).replace(b"xxxxxx.txt", "รายงาน.txt".encode("cp874"))
    (tmp_path / "old.zip").write_bytes(data)
    assert list(loaded(tmp_path)) == [f"{tmp_path}/old.zip!รายงาน.txt"]


def test_office_file_is_a_document_whatever_its_name(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": b"", "word/document.xml": b""})
    (tmp_path / "report.zip").write_bytes(data)
    assert loaded(tmp_path) == {f"{tmp_path}/report.zip": data}


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [("MAX_RATIO", 10, "KA112"), ("MAX_BYTES", 1000, "KA108"), ("MAX_TOTAL", 1000, "KA112")],
)
def test_zip_bomb_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, code: str
) -> None:
    monkeypatch.setattr(archives, "LARGE", 500 if limit == "MAX_RATIO" else archives.LARGE)
    monkeypatch.setattr(archives, limit, value)
    (tmp_path / "bomb.zip").write_bytes(zipped({"a.txt": b"0" * 2000, "b.txt": b"fine"}))
    assert loaded(tmp_path)[f"{tmp_path}/bomb.zip!a.txt"] == code


def test_damaged_zip_keeps_what_can_be_read(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"first" * 50, "b.txt": b"second" * 50})
    at = data.index(b"b.txt") + 12
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    (tmp_path / "bad.zip").write_bytes(data[:at] + b"\xff\xff\xff" + data[at + 3 :])
    assert loaded(tmp_path) == {
        f"{tmp_path}/bad.zip!a.txt": b"first" * 50,
        f"{tmp_path}/bad.zip!b.txt": "KA113",
        f"{tmp_path}/cut.zip": "KA113",
    }


def test_encrypted_zip_member_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert loaded(tmp_path) == {f"{tmp_path}/locked.zip!a.txt": "KA106"}


def warc_record(kind: str, address: str, status: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=TIS-620\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        "WARC-Date: 2026-11-01T02:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def test_warc_answers_are_inputs_with_their_charset_and_time(tmp_path: Path) -> None:
    path = tmp_path / "night.warc.gz"
    path.write_bytes(
        warc_record("response", "http://kpi.test/a?pid=1", "200 OK", b"page")
        + warc_record("response", "http://kpi.test/b", "404 Not Found", b"gone")
        + warc_record("request", "http://kpi.test/a?pid=1", "200 OK", b"")
    )
    (item,) = Inputs([str(path)])
    assert item.source == f"{path}!http://kpi.test/a?pid=1"
    assert (item.load(), item.declared_charset) == (b"page", "TIS-620")
    assert item.fetched_at == "2026-11-01T02:00:00Z"


def test_damaged_warc_is_a_coded_error(tmp_path: Path) -> None:
    body = random.Random(1).randbytes(5000)
    good, cut = (
        warc_record("response", f"http://kpi.test/{name}", "200 OK", body) for name in "ab"
    )
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(good + cut[: len(cut) // 2])
    assert loaded(path) == {f"{path}!http://kpi.test/a": body, f"{path}!http://kpi.test/b": "KA113"}


def test_mail_is_read_with_its_attachments(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "ส่งรายงาน"
    mail.set_content("ตามเอกสารแนบ")
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="รายงาน.pdf")
    path = tmp_path / "a.eml"
    path.write_bytes(mail.as_bytes())
    assert loaded(path) == {str(path): mail.as_bytes(), f"{path}!รายงาน.pdf": b"%PDF-"}


def test_mail_inside_a_mail_keeps_its_own_attachments(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"] = "รายงาน"
    inner.set_content("ตัวชี้วัด")
    inner.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="ก.pdf")
    mail = EmailMessage()
    mail["Subject"] = "ส่งต่อ"
    mail.set_content("ส่งต่อเพื่อทราบ")
    mail.add_attachment(inner)
    path = tmp_path / "a.eml"
    path.write_bytes(mail.as_bytes())
    found = loaded(path)
    (name,) = (each for each in found if each.endswith(".eml") and each != str(path))
    assert "ตัวชี้วัด".encode() in found[name] or b"base64" in found[name]
    assert set(found) == {str(path), name, f"{name}!ก.pdf"}


def test_file_shown_in_a_mail_is_read_and_a_picture_of_its_signature_is_not(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail.set_content("ตามเอกสาร")
    for kind, subtype, name in (("application", "pdf", "ก.pdf"), ("image", "png", "logo.png")):
        mail.add_attachment(
            b"%PDF-", maintype=kind, subtype=subtype, filename=name, disposition="inline"
        )
    path = tmp_path / "a.eml"
    path.write_bytes(mail.as_bytes())
    assert set(loaded(path)) == {str(path), f"{path}!ก.pdf"}


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (b"a.txt\nb c.txt\r\n\n", ["a.txt", "b c.txt"]),
        ("รายงาน.txt".encode(), ["รายงาน.txt"]),
        (b"a\nb.txt\0c.txt\0", ["a\nb.txt", "c.txt"]),
        (b"", []),
    ],
)
def test_list_on_stdin(lines: bytes, paths: list[str]) -> None:
    assert paths_from(lines) == paths
