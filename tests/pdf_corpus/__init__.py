"""PDFs of our own making: small hand-written files, and the text that producers print."""
