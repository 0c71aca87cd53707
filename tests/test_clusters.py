"""However a roster is cut into parts, and whatever engine maps them, its findings are the same.

The tests marked `clusters` start Spark and Dask on this machine: `dev.py test-clusters`.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.officers.rosters import AS_OF, roster_of, write_parquet
from policy_model import UnknownName, check_roster
from policy_model.clusters import dask, spark
from policy_model.clusters.parts import Check, with_courses
from policy_model.rules.batch import COURSES_TYPE, FINDINGS_SCHEMA
from policy_model.rules.plan import plan_of
from tests.conftest import missing, program

ROOT = Path(__file__).resolve().parent.parent
SIZE = 600
KEY = ["officer_id", "source", "requirement"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A roster with gaps as two files."""
    folder = tmp_path_factory.mktemp("roster")
    officers, training = folder / "officers.parquet", folder / "training.parquet"
    write_parquet(roster_of(SIZE, plan_of(None)), officers, training)
    return officers, training


@pytest.fixture(scope="module")
def whole(files: tuple[Path, Path]) -> pd.DataFrame:
    """What one machine finds."""
    return check_roster(*files, as_of=AS_OF)


def sorted_rows(found: pa.Table | pd.DataFrame) -> list[dict[str, object]]:
    """Findings in an order that no engine decides; days as text, as check_roster has them."""
    table = found if isinstance(found, pa.Table) else pa.Table.from_pandas(found)
    columns = [table.column(name).cast(pa.string()) for name in FINDINGS_SCHEMA.names]
    plain = pa.Table.from_arrays(columns, names=FINDINGS_SCHEMA.names)
    return plain.sort_by([(name, "ascending") for name in KEY]).to_pylist()


def read(file: Path) -> pa.RecordBatch:
    return pq.read_table(file).combine_chunks().to_batches()[0]


class TestParts:
    """The function that both engines map, without either."""

    @pytest.mark.parametrize("cuts", [(), (1,), (0, 0, 599), (7, 100, 101, 350)])
    def test_any_cut_of_the_roster_gives_the_findings_of_the_whole(
        self, files: tuple[Path, Path], whole: pd.DataFrame, cuts: tuple[int, ...]
    ) -> None:
        officers = with_courses(*map(read, files))
        edges = [0, *cuts, SIZE]
        parts = (officers.slice(a, b - a) for a, b in pairwise(edges))
        found = pa.Table.from_batches(list(Check(AS_OF, None, None).each(parts)))
        assert len(found) == len(whole)
        assert sorted_rows(found) == sorted_rows(whole)

    def test_completions_stay_with_their_officer_and_nobody_is_made_up(self) -> None:
        officers = pa.RecordBatch.from_pydict({"officer_id": ["a", None, "b", "c"]})
        training = pa.RecordBatch.from_pydict(
            {
                "officer_id": ["c", "x", "a", None, "c"],
                "course": ["1", "2", "3", "4", "5"],
                "completed_on": [date(2024, 1, 1), None, None, None, date(2025, 2, 2)],
            }
        )
        lists = with_courses(officers, training).column("courses")
        assert lists.type == COURSES_TYPE
        named = [
            None if each is None else [d["course"] for d in each] for each in lists.to_pylist()
        ]
        assert named == [["3"], None, [], ["1", "5"]]
        assert lists.to_pylist()[3][1] == {
            "course": "5", "completed_on": date(2025, 2, 2), "hours": None,
        }  # fmt: skip

    def test_numbers_as_ids_meet_the_same_numbers_as_text(self) -> None:
        officers = pa.RecordBatch.from_pydict({"officer_id": [7, 8]})
        training = pa.RecordBatch.from_pydict({"officer_id": ["8"], "course": ["nasro_basic"]})
        lengths = [len(each) for each in with_courses(officers, training)["courses"].to_pylist()]
        assert lengths == [0, 1]

    def test_only_what_the_check_reads_travels(self) -> None:
        check = Check.asked(["nm"], None, as_of=AS_OF)
        given = ["agency", "officer_id", "role", "courses", "age"]
        assert check.columns(given) == given[1:]
        assert check.sources == ("nm",)

    def test_an_unknown_source_is_refused_before_any_work_is_sent_out(self) -> None:
        with pytest.raises(UnknownName, match="nmm"):
            Check.asked(["nmm"], None, as_of=AS_OF)

    def test_spark_is_told_the_columns_that_findings_have(self) -> None:
        told = [tuple(column.split()) for column in spark.SCHEMA.split(", ")]
        kinds = {"string": pa.string(), "date": pa.date32()}
        assert [(n, kinds[k]) for n, k in told] == [(f.name, f.type) for f in FINDINGS_SCHEMA]

    def test_a_partition_of_pandas_keeps_what_is_missing(self) -> None:
        frame = pd.DataFrame(
            {
                "officer_id": ["a", "b"],
                "assigned_on": [pd.Timestamp("2024-02-29"), pd.NaT],
                "employed_by_district": [None, True],
                "courses": [[], None],
            }
        )
        batch = dask.batch_of(frame)
        assert batch.column("courses").to_pylist() == [[], None]
        assert batch.column("assigned_on").cast(pa.date32()).to_pylist() == [
            date(2024, 2, 29), None,
        ]  # fmt: skip
        assert batch.column("employed_by_district").to_pylist() == [None, True]


