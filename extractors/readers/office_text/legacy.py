"""Old Office files (doc, ppt, xls, rtf, OpenDocument) through LibreOffice, where it is found."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from schemas.errors import KpiAuditError

TARGETS = {
    "application/msword": ("doc", "docx"),
    "application/rtf": ("rtf", "docx"),
    "application/vnd.oasis.opendocument.text": ("odt", "docx"),
    "application/vnd.ms-powerpoint": ("ppt", "pptx"),
    "application/vnd.oasis.opendocument.presentation": ("odp", "pptx"),
    "application/vnd.ms-excel": ("xls", "xlsx"),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods", "xlsx"),
}
_SECONDS = 120
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_INTERNET = "/org.openoffice.Inet/Settings"
_OPTIONS = (
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # What still asks for the network, meets a proxy where nobody listens.
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
"""Options of LibreOffice's profile: group, name, value. Linked pictures and texts stay away."""


def converted(data: bytes, media_type: str) -> tuple[bytes, str]:
    """Return the file as docx, pptx or xlsx, and which of them.

    KpiAuditError KA115 without LibreOffice, KA114 where it cannot read the file, KA109 where it
    takes too long. Macros are not run, links are not followed: its profile says so.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise KpiAuditError("KA115")
    suffix, target = TARGETS.get(media_type, ("odt", "docx"))
    with tempfile.TemporaryDirectory(prefix="kpi-audit-") as folder:
        source = Path(folder, f"document.{suffix}")
        source.write_bytes(data)
        _write_profile(Path(folder, "profile"))
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", target, "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, cwd=folder)
        except subprocess.TimeoutExpired as error:
            raise KpiAuditError("KA109") from error
        result = Path(folder, "out", f"document.{target}")
        if not result.is_file():
            raise KpiAuditError("KA114")
        return result.read_bytes(), target


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{group}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for group, name, value in _OPTIONS
    )
    path = folder / "user" / "registrymodifications.xcu"
    path.parent.mkdir(parents=True)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
