"""Engines run one function over many documents: local (pebble) or dask."""
