"""Small PDFs written by hand, for what no producer writes on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers import pdf
from schemas.document import Document


def read(data: bytes) -> Document:
    """Return a PDF as the fast path reads it, without OCR."""
    return pdf.read(data, source="test.pdf", ocr="never")


def text_ops(lines: Sequence[tuple[float, float, str]], size: float = 12) -> str:
    """Return operators that draw Latin lines at (x, y) in points from the lower left corner."""
    return "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines)


def make_pdf(
    pages: Sequence[str], *, page_extra: str = "/MediaBox[0 0 595 842]", count: int | None = None
) -> bytes:
    """Return a PDF whose pages have these content streams; `count` is what its tree claims."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    claimed = len(pages) if count is None else count
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {claimed}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R{page_extra}/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)
