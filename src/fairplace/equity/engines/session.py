"""A session of Apache Spark: the one that is there, or one on this machine alone."""

from importlib import import_module
from typing import Any

from fairplace.equity.stats.errors import NotComputable

NEEDED = "Spark is not installed here: pip install “fairplace[spark]”, and a Java of 17 or newer."


def start_spark() -> Any:
    """Return the Spark session that is there, else a local one that listens on this machine alone."""
    try:
        session = pyspark_part("sql").SparkSession
    except ImportError as error:
        raise NotComputable(NEEDED) from error
    there = session.getActiveSession()
    if there is not None:
        return there
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.showConsoleProgress": "false",
        # A text that is no number becomes missing, and is then named by its row.
        "spark.sql.ansi.enabled": "false",
    }
    builder = session.builder.master("local[2]").appName("fairplace")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception as error:
        # Without a Java, PySpark fails in many ways, none of which says so.
        raise NotComputable(f"{NEEDED} It said: {str(error).splitlines()[0]}") from error


def pyspark_part(part: str) -> Any:
    """Return a part of PySpark, which is an extra that most do not have."""
    return import_module(f"pyspark.{part}")
