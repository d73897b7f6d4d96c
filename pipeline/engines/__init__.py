"""Engines run one function over many jobs: local workers (pebble) or dask, same interface."""

from pipeline.engines.base import Done, Engine, Limits

__all__ = ["Done", "Engine", "Limits"]
