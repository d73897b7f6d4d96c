"""File formats of an export, each with a writer and a reader of rows."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from pipeline.store.formats.base import Reader, Writer


def writer_of(form: str, folder: Path) -> AbstractContextManager[Writer]:
    """Return the writer of a format."""
    if form == "csv":
        from pipeline.store.formats.csv import CsvWriter as Chosen
    elif form == "jsonl":
        from pipeline.store.formats.jsonl import JsonlWriter as Chosen  # type: ignore[assignment]
    elif form == "parquet":
        from pipeline.store.formats.parquet import (  # type: ignore[assignment]
            ParquetWriter as Chosen,
        )
    else:
        from pipeline.store.formats.xlsx import XlsxWriter as Chosen  # type: ignore[assignment]
    return Chosen(folder)


def reader_of(form: str, folder: Path) -> AbstractContextManager[Reader]:
    """Return the reader of a format; KeyError for an unknown one."""
    if form == "csv":
        from pipeline.store.formats.csv import CsvReader as Chosen
    elif form == "jsonl":
        from pipeline.store.formats.jsonl import JsonlReader as Chosen  # type: ignore[assignment]
    elif form == "parquet":
        from pipeline.store.formats.parquet import (  # type: ignore[assignment]
            ParquetReader as Chosen,
        )
    elif form == "xlsx":
        from pipeline.store.formats.xlsx import XlsxReader as Chosen  # type: ignore[assignment]
    else:
        raise KeyError(f"unknown format {form!r}")
    return Chosen(folder)
