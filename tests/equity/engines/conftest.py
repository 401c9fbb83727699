"""Ends the session of Spark with the tests that asked it."""

import sys

import pytest


@pytest.fixture(scope="package", autouse=True)
def _spark_ends():
    yield
    if "pyspark" in sys.modules:
        session = sys.modules["pyspark"].sql.SparkSession.getActiveSession()
        if session is not None:
            session.stop()
