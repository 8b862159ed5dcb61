"""What the machine lacks while inputs are read is no input's fault: the run ends, and no input is marked as failed."""

from __future__ import annotations

import errno
import io
import os
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

import release_parser as rp
from fakes import FakeParser
from release_parser.errors import OF_THE_RUN, InputError, TargetError
from release_parser.records import Failure
from release_parser.sources import Limits, apart

resource = pytest.importorskip("resource", reason="limits of Unix")


def fault(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.fixture
def archive(tmp_path):
    """A folder of texts, with an archive in an archive among them."""
    folder = tmp_path / "news"
    folder.mkdir()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("inner.txt", "Officers made 8 arrests.")
    with zipfile.ZipFile(folder / "c.zip", "w") as file:
        file.writestr("b.zip", inner.getvalue())
    for name in "abd":
        (folder / f"{name}.txt").write_text(f"Officers made {ord(name)} arrests.")
    return folder


@pytest.mark.parametrize("number", sorted(OF_THE_RUN))
def test_no_room_for_what_stands_in_an_archive_ends_the_run(archive, tmp_path, monkeypatch, number):
    parsed = rp.read(archive).parse(parser=FakeParser())
    assert parsed.write(tmp_path / "out.jsonl").parsed == 4
    before = (tmp_path / "out.jsonl").read_bytes()

    def full(*_, **__):
        raise fault(number)

    monkeypatch.setattr("release_parser.sources.blob.tempfile.SpooledTemporaryFile", full)
    with pytest.raises(TargetError, match=r"the run cannot go on at .*c\.zip"):
        parsed.write(tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_no_room_for_a_copy_of_standard_input_ends_the_run(tmp_path, monkeypatch):
    def full(*_, **__):
        raise fault(errno.ENOSPC)

    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(b'[{"text": "34 arrests"}]')))
    )
    monkeypatch.setattr(apart.shutil, "copyfileobj", full)
    with pytest.raises(TargetError, match="the run cannot go on at stdin: No space left on device"):
        list(rp.read("-").parse(parser=FakeParser()))


def test_too_many_open_files_end_the_run(archive, tmp_path):
    stream = rp.read(archive, limits=Limits(apart=False)).parse(parser=FakeParser())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    records = iter(stream)
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        with pytest.raises(TargetError, match="Too many open files"):
            list(records)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_file_that_may_not_be_read_is_its_own_failure(archive, monkeypatch):
    """Another fault of the file system is that file's: the others are read."""
    opened = Path.open

    def refused(self, *given, **options):
        if self.name == "b.txt":
            raise fault(errno.EACCES)
        return opened(self, *given, **options)

    monkeypatch.setattr(Path, "open", refused)
    records = list(rp.read(archive).parse(parser=FakeParser()))
    assert [record.error for record in records if isinstance(record, Failure)] == [
        f"{archive / 'b.txt'} cannot be opened: Permission denied"
    ]
    assert len(records) == 4


@pytest.fixture
def unlisted(archive, monkeypatch):
    """The archive with a folder that cannot be listed when its name is noted."""
    (archive / "may").mkdir()
    (archive / "may" / "e.txt").write_text("Officers made 101 arrests.")
    names: set[str] = set()
    listed = os.scandir

    def scandir(folder):
        if Path(folder).name in names:
            raise fault(errno.EACCES)
        return listed(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    return names


def test_a_folder_that_cannot_be_listed_is_a_failure(archive, unlisted):
    unlisted.add("may")
    records = list(rp.read(archive).parse(parser=FakeParser()))
    assert [(record.source, record.error) for record in records if isinstance(record, Failure)] == [
        (str(archive / "may"), f"{archive / 'may'} cannot be listed: Permission denied")
    ]
    assert len(records) == 5


def test_what_was_in_it_is_not_marked_as_gone(archive, unlisted, tmp_path):
    pytest.importorskip("sqlalchemy", reason="needs the extra sql")
    parsed = rp.read(archive).parse(parser=FakeParser())
    parsed.write(tmp_path / "out.db", resume=True, prune=True)
    before = [record.source for record in rp.load(tmp_path / "out.db")]
    unlisted.add("may")
    summary = parsed.write(tmp_path / "out.db", resume=True, prune=True)
    assert (summary.gone, summary.failed) == (0, 1)
    unlisted.clear()
    assert parsed.write(tmp_path / "out.db", resume=True, prune=True).failed == 0
    assert [record.source for record in rp.load(tmp_path / "out.db")] == before


def test_a_folder_that_was_given_and_cannot_be_listed_is_an_error_at_once(archive, unlisted):
    unlisted.add("news")
    with pytest.raises(InputError, match="news cannot be listed: Permission denied"):
        rp.read(archive)
