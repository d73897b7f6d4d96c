"""What both PDF paths share: glyphs, their repair, lines and reading order, doubt about a page."""
