"""Cells of a table, one by one: pandas takes some twenty times as long for one."""

from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa


class Column:
    """A column whose cells are read by row; it shares the memory of the table.

    >>> Column(pd.Series([7, 8]))[1]
    8
    """

    def __init__(self, column: "pd.Series[Any]") -> None:
        self._codes = self._text = None
        if isinstance(column.dtype, pd.CategoricalDtype):
            self._names = column.cat.categories.tolist()
            self._codes = column.cat.codes.to_numpy()
        elif pd.api.types.is_numeric_dtype(column.dtype):
            self._values = column.to_numpy()
        elif pd.api.types.is_datetime64_dtype(column.dtype):
            self._values = column.to_numpy().astype("datetime64[D]")
        else:
            text = pa.array(column.array, from_pandas=True)
            self._text = text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text

    def __getitem__(self, row: int) -> Any:
        """Return a cell as plain Python has it; None where it is empty.

        Raises:
            IndexError: There are fewer rows.
        """
        if self._text is not None:
            return self._text[row].as_py()
        if self._codes is not None:
            code = self._codes[row]
            return self._names[code] if code >= 0 else None
        cell: int | float | bool | date = self._values[row].item()
        return None if cell != cell else cell  # NaN is no equal of itself
