"""A run that ends early, at any moment, and is resumed, ends with the bytes of an undisturbed one."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.errors import InputError, TargetError
from release_parser.records import Failure, Release
from release_parser.sinks import scratch
from release_parser.sinks.jsonl import FileSink
from release_parser.stream import read
from releases import RELEASES
from warm_command import Running

TESTS = Path(__file__).parents[1]


class Counting(FakeParser):
    def __init__(self):
        self.parsed = []

    def parse_batch(self, documents):
        documents = list(documents)
        self.parsed += [document.source for document in documents]
        yield from super().parse_batch(documents)


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Officers made {number} arrests.")
    (folder / "05.txt").write_text("")  # a failure of reading
    (folder / "07.txt").write_text("One BREAK here.")  # a failure of parsing
    return folder


def run(archive, target, parser=None, **options):
    return read(archive).parse(parser=parser or FakeParser()).write(target, **options)


def stop_after(count):
    def observe(record, summary):
        if summary.read == count:
            raise KeyboardInterrupt

    return observe


class TestResume:
    @pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
    @pytest.mark.parametrize("count", [1, 6, 8, 29, 30])
    def test_goes_on_where_it_was_interrupted(self, archive, tmp_path, name, count):
        run(archive, tmp_path / f"whole-{name}")
        with pytest.raises(KeyboardInterrupt):
            run(archive, tmp_path / name, observe=stop_after(count))
        parser = Counting()
        summary = run(archive, tmp_path / name, parser, resume=True)
        assert (tmp_path / name).read_bytes() == (tmp_path / f"whole-{name}").read_bytes()
        assert len(set(parser.parsed)) == 29 - count + (count >= 6)
        assert (summary.read, summary.failed) == (30, 2)
        assert summary.parsed + summary.kept == 28
        assert not list(tmp_path.glob("*partial*"))
        assert not list(tmp_path.glob(".*"))

    def test_of_an_unchanged_archive_parses_nothing_but_failures(self, archive, tmp_path):
        run(archive, tmp_path / "out.jsonl")
        before = (tmp_path / "out.jsonl").read_bytes()
        parser = Counting()
        summary = run(archive, tmp_path / "out.jsonl", parser, resume=True)
        assert set(parser.parsed) == {str(archive / "07.txt")}
        assert (summary.parsed, summary.kept, summary.failed) == (0, 28, 2)
        assert "28 kept from before" in str(summary)
        assert (tmp_path / "out.jsonl").read_bytes() == before

    def test_parses_what_is_new_or_changed_and_forgets_what_is_gone(self, archive, tmp_path):
        run(archive, tmp_path / "out.jsonl")
        (archive / "03.txt").write_text("Officers made 300 arrests.")
        (archive / "07.txt").unlink()
        (archive / "10.txt").rename(archive / "10-b.txt")
        (archive / "11-b.txt").write_text("Officers made 11 arrests.")  # a text that is known, from another source
        parser = Counting()
        run(archive, tmp_path / "out.jsonl", parser, resume=True)
        assert parser.parsed == [str(archive / name) for name in ("03.txt", "10-b.txt", "11-b.txt")]
        run(archive, tmp_path / "whole.jsonl")
        assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()

    def test_after_an_interruption_and_a_change_parses_only_the_change(self, archive, tmp_path):
        with pytest.raises(KeyboardInterrupt):
            run(archive, tmp_path / "out.jsonl", observe=stop_after(20))
        (archive / "02-b.txt").write_text("Officers made 2 more arrests.")
        (archive / "07.txt").unlink()
        parser = Counting()
        run(archive, tmp_path / "out.jsonl", parser, resume=True)
        assert sorted(parser.parsed) == [
            str(archive / "02-b.txt"),
            *(str(archive / f"{number}.txt") for number in range(20, 30)),
        ]
        run(archive, tmp_path / "whole.jsonl")
        assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()

    def test_with_another_parser_parses_all_again(self, archive, tmp_path):
        run(archive, tmp_path / "out.jsonl")
        parser = Counting()
        parser.version = "1"
        run(archive, tmp_path / "out.jsonl", parser, resume=True)
        assert len(set(parser.parsed)) == 29

    def test_with_other_metadata_parses_again(self, tmp_path):
        def write(**extra):
            (tmp_path / "in.jsonl").write_text(json.dumps({"id": "7", "text": "Officers made 34 arrests.", **extra}))
            parser = Counting()
            run(tmp_path / "in.jsonl", tmp_path / "out.jsonl", parser, resume=True)
            return len(parser.parsed)

        assert [
            write(date="2021-01-15"),
            write(date="2021-01-15"),
            write(date="2021-01-16"),
            write(title="Arrests"),
        ] == [1, 0, 1, 1]

    @pytest.mark.parametrize("torn", [b"", b'{"id":"0', b'{"source":"x","sta', b"\0" * 50])
    def test_without_it_a_partial_file_is_written_anew(self, archive, tmp_path, torn):
        (tmp_path / "out.jsonl.partial").write_bytes(torn)
        run(archive, tmp_path / "out.jsonl")
        assert len(list(rp.load(tmp_path / "out.jsonl"))) == 30

    @pytest.mark.parametrize(
        "rubbish", [b"", b"\n", b'{"id":"0', b"\0" * 5000, b'{"source":"x","stage":"parse","error":"not ours"}\n']
    )
    def test_a_torn_end_is_dropped(self, archive, tmp_path, rubbish):
        run(archive, tmp_path / "whole.jsonl")
        with pytest.raises(KeyboardInterrupt):
            run(archive, tmp_path / "out.jsonl", observe=stop_after(12))
        with (tmp_path / "out.jsonl.partial").open("ab") as file:
            file.write(rubbish)
        run(archive, tmp_path / "out.jsonl", resume=True)
        assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()

    def test_a_damaged_packed_file_is_used_as_far_as_it_is_whole(self, archive, tmp_path):
        chance = random.Random(7)
        for number in range(30, 300):  # more than what is looked at to see whose file it is
            (archive / f"{number}.txt").write_text(f"Officers made {chance.getrandbits(200)} arrests.")
        run(archive, tmp_path / "out.jsonl.gz")
        whole = (tmp_path / "out.jsonl.gz").read_bytes()
        (tmp_path / "out.jsonl.gz").write_bytes(whole[: len(whole) // 2])
        summary = run(archive, tmp_path / "out.jsonl.gz", resume=True)
        assert (tmp_path / "out.jsonl.gz").read_bytes() == whole
        assert summary.kept > 50
        assert summary.parsed > 50

    @pytest.mark.parametrize("name", ["out.jsonl", "out.db"])
    def test_no_room_for_temporary_files_is_the_runs_fault(self, archive, tmp_path, name, monkeypatch):
        if name.endswith(".db"):
            pytest.importorskip("sqlalchemy", reason="needs the extra sql")
        run(archive, tmp_path / name)
        whole = sorted(record.model_dump_json() for record in rp.load(tmp_path / name))

        def full():
            database = sqlite3.connect("", isolation_level=None, factory=scratch.Scratch)
            database.execute("PRAGMA max_page_count=1")
            return database

        for module in ("held", "readback"):
            monkeypatch.setattr(f"release_parser.sinks.{module}.scratch_database", full)
        with pytest.raises(TargetError, match=r"no room for temporary files .*SQLITE_TMPDIR"):
            run(archive, tmp_path / name, resume=True)
        monkeypatch.undo()
        assert sorted(record.model_dump_json() for record in rp.load(tmp_path / name)) == whole
        run(archive, tmp_path / name, resume=True)

    @pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at /proc")
    def test_a_run_that_is_interrupted_again_holds_no_file_open(self, archive, tmp_path):
        for count in (12, 20):
            with pytest.raises(KeyboardInterrupt):
                run(archive, tmp_path / "out.jsonl", observe=stop_after(count), resume=True)
        opened = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
        assert not [name for name in opened if "out.jsonl" in name]

    def test_two_runs_never_write_the_same_target(self, archive, tmp_path):
        def other(record, summary):
            run(archive, tmp_path / "out.jsonl", resume=True)

        with pytest.raises(InputError, match="another run"):
            run(archive, tmp_path / "out.jsonl", observe=other)

    def test_a_target_that_cannot_is_an_error_at_once(self, archive):
        with pytest.raises(InputError, match="resume"):
            run(archive, "-", resume=True)


SCRIPT = """
import sys
sys.path[:0] = [{src!r}, {tests!r}]
from engines.parsers import Slow
from release_parser.stream import read
read({archive!r}).parse(workers={workers}, parser={parser}).write({target!r}, resume=True)
"""


def script(archive, target, *, workers=1, parser="Slow(0.004)"):
    """A program that writes the records of an archive, or goes on where an earlier one was ended."""
    source = str(Path(rp.__file__).parents[1])
    return SCRIPT.format(
        src=source, tests=str(TESTS), archive=str(archive), target=str(target), workers=workers, parser=parser
    )


@pytest.fixture
def start(warm_command):
    """Starts such a program in a process of its own."""
    return lambda *arguments, **options: Running(str(warm_command), code=script(*arguments, **options))


def kill_at_a_random_moment(start, archive, target, dice, window, **options):
    """Start a program, and kill -9 some time after its first byte can have been written. Whether it was still alive."""
    partial = FileSink(str(target)).partial
    before, limit = partial.stat().st_mtime_ns if partial.exists() else None, time.monotonic() + 60
    started = start(archive, target, **options)
    while (
        started.poll() is None
        and time.monotonic() < limit
        and (not partial.exists() or partial.stat().st_mtime_ns == before)
    ):
        time.sleep(0.002)
    time.sleep(dice.uniform(0, window))
    alive = started.poll() is None
    started.send_signal(signal.SIGKILL)
    started.wait()
    return alive


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
class TestKills:
    @pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
    def test_at_random_moments_each_resumed_lose_nothing_and_double_nothing(self, archive, tmp_path, name, start):
        dice, alive, whole, target = random.Random(name), 0, tmp_path / f"whole-{name}", tmp_path / name
        run(archive, whole)
        for _ in range(25):
            alive += kill_at_a_random_moment(start, archive, target, dice, window=0.15)
            while dice.random() < 0.2:  # and again while it is resumed
                alive += kill_at_a_random_moment(start, archive, target, dice, window=0.05)
            run(archive, target, resume=True)
            assert target.read_bytes() == whole.read_bytes()
            assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["news", name, whole.name])
            target.unlink()
        assert alive >= 15

    def test_of_a_run_in_processes(self, archive, tmp_path, start):
        dice, target = random.Random(1), tmp_path / "out.jsonl"
        run(archive, tmp_path / "whole.jsonl")
        for _ in range(4):
            kill_at_a_random_moment(start, archive, target, dice, window=1.0, workers=2, parser="Slow(0.05)")
            if dice.random() < 0.5:
                run(archive, target, resume=True)
                assert target.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
                target.unlink()
        run(archive, target, resume=True)
        assert target.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()

    def test_of_the_real_parser(self, tmp_path, parser, start):
        folder, dice, target = RELEASES[0].parent, random.Random(2), tmp_path / "out.jsonl"
        read(folder).parse(parser=parser).write(tmp_path / "whole.jsonl")
        for _ in range(3):
            kill_at_a_random_moment(start, folder, target, dice, window=1.5, parser=None)
        assert start(folder, target, parser=None).wait() == 0
        assert target.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="signals")
class TestCtrlC:
    def test_leaves_what_is_done_and_no_process(self, archive, tmp_path, start):
        code = script(archive, tmp_path / "out.jsonl", workers=2, parser="Slow(0.5)")
        # a shell without job control starts background jobs with ctrl-C ignored, and their children inherit that
        heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        started = subprocess.Popen([sys.executable, "-c", f"{heard}\n{code}"])
        partial = tmp_path / "out.jsonl.partial"
        limit = time.monotonic() + 60
        while (not partial.exists() or not partial.stat().st_size) and time.monotonic() < limit:
            time.sleep(0.02)
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(started.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        started.send_signal(signal.SIGINT)
        assert started.wait(timeout=20) != 0
        assert children
        assert not [child for child in children if Path(f"/proc/{child}").exists()]
        kept = partial.read_bytes()
        assert kept.endswith(b"\n")
        assert start(archive, tmp_path / "out.jsonl", workers=2, parser="Slow(0)").wait() == 0
        assert (tmp_path / "out.jsonl").read_bytes().startswith(kept)
        assert {type(record) for record in rp.load(tmp_path / "out.jsonl")} == {Release, Failure}
