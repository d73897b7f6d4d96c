"""Sums, shares and counts of the document itself."""
