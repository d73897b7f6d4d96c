"""Databases of earlier releases, as SQL."""
