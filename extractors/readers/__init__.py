"""Bytes to a `Document`, one module a medium; `encodings` turns bytes into text for all of them."""
