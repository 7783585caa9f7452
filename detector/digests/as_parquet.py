"""A table as Parquet, for data frames: typed columns, lists as lists, nothing disarmed."""

from __future__ import annotations

import io
from typing import Any

from detector.digests.cells import text_cell
from detector.digests.columns import Column, Sort, Table
from detector.messages import Language, say
from models.errors import UsageError


def parquet_bytes(table: Table, language: Language) -> bytes:
    """Return the Parquet file of a table; each field's metadata explains it.

    Raises UsageError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # 150 MB that only this format needs
        from pyarrow import parquet
    except ModuleNotFoundError as missing:
        raise UsageError(say("digest.parquet.missing", language)) from missing

    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    schema = pa.schema(
        [_field(pa, column, language) for column in table.columns], {"meoktong": table.name}
    )
    arrays = [
        pa.array([_value(column, value) for value in values], schema.field(column.name).type)
        for column, values in zip(table.columns, columns, strict=True)
    ]
    content = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), content, compression="zstd")
    return content.getvalue()


def _field(pa: Any, column: Column, language: Language) -> Any:
    types = {
        Sort.DATE: pa.date32(),
        Sort.TIME: pa.timestamp("us", tz="Asia/Seoul"),
        Sort.COUNT: pa.int64(),
        Sort.NUMBER: pa.float64(),
        Sort.FLAG: pa.bool_(),
        Sort.LIST: pa.list_(pa.string()),
    }
    title = say(f"digest.column_title.{column.name}", language)
    return pa.field(column.name, types.get(column.sort, pa.string()), metadata={"title": title})


def _value(column: Column, value: object) -> object:
    """Return a value as its column holds it: surrogates that no UTF-8 has are replaced."""
    if value is None:
        return None
    if column.sort is Sort.ANY:
        return text_cell(value)
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, tuple):
        return [_whole(part) for part in value]
    return value


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
