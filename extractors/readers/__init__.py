"""Bytes to a Document: one module a medium, chosen by dispatch."""
