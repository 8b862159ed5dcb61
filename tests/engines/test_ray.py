"""Ray: the same records in the same order from actors, and Parquet in and out by Ray itself."""

from __future__ import annotations

import os
import subprocess
import sys
import types
import warnings

import pytest

from engines import parsers
from fakes import FakeParser
from release_parser.engines import serial
from release_parser.errors import MissingExtraError, ModelNotFoundError
from release_parser.records import Failure, Release
from release_parser.stream import read
from release_parser.text import Document
from releases import RELEASES


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r'pip install "release-parser\[ray\]"'):
        list(read(b"One.").parse(engine="ray"))


class FakeRay(types.ModuleType):
    """What `connect` asks of the package, and what it was told."""

    def __init__(self, address: str) -> None:
        super().__init__("ray")
        self.address, self.told = address, None

    def is_initialized(self):
        return False

    def init(self, **options):
        self.told = options | {"one machine": os.environ.get("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER")}

    def nodes(self):
        return [{"NodeManagerAddress": self.address}]


class TestWhereItListens:
    @pytest.fixture(autouse=True)
    def _nothing_said(self, monkeypatch):
        for name in ("RAY_ADDRESS", "RAY_NODE_IP"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "")  # so that it is put back
        monkeypatch.delenv("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER")

    def test_on_this_machine_alone(self, monkeypatch):
        from release_parser.engines import ray as engine

        monkeypatch.setitem(sys.modules, "ray", fake := FakeRay("127.0.0.1"))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            engine.connect()
        assert fake.told["one machine"] == "0"
        assert fake.told["include_dashboard"] is False

    def test_a_ray_that_listens_elsewhere_is_said_to(self, monkeypatch):
        from release_parser.engines import ray as engine

        monkeypatch.setitem(sys.modules, "ray", FakeRay("192.0.2.7"))
        with pytest.warns(RuntimeWarning, match=r"listens on 192\.0\.2\.7"):
            engine.connect()

    def test_where_the_caller_says(self, monkeypatch):
        from release_parser.engines import ray as engine

        monkeypatch.setenv("RAY_NODE_IP", "192.0.2.7")
        monkeypatch.setitem(sys.modules, "ray", fake := FakeRay("192.0.2.7"))
        engine.connect()
        assert fake.told["_node_ip_address"] == "192.0.2.7"
        assert fake.told["one machine"] is None

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the sockets of Linux")
    def test_no_socket_of_its_own_is_open_to_others(self):
        """The real one, in a process of its own: what its servers and workers listen on."""
        pytest.importorskip("ray", reason="the extra 'ray' is not installed")
        code = f"import sys; sys.path[:] = {sys.path!r}; from engines.listening import main; main()"
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300)
        addresses = run.stdout.split()
        assert addresses, run.stderr[-2000:]
        assert set(addresses) == {"loopback"}


def documents(count):
    return [Document(f"Officers made {number} arrests.", source=f"{number}.txt") for number in range(count)]


def lines(records):
    return [record.model_dump_json() for record in records]


@pytest.fixture(scope="module")
def ray_engine():
    pytest.importorskip("ray", reason="the extra 'ray' is not installed")
    import ray

    from release_parser.engines import ray as engine

    # two cores, as small as a cluster gets; actors find what the tests import
    ray.init(
        num_cpus=2, include_dashboard=False, logging_level="error", log_to_driver=False, object_store_memory=100 * 2**20,
        runtime_env={"env_vars": {"PYTHONPATH": ":".join(sys.path), "RAY_USAGE_STATS_ENABLED": "0"}},
    )  # fmt: skip
    yield engine
    ray.shutdown()


class TestActors:
    def test_give_what_the_serial_engine_gives(self, ray_engine):
        items = [
            *documents(70),
            Failure(source="x", stage="read", error="y"),
            Document(""),
            Document("One BREAK."),
            *documents(3),
        ]
        assert lines(ray_engine.run(items, FakeParser(), workers=2)) == lines(serial.run(items, FakeParser()))

    def test_one_that_dies_costs_one_failure(self, ray_engine):
        items = [*documents(9), Document("This will EXIT.", source="bad.txt"), *documents(9)]
        records = list(ray_engine.run(items, parsers.Rough(), workers=1))
        assert [record.source for record in records] == [item.source for item in items]
        assert [record.source for record in records if isinstance(record, Failure)] == ["bad.txt"]

    def test_one_that_hangs_is_ended(self, ray_engine):
        items = [*documents(2), Document("This will HANG.", source="slow.txt"), *documents(2)]
        records = list(ray_engine.run(items, parsers.Rough(), workers=1, batch_size=2, time_limit=1))
        assert [type(record) for record in records] == [Release, Release, Failure, Release, Release]

    def test_a_missing_model_is_an_error_here(self, ray_engine):
        with pytest.raises(ModelNotFoundError, match="there is no model"):
            list(ray_engine.run(documents(3), parsers.NeverStarts()))

    @pytest.mark.usefixtures("ray_engine")
    def test_the_real_parser_gives_the_same_file(self, parser, tmp_path):
        stream = read(RELEASES[:8])
        stream.parse(parser=parser).write(tmp_path / "serial.jsonl")
        stream.parse(engine="ray", workers=2).write(tmp_path / "ray.jsonl")
        assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "serial.jsonl").read_bytes()


class TestDatasets:
    def test_parquet_in_and_out_by_ray_itself(self, ray_engine, tmp_path):
        pa = pytest.importorskip("pyarrow")
        import pyarrow.parquet as pq
        import ray

        wanted = documents(100)
        (tmp_path / "in").mkdir()
        for part in range(4):
            rows = wanted[part * 25 : part * 25 + 25]
            table = pa.table({"text": [row.text for row in rows], "source": [row.source for row in rows]})
            pq.write_table(table, tmp_path / "in" / f"{part}.parquet")

        dataset = ray.data.read_parquet(str(tmp_path / "in"))
        parsed = ray_engine.parse_dataset(dataset, FakeParser(), workers=2, batch_size=10)
        parsed.write_parquet(str(tmp_path / "out"))

        rows = [row for path in sorted((tmp_path / "out").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
        assert [row["record"] for row in rows] == lines(serial.run(wanted, FakeParser()))
        assert {row["error"] for row in rows} == {None}

    def test_claims_with_their_titles(self, ray_engine):
        pa = pytest.importorskip("pyarrow")
        import ray

        from release_parser.engines.tables import table_of

        table = pa.table({"text": ["1 arrest and 2 knives", "", "3 arrests"], "title": ["A", "B", None]})
        records = ray_engine.parse_dataset(ray.data.from_arrow(table), FakeParser(), workers=1, batch_size=2)
        rows = table_of(records, "claims").take_all()
        assert sorted((row["title"] or "", int(row["value"])) for row in rows) == [("", 3), ("A", 1), ("A", 2)]
