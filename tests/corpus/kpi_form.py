# ruff: noqa: E501 (a line of a document stays a line of code)
"""The printed form of nine sections: variants of labels and numbering, running head, page breaks."""

from __future__ import annotations

import random
import textwrap
from dataclasses import dataclass, replace
from typing import Any

from tests.corpus.model import Fact, Quarter, Report, Statement
from tests.corpus.numbers import percent
from tests.corpus.thai_dates import THAI_DIGITS
from tests.corpus.vocabulary import phrase, table

COLONS = (" :", ":", " : ")
NUMBERINGS = ("{}. ", "{}) ", "thai")
UNSIGNED = "....."
RUNNING_HEADS: tuple[str, ...] = tuple(table("labels")["running_heads"])


@dataclass(frozen=True)
class Style:
    """How a form prints its labels; `head_after` is the line of section 6 that a page break follows."""

    numbering: str = "{}. "
    colon: str = " :"
    sub: str = "({})"
    running_head: str = ""
    head_after: int = 3
    form_feed: bool = False
    width: int = 120
    signed: bool = True
    variant: int = 0
    """Which of the part's wordings of the labels is printed."""

    @property
    def labels(self) -> dict[str, Any]:
        """The words of the form's labels."""
        wordings = table("labels")["form"]
        return dict(wordings[self.variant % len(wordings)])


def random_style(rng: random.Random) -> Style:
    """Return one of the styles that forms come in."""
    return Style(
        rng.choice(NUMBERINGS),
        rng.choice(COLONS),
        rng.choice(("({})", "{}", "({})")),
        rng.choice(("", *table("labels")["running_heads"])),
        rng.randint(1, 6),
        rng.random() < 0.3,
        rng.choice((90, 120, 400)),
        variant=rng.randrange(9),
    )


def form_report(report: Report, rng: random.Random) -> Report:
    """Return a ladder report as forms tell it: the last quarter claims level and points, the
    summary adds up two batches."""
    level = int(report.notes["path"].split(",")[3])
    step = report.levels[level - 1]
    told = phrase(rng, "claim", level=level, points=step.points)
    claim = Statement(
        told.text,
        None,
        "done",
        (
            Fact("level result achieved", f"ระดับ {level}", str(level)),
            Fact("score points total", told.parts["s"], str(step.points)),
        ),
    )
    last = report.quarters[3]
    text, facts = batches(rng)
    report = report.with_quarter(4, statements=(claim, *last.statements), opening="")
    return replace(report, summary=text, summary_facts=facts)


def batches(rng: random.Random) -> tuple[str, tuple[Fact, ...]]:
    """Return a summary of two batches whose parts add up and whose percents recompute."""
    noun, group = rng.choice(table("phrases")["batch_groups"])
    first, second = rng.randint(21, 95), rng.randint(21, 95)
    total = first + second
    passed = [rng.randint(first - 9, first - 1), rng.randint(second - 9, second)]
    kept = sum(passed) - 1
    rate, joined = percent(sum(passed), total), percent(kept, total)
    figures = {"n": noun, "g": group, "a": first, "b": second, "t": total, "c": passed[0]}
    told = phrase(rng, "batches", **figures, d=passed[1], p=rate, k=kept, q=joined)
    parts = told.parts
    either = ("verified", "not_checkable")
    facts = (
        Fact("count", parts["a1"], str(first), either),
        Fact("count", parts["b1"], str(second), either),
        Fact("total count", parts["t"], str(total)),
        Fact("count", parts["c1"], str(passed[0]), either),
        Fact("percent", parts["p"], rate),
        Fact("count", parts["k"], str(kept), either),
        Fact("percent", parts["q"], joined),
    )
    return told.text, facts


def text(report: Report, style: Style) -> str:
    """Return the form as plain text; a form feed or a blank line parts its pages."""

    def number(n: int) -> str:
        if style.numbering == "thai":
            return f"{n}. ".translate(THAI_DIGITS)
        return style.numbering.format(n)

    words = style.labels

    def label(n: int) -> str:
        return f"{number(n)}{words['sections'][n - 1]}{style.colon.rstrip()}"

    unit = f"({report.unit_text})"
    lines = ["", f"{label(1)} {report.enumerator}{report.title}", "", f"{label(2)} ผลผลิต (Output) ผลลัพธ์ (Outcome)", ""]  # fmt: skip
    lines += [words["strategies"], ""]
    for name, (code, text) in zip(words["strategy_names"], report.strategies, strict=False):
        lines += [f"{name}{text if text.startswith('ด้านที่') else f'{code} - {text}'}", ""]
    lines += [label(3), "", words["definition"], "", *_spread(report.definition.replace(" ระดับที่", "\nระดับที่"), style)]  # fmt: skip
    lines += [label(4), "", f":: {report.calculation}", "", *_spread("\n".join(f"- {line}" for line in report.ladder_lines), style)]  # fmt: skip
    lines += [f"{label(5)} {report.target} {unit}", "", f"{words['achieved']} {report.achieved} {unit}", "", label(6), ""]  # fmt: skip
    lines += _with_running_head(_quarters(report, style), style)
    lines += [label(7), "", f":: {report.factors}".rstrip(), "", label(8), "", f":: {report.obstacles}".rstrip(), ""]  # fmt: skip
    lines += [label(9), ""]
    for index, item in enumerate(report.evidence):
        lines += [f"{':: ' if index == 0 else ''}- {item}", ""]
    name = report.person if style.signed else UNSIGNED
    post = report.post if style.signed else UNSIGNED
    lines += [words["signed"].format(name=name), "", words["post"].format(post=post), ""]
    return "\n".join(lines)


def _quarters(report: Report, style: Style) -> list[str]:
    lines: list[str] = []
    words = style.labels
    rows = [(words["quarter"].format(n=n), _told(row)) for n, row in enumerate(report.quarters, 1)]
    rows.append((words["summary"], report.summary and f"\n:: {report.summary}"))
    for index, (title, body) in enumerate(rows, 1):
        sub = style.sub.format(f"6.{index}")
        if style.numbering == "thai":
            sub = sub.translate(THAI_DIGITS)
        lines += _spread(f"{sub} {title} : {body}".rstrip(), style)
    return lines


def _told(row: Quarter) -> str:
    if row.opening:
        return "\n".join((row.opening, *row.items()))
    return "\n".join(part.text for part in row.statements)


def _spread(body: str, style: Style) -> list[str]:
    """Return the lines of a text, wrapped at spaces, an empty line after each."""
    out: list[str] = []
    for line in body.split("\n"):
        wrapped = textwrap.wrap(line, style.width, break_long_words=False, break_on_hyphens=False)
        for row in wrapped or [""]:
            out += [row, ""] if row else []
    return out


def _with_running_head(lines: list[str], style: Style) -> list[str]:
    """Cut a page break with the running head into section 6, between two of its lines."""
    if not style.running_head:
        return lines
    place = min(2 * style.head_after, max(2, len(lines) - 4))
    gap = ["\f" if style.form_feed else "", "", style.running_head, ""]
    return [*lines[:place], *gap, *lines[place:]]
