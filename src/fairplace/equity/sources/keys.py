"""Gives every row a number that is the same exactly where its key is: seven texts become one to compare."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fairplace.equity.sources.figures import KEY

# Below the largest whole number, so that one more column can always be counted in before looking.
ROOM = 2**31


def number_keys(*tables: pa.Table) -> list[NDArray[np.int64]]:
    """Return an array a table. Numbers are equal, within and between the tables, where all of KEY is."""
    whole = pa.concat_tables([table.select(list(KEY)) for table in tables])
    codes, span = np.zeros(whole.num_rows, np.int64), 1
    for name in KEY:
        column = whole[name].combine_chunks().dictionary_encode()
        if span > ROOM:
            found, codes = np.unique(codes, return_inverse=True)
            span = len(found)
        codes = codes * len(column.dictionary) + column.indices.to_numpy()
        span *= len(column.dictionary)
    return np.split(codes, np.cumsum([table.num_rows for table in tables])[:-1])
