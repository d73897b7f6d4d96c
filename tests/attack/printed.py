"""The same structures printed to PDF in two fonts."""

from __future__ import annotations

from functools import cache

from tests.attack import forms, markup
from tests.attack.case import Case
from tests.attack.reports import ladder
from tests.attack.sheet import Sheet
from tests.corpus.media import chromium_pdf

FONTS = ("Garuda", "Noto Sans Thai")
PAGES = (
    "label_row", "three_cells", "pairs_in_one_row", "bold_inline", "transposed_words",
    "target_column",
)  # fmt: skip
NAMES = (*(f"{name}-{font}" for name in PAGES for font in FONTS), "form-Garuda")


@cache
def case(name: str) -> Case:
    """Return a case by its name; needs Chromium."""
    what, _, font = name.partition("-")
    if what == "form":
        form = forms.Form(ladder(101))
        html, truth, layout = forms.two_columns(form), form.truth(), "bma_form"
    else:
        sheet = Sheet(ladder(PAGES.index(what)))
        html, truth = markup.page(markup.STRUCTURES[what](sheet)), sheet.truth()
        layout = "bma_kpi_page"
    style = f"<body style=\"font-family:'{font}';font-size:13px\">"
    data = chromium_pdf(html.replace("<body>", style))
    return Case(f"{name}.pdf", data, truth, layout, exact=False)
