"""Whether a page's text is to be trusted, by what sound Thai text never shows."""