def needed(*modules: str) -> None:
    for module in modules:
        if importlib.util.find_spec(module) is None:
            missing(f"{module} is not installed; `dev.py test-clusters` installs it.")


def example(name: str, files: tuple[Path, Path], output: Path, **environment: str) -> pa.Table:
    """What an example of docs/clusters.md writes, run as a reader would run it."""
    script = ROOT / "docs" / "examples" / name
    done = subprocess.run(
        [sys.executable, str(script), *map(str, files), AS_OF.isoformat(), str(output)],
        cwd=output.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return pq.read_table(output)


def cut(files: tuple[Path, Path], folder: Path) -> tuple[Path, Path]:
    """The same roster as folders of uneven files, one of them without rows."""
    rng = np.random.default_rng(3)
    for file in files:
        table = pq.read_table(file)
        table = table.take(pa.array(rng.permutation(len(table))))
        edges = [0, 0, 1, len(table) // 3, len(table)]
        (folder / file.stem).mkdir()
        for at, (start, stop) in enumerate(pairwise(edges)):
            part = table.slice(start, stop - start)
            pq.write_table(part, folder / file.stem / f"part-{at}.parquet")
    return folder / files[0].stem, folder / files[1].stem


@pytest.fixture(scope="module")
def spark_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A local Spark that stays on this machine, with batches of a size that divides nothing."""
    needed("pyspark")
    program(("java",), "Java")
    folder = tmp_path_factory.mktemp("spark")
    defaults = {
        "spark.master": "local[2]",
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "97",
    }
    lines = "".join(f"{name} {value}\n" for name, value in defaults.items())
    (folder / "spark-defaults.conf").write_text(lines, encoding="utf-8")
    return {
        "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip


@pytest.mark.clusters
class TestSpark:
    def test_the_example_finds_what_one_machine_finds(
        self,
        files: tuple[Path, Path],
        whole: pd.DataFrame,
        spark_settings: dict[str, str],
        tmp_path: Path,
    ) -> None:
        found = example("spark_roster.py", files, tmp_path / "out", **spark_settings)
        assert found.schema.field("due_on").type == pa.date32()
        assert sorted_rows(found) == sorted_rows(whole)

    def test_a_roster_in_uneven_files_in_another_order_gives_the_same(
        self,
        files: tuple[Path, Path],
        whole: pd.DataFrame,
        spark_settings: dict[str, str],
        tmp_path: Path,
    ) -> None:
        folders = cut(files, tmp_path)
        found = example("spark_roster.py", folders, tmp_path / "out", **spark_settings)
        assert sorted_rows(found) == sorted_rows(whole)


@pytest.mark.clusters
class TestDask:
    def test_the_example_finds_what_one_machine_finds(
        self, files: tuple[Path, Path], whole: pd.DataFrame, tmp_path: Path
    ) -> None:
        needed("dask.dataframe")
        found = example("dask_roster.py", files, tmp_path / "out")
        assert found.schema.field("due_on").type == pa.date32()
        assert sorted_rows(found) == sorted_rows(whole)

    def test_a_roster_in_uneven_files_in_another_order_gives_the_same(
        self, files: tuple[Path, Path], whole: pd.DataFrame, tmp_path: Path
    ) -> None:
        needed("dask.dataframe")
        found = example("dask_roster.py", cut(files, tmp_path), tmp_path / "out")
        assert sorted_rows(found) == sorted_rows(whole)

    @pytest.mark.parametrize("count", [1, 3, 50])
    def test_courses_that_officers_bring_with_them_are_read_however_they_are_cut(
        self, files: tuple[Path, Path], whole: pd.DataFrame, count: int
    ) -> None:
        needed("dask.dataframe")
        import dask.dataframe as dd

        table = pa.Table.from_batches([with_courses(*map(read, files))])
        frame = table.to_pandas(types_mapper=pd.ArrowDtype)
        found = dask.findings(dd.from_pandas(frame, npartitions=count), as_of=AS_OF)
        assert sorted_rows(found.compute(scheduler="threads")) == sorted_rows(whole)

    def test_without_training_no_course_is_known(self, files: tuple[Path, Path]) -> None:
        needed("dask.dataframe")
        import dask.dataframe as dd

        frame = dd.from_pandas(pq.read_table(files[0]).to_pandas(), npartitions=4)
        found = dask.findings(frame, as_of=AS_OF, sources=["nasro"]).compute(scheduler="threads")
        alone = check_roster(files[0], as_of=AS_OF, sources=["nasro"])
        assert set(found["source"]) == {"nasro"}
        assert sorted_rows(found) == sorted_rows(alone)


def test_the_examples_are_those_that_the_page_names() -> None:
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    named = {file.name for file in (ROOT / "docs" / "examples").glob("*.py")}
    assert named == {"spark_roster.py", "dask_roster.py"}
    assert all(f"(examples/{name})" in page for name in named)


@pytest.mark.parametrize("name", ["bench", "clusters"])
def test_what_a_further_lock_shares_with_the_lock_has_the_same_version(name: str) -> None:
    """They are installed into one environment."""
    further = pins(f"requirements-{name}.lock")
    assert pins("requirements.lock") - further == set()


def pins(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.partition(" \\")[0] for line in lines if "==" in line and line[0] not in " #"}
