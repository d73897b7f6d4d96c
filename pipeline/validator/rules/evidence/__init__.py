"""Narratives held against what is claimed."""
