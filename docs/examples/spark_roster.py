"""A roster through Spark: python docs/examples/spark_roster.py OFFICERS TRAINING AS_OF OUTPUT

OFFICERS and TRAINING are Parquet files, or folders of them; OUTPUT is a folder that is made. On a
cluster, hand the same file to spark-submit; it then finds the cluster's session.
"""

import os
import sys
from datetime import date

from pyspark.sql import SparkSession

from policy_model.clusters.spark import findings


def main(officers: str, training: str, as_of: str, output: str) -> None:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers need this environment
    session = SparkSession.builder.appName("Officer check").getOrCreate()
    found = findings(
        session.read.parquet(officers),
        session.read.parquet(training),
        as_of=date.fromisoformat(as_of),
    )
    found.write.parquet(output)
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
