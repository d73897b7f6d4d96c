"""Dates, quarters and years."""
