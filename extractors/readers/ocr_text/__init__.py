"""Scans: page images straightened, read by Tesseract, and turned into text with places."""
