"""Levels, ladders, evaluations, targets, weights."""
