"""PDFs that ask for more than a page can need, and PDFs that lack what a page needs."""

from __future__ import annotations

import zlib

from tests.pdf_corpus.handmade import text_ops

HELLO = text_ops([(72, 720, "Report of 2567")]).encode()
FONT = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
A4 = "/MediaBox[0 0 595 842]"
DRAWN = b"q 500 0 0 700 0 0 cm /I Do Q"
_SIDE = 60_000


def file_of(objects: list[bytes]) -> bytes:
    """Return a PDF of numbered objects, the first one its catalog."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def page_with(content: bytes, resources: str, *objects: bytes, box: str = A4) -> bytes:
    """Return a PDF of one page; `objects` are numbered from 5."""
    page = f"<</Type/Page/Parent 2 0 R{box}/Resources<<{resources}>>/Contents 4 0 R>>"
    catalog, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return file_of([catalog, tree, page.encode(), stream(content), *objects])


def stream(content: bytes, extra: str = "") -> bytes:
    """Return a packed stream object."""
    return _packed(zlib.compress(content, 9), extra)


def _packed(packed: bytes, extra: str) -> bytes:
    head = f"<</Length {len(packed)}/Filter/FlateDecode{extra}>>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def _repeated(content: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(content) for _ in range(times)), packer.flush()])


def _huge_image() -> bytes:
    packed = _repeated(bytes(1_000_000), _SIDE * _SIDE // 8 // 1_000_000)
    shape = f"/Width {_SIDE}/Height {_SIDE}/ColorSpace/DeviceGray/BitsPerComponent 1"
    return _packed(packed, f"/Type/XObject/Subtype/Image{shape}")


def _form(content: bytes, resources: str) -> bytes:
    box = "/BBox[0 0 595 842]"
    return stream(content, f"/Type/XObject/Subtype/Form{box}/Resources<<{resources}>>")


def image_bomb() -> bytes:
    """450 MB of one image in 400 KB."""
    return page_with(DRAWN, "/XObject<</I 5 0 R>>", _huge_image())


def nested_image_bomb() -> bytes:
    """The same image, six forms deep."""
    forms = [_form(b"/X Do", f"/XObject<</X {6 + depth} 0 R>>") for depth in range(6)]
    return page_with(b"/X Do", "/XObject<</X 5 0 R>>", *forms, _huge_image())


def mask_bomb() -> bytes:
    """A small image whose soft mask is the huge one."""
    shape = "/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 6 0 R"
    image = stream(b"x", f"/Type/XObject/Subtype/Image{shape}")
    return page_with(DRAWN, "/XObject<</I 5 0 R>>", image, _huge_image())


def pattern_bomb() -> bytes:
    """A small image beside a pattern that holds the huge one."""
    shape = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9"
    tile = stream(b"9 0 0 9 0 0 cm /I Do", f"{shape}/Resources<</XObject<</I 6 0 R>>>>")
    content = DRAWN + b" /Pattern cs /P scn 0 0 500 700 re f"
    image = stream(b"x", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
                         "/BitsPerComponent 8")  # fmt: skip
    resources = "/XObject<</I 7 0 R>>/Pattern<</P 5 0 R>>"
    return page_with(content, resources, tile, _huge_image(), image)


def million_paths() -> bytes:
    """A million strokes and no text."""
    return _with_packed(_repeated(b"0 0 m 9 9 l S\n" * 10_000, 100), "")


def long_content() -> bytes:
    """A content stream that unpacks to 100 MB and draws nothing."""
    return _with_packed(_repeated(b"q Q\n" * 250_000, 100), "")


def _with_packed(packed: bytes, resources: str) -> bytes:
    page = f"<</Type/Page/Parent 2 0 R{A4}/Resources<<{resources}>>/Contents 4 0 R>>"
    catalog, tree = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return file_of([catalog, tree, page.encode(), _packed(packed, "")])


def doubling_forms(depth: int = 14) -> bytes:
    """Forms that each draw the next one twice."""
    forms = [_form(b"/X Do /X Do", f"/XObject<</X {6 + number} 0 R>>") for number in range(depth)]
    return page_with(b"/X Do", "/XObject<</X 5 0 R>>", *forms, _form(HELLO, FONT))


def form_in_itself() -> bytes:
    """A form that draws itself twice: pdfium follows it without end."""
    return page_with(
        b"/X Do", "/XObject<</X 5 0 R>>", _form(b"/X Do /X Do", "/XObject<</X 5 0 R>>")
    )


def page_tree_in_itself() -> bytes:
    """A tree of pages whose branch is the tree."""
    return file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])


def page_without_its_font() -> bytes:
    """Text in a font that the file does not name."""
    return page_with(HELLO, "")


def page_with_a_broken_font() -> bytes:
    """Codes of two bytes whose font program is junk: nothing says what they are."""
    descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor<</FontFile2 5 0 R>>>>"
    font = (
        f"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[{descendant}]>>"
    )
    return page_with(HELLO, f"/Font<</F1 {font}>>", stream(b"junk" * 50))


def page_with_box(box: str) -> bytes:
    """A line of text on a page of any box."""
    return page_with(HELLO, FONT, box=box)
