"""The page on large tables runs as it stands."""

import re
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.equity.engines.tables import people, population

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/statistics/large-tables.md"


@pytest.fixture
def files(tmp_path, monkeypatch):
    pyarrow.parquet.write_table(people(), str(tmp_path / "people.parquet"))
    pyarrow.parquet.write_table(population(), str(tmp_path / "population.parquet"))
    (tmp_path / "deprivation.csv").write_text("area,decile\n01,1\n02,4\n10,9\n")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("files")
def test_the_example_runs_and_says_what_the_page_says():
    text = PAGE.read_text(encoding="utf-8")
    names = {}

    exec("\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL)), names)

    assert names["rates"].table().column_names[:6] == ["area", "sex", "year", "events", "population", "value"]
    assert any(sentence in " ".join(text.split()) for sentence in names["rates"].said)
