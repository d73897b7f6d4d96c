"""Plain text as Word and PowerPoint files, a paragraph a line."""

from __future__ import annotations

import io

import docx
import pptx
from pptx.util import Cm, Pt

_LINES_A_SLIDE = 18


def word(text: str) -> bytes:
    """Return a Word file; form feeds become page breaks."""
    document = docx.Document()
    for number, page in enumerate(text.split("\f")):
        if number:
            document.add_page_break()
        for line in page.split("\n"):
            if line.strip():
                document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slides(text: str) -> bytes:
    """Return a PowerPoint file whose slides hold a text box of so many lines each."""
    deck = pptx.Presentation()
    lines = [line for line in text.replace("\f", "\n").split("\n") if line.strip()]
    for start in range(0, len(lines), _LINES_A_SLIDE):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(Cm(1), Cm(1), Cm(23), Cm(17)).text_frame
        frame.word_wrap = True
        for number, line in enumerate(lines[start : start + _LINES_A_SLIDE]):
            paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
            paragraph.text = line
            paragraph.font.size = Pt(10)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()
