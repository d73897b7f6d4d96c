"""The rules on changes between nights, as the catalogue shows them; `changes` yields the findings."""

from __future__ import annotations

from typing import ClassVar

from pipeline.validator.rule import Declared


class ChangeRule(Declared):
    """A rule on what an address said in one night and in a later one."""

    changes_score: ClassVar[bool | None] = None


class ChangedSinceLastCrawl(ChangeRule):
    """A claim whose value changed between two crawls.

    Why it matters: a figure that is changed without a word can no longer be held against anything.

    **Flagged**
        night 12: ผลงานไตรมาสที่ 2 60.00 · night 13: 80.00
    **Fine**
        night 12: ผลงานไตรมาสที่ 2 60.00 · night 13: 60 in another layout
    """

    code = "XDC602"
    name = "changed-since-last-crawl"
    severity = "warning"
    title_th = "ข้อมูลที่รายงานเปลี่ยนไปจากการเก็บครั้งก่อน"
    why_th = "ตัวเลขที่ถูกเปลี่ยนโดยไม่แจ้งจะตรวจสอบย้อนหลังไม่ได้"


class ChangedAfterClose(ChangeRule):
    """Such a change after the fiscal year closed.

    Why it matters: results of a closed year have been scored already; either figure may be the
    right one, but only one of them was scored.

    **Flagged**
        ปีงบประมาณ 2564: seen 93.10 on 2021-10-05, 99.10 on 2021-10-06
    **Fine**
        ปีงบประมาณ 2564: seen 93.10 on 2021-09-28, 99.10 on 2021-10-01 (it may have been in time)
    """

    code = "XDC603"
    name = "changed-after-close"
    severity = "error"
    title_th = "ข้อมูลที่รายงานเปลี่ยนหลังสิ้นปีงบประมาณ"
    why_th = "ผลของปีที่สิ้นสุดแล้วถูกประเมินไปแล้ว ค่าใดค่าหนึ่งอาจถูกต้อง แต่มีเพียงค่าเดียวที่ถูกประเมิน"


class Disappeared(ChangeRule):
    """A page of an earlier crawl that is gone.

    Why it matters: what was reported there can only be shown from the archive.

    **Flagged**
        night 12: 200 with a report · night 13: 404
    **Fine**
        night 12: 200 with a report · night 13: 503, then 200
    """

    code = "XDC604"
    name = "disappeared"
    severity = "warning"
    changes_score = False
    title_th = "หน้าที่เคยมีหายไป"
    why_th = "สิ่งที่เคยรายงานไว้ดูได้จากคลังเท่านั้น"


def change_rules() -> tuple[type[ChangeRule], ...]:
    """Return the rules, in the order of their codes."""
    return (ChangedSinceLastCrawl, ChangedAfterClose, Disappeared)
