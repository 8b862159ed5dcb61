"""What a kill leaves of a file of DuckDB: a block of metadata that is half written, the beginning of a file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="needs the extra duckdb")
pytest.importorskip("pyarrow", reason="needs the extra duckdb")

import duckdb

from release_parser.errors import InputError
from release_parser.sinks import duck, duck_checkpoints
from release_parser.sinks.duck import DuckDatabase
from release_parser.sinks.duck_checkpoints import BLOCKS_AT, checkpoint, kept_beside
from sink_records import as_json, read, release, write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="blocks are kept where files can be read that others write")

FIRST = [release("8 raids", source="a.txt"), release("34 arrests", source="b.txt")]
BOTH = [*FIRST, release("9 knives", source="c.txt")]
PAGE = 4096
"""Bytes that a system writes whole: a kill can come between two of them."""
CAN_LOCK = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"


def can_lock(path: Path) -> bool:
    """Whether another process would get the file."""
    return not subprocess.run([sys.executable, "-c", CAN_LOCK, path], stderr=subprocess.DEVNULL, check=False).returncode


@pytest.fixture(scope="module")
def second_night(tmp_path_factory) -> tuple[Path, Path]:
    """The folder of a database as it was just before the checkpoint of a second night, and its file behind that."""
    folder = tmp_path_factory.mktemp("nights")
    path = folder / "releases.duckdb"
    write(f"duckdb:///{path}", FIRST)
    before, keep = folder / "before", duck_checkpoints._keep

    def copied(*given) -> None:
        keep(*given)
        if not before.exists() and b"9 knives" in path.with_name("releases.duckdb.wal").read_bytes():
            before.mkdir()
            for each in folder.glob("releases.duckdb*"):
                shutil.copy(each, before)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duck_checkpoints, "_keep", copied)
        write(f"duckdb:///{path}", BOTH)
    assert {each.name for each in folder.glob("releases.duckdb*")} == {"releases.duckdb"}
    return before, path


@pytest.fixture
def torn(second_night, tmp_path) -> Path:
    """A file as a kill leaves it that comes when the first page of a block of metadata is written anew, and the rest is not."""
    before, after = second_night
    folder = shutil.copytree(before, tmp_path / "killed")
    path = folder / "releases.duckdb"
    with kept_beside(path).open("rb") as kept:
        places = json.loads(kept.readline())["places"]
    assert places
    with path.open("r+b") as file, after.open("rb") as new:
        for place in places:
            file.seek(place)
            new.seek(place)
            file.write(new.read(PAGE))
    return path


def test_duckdb_refuses_a_block_that_is_half_written(torn):
    """Should this fail one day, `sinks.duck_checkpoints` may do with less."""
    kept_beside(torn).unlink()
    with pytest.raises(duckdb.Error, match=r"Corrupt database file: computed checksum \d+ does not match"):
        duckdb.connect(torn)


@pytest.mark.parametrize("how", ["read", "written"])
def test_a_run_that_is_killed_within_a_checkpoint_loses_nothing(torn, how, caplog):
    target = f"duckdb:///{torn}"
    if how == "written":
        write(target, [])
    assert read(target) == as_json(BOTH)
    assert "was killed within a checkpoint" in caplog.text
    assert not kept_beside(torn).exists()
    write(target, [*BOTH, release("7 axes", source="d.txt")])
    assert len(read(target)) == len(BOTH) + 1


def test_a_checkpoint_that_has_ended_is_not_undone(torn, second_night, caplog):
    _, after = second_night
    shutil.copy(after, torn)
    torn.with_name(f"{torn.name}.wal").unlink()
    whole = torn.read_bytes()
    assert read(f"duckdb:///{torn}") == as_json(BOTH)
    assert torn.read_bytes() == whole
    assert "killed" not in caplog.text
    assert not kept_beside(torn).exists()


def test_blocks_are_put_back_when_nobody_else_has_the_file(torn):
    half = torn.read_bytes()
    held = "import fcntl, sys; f = open(sys.argv[1], 'r+b'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", held, torn], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        duck_checkpoints.put_back(torn)
        assert torn.read_bytes() == half
        assert kept_beside(torn).exists()
    duck_checkpoints.put_back(torn)
    assert torn.read_bytes() != half


def test_no_other_process_gets_the_file_within_a_batch(new_target, monkeypatch):
    """A process that closes a file loses all its locks on it, DuckDB's too."""
    target = new_target("duckdb")
    write(target, FIRST)
    path = Path(target.removeprefix("duckdb:///"))
    found = []

    def looked(*given) -> None:
        checkpoint(*given)
        found.append(can_lock(path))

    monkeypatch.setattr(duck, "checkpoint", looked)
    write(target, BOTH)
    assert found
    assert not any(found)
    assert can_lock(path)


def test_a_file_that_is_not_ours_is_not_written_over(new_target):
    target = new_target("duckdb")
    write(target, FIRST)
    other = kept_beside(Path(target.removeprefix("duckdb:///")))
    other.write_text("wooden, painted")
    for each in (read, lambda target: write(target, BOTH)):
        with pytest.raises(InputError, match=r"releases\.duckdb\.blocks was not written by release-parser"):
            each(target)
    assert other.read_text() == "wooden, painted"


@pytest.mark.parametrize("size", [0, PAGE, 2 * PAGE, BLOCKS_AT])
def test_the_beginning_of_a_file_is_begun_again(new_target, size):
    target = new_target("duckdb")
    path = Path(target.removeprefix("duckdb:///"))
    duckdb.connect(path).close()
    os.truncate(path, size)
    write(target, FIRST)
    assert read(target) == as_json(FIRST)


def test_blocks_of_a_file_that_was_removed_are_none_of_a_new_one(torn):
    torn.unlink()
    torn.with_name(f"{torn.name}.wal").unlink()
    write(f"duckdb:///{torn}", FIRST)
    assert read(f"duckdb:///{torn}") == as_json(FIRST)


def test_a_full_disk_leaves_everything_in_the_log(new_target, monkeypatch, caplog):
    target = new_target("duckdb")
    write(target, FIRST)

    def full(_path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(duck_checkpoints, "sync", full)
    write(target, BOTH)
    assert "what is left to do is done when it is opened next" in caplog.text
    path = Path(target.removeprefix("duckdb:///"))
    assert sorted(each.name for each in path.parent.iterdir()) == ["releases.duckdb", "releases.duckdb.wal"]
    monkeypatch.undo()
    assert read(target) == as_json(BOTH)


def test_two_threads_take_turns(new_target):
    """`rp.load` in one thread while another one writes: DuckDB itself would refuse the second."""
    target = new_target("duckdb")
    write(target, FIRST)
    with ThreadPoolExecutor() as threads:
        written = threads.submit(write, target, BOTH)
        found = [threads.submit(read, target) for _ in range(3)]
        assert all(len(each.result()) in (2, 3) for each in found)
        written.result()
    with DuckDatabase(target).read() as session:
        assert session.query("SELECT COUNT(*) FROM releases") == [(3,)]
