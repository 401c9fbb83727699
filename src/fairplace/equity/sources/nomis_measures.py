"""Puts the measures of one number side by side: Nomis sends numerator and limits as rows of their own."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.nomis_rows import join
from fairplace.equity.sources.tidy import make_figures, pc

# What a row is about, by the name of its measure. Any other measure is a number in its own right.
PARTS = {"count": "numerator", "denominator": "denominator", "half": "confidence"}
SAME = ("indicator", "place", "dimension", "subgroup", "sex", "age", "period")


def fold_measures(columns: Mapping[str, Any], *, called: str) -> pa.Table:
    """Return the figures, with numerator, denominator and limits beside the number they belong to.

    Confidence is half the width of the 95 % limits. The measure ends the indicator's name.
    """
    table = pa.table(dict(columns))
    measured = pc.utf8_lower(table["measure"])
    kinds = {part: pc.match_substring(measured, word) for part, word in PARTS.items()}
    is_part = pc.or_(pc.or_(kinds["count"], kinds["denominator"]), kinds["half"])
    main = table.filter(pc.invert(is_part))
    measures = main["measure"].unique().to_pylist()
    if pc.any(is_part).as_py() and len(measures) != 1:
        raise NotLoaded(
            f"{called} sent parts of a number and not one measure that they belong to. Ask for one measure "
            "with its numerator, denominator and confidence; what was loaded before is untouched."
        )
    found = {part: _beside(main, table.filter(those)) for part, those in kinds.items()}
    made = {name: main[name].combine_chunks() for name in main.column_names if name != "measure"}
    made["indicator"] = join([made["indicator"], main["measure"].combine_chunks()])
    made |= {"count": found["count"], "denominator": found["denominator"]}
    made["lower_95"] = pc.subtract(made["value"], found["half"])
    made["upper_95"] = pc.add(made["value"], found["half"])
    return make_figures(made, rows=main.num_rows, called=called)


def _beside(main: pa.Table, parts: pa.Table) -> pa.Array:
    """Return the value of the part that belongs to each row; null where there is none."""
    at = pc.index_in(_key(main), value_set=_key(parts))
    return parts["value"].combine_chunks().take(at)


def _key(table: pa.Table) -> pa.Array:
    return pc.binary_join_element_wise(*[table[name].combine_chunks() for name in SAME], "\x1f")
