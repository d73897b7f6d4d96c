"""pdfium's functions, asked of every glyph and object of a page."""
