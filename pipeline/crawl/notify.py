"""Telling people of a night: a webhook, a mail. Only where something changed or went wrong."""

from __future__ import annotations

import json
import smtplib
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit

from pipeline.crawl.changes_files import Lang, as_csv, shown
from pipeline.crawl.config import Notify
from pipeline.crawl.night import NightReport
from schemas.errors import KpiAuditError

SECONDS = 20.0
MAX_CHANGES = 500
"""Changes that a webhook's JSON holds at most."""


def notify(config: Notify, report: NightReport, lang: Lang = "en") -> Iterator[KpiAuditError]:
    """Tell whoever wants to know; yield KA412 for what could not be sent."""
    some = shown(report.changes, everything=False)
    if not some and not report.outcomes["error"] and not report.failed:
        return
    if config.webhook:
        try:
            _post(config.webhook, report)
        except (OSError, ValueError, urllib.error.URLError) as error:
            host = urlsplit(config.webhook).hostname
            yield KpiAuditError("KA412", f"the webhook at {host} did not take it: {error}")
    if config.mail:
        try:
            _mail(config, report, lang)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            yield KpiAuditError("KA412", f"{config.smtp} did not take the mail: {error}")


def _post(address: str, report: NightReport) -> None:
    changes = shown(report.changes, everything=False)
    content = {
        **report.as_json(),
        "text": report.summary(),
        "changed": [change.line() for change in changes[:MAX_CHANGES]],
        "more": max(0, len(changes) - MAX_CHANGES),
    }
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("it is no http address")
    request = urllib.request.Request(
        address,
        json.dumps(content, ensure_ascii=False).encode(),
        {"Content-Type": "application/json; charset=utf-8"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        answer.read(1000)


def _mail(config: Notify, report: NightReport, lang: Lang) -> None:
    changes = shown(report.changes, everything=False)
    mail = EmailMessage()
    mail["From"], mail["To"] = config.sender, config.mail
    mail["Subject"] = f"kpi-audit {report.site}: {len(changes)} changes in night {report.night}"
    said = [f"{change.address}\n{change.message(lang) or change.kind}" for change in changes[:100]]
    mail.set_content("\n\n".join([report.summary(), *said]))
    mail.add_attachment(
        b"\xef\xbb\xbf" + as_csv(changes).encode(),
        maintype="text",
        subtype="csv",
        filename="changes.csv",
    )
    host, _, port = config.smtp.partition(":")
    with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as server:
        server.send_message(mail)
