"""Parquet: typed columns, compressed, a file a table, written in row groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.outputs.files import replacing
from pipeline.store.formats.base import Kinds, Reader, Row, Writer

GROUP = 5_000


class ParquetWriter(Writer):
    """Writes a Parquet file a table."""

    def write(self, name: str, kinds: Kinds, rows: Iterable[Row]) -> int:
        """Write a table and return its number of rows."""
        import pyarrow as arrow
        from pyarrow import parquet

        types = {"str": arrow.string(), "int": arrow.int64(), "float": arrow.float64(),
                 "bool": arrow.bool_(), "bytes": arrow.binary(), "any": None}  # fmt: skip
        count, remaining = 0, iter(rows)
        first = list(islice(remaining, GROUP))
        fields = []
        for at, (column, kind) in enumerate(kinds.items()):
            found = types[kind] or types[_kind_of(first, at)]
            fields.append(arrow.field(column, found))
        schema = arrow.schema(fields)
        with (
            replacing(self.folder / f"{name}.parquet") as path,
            parquet.ParquetWriter(path, schema, compression="zstd") as writer,
        ):
            group = first
            while group or not count:
                columns = list(zip(*group, strict=True)) or [()] * len(fields)
                arrays = [
                    arrow.array(_cast(values, field.type), type=field.type)
                    for values, field in zip(columns, fields, strict=True)
                ]
                writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
                count += len(group)
                if not group:
                    break
                group = list(islice(remaining, GROUP))
        return count


class ParquetReader(Reader):
    """Reads a Parquet file a table."""

    def read(self, name: str, kinds: Kinds) -> Iterator[Row]:
        """Yield the rows of a table."""
        from pyarrow import ArrowException, parquet

        try:
            with parquet.ParquetFile(self.folder / f"{name}.parquet") as file:
                for batch in file.iter_batches(GROUP, columns=list(kinds)):
                    yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
        except ArrowException as error:
            raise ValueError(f"{name}.parquet: {error}") from error


def _kind_of(rows: list[Row], at: int) -> str:
    """Return the kind of a view's column from its first values: views declare no types."""
    kinds = {type(row[at]).__name__ for row in rows if row[at] is not None}
    if kinds <= {"bool"} and kinds:
        return "bool"
    if kinds <= {"int", "bool"} and kinds:
        return "int"
    return "float" if kinds and kinds <= {"float", "int", "Decimal"} else "str"


def _cast(values: Iterable[object], kind: object) -> list[object]:
    if str(kind) == "double":
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    if str(kind) == "int64":
        return [None if value is None else int(value) for value in values]  # type: ignore[call-overload]
    return list(values)
