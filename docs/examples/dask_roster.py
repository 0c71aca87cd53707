"""A roster through Dask: python docs/examples/dask_roster.py OFFICERS TRAINING AS_OF OUTPUT

OFFICERS and TRAINING are Parquet files, or folders of them; OUTPUT is a folder that is made. On a
cluster, make its `dask.distributed.Client` first; the rest stays as it is.
"""

import sys
from datetime import date

import dask.dataframe as dd

from policy_model.clusters.dask import findings


def main(officers: str, training: str, as_of: str, output: str) -> None:
    found = findings(
        dd.read_parquet(officers),
        dd.read_parquet(training),
        as_of=date.fromisoformat(as_of),
    )
    found.to_parquet(output, write_index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
