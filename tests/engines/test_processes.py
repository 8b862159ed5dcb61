"""Worker processes: the same records in the same order, whatever happens to a worker."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

import release_parser as rp
from engines import parsers
from fakes import FakeParser
from release_parser.engines import pool, processes, serial
from release_parser.errors import InputError, ModelNotFoundError, ReleaseParserError
from release_parser.plan import ParserRecipe
from release_parser.records import Failure, Release
from release_parser.text import Document
from releases import RELEASES


def documents(*texts):
    return [Document(text, source=f"{number}.txt") for number, text in enumerate(texts)]


def many(count=200):
    return [Document(f"Officers made {number} arrests.", source=f"{number}.txt") for number in range(count)]


def lines(records):
    return [record.model_dump_json() for record in records]


class TestTheSameRecords:
    def test_as_the_serial_engine_gives(self):
        items = [
            *many(),
            Failure(source="x.pdf", stage="read", error="damaged"),
            *documents("", "One BREAK."),
            *many(3),
        ]
        assert lines(processes.run(items, FakeParser(), workers=2)) == lines(serial.run(items, FakeParser()))

    def test_with_records_of_an_earlier_run_in_their_places(self):
        kept = next(serial.run(many(1), FakeParser()))
        items = [kept, *many(5), kept, kept, *many(2)]
        assert [record.source for record in processes.run(items, FakeParser())] == [item.source for item in items]

    @pytest.mark.parametrize("items", [[], [Failure(source="x", stage="read", error="y")]])
    def test_no_worker_is_started_for_nothing(self, items, monkeypatch):
        monkeypatch.setattr(processes.Processes, "start", None)
        assert list(processes.run(items, FakeParser())) == items

    def test_what_a_parser_prints_is_no_record(self):
        assert [type(record) for record in processes.run(documents("PRINT this 1 time."), parsers.Rough())] == [Release]


class TestBounded:
    def test_the_source_is_read_no_further_than_a_few_batches_ahead(self):
        read = []

        def source():
            for document in many(5000):
                read.append(document)
                yield document

        records = processes.run(source(), FakeParser(), workers=2, batch_size=8)
        for _ in range(100):
            next(records)
        assert len(read) < 100 + 8 * (2 * pool.BATCHES_AHEAD_PER_WORKER + 2)
        records.close()

    def test_the_first_record_does_not_wait_for_a_full_batch(self):
        read = []

        def source():
            for document in many(64):
                read.append(document)
                yield document

        records = processes.run(source(), parsers.Slow(0.01), workers=1, batch_size=64)
        next(records)
        assert len(read) < 64  # the first batches are small
        records.close()

    def test_workers_end_with_the_iteration(self, monkeypatch):
        started = []
        start = processes.Processes.start
        monkeypatch.setattr(processes.Processes, "start", lambda self: started.append(start(self)) or started[-1])
        records = processes.run(many(), FakeParser(), workers=2)
        next(records)
        records.close()
        assert started
        assert all(worker.process.poll() is not None for worker in started)


class TestAWorkerThatDies:
    @pytest.mark.parametrize(("word", "how"), [("KILL", "SIGKILL"), ("SEGFAULT", "SIGSEGV"), ("EXIT", "exit code 3")])
    def test_costs_one_failure_for_the_input_that_kills_it(self, word, how):
        items = [*many(20), Document(f"This will {word} you.", source="bad.txt"), *many(20)]
        records = list(processes.run(items, parsers.Rough(), workers=2))
        assert [record.source for record in records] == [item.source for item in items]
        assert [record.source for record in records if isinstance(record, Failure)] == ["bad.txt"]
        assert how in records[20].error
        assert records[20].stage == "parse"

    def test_costs_nothing_where_the_input_was_not_the_cause(self, tmp_path, monkeypatch):
        items = [*many(20), Document("This will CRASH 1 time.", source="bad.txt"), *many(20)]
        died = []
        lost = pool._PoolRun._lost
        monkeypatch.setattr(
            pool._PoolRun, "_lost", lambda self, worker, how: died.append(how) or lost(self, worker, how)
        )
        records = list(processes.run(items, parsers.DiesOnce(tmp_path / "marker"), workers=2))
        assert {type(record) for record in records} == {Release}
        assert died == ["killed by SIGKILL"]

    def test_out_of_memory_is_the_failure_of_one_input(self):
        records = list(processes.run([*many(5), *documents("MEMORY"), *many(5)], parsers.Rough(), workers=1))
        assert [type(record) for record in records] == [Release] * 5 + [Failure] + [Release] * 5
        assert "MemoryError" in records[5].error

    def test_several_bad_inputs_are_several_failures(self):
        items = documents("1 KILL", "2 fine", "3 EXIT", "4 KILL", "5 fine")
        assert [type(record) for record in processes.run(items, parsers.Rough(), workers=2)] == [
            Failure,
            Release,
            Failure,
            Failure,
            Release,
        ]

    def test_before_it_is_ready_ends_the_run(self):
        with pytest.raises(ReleaseParserError, match=r"exit code 7.*workers=1"):
            list(processes.run(many(), parsers.DiesAtStart(), workers=2))

    def test_before_it_is_ready_while_another_works_costs_nothing(self, tmp_path):
        records = list(processes.run(many(), parsers.NoRoom(tmp_path / "marker"), workers=3))
        assert len(records) == 200
        assert {type(record) for record in records} == {Release}

    def test_what_it_raises_at_the_start_is_raised_here(self):
        with pytest.raises(ModelNotFoundError, match="there is no model"):
            list(processes.run(many(), parsers.NeverStarts(), workers=2))


class TestTheTimeLimit:
    @pytest.mark.parametrize("word", ["HANG", "SPIN"])
    def test_makes_a_failure_of_an_input_that_does_not_end(self, word):
        items = [*many(3), Document(f"This will {word}.", source="slow.txt"), *many(3)]
        records = list(processes.run(items, parsers.Rough(), workers=2, batch_size=4, time_limit=0.5))
        assert [type(record) for record in records] == [Release] * 3 + [Failure] + [Release] * 3
        assert "longer than 0.5 s" in records[3].error

    def test_of_a_reader_who_takes_longer_is_no_fault_of_the_worker(self):
        records = processes.run(many(40), FakeParser(), workers=2, batch_size=2, time_limit=0.3)
        found = []
        for record in records:
            found.append(record)
            if len(found) % 10 == 0:
                time.sleep(0.7)
        assert {type(record) for record in found} == {Release}


class TestLimits:
    def test_a_text_that_is_too_long_is_a_failure(self):
        items = documents("1 arrest", "1 arrest " * 100, "1 arrest")
        for run in (serial.run, processes.run):
            records = list(run(items, FakeParser(), longest=100))
            assert [type(record) for record in records] == [Release, Failure, Release]
            assert "900 characters, more than the 100" in records[1].error


class TestParsers:
    def test_one_that_cannot_travel_is_an_error_at_once(self):
        parser = FakeParser()
        parser.lock = lambda: None
        with pytest.raises(InputError, match="workers=1"):
            processes.run(many(), parser)


@pytest.mark.skipif(os.name != "posix", reason="signals")
class TestSerialTimeLimit:
    def test_makes_a_failure_of_an_input_that_does_not_end(self):
        items = [*many(3), Document("This will SPIN.", source="slow.txt"), *many(3)]
        records = list(serial.run(items, parsers.Rough(), batch_size=2, time_limit=0.3))
        assert [type(record) for record in records] == [Release] * 3 + [Failure] + [Release] * 3
        assert "longer than 0.3 s" in records[3].error


class TestTheRealParser:
    def test_gives_the_same_bytes_in_processes_that_build_it(self, parser):
        items = [Document(path.read_bytes().decode(), source=path.name) for path in RELEASES[:8]]
        assert lines(processes.run(items, ParserRecipe(), workers=2, batch_size=2)) == lines(serial.run(items, parser))

    def test_travels_as_what_it_was_made_of(self, parser):
        again = pickle.loads(pickle.dumps(parser))
        assert (again.version, again.model_name) == (parser.version, parser.model_name)
        assert again.parse("Officers made 34 arrests.") == parser.parse("Officers made 34 arrests.")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at /proc")
class TestACallerThatIsKilled:
    @pytest.mark.parametrize(
        ("parser", "word", "options"), [("Rough", "SPIN", ""), ("HangsInC", "HANG", ", time_limit=2")]
    )
    def test_leaves_no_worker_behind(self, tmp_path, parser, word, options):
        (tmp_path / "in.jsonl").write_text(f'{{"text": "This will {word}."}}\n' * 50)
        source = str(Path(rp.__file__).parents[1])
        code = (
            f"import sys; sys.path[:0] = [{source!r}, {str(Path(__file__).parents[1])!r}]\n"
            f"from engines.parsers import {parser}; from release_parser.stream import read\n"
            f"list(read({str(tmp_path / 'in.jsonl')!r}).parse(workers=2, parser={parser}(){options}))"
        )
        caller = subprocess.Popen([sys.executable, "-c", code])
        limit = time.monotonic() + 60
        while len(workers := workers_of(caller.pid)) < 2 and time.monotonic() < limit:
            time.sleep(0.05)
        time.sleep(1)  # they are in the middle of something that does not end
        caller.kill()
        caller.wait()
        while any(map(running, workers)) and time.monotonic() < limit:
            time.sleep(0.05)
        assert len(workers) == 2
        assert not any(map(running, workers))


def workers_of(caller):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(caller)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in listed.stdout.split()]


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
