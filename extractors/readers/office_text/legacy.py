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


def converted(data: bytes, media_type: str) -> tuple[bytes, str]:
    """Return the file as docx, pptx or xlsx, and which of them.

    KpiAuditError KA115 without LibreOffice, KA114 where it cannot read the file, KA109 where it
    takes too long. Macros are not run: a conversion loads none, and its profile is empty.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise KpiAuditError("KA115")
    suffix, target = TARGETS.get(media_type, ("odt", "docx"))
    with tempfile.TemporaryDirectory(prefix="kpi-audit-") as folder:
        source = Path(folder, f"document.{suffix}")
        source.write_bytes(data)
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
