# ruff: noqa: E501 (a line of a document stays a line of code)
"""Pages that lost everything from the title to the table, and pages that lost other parts."""

from __future__ import annotations

from tests.attack.case import Case
from tests.attack.reports import ladder, share
from tests.attack.sheet import Sheet, lines, text

GONE = ("title", "sequence", "kpi_code", "inspection__value")


def _without_head(sheet: Sheet, narratives: list[str], joint: str = "\n\n") -> str:
    """Return a page that begins at the target, its quarters' texts without headings."""
    whole = lines(sheet)
    first = next(n for n, line in enumerate(whole) if line.startswith(sheet.target))
    inspection = whole.index(sheet.inspected())
    last = whole.index(sheet.heads["summary"])
    cut = sheet.inspected().rsplit(":", 1)[0] + ":"
    top = "\n".join([*whole[first:inspection], cut, ""])
    return top + "\n" + joint.join(narratives) + "\n\n" + "\n".join(whole[last:])


def cases() -> list[Case]:
    """Return headless pages with three, four and five texts, and pages without one part."""
    found = []
    for number, count in enumerate((3, 4, 5)):
        sheet = Sheet(ladder(20 + number))
        told = [row.narrative() for _, row in sheet.rows()]
        texts = [*told, "รอผลการตรวจสอบเพิ่มเติม"][:count]
        gone = dict.fromkeys(GONE)
        for quarter in range(4):
            for cell in ("result", "evaluation", "evaluation_2_1", "evaluation_2_2"):
                gone[f"quarters__{quarter}__{cell}"] = None
            if count != 4:
                gone[f"quarters__{quarter}__narrative"] = None
        truth = sheet.truth(**gone)
        found.append(Case(f"headless-{count}.txt", _without_head(sheet, texts).encode(), truth))
    sheet = Sheet(ladder(24))
    listed = [row.narrative().replace(" - ", "\n- ") for _, row in sheet.rows()]
    gone = dict.fromkeys(GONE) | {
        f"quarters__{q}__{cell}": None
        for q in range(4)
        for cell in ("result", "evaluation", "evaluation_2_1", "evaluation_2_2")
    }
    found.append(
        Case("headless-lists.txt", _without_head(sheet, listed).encode(), sheet.truth(**gone))
    )
    dashed = ["-", *[row.narrative() for _, row in sheet.rows()][1:]]
    truth = sheet.truth(**gone) | {"quarters.0.narrative": None}
    found.append(Case("headless-dash.txt", _without_head(sheet, dashed).encode(), truth))
    return found + _without_parts()


def _without_parts() -> list[Case]:
    sheet = Sheet(share(30))
    whole = text(sheet)
    none = {f"quarters.{q}.{cell}": None for q in range(4)
            for cell in ("result", "evaluation", "evaluation_2_1", "evaluation_2_2")}  # fmt: skip
    table = whole[whole.index(sheet.table) : whole.index("รายงานผลฯ ไตรมาสที่ 1")]
    inspection = {"inspection.quarter": None, "inspection.value": None}
    kind = {"kpi_type": None, "result_level": None}
    first, second = sheet.type_lines()
    foot = whole[whole.index(sheet.heads["strategies"]) :]
    return [
        Case("no-table.txt", whole.replace(table, "").encode(), sheet.truth() | none),
        Case("no-inspection.txt", whole.replace(sheet.inspected(), "").encode(), sheet.truth() | inspection),
        Case("no-type.txt", whole.replace(f"{sheet.kind} : {first}\n{second}", "").encode(), sheet.truth() | kind),
        Case("no-code.txt", whole.replace(f" : {sheet.report.pid}", "").encode(), sheet.truth(kpi_code=None)),
        Case("no-foot.txt", whole.replace(foot, "").encode(), sheet.truth(strategies=..., projects=..., **{f"strategies__{n}__code": ... for n in range(4)})),
        Case("code-boxed.txt", whole.replace(f" : {sheet.report.pid}", f" ({sheet.report.pid})").encode(), sheet.truth()),
        Case("code-line.txt", whole.replace(f" : {sheet.report.pid}", f"\nรหัสตัวชี้วัด : {sheet.report.pid}").encode(), sheet.truth()),
    ]  # fmt: skip
